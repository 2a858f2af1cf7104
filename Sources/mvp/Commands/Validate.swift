import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every declaration; with --data, every file that it reads.",
      discussion: "All problems at once, each as file:line:column. EXAMPLES\n  mvp validate\n  mvp validate --data")

    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Flag(help: "Read the tables too, and say what was found in them.") var data = false

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
