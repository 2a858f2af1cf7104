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
    @Argument(help: "scale, stop or continue.") var action: PersonAction
    @Option(help: "The variant to scale.") var variant: String?
    @Option(help: "Why, in a sentence; it is kept.") var note: String
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let record = try Failure.guarded(language) {
        try runner.decide(experiment, action: action.action, variant: variant, note: note, asOf: date.day)
      }
      Console.write((language == .english ? "Recorded: " : "已记录：") + record.fileName + "\n")
    }
  }
}

enum PersonAction: String, ExpressibleByArgument, CaseIterable {
  case scale, stop
  case goOn = "continue"

  var action: Action {
    switch self {
    case .scale: .scale
    case .stop: .stop
    case .goOn: .continue
    }
  }
}
