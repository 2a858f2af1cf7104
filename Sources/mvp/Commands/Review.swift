import ArgumentParser
import ExperimentDecisions
import ExperimentReports
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decide on every experiment, record it, and write the report.",
      discussion: """
        On a review date this spends the alpha that the look is allowed; on any other day it records without spending.
        A date that is recorded already is shown again; only experiments that were blocked then and are mended get a record.

        EXAMPLES
          mvp review --dry-run
          mvp review --as-of 2026-11-16 --format markdown
        """)

    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Flag(help: "Show what would be decided; write nothing.") var dryRun = false
    @Option(help: "table, json, csv, markdown or html.") var format: ReportFormat = .table
    @Flag(help: "Exit with 3 when something needs a person: scale, stop, blocked or an alert.") var exitCode = false

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      if dryRun { date.warnOfTheFuture(runner, language) }
      let outcome = try Failure.guarded(language) {
        try runner.review(asOf: date.day, dryRun: dryRun) { examination in
          var options = shared.options(runner, examination)
          options.colour = false
          let report = ReviewReport(examination.review, options: options)
          let name = examination.review.asOf.description
          return [
            (name + ".md", Array(report.markdown.utf8)), (name + ".json", Array(report.json.utf8)), (name + ".html", Array(report.html.utf8)),
          ]
        }
      }
      let report = ReviewReport(outcome.examination.review, options: shared.options(runner, outcome.examination))
      switch format {
      case .table: Console.write(report.text)
      case .json: Console.write(report.json)
      case .csv: Console.write(report.csv)
      case .markdown: Console.write(report.markdown)
      case .html: Console.write(report.html)
      }
      say(outcome, inEnglish: language == .english)
      warn(runner, inEnglish: language == .english)
      try Outcome.leave(outcome.examination.review, exitCode: exitCode)
    }

    /// What a person should know of the records and the date, although the review stands.
    private func warn(_ runner: Runner, inEnglish: Bool) {
      Console.warn(runner.chainProblems(), language: inEnglish ? .english : .simplifiedChinese)
    }

    /// What was written goes to standard error, so that the report alone is the output.
    private func say(_ outcome: Runner.ReviewOutcome, inEnglish: Bool) {
      if !outcome.revised.isEmpty {
        let names = outcome.revised.joined(separator: ", ")
        Console.complain(
          inEnglish
            ? "Data of days reviewed before have changed since: \(names). Alpha spent stays spent." : "此前评审过的数据已有变动：\(names)。已用的额度不退还。")
      }
      switch outcome.kind {
      case .recorded(let record):
        Console.complain(
          inEnglish
            ? "Recorded: \(record.fileName); reports: \(outcome.reports.joined(separator: ", "))\nTo check it later: \(record.stamp.check)"
            : "已记录：\(record.fileName)；报告：\(outcome.reports.joined(separator: "、"))\n日后核对：\(record.stamp.check)")
      case .mended(let record):
        Console.complain(DeedWords(language: inEnglish ? .english : .simplifiedChinese).mended(record.entries.map(\.id), record.fileName, reports: outcome.reports))
      case .rehearsed: Console.complain(inEnglish ? "Dry run: nothing was recorded." : "试运行：未作任何记录。")
      case .repeated(let record):
        Console.complain(
          inEnglish
            ? "Recorded before as \(record.fileName); \(outcome.reports.isEmpty ? "nothing was written." : "its lost reports are written again: \(outcome.reports.joined(separator: ", "))")"
            : "此日已有记录 \(record.fileName)，\(outcome.reports.isEmpty ? "未再写入。" : "已补写缺失的报告：\(outcome.reports.joined(separator: "、"))")")
        if let problem = outcome.unwritten {
          Console.complain((inEnglish ? "warning: " : "警告：") + problem.message(in: inEnglish ? .english : .simplifiedChinese))
        }
      }
    }
  }
}
