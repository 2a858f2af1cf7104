import HTTPTypes
import Hummingbird

/// What every answer says to the browser: no script at all, styles and pictures from here alone, forms to here alone, in no frame, sniffed as nothing else.
struct SafeHeaders: RouterMiddleware {
  typealias Context = DashboardContext

  static let policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  // Not `no-referrer`: with it browsers send `Origin: null` with forms, and a form could not be told from one of another site.
  private static let fixed: [(HTTPField.Name, String)] = [
    (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"), (.named("X-Frame-Options"), "DENY"),
    (.named("Referrer-Policy"), "same-origin"), (.named("Cross-Origin-Opener-Policy"), "same-origin"),
    (.named("Cross-Origin-Resource-Policy"), "same-origin"), (.cacheControl, "no-cache, private"),
  ]

  func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
    var response = try await next(request, context)
    for (name, value) in SafeHeaders.fixed where response.headers[name] == nil { response.headers[name] = value }
    return response
  }
}

extension HTTPField.Name {
  /// A name that is written in the sources, and so is one.
  static func named(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header") }
    return name
  }
}
