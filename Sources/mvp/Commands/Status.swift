import ArgumentParser
import ExperimentDecisions
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Where every experiment stands. Free: spends no alpha and writes nothing.",
      discussion: "EXAMPLES\n  mvp status\n  mvp status --format json --as-of 2026-11-16\n  mvp status --exit-code   (3 when something needs a person)")

    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Option(help: "table, json, csv or markdown.") var format: StatusFormat = .table
    @Flag(help: "Exit with 3 when something needs a person: scale, stop, blocked or an alert.") var exitCode = false

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      date.warnOfTheFuture(runner, language)
      let examination = try Failure.guarded(language) { try runner.status(asOf: date.day, parts: format == .table ? .oneLine : .all) }
      let report = StatusReport(examination.review, options: shared.options(runner, examination))
      switch format {
      case .table: Console.write(report.text)
      case .json: Console.write(report.json)
      case .csv: Console.write(report.csv)
      case .markdown: Console.write(report.markdown)
      }
      Console.warn(examination.problems, language: language)
      try Outcome.leave(examination.review, exitCode: exitCode)
    }
  }
}

enum StatusFormat: String, ExpressibleByArgument, CaseIterable { case table, json, csv, markdown }
