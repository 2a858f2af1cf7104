import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Decide: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record what a person decided: scale and stop close the experiment, continue is a note.",
      discussion: """
        reopen takes a decision back; acknowledge says that a verdict which corrected data changed has been seen. Nothing is ever erased.

        EXAMPLES
          mvp decide autumn-posters scale --variant story --note "season ends on Friday"
          mvp decide autumn-posters reopen --note "wrong experiment"
          mvp decide autumn-posters acknowledge --note "told the channel team"
        """)

    @Argument(help: "Experiment id or file.") var experiment: String
    @Argument(help: "scale, stop, continue, reopen or acknowledge.") var deed: Deed
    @Option(help: "The variant to scale, by id or title.") var variant: String?
    @Option(help: "Why, in a sentence; it is kept.") var note: String
    @Flag(help: "Close a test that has not started.") var yes = false
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
