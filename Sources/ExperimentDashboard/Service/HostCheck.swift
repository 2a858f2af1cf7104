import HTTPTypes
import Hummingbird

/// Answers only to the names the service was started with. A page on the open web whose name is made to point at this machine carries its own name in
/// `Host`, and so reads nothing here (DNS rebinding).
struct HostCheck: RouterMiddleware {
  typealias Context = DashboardContext
  let names: Set<String>

  init(_ settings: DashboardSettings) {
    names = Set((["localhost", "127.0.0.1", "::1", settings.host] + settings.names).map { $0.lowercased() })
  }

  func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
    guard let authority = request.head.authority, names.contains(HostCheck.name(authority)) else { throw Fault.strangeHost }
    return try await next(request, context)
  }

  /// The name in `name:port` or `[::1]:port`, in small letters.
  static func name(_ authority: String) -> String {
    let bare: Substring
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      bare = authority[authority.index(after: authority.startIndex)..<end]
    } else {
      bare = authority.prefix { $0 != ":" }
    }
    return bare.lowercased()
  }
}
