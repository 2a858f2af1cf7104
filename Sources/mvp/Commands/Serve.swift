import ArgumentParser
import ExperimentDashboard
import ExperimentModel
import ExperimentRunner
import Glibc

extension MVP {
  struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A dashboard on this machine: board, tests, plans, reviews and calendar, and the same as JSON.",
      discussion: """
        It only reads, unless it is given a token: then who brings the token may decide, as with 'mvp decide'. It answers to localhost, to the address it
        listens on and to the names of --allow-host, and to no other. It stops on Ctrl-C or SIGTERM, after the requests under way.

        EXAMPLES
          mvp serve
          mvp serve --port 9000 --token-file ~/.config/mvp/token
          MVP_TOKEN=… mvp serve --host 0.0.0.0 --allow-host tests.example.org
        """)

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("The address to listen on (default: this machine alone).", valueName: "address")) var host = "127.0.0.1"
    @Option(help: "The port; 0 takes a free one.", transform: { try WholeNumber.read($0, 0...65_535) }) var port = DashboardSettings.usualPort
    @Option(help: ArgumentHelp("A file with the token on its first line (default: the variable MVP_TOKEN; without either, it only reads).", valueName: "file"))
    var tokenFile: String?
    @Option(help: ArgumentHelp("Another name that browsers call it by; may be given more than once.", valueName: "name")) var allowHost: [String] = []

    func run() async throws {
      // The workspace is read once before the port is taken, so that what is wrong with it is said where it was started.
      let runner = try shared.runner()
      let language = shared.language(runner)
      let token = try Failure.guarded(language) { try ServeToken.read(file: tokenFile) }
      // A browser that goes away must not end the service.
      signal(SIGPIPE, SIG_IGN)
      let dashboard = Dashboard(
        DashboardSettings(
          workspace: shared.workspace, host: host, port: port, token: token, language: shared.lang?.language, clock: runner.clock, names: allowHost))
      do {
        try await dashboard.run { address in
          Console.complain(DashboardWords.started(address, isWritable: token != nil)(in: language))
        }
      } catch let error as DashboardError {
        Console.complain(.error, error.message, language)
        throw ExitCode(1)
      }
    }
  }
}
