import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on loopback that keeps what it is sent and answers as it is told: what a service sees of us. It answers on its own event loop, so that tests that
/// compute beside it keep nobody waiting.
final class LocalServer: Sendable {
  struct Request: Sendable {
    let uri: String
    let headers: HTTPHeaders
    let body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Nil: no answer at all.
  typealias Answer = @Sendable (Request) -> (status: HTTPResponseStatus, body: String)?

  private final class Kept: Sendable {
    let requests = Mutex([Request]())
  }

  private let kept: Kept
  private let channel: any Channel

  var requests: [Request] { kept.requests.withLock { $0 } }
  var port: Int { channel.localAddress?.port ?? 0 }

  init(_ answer: @escaping Answer) async throws {
    let kept = Kept()
    self.kept = kept
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(
            Handler { request in
              kept.requests.withLock { $0.append(request) }
              return answer(request)
            })
        }
      }.bind(host: "127.0.0.1", port: 0).get()
  }

  func stop() async throws { try await channel.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    let answer: Answer
    private var head: HTTPRequestHead?
    private var body = [UInt8]()

    init(_ answer: @escaping Answer) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): (self.head, body) = (head, [])
      case .body(let bytes): body += Array(bytes.readableBytesView)
      case .end:
        guard let head, let (status, text) = answer(Request(uri: head.uri, headers: head.headers, body: body)) else { return }
        let headers = HTTPHeaders([("Content-Length", String(text.utf8.count)), ("Connection", "close")])
        context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
        // The pipeline closes behind an answer that says so.
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
