import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Decide: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record what a person decided: scale and stop close the experiment, continue is a note.",
      discussion: "EXAMPLES\n  mvp decide autumn-posters scale --variant story --note \"season ends on Friday\"")

    @Argument(help: "Experiment id or file.") var experiment: String
    @Argument(help: "scale, stop or continue.") var action: ChoiceArgument
    @Option(help: "The variant to scale.") var variant: String?
    @Option(help: "Why, in a sentence; it is kept.") var note: String
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let record = try Failure.guarded(language) {
        try runner.decide(experiment, choice: action.choice, variant: variant, note: note, asOf: date.day)
      }
      Console.write((language == .english ? "Recorded: " : "已记录：") + record.fileName + "\n")
    }
  }
}

/// A choice as it is written on the command line.
struct ChoiceArgument: ExpressibleByArgument {
  let choice: PersonDecision.Choice

  init?(argument: String) {
    guard let choice = PersonDecision.Choice(rawValue: argument) else { return nil }
    self.choice = choice
  }

  static var allValueStrings: [String] { PersonDecision.Choice.allCases.map(\.rawValue) }
}
