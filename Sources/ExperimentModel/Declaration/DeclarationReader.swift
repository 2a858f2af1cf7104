/// `mvp.yaml` read: the workspace, and what experiments take from it.
public struct WorkspaceDeclaration: Sendable {
  public let workspace: Workspace
  /// As given to the reader.
  public let file: String
  let decisionDefaults: WrittenDecision
  let metrics: [WrittenMetric]
  /// Tables may be in zones of their own.
  let timeZones: TimeZoneDatabase
  /// Codes of problems that experiments may have only because this does not hold; empty where it holds.
  let unsure: Set<String>
}

/// From the bytes of a declaration to values that later stages trust. Pure: files are read by the caller.
public enum DeclarationReader {
  /// Reads `mvp.yaml`.
  /// - Parameter file: the path that diagnostics name.
  /// - Throws: every problem found, in the order of the file. Warnings alone do not throw; they are `workspace.warnings`.
  public static func workspace(
    bytes: [UInt8], file: String = "mvp.yaml", timeZones: TimeZoneDatabase
  ) throws(Diagnostics) -> WorkspaceDeclaration {
    try WorkspaceReading.read(bytes, file: file, timeZones: timeZones)
  }

  /// Everything wrong with a workspace whose `mvp.yaml` does not hold: its own problems, then those that its experiments have by themselves.
  /// - Parameter experiments: each with its path, in order; asked for the folder that `mvp.yaml` names.
  public static func problems(
    of problems: Diagnostics, bytes: [UInt8], file: String, timeZones: TimeZoneDatabase, experiments: (Workspace) -> [(file: String, bytes: [UInt8])]
  ) -> Diagnostics {
    guard let standIn = try? WorkspaceReading.assemble(bytes, file: file, timeZones: timeZones, log: ProblemLog()) else { return problems }
    return Diagnostics(
      problems.all
        + experiments(standIn.workspace).flatMap { entry -> [Diagnostic] in
          do throws(Diagnostics) { return try experiment(bytes: entry.bytes, file: entry.file, in: standIn).warnings } catch {
            return error.all.filter { !standIn.unsure.contains($0.code) }
          }
        })
  }

  /// Reads one file of the experiments folder, against the workspace it stands in.
  /// - Throws: every problem found. Warnings alone do not throw; they are `warnings`. What the engine cannot do yet does not throw
  ///   either; it is `notYet`.
  public static func experiment(
    bytes: [UInt8], file: String, in workspace: WorkspaceDeclaration
  ) throws(Diagnostics) -> Experiment {
    try ExperimentReading.read(bytes, file: file, in: workspace)
  }
}
