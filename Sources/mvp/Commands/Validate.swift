import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Validate: ParsableCommand {
    static var configuration: CommandConfiguration { ValidateHelp.command.configuration() }

    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Flag(help: ValidateHelp.data.spoken) var data = false

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      date.warnOfTheFuture(runner, language)
      let validation = try Failure.guarded(language) { try runner.validate(withData: data, asOf: date.day) }
      Console.report(validation.diagnostics, language: language)
      let files = Dictionary(runner.loaded.entries.map { ($0.id, $0.file) }) { first, _ in first }
      func readiness(_ review: ExperimentReview) -> Readiness {
        Readiness(review, file: files[review.id] ?? review.id, language: language, currency: runner.workspace.currency)
      }
      for review in validation.blocked { Console.report(readiness(review).diagnostics, language: language) }
      for item in validation.data { Console.write(DataFound(id: item.id, quality: item.quality, language: language).text) }
      for review in validation.readiness { Console.write(readiness(review).text) }
      Console.write(ValidationSentences.summary(validation)(in: language) + "\n")
      if validation.errors > 0 { throw ExitCode(2) }
    }
  }
}
