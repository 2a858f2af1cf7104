import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Decide: ParsableCommand {
    static var configuration: CommandConfiguration { DecideHelp.command.configuration() }

    @Argument(help: SharedHelp.experiment.spoken) var experiment: String
    @Argument(help: DecideHelp.deed.spoken) var deed: Deed
    @Option(help: DecideHelp.variant.spoken) var variant: String?
    @Option(help: DecideHelp.note.spoken) var note: String
    @Flag(help: DecideHelp.yes.spoken) var yes = false
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption

    enum Deed: String, ExpressibleByArgument, CaseIterable { case scale, stop, `continue`, reopen, acknowledge }

    func validate() throws {
      if variant != nil, deed == .reopen || deed == .acknowledge { throw ValidationError(UsageSentences.noVariant(with: deed.rawValue)) }
    }

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let record = try Failure.guarded(language) {
        switch deed {
        case .scale: try decide(runner, .scale)
        case .stop: try decide(runner, .stop)
        case .continue: try decide(runner, .continue)
        case .reopen: try runner.reopen(experiment, note: note, asOf: date.day)
        case .acknowledge: try runner.acknowledge(experiment, note: note, asOf: date.day)
        }
      }
      Console.write(DeedWords(language: language).recorded(record.fileName) + "\n")
    }

    private func decide(_ runner: Runner, _ choice: PersonDecision.Choice) throws -> Record {
      try runner.decide(experiment, choice: choice, variant: variant, note: note, asOf: date.day, isSure: yes)
    }
  }
}
