import HTTPTypes
import Hummingbird
import NIOCore

/// Answers with their types.
enum Reply {
  static func page(_ html: String) -> Response { text(html, "text/html; charset=utf-8") }
  static func json(_ text: String) -> Response { self.text(text, "application/json; charset=utf-8") }

  static func text(_ text: String, _ type: String) -> Response {
    Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// An answer that is kept; nothing but its tag where the browser has it.
  static func kept(_ kept: LiveWorkspace.Kept, _ type: String, to request: Request) -> Response {
    if request.headers[values: .ifNoneMatch].contains(where: { $0.contains(kept.tag) }) {
      return Response(status: .notModified, headers: [.eTag: kept.tag])
    }
    return Response(status: .ok, headers: [.contentType: type, .eTag: kept.tag], body: .init(byteBuffer: kept.body))
  }

  static let html = "text/html; charset=utf-8"
  static let jsonType = "application/json; charset=utf-8"

  /// After a form: the browser asks for the page anew, and a reload sends nothing twice.
  static func seeOther(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
