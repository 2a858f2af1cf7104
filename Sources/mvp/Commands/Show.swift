import ArgumentParser
import ExperimentDecisions
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Show: ParsableCommand {
    static var configuration: CommandConfiguration { ShowHelp.command.configuration() }

    @Argument(help: SharedHelp.experiment.spoken) var experiment: String
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Option(help: SharedHelp.format.spoken) var format: ReportFormat = .table

    func run() throws {
      let runner = try shared.runner()
      date.warnOfTheFuture(runner, shared.language(runner))
      let examination = try Failure.guarded(shared.language(runner)) { try runner.show(experiment, asOf: date.day) }
      guard let review = examination.review.experiments.first else { throw ExitCode(1) }
      let report = ExperimentReport(review, in: examination.review, options: shared.options(runner, examination))
      switch format {
      case .table: Console.write(report.text)
      case .json: Console.write(report.json)
      case .csv: Console.write(report.csv)
      case .markdown: Console.write(report.markdown)
      case .html: Console.write(report.html)
      }
      Console.warn(examination.problems, language: shared.language(runner))
      try Outcome.leave(examination.review, exitCode: false)
    }
  }
}

enum ReportFormat: String, ExpressibleByArgument, CaseIterable { case table, json, csv, markdown, html }
