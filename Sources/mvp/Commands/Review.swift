import ArgumentParser
import ExperimentDecisions
import ExperimentReports
import ExperimentModel
import ExperimentRunner
import ExperimentWorkbooks

extension MVP {
  struct Review: AsyncParsableCommand {
    static var configuration: CommandConfiguration { ReviewHelp.command.configuration() }

    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Flag(help: ReviewHelp.dryRun.spoken) var dryRun = false
    @Option(help: SharedHelp.format.spoken) var format: ReportFormat = .table
    @Flag(help: SharedHelp.exitCode.spoken) var exitCode = false

    func run() async throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      if dryRun { date.warnOfTheFuture(runner, language) }
      let outcome = try Failure.guarded(language) { try Review.reviewed(runner, shared, asOf: date.day, dryRun: dryRun) }
      let report = ReviewReport(outcome.examination.review, options: shared.options(runner, outcome.examination))
      switch format {
      case .table: Console.write(report.text)
      case .json: Console.write(report.json)
      case .csv: Console.write(report.csv)
      case .markdown: Console.write(report.markdown)
      case .html: Console.write(report.html)
      }
      say(outcome, language)
      Console.warn(runner.chainProblems(), language: language)
      if !dryRun { await Messages.deliver(runner, language) }
      try Outcome.leave(outcome.examination.review, exitCode: exitCode)
    }

    /// Reviews, with the report files that a review leaves, and queues its messages: whatever becomes of those, the review stands.
    static func reviewed(_ runner: Runner, _ shared: SharedOptions, asOf: CalendarDay?, dryRun: Bool) throws -> Runner.ReviewOutcome {
      let problems = dryRun ? [] : [runner.intendMessages(asOf: asOf)]
      let outcome =
        try runner.review(asOf: asOf, dryRun: dryRun) { examination in
          var options = shared.options(runner, examination)
          options.colour = false
          let report = ReviewReport(examination.review, options: options)
          let index = ReportsIndex(examination.review, past: runner.pastVerdicts(), options: options)
          let name = examination.review.asOf.description
          return workbook(report, name + ".xlsx", shared.language(runner)) + [
            (name + ".md", Array(report.markdown.utf8)), (name + ".json", Array(report.json.utf8)), (name + ".html", Array(report.html.utf8)),
            (ReportsIndex.fileName, Array(index.html.utf8)),
          ]
        }
      let language = shared.language(runner)
      for problem in (problems + [runner.announce(outcome)]).compactMap(\.self) { Console.complain(.warning, problem.message, language) }
      return outcome
    }

    /// Empty, with a warning, where no temporary file can be made: the other reports are not held up, and the next look at the review writes it.
    private static func workbook(_ report: ReviewReport, _ name: String, _ language: Language) -> [(name: String, bytes: [UInt8])] {
      do {
        return [(name, try WorkbookBytes.of(report.workbook))]
      } catch {
        guard case .unwritable(let reason) = error else { return [] }
        Console.complain(.warning, ReviewSentences.noWorkbook(name, reason), language)
        return []
      }
    }

    /// What was written goes to standard error, so that the report alone is the output.
    private func say(_ outcome: Runner.ReviewOutcome, _ language: Language) {
      if !outcome.revised.isEmpty { Console.complain(ReviewSentences.corrected(outcome.revised)(in: language)) }
      switch outcome.kind {
      case .recorded(let record):
        Console.complain(ReviewSentences.recorded(record, reports: outcome.reports, check: record.stamp.check)(in: language))
      case .mended(let record):
        Console.complain(DeedWords(language: language).mended(record.entries.map(\.id), record.fileName, reports: outcome.reports))
      case .rehearsed: Console.complain(ReviewSentences.rehearsed(in: language))
      case .repeated(let record):
        Console.complain(ReviewSentences.repeated(record, reports: outcome.reports)(in: language))
        if let problem = outcome.unwritten { Console.complain(.warning, problem.message, language) }
      }
    }
  }
}
