public import ExperimentModel
import Glibc

/// A workspace as it stands on the disk: `mvp.yaml`, and every experiment that can be read, or its problems.
public struct LoadedWorkspace: Sendable {
  public struct Entry: Sendable {
    public let id: String
    /// Relative to the workspace.
    public let file: String
    public let bytes: [UInt8]
    public let result: Result<Experiment, Diagnostics>
    /// What its files can be held against although it does not hold.
    var readable: ReadableDeclaration?
  }

  /// Absolute or as given; no trailing slash.
  public let root: String
  public let workspace: Workspace
  public let entries: [Entry]
  /// Problems across experiments, such as one id twice or a fund overdrawn.
  public let portfolio: [Diagnostic]

  public var experiments: [Experiment] { entries.compactMap { try? $0.result.get() } }

  /// Everything found wrong, in the order of the files.
  public var diagnostics: [Diagnostic] {
    workspace.warnings
      + entries.flatMap { entry -> [Diagnostic] in
        switch entry.result {
        case .success(let experiment): experiment.warnings
        case .failure(let problems): problems.all
        }
      } + portfolio
  }

  public func path(_ relative: String) -> String { root + "/" + relative }
}

/// Finds and reads a workspace.
public struct WorkspaceLoader: Sendable {
  public static let fileName = "mvp.yaml"
  /// More than this is no declaration a person wrote.
  static let mostExperiments = 100_000

  let disk: any Disk

  public init(disk: any Disk = SystemDisk()) { self.disk = disk }

  /// - Parameter folder: where to look; nil: the current folder and those above it.
  public func load(_ folder: String?) throws -> LoadedWorkspace {
    let root = try find(folder)
    let file = root + "/" + WorkspaceLoader.fileName
    guard let bytes = try read(file) else {
      throw RunnerError(.noWorkspace, WorkspaceSentences.noDeclaration(file))
    }
    let declaration: WorkspaceDeclaration
    do throws(Diagnostics) {
      declaration = try DeclarationReader.workspace(bytes: bytes, file: WorkspaceLoader.fileName, timeZones: SystemTimeZones.database)
    } catch {
      throw DeclarationReader.problems(of: error, bytes: bytes, file: WorkspaceLoader.fileName, timeZones: SystemTimeZones.database) { workspace in
        written(in: root, folder: workspace.experimentsFolder)
      }
    }
    let workspace = declaration.workspace
    let names = try experimentNames(in: root, folder: workspace.experimentsFolder)
    var entries = [LoadedWorkspace.Entry]()
    entries.reserveCapacity(names.count)
    for name in names {
      let relative = workspace.experimentsFolder + "/" + name
      let fallback = String(name.prefix(while: { $0 != "." }))
      let content: [UInt8]
      do {
        content = try read(root + "/" + relative) ?? []
      } catch let error as RunnerError {
        let problem = Diagnostic(
          file: relative, line: nil, column: nil, severity: .error, code: "unreadable", message: error.message)
        entries.append(.init(id: fallback, file: relative, bytes: [], result: .failure(Diagnostics([problem]))))
        continue
      }
      do throws(Diagnostics) {
        let experiment = try DeclarationReader.experiment(bytes: content, file: relative, in: declaration)
        entries.append(.init(id: experiment.id, file: relative, bytes: content, result: .success(experiment)))
      } catch {
        // What it calls itself tells the records which experiment this is, although the rest does not hold.
        entries.append(
          .init(
            id: writtenID(content) ?? fallback, file: relative, bytes: content, result: .failure(error),
            readable: DeclarationReader.readable(bytes: content, file: relative, in: declaration)))
      }
    }
    let portfolio = PortfolioCheck.diagnostics(entries.compactMap { try? $0.result.get() }, in: workspace)
    // An error across experiments (one id twice) makes the file it stands in invalid; the others go on.
    for index in entries.indices {
      let problems = portfolio.filter { $0.severity == .error && $0.file == entries[index].file }
      guard !problems.isEmpty, case .success(let experiment) = entries[index].result else { continue }
      entries[index] = .init(
        id: entries[index].id, file: entries[index].file, bytes: entries[index].bytes,
        result: .failure(Diagnostics(experiment.warnings + problems)),
        readable: experiment.notYet.isEmpty ? ReadableDeclaration(experiment: experiment, areVariantsSound: true) : nil)
    }
    let placed = Set(entries.map(\.file))
    return LoadedWorkspace(
      root: root, workspace: workspace, entries: entries,
      portfolio: portfolio.filter { $0.severity == .warning || !placed.contains($0.file) })
  }

  /// Declarations beside an `mvp.yaml` that does not hold; what cannot be read is said once it does.
  private func written(in root: String, folder: String) -> [(file: String, bytes: [UInt8])] {
    ((try? experimentNames(in: root, folder: folder)) ?? []).compactMap { name in
      let relative = folder + "/" + name
      return ((try? read(root + "/" + relative)) ?? nil).map { (relative, $0) }
    }
  }

  /// The id in a line `experiment: ID` of a file that cannot be read as a whole; nil where there is none.
  private func writtenID(_ bytes: [UInt8]) -> String? {
    let key = Array("experiment:".utf8)
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.starts(with: key) {
      let quotes = Set("\"' \t".utf8)
      let value = line.dropFirst(key.count).filter { !quotes.contains($0) }
      let isID = !value.isEmpty && value.count <= 100 && value.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      return isID ? String(decoding: value, as: UTF8.self) : nil
    }
    return nil
  }

  private func find(_ folder: String?) throws -> String {
    if let folder {
      let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      guard disk.exists(root + "/" + WorkspaceLoader.fileName) else {
        throw RunnerError(
          .noWorkspace,
          WorkspaceSentences.noWorkspace(in: root))
      }
      return root
    }
    var path = "."
    for _ in 0..<40 {
      if disk.exists(path + "/" + WorkspaceLoader.fileName) { return path }
      path = path == "." ? ".." : path + "/.."
    }
    throw RunnerError(
      .noWorkspace,
      WorkspaceSentences.noWorkspaceAbove)
  }

  private func experimentNames(in root: String, folder: String) throws -> [String] {
    do {
      let names = try disk.names(in: root + "/" + folder).filter {
        ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !$0.hasPrefix(".")
      }
      guard names.count <= WorkspaceLoader.mostExperiments else {
        throw RunnerError(
          .unreadable,
          WorkspaceSentences.tooManyDeclarations(folder, found: names.count, most: WorkspaceLoader.mostExperiments))
      }
      return names
    } catch let error as DiskError {
      throw RunnerError(
        .unreadable, FileSentences.unreadable(folder, error))
    }
  }

  private func read(_ path: String) throws -> [UInt8]? {
    do throws(DiskError) {
      return try disk.read(path)
    } catch {
      throw RunnerError(.unreadable, FileSentences.unreadable(path, error))
    }
  }
}

/// The system's TZif files.
enum SystemTimeZones {
  static let folder = "/usr/share/zoneinfo"

  static let database = TimeZoneDatabase { name in try? SystemDisk().read(folder + "/" + name) }
}
