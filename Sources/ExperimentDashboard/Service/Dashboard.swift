import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The web face of the program: pages and JSON over one workspace.
public struct Dashboard: Sendable {
  let settings: DashboardSettings
  let live: LiveWorkspace
  let gate: Gate
  let counters = Counters()
  /// Nil: the service only answers.
  let hourly: HourlyWork?

  public init(_ settings: DashboardSettings, hourly: HourlyWork? = nil) {
    self.settings = settings
    self.hourly = hourly
    live = LiveWorkspace(folder: settings.workspace, clock: settings.clock, patience: settings.patience)
    gate = Gate(token: settings.token)
  }

  /// Serves until it is told to stop by SIGTERM or SIGINT: requests under way are answered first.
  /// - Parameter onStart: called once with the address, as browsers write it.
  /// - Throws: `DashboardError` where the port is taken or the address is not this machine's.
  public func run(onStart: @escaping @Sendable (String) async -> Void = { _ in }) async throws {
    do {
      try await application(onStart: onStart).runService()
    } catch let error as IOError {
      throw DashboardError(message: DashboardWords.cannotListen(settings.host, settings.port, String(cString: strerror(error.errnoCode))))
    } catch let error as SocketAddressError {
      throw DashboardError(message: DashboardWords.cannotListen(settings.host, settings.port, "\(error)"))
    }
  }

  /// Longest wait for a request, and between two.
  static let idle = TimeAmount.seconds(15)
  /// A connection that neither reads nor takes what is sent to it for so long is closed.
  static let stalled = TimeAmount.seconds(60)

  func application(onStart: @escaping @Sendable (String) async -> Void = { _ in }) -> some ApplicationProtocol {
    var logger = Logger(label: "mvp serve")
    logger.logLevel = .critical
    let host = settings.host
    let server = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [IdleStateHandler(allTimeout: Dashboard.stalled), ClosesWhenIdle()], idleTimeout: Dashboard.idle,
        httpDecoderConfiguration: .init(maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64)))
    var application = Application(
      router: router(), server: server,
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(OpenFiles.room(for: settings.mostConnections))),
      onServerRunning: { channel in
        await onStart("http://\(host.contains(":") ? "[\(host)]" : host):\(channel.localAddress?.port ?? 0)/")
      }, logger: logger)
    if let hourly { application.addServices(HourlyTurns(live: live, clock: settings.clock, work: hourly)) }
    return application
  }

  func router() -> Router<DashboardContext> {
    let router = Router(context: DashboardContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Counting(counters: counters))
    router.add(middleware: SafeHeaders())
    router.add(middleware: Faults(dashboard: self))
    router.add(middleware: HostCheck(settings))
    addAssets(to: router)
    addPages(to: router)
    addAPI(to: router)
    return router
  }
}

struct DashboardContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Bytes of a request's body: a note and a few fields.
  var maxUploadSize: Int { DashboardContext.mostBytes }
  static let mostBytes = 16 << 10

  init(source: Source) { coreContext = .init(source: source) }
}

/// Ends a connection on which nothing moves.
final class ClosesWhenIdle: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) } else { context.fireUserInboundEventTriggered(event) }
  }
}
