import ExperimentDecisions
public import ExperimentModel

/// New workspaces and new experiments. Never overwrites.
public struct WorkspaceMaker: Sendable {
  let disk: any Disk

  public init(disk: any Disk = SystemDisk()) { self.disk = disk }

  /// Makes a workspace in a folder.
  /// - Returns: what was made, relative to the folder.
  public func initialize(_ folder: String, template: WorkspaceTemplate) throws -> [String] {
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    if disk.exists(root + "/" + WorkspaceLoader.fileName) {
      throw RunnerError(.exists, FileSentences.exists(root + "/" + WorkspaceLoader.fileName))
    }
    do throws(DiskError) {
      try disk.makeFolder(root)
      for name in WorkspaceTemplate.folders { try disk.makeFolder(root + "/" + name) }
      var made = [String]()
      let files = [
        ("mvp.schema.json", DeclarationSchema.workspace()), ("experiment.schema.json", DeclarationSchema.experiment()),
        (WorkspaceLoader.fileName, template.text),
      ]
      for (name, text) in files where !disk.exists(root + "/" + name) {
        try WholeFile(disk: disk).create(root + "/" + name, with: Array(text.utf8))
        made.append(name)
      }
      return made + WorkspaceTemplate.folders.map { $0 + "/" }
    } catch {
      throw RunnerError(
        .unwritable, FileSentences.unwritable(error))
    }
  }
}

extension Runner {
  /// Makes a new experiment's declaration from a template.
  /// - Returns: the file, relative to the workspace.
  public func make(_ name: String, kind: ExperimentTemplate.Kind, start: CalendarDay? = nil) throws -> String {
    let relative = try free(name)
    let template = ExperimentTemplate(
      kind: kind, name: name, start: start ?? calendar.next(after: today), currency: workspace.currency, language: workspace.language)
    return try keep(template.text, as: relative)
  }

  /// Makes a new experiment from an older one's declaration: the explicit act by which a test whose plan must change after its start begins anew,
  /// with an alpha account of its own. The older one and its records stay as they are.
  /// - Parameter start: its first day; the end moves by as many days.
  public func make(_ name: String, from older: String, start: CalendarDay? = nil) throws -> String {
    let relative = try free(name)
    let id = ExperimentTemplate.identifier(from: name) ?? name
    let source = try known(older)
    guard let entry = loaded.entries.first(where: { $0.id == source }), case .success(let experiment) = entry.result else {
      throw RunnerError(.cannotPlan, WorkspaceSentences.originDoesNotValidate(source))
    }
    let first = start ?? calendar.next(after: today)
    var lines = String(decoding: entry.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for index in lines.indices {
      if lines[index].hasPrefix("experiment:") { lines[index] = "experiment: \(id)" }
      if lines[index].hasPrefix("start:") { lines[index] = "start: \(first)" }
      if lines[index].hasPrefix("end:"), let start = experiment.start, let end = experiment.end { lines[index] = "end: \(first + (end - start))" }
    }
    if experiment.start != nil, !lines.contains(where: { $0.hasPrefix("start:") }) { lines.append("start: \(first)") }
    let origin = WorkspaceSentences.madeAnew(from: source)(in: workspace.language)
    // A schema line for editors stays the first.
    lines.insert(origin, at: lines.first?.hasPrefix("# yaml-language-server") ?? false ? 1 : 0)
    return try keep(lines.joined(separator: "\n"), as: relative)
  }

  /// The file of a new experiment, which must not exist yet.
  func free(_ name: String) throws -> String {
    guard let id = ExperimentTemplate.identifier(from: name) else {
      throw RunnerError(
        .badName,
        WorkspaceSentences.badName(name))
    }
    let relative = workspace.experimentsFolder + "/" + id + ".yaml"
    if disk.exists(loaded.path(relative)) || loaded.entries.contains(where: { $0.id == id }) {
      throw RunnerError(.exists, FileSentences.exists(relative))
    }
    return relative
  }

  func keep(_ text: String, as relative: String) throws -> String {
    do throws(DiskError) {
      try disk.makeFolder(loaded.path(workspace.experimentsFolder))
      try WholeFile(disk: disk).create(loaded.path(relative), with: Array(text.utf8))
    } catch {
      throw RunnerError(
        .unwritable, FileSentences.unwritable(error))
    }
    return relative
  }
}
