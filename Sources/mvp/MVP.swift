import ArgumentParser
import ExperimentRunner
import Glibc

@main
struct MVP: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    RootHelp.command.configuration(name: "mvp", version: "mvp \(ProgramVersion.number)", subcommands: MVP.commands)
  }

  static let commands: [any ParsableCommand.Type] = [
    Status.self, Show.self, Review.self, Schedule.self, Notify.self, Decide.self, Amend.self, Verify.self, Validate.self, Inspect.self, Schema.self, Init.self, New.self,
    Plan.self, Simulate.self, Serve.self, Calc.self,
  ]

  static func main() async {
    // A closed pipe (`mvp status | head`) ends the program quietly through the write that fails.
    signal(SIGPIPE, SIG_DFL)
    do {
      let arguments = SpokenLanguage.ordered(Array(CommandLine.arguments.dropFirst()))
      if let unknown = UsageMessage.unknownCommand(arguments, of: MVP.self) { throw unknown }
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      // The parser's own way out prints arguments as they are; here they pass the same gate as everything else.
      let status = exitCode(for: error)
      let message = UsageMessage.text(of: error, in: SpokenLanguage.of(Array(CommandLine.arguments.dropFirst())), width: Console.width)
      if status == .success {
        if !message.isEmpty { Console.write(message + "\n") }
      } else if !message.isEmpty {
        Console.complain(message)
      }
      Glibc.exit(status.rawValue)
    }
  }
}
