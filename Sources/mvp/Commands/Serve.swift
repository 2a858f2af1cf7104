import ArgumentParser
import ExperimentDashboard
import ExperimentModel
import ExperimentRunner
import Glibc

extension MVP {
  struct Serve: AsyncParsableCommand {
    static var configuration: CommandConfiguration { ServeHelp.command.configuration() }

    @OptionGroup var shared: SharedOptions
    @Option(help: ServeHelp.host.spoken) var host = "127.0.0.1"
    @Option(help: ServeHelp.port.spoken, transform: { try WholeNumber.read($0, 0...65_535) }) var port = DashboardSettings.usualPort
    @Option(help: ServeHelp.tokenFile.spoken) var tokenFile: String?
    @Option(help: ServeHelp.allowHost.spoken) var allowHost: [String] = []

    @Flag(help: ServeHelp.schedule.spoken) var schedule = false
    @Option(help: ServeHelp.hour.spoken, transform: { try WholeNumber.read($0, 0...23) }) var hour = 8

    func run() async throws {
      // The workspace is read once before the port is taken, so that what is wrong with it is said where it was started.
      let runner = try shared.runner()
      let language = shared.language(runner)
      let token = try Failure.guarded(language) { try ServeToken.read(file: tokenFile) }
      // A browser that goes away must not end the service.
      signal(SIGPIPE, SIG_IGN)
      let dashboard = Dashboard(
        DashboardSettings(
          workspace: shared.workspace, host: host, port: port, token: token, language: shared.lang?.language, clock: runner.clock, names: allowHost),
        hourly: schedule ? hourly(runner) : nil)
      do {
        try await dashboard.run { address in
          Console.complain(DashboardWords.started(address, isWritable: token != nil)(in: language))
          if schedule { Console.complain(DashboardWords.runsReviews(fromHour: hour)(in: language)) }
        }
      } catch let error as DashboardError {
        Console.complain(.error, error.message, language)
        throw ExitCode(1)
      }
    }

    private func hourly(_ first: Runner) -> HourlyWork {
      let reviews = ScheduledReviews(shared: shared, fromHour: hour)
      return HourlyWork(
        turn: { _ = reviews.turn($0) }, afterwards: { await reviews.deliver($0) }, failed: { _ = reviews.failed($0, first) })
    }
  }
}
