import ArgumentParser
import ExperimentCalculator
import Glibc

extension MVP {
  struct Calc: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Every statistic by name, from the shell and from any language.",
      usage: """
        mvp calc METHOD --key value …
        mvp calc METHOD --json '{…}'
        mvp calc --stdin < lines.jsonl
        mvp calc --list [--format table|json|markdown]
        """,
      discussion: """
        A flag for each input of the method, nested inputs by dots:
          mvp calc proportions.score --control.successes 48 --control.trials 80 --treatment '{"successes": 56, "trials": 70}'
        --stdin answers one JSON object a line, in order: {"id": 1, "method": "proportion.wilson", "successes": 56, "trials": 70}

        Exit status: 0 answered (with --stdin also where lines have errors), 1 no answer for these data, 64 a mistake in the question.
        """)

    enum Format: String, ExpressibleByArgument { case table, json, markdown }

    @Flag(help: "Answer the JSON lines of standard input.")
    var stdin = false

    @Flag(help: "List the methods with their inputs, outputs, definitions and sources.")
    var list = false

    @Option(help: "table, json or markdown; a table on a terminal, else JSON (of --list always a table).")
    var format: Format?

    @Option(help: ArgumentHelp("All inputs as one JSON object.", valueName: "object"))
    var json: String?

    @Argument(parsing: .allUnrecognized, help: ArgumentHelp("The method and its inputs as flags.", valueName: "method --key value"))
    var question: [String] = []

    func validate() throws {
      let ways = [stdin, list, !question.isEmpty].count { $0 }
      guard ways == 1 else {
        throw ValidationError(UsageSentences.oneWayToCalculate)
      }
      if stdin, json != nil { throw ValidationError(UsageSentences.jsonWithLines) }
    }

    func run() throws {
      if stdin {
        var stream = CalcStream(input: STDIN_FILENO, output: STDOUT_FILENO)
        do { try stream.run() } catch { throw Self.failure("\(error)", status: 1) }
      } else if list {
        switch format ?? .table {
        case .table: Console.write(CalcReference.table)
        case .json: Console.write(CalcReference.json)
        case .markdown: Console.write(CalcReference.markdown)
        }
      } else {
        try answer()
      }
    }

    private func answer() throws {
      let method = question[0]
      let flags = Array(question.dropFirst())
      guard json == nil || flags.isEmpty else { throw ValidationError(UsageSentences.jsonWithFlags) }
      let answer =
        json.map { ExperimentCalculator.Calc.answer(method: method, json: $0) } ?? ExperimentCalculator.Calc.answer(method: method, flags: flags)
      if let problem = answer.problem {
        throw Self.failure("\(problem.code): \(problem.message)", status: problem.code == "no_answer" ? 1 : 64)
      }
      switch format ?? (isatty(STDOUT_FILENO) == 1 ? .table : .json) {
      case .json: Console.write(answer.line + "\n")
      case .markdown:
        Console.write("| | |\n|---|---|\n")
        for row in answer.rows { Console.write("| \(row.key) | \(row.value) |\n") }
      case .table:
        let width = answer.rows.map(\.key.count).max() ?? 0
        for row in answer.rows { Console.write(row.key + String(repeating: " ", count: width - row.key.count + 2) + row.value + "\n") }
      }
    }

    private static func failure(_ message: String, status: Int32) -> ExitCode {
      Console.complain("error: \(message)")
      return ExitCode(status)
    }
  }
}
