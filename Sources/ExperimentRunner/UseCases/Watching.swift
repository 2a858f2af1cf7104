public import ExperimentData
import ExperimentModel

/// What a service that stays needs besides the use cases: to know when files changed, and the events so far.
extension Runner {
  /// The state of every file that answers depend on: declarations, data, records. Reads none of them.
  public func fileStamps() -> FileStamps {
    var patterns: Set<String> = [WorkspaceLoader.fileName]
    patterns.formUnion(["yaml", "yml"].map { workspace.experimentsFolder + "/*." + $0 })
    patterns.insert(workspace.recordsFolder + "/*")
    for table in loaded.experiments.flatMap(\.tables) {
      switch table.location {
      case .file(let path): patterns.insert(path)
      case .filePerVariant(let paths): patterns.formUnion(paths)
      case .query: break
      }
    }
    return FileStamps(of: patterns, root: loaded.root)
  }

  /// Every event that was recorded, oldest first, with what is wrong between them.
  /// - Throws: `RunnerError.unreadable` when the folder of records cannot be read.
  public func history() throws -> History { try records.history() }
}
