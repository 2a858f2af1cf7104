import ArgumentParser
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Amend: ParsableCommand {
    static var configuration: CommandConfiguration { AmendHelp.command.configuration() }

    @Argument(help: SharedHelp.experiment.spoken) var experiment: String
    @Option(help: AmendHelp.why.spoken) var why: String
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let amendment = try Failure.guarded(language) { try runner.amend(experiment, why: why, asOf: date.day) }
      let words = DeedWords(language: language)
      Console.write(words.amended(try runner.known(experiment), amendment.amended, revised: amendment.revised, barred: amendment.barred))
      Console.write(words.recorded(amendment.record.fileName) + "\n")
    }
  }
}
