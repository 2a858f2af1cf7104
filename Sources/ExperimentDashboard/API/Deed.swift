import ExperimentDecisions
import ExperimentModel
import ExperimentRunner

/// What a person does to a test over the web: the choices of `mvp decide`.
enum Deed: String, CaseIterable, Sendable {
  case scale, stop, `continue`, reopen, acknowledge

  /// Of a note.
  static let mostLetters = 2000

  struct Order: Sendable {
    let experiment: String
    let deed: Deed
    let variant: String?
    let note: String
    let isSure: Bool

    /// - Throws: `Fault.badInput` with the first field that does not hold.
    init(experiment: String, action: String, variant: String?, note: String, isSure: Bool, _ words: DashboardWords) throws {
      guard let deed = Deed(rawValue: action) else { throw Fault.badInput(words.badDeed(PrintableText.oneLine(String(action.prefix(40))))) }
      guard note.contains(where: { !$0.isWhitespace }) else { throw Fault.badInput(words.noNote) }
      guard note.count <= Deed.mostLetters else { throw Fault.badInput(words.longNote) }
      self.experiment = experiment
      self.deed = deed
      self.variant = variant.flatMap { $0.isEmpty ? nil : $0 }
      self.note = note
      self.isSure = isSure
    }

    func run(_ runner: Runner) throws -> Record {
      switch deed {
      case .scale: try runner.decide(experiment, choice: .scale, variant: variant, note: note, isSure: isSure)
      // The page's list of variants goes with scale alone.
      case .stop: try runner.decide(experiment, choice: .stop, variant: nil, note: note, isSure: isSure)
      case .continue: try runner.decide(experiment, choice: .continue, variant: nil, note: note, isSure: isSure)
      case .reopen: try runner.reopen(experiment, note: note)
      case .acknowledge: try runner.acknowledge(experiment, note: note)
      }
    }
  }
}
