public import ExperimentData
import ExperimentModel

/// Looking at files that no declaration names yet.
public enum FileInspecting {
  /// The console that somebody named.
  /// - Throws: `RunnerError` with what was probably meant.
  public static func preset(named id: String) throws -> ConsolePreset {
    if let preset = ConsolePresets.named(id) { return preset }
    let known = ConsolePresets.all.map(\.id)
    throw RunnerError(.usage, DraftSentences.unknownPreset(id, hint: Spelling.hint(id, among: known), known: known))
  }
}
