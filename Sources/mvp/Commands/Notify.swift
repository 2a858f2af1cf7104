import ArgumentParser
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import Glibc

extension MVP {
  struct Notify: AsyncParsableCommand {
    static var configuration: CommandConfiguration { NotifyHelp.command.configuration() }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Flag(help: NotifyHelp.dryRun.spoken) var dryRun = false
    @Flag(help: NotifyHelp.now.spoken) var now = false

    func run() async throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      guard !runner.workspace.channels.isEmpty else {
        Console.write(MessageSentences.noChannels(in: language) + "\n")
        return
      }
      if dryRun { return try rehearse(runner, language) }
      if let problem = runner.announceOwed() { Console.complain(.warning, problem.message, language) }
      let deliveries = await runner.deliver(isImpatient: now, environment: Messages.environment)
      if deliveries.isEmpty { Console.write(MessageSentences.nothingWaits(in: language) + "\n") }
      for delivery in deliveries { Console.write(Messages.said(delivery, runner, language) + "\n") }
      if deliveries.contains(where: { $0.outcome != .sent }) { throw ExitCode(1) }
    }

    private func rehearse(_ runner: Runner, _ language: Language) throws {
      let messages = try Failure.guarded(language) { try runner.messagesToBe(try runner.review(asOf: date.day, dryRun: true)) }
      for (channel, message) in messages {
        guard let message else {
          Console.write(MessageSentences.nothingFor(channel.name)(in: language) + "\n\n")
          continue
        }
        Console.write(MessageSentences.wouldGo(channel.name)(in: language) + "\n")
        Console.write(([message.title, message.summary] + message.lines.map(\.text)).map { "  " + $0 + "\n" }.joined())
        if let text = runner.requestText(message, to: channel) { Console.write(text) }
        for variable in [channel.addressVariable, channel.secretVariable].compactMap(\.self) where (Messages.environment(variable) ?? "").isEmpty {
          Console.complain(.warning, MessageSentences.unset(variable), language)
        }
        Console.write("\n")
      }
    }
  }
}

/// Messages on the way out of a command, which they never fail.
enum Messages {
  static let environment: @Sendable (String) -> String? = { name in getenv(name).map { String(cString: $0) } }

  static func deliver(_ runner: Runner, _ language: Language) async {
    for delivery in await runner.deliver(environment: environment) { Console.complain(said(delivery, runner, language)) }
  }

  static func said(_ delivery: Runner.Delivery, _ runner: Runner, _ language: Language) -> String {
    MessageSentences.delivered(delivery) { LogLine.stamp($0, in: runner.workspace.timeZone) }(in: language)
  }
}
