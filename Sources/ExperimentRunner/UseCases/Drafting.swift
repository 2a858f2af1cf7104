import ExperimentData
public import ExperimentModel
import Glibc

/// A declaration that was drafted from files and holds against them; nothing of it is on the disk yet.
public struct Draft: Sendable {
  /// Where it will stand, relative to the workspace.
  public let file: String
  public let text: String
  /// Columns that could tell variants apart, the chosen one first.
  public let variantColumns: [String]
  /// Columns that count an action, the chosen one first.
  public let results: [String]
  /// The only other currency in the files, without a rate so far.
  public let otherCurrency: String?
  public let variants: [String]
  public let primary: String
  public let console: BilingualText?
  /// Whether empty results might be zeros, and the draft takes them for missing until somebody says so.
  public let isEmptyOpen: Bool
  /// Names of a second file of which none is a variant of the first: to be filled in.
  public let unmatched: [String]
  let copies: [(from: String, to: String)]
}

extension Runner {
  /// Drafts a declaration from files that were exported.
  ///
  /// The files are read, a console is told by its header, and the declaration is held against those very files before anything is written.
  /// Files outside the workspace are to be copied into its folder `data`.
  /// - Throws: `RunnerError` where no declaration can be made of them, `Diagnostics` where one of them cannot be read.
  public func draft(_ name: String, fromFiles paths: [String], answers: DraftAnswers = DraftAnswers()) throws -> Draft {
    let relative = try free(name)
    var problems: [Diagnostic] = []
    var profiles: [FileProfile] = []
    for path in paths {
      do throws(Diagnostics) { profiles.append(try FileProfile.read(path: path, shown: path, preset: answers.preset)) } catch { problems += error.all }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    var copies: [(from: String, to: String)] = []
    let files = paths.map { path -> String in
      if let inside = placeInWorkspace(path) { return inside }
      let target = "data/" + WholeFile.name(of: path)
      copies.append((path, target))
      return target
    }
    let pattern = files.count > 1 && copies.isEmpty ? try Runner.pattern(of: files, names: { try disk.names(in: loaded.path($0)) }) : nil
    let table = try TableDraft(profiles, files: files, pattern: pattern, answers: answers, currency: workspace.currency)
    let written = DraftText(
      draft: table, name: ExperimentTemplate.identifier(from: name) ?? name, answers: answers, currency: workspace.currency, language: workspace.language,
      today: today
    )
    let results = table.profile.columns(of: .results).map { table.profile.columns[$0].name }
    let codes = Set(table.otherCurrencies)
    return Draft(
      file: relative, text: written.text,
      variantColumns: (table.variantColumn.map { [$0] } ?? []).map { table.profile.columns[$0].name }
        + table.profile.candidates.filter { $0 != table.variantColumn }.map { table.profile.columns[$0].name },
      results: results, otherCurrency: codes.count == 1 && answers.rate == nil ? codes.first : nil, variants: table.arms.map(\.id),
      primary: table.metrics.primary?.id ?? "", console: table.profile.preset?.name, isEmptyOpen: written.isEmptyOpen, unmatched: table.second?.unmatched ?? [],
      copies: copies)
  }

  /// Writes a draft, once it holds against its files; nothing is left behind where it does not.
  /// - Returns: what was made, relative to the workspace, the declaration last.
  public func keep(_ draft: Draft) throws -> [String] {
    var copied: [String] = []
    do {
      for copy in draft.copies { if try bring(copy.from, as: copy.to) { copied.append(copy.to) } }
      try hold(draft)
      let made = try keep(draft.text, as: draft.file)
      return copied + [made]
    } catch {
      for file in copied { try? disk.remove(loaded.path(file)) }
      throw error
    }
  }

  /// The declaration read as it will be, and its tables with it.
  private func hold(_ draft: Draft) throws {
    let file = WorkspaceLoader.fileName
    guard let bytes = try disk.read(loaded.path(file)) else { throw RunnerError(.noWorkspace, WorkspaceSentences.noDeclaration(file)) }
    let declaration = try DeclarationReader.workspace(bytes: bytes, file: file, timeZones: SystemTimeZones.database)
    let experiment = try DeclarationReader.experiment(bytes: Array(draft.text.utf8), file: draft.file, in: declaration)
    let far = CalendarDay(year: 9999, month: 12, day: 31) ?? today
    let answers = engine.summaries(for: [SummaryRequest(experiment: experiment, asOf: far, timeZone: workspace.timeZone)])
    if case .failure(let problems) = answers.first { throw problems }
    if case .success(let summary) = answers.first, let row = summary.quality.badRowExamples.first,
      Double(summary.quality.badRows) > 0.01 * Double(summary.quality.rows)
    {
      throw Diagnostics([
        Diagnostic(file: row.file, line: row.line, column: 1, code: "bad_rows", message: ValidationSentences.badRows(summary.quality, first: row))
      ])
    }
  }

  /// Copies a file into the workspace. False: the same bytes are there already.
  private func bring(_ path: String, as target: String) throws -> Bool {
    do throws(DiskError) {
      guard let bytes = try disk.read(path) else { throw DiskError(path: path, number: ENOENT) }
      if let known = try disk.read(loaded.path(target)) {
        if known == bytes { return false }
      } else {
        try disk.makeFolder(loaded.path(WholeFile.folder(of: target)))
        try WholeFile(disk: disk).create(loaded.path(target), with: bytes)
        return true
      }
    } catch {
      throw RunnerError(.unwritable, FileSentences.unwritable(error))
    }
    throw RunnerError(.exists, FileSentences.exists(target))
  }

  /// A file's place in the workspace; nil where it is outside.
  private func placeInWorkspace(_ path: String) -> String? {
    func resolved(_ path: String) -> String? {
      guard let real = realpath(path, nil) else { return nil }
      defer { Glibc.free(real) }
      return String(cString: real)
    }
    guard let root = resolved(loaded.root), let file = resolved(path), file.hasPrefix(root + "/") else { return nil }
    return String(file.dropFirst(root.count + 1))
  }

  /// What finds these files of one folder and no other; nil where nothing does.
  static func pattern(of files: [String], names: (String) throws -> [String]) throws -> String? {
    let folder = WholeFile.folder(of: files[0])
    let own = files.map(WholeFile.name)
    guard files.allSatisfy({ WholeFile.folder(of: $0) == folder }), let shortest = own.map(\.count).min() else { return nil }
    func common(_ names: [[Character]]) -> Int { (0..<shortest).first { at in names.contains { $0[at] != names[0][at] } } ?? shortest }
    let before = common(own.map(Array.init))
    let after = min(common(own.map { $0.reversed() }), shortest - before)
    let prefix = String(own[0].prefix(before))
    let suffix = String(own[0].suffix(after))
    let found = try names(folder).filter { $0.count >= before + after && $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }
    guard Set(found) == Set(own), !(prefix + suffix).contains(where: { "*?[".contains($0) }) else { return nil }
    return (folder == "." ? "" : folder + "/") + prefix + "*" + suffix
  }
}
