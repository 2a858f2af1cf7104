import ArgumentParser
import ExperimentRunner
import Glibc

@main
struct MVP: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mvp",
    abstract: "Small experiments for marketing teams: declare them, read the exports, decide in money.",
    discussion: """
      EXAMPLES
        mvp init --project "Autumn growth" --currency CNY --timezone Asia/Shanghai
        mvp new autumn-ads --from-file export.csv   a declaration that writes itself
        mvp new autumn-posters --template posters
        mvp inspect export.csv       what a file is, before anything is declared
        mvp validate --data          check every declaration and every file it reads
        mvp plan autumn-posters      what its budget can prove, before it is spent
        mvp status                   where everything stands; free, writes nothing
        mvp review                   decide, record, write the report
        mvp show autumn-posters      everything about one experiment
        mvp serve                    the same in a browser, for everybody else

      EXIT STATUS
        0 fine · 1 could not be done · 2 a declaration or data are invalid ·
        3 with --exit-code: something needs a person · 64 usage
      """,
    version: "mvp \(ProgramVersion.number)",
    subcommands: MVP.commands)

  static let commands: [any ParsableCommand.Type] = [
    Status.self, Show.self, Review.self, Schedule.self, Decide.self, Amend.self, Verify.self, Validate.self, Inspect.self, Schema.self, Init.self, New.self,
    Plan.self, Simulate.self, Serve.self, Calc.self,
  ]

  static func main() async {
    // A closed pipe (`mvp status | head`) ends the program quietly through the write that fails.
    signal(SIGPIPE, SIG_DFL)
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let unknown = UsageMessage.unknownCommand(arguments, known: commands.map { $0._commandName }) { throw unknown }
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      // The parser's own way out prints arguments as they are; here they pass the same gate as everything else.
      let status = exitCode(for: error)
      let message = fullMessage(for: error)
      if status == .success {
        if !message.isEmpty { Console.write(message + "\n") }
      } else if !message.isEmpty {
        Console.complain(UsageMessage.said(message, in: UsageMessage.language(Array(CommandLine.arguments.dropFirst()))))
      }
      Glibc.exit(status.rawValue)
    }
  }
}
