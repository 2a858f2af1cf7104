import ArgumentParser
import ExperimentCalculator
import Glibc

extension MVP {
  struct Calc: ParsableCommand {
    static var configuration: CommandConfiguration { CalcHelp.command.configuration(usage: CalcHelp.usage(in: HelpLanguage.spoken)) }

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, markdown }

    @Flag(help: CalcHelp.stdin.spoken)
    var stdin = false

    @Flag(help: CalcHelp.list.spoken)
    var list = false

    @Option(help: CalcHelp.format.spoken)
    var format: Format?

    @Option(help: CalcHelp.json.spoken)
    var json: String?

    @Argument(parsing: .allUnrecognized, help: CalcHelp.question.spoken)
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
