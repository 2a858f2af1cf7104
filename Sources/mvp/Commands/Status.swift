import ArgumentParser
import ExperimentDecisions
import ExperimentReports
import ExperimentRunner
import Glibc

extension MVP {
  struct Status: ParsableCommand {
    static var configuration: CommandConfiguration { StatusHelp.command.configuration() }

    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Option(help: SharedHelp.format.spoken) var format: StatusFormat = .table
    @Flag(help: SharedHelp.exitCode.spoken) var exitCode = false
    @Flag(help: StatusHelp.watch.spoken) var watch = false

    func validate() throws {
      guard watch else { return }
      if format != .table || exitCode { throw ValidationError(UsageSentences.watchAlone) }
      if isatty(STDOUT_FILENO) != 1 { throw ValidationError(UsageSentences.watchNeedsTerminal) }
    }

    func run() throws {
      if watch { return try StatusWatch(shared: shared, date: date).run() }
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
