import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a service answered.
struct WebhookAnswer: Hashable, Sendable {
  let status: Int
  let body: [UInt8]
}

/// Posting over HTTP(S): the one place that opens a connection for messages.
struct HTTPTransport: Sendable {
  /// For the whole of one request.
  static let patience = TimeAmount.seconds(10)
  /// An answer is a line of JSON; more than this is not read.
  static let mostBytes = 65_536

  /// Runs `body` with a transport, and lets go of its connections afterwards.
  /// - Parameter patience: for the whole of one request.
  static func with<Value: Sendable>(_ patience: TimeAmount = HTTPTransport.patience, _ body: (HTTPTransport) async -> Value) async -> Value {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: patience))
    configuration.httpVersion = .http1Only
    // Tries are counted and spaced by the queue.
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let value = await body(HTTPTransport(client: client, patience: patience))
    try? await client.shutdown()
    return value
  }

  let client: HTTPClient
  let patience: TimeAmount

  func post(_ request: WebhookRequest) async throws -> WebhookAnswer {
    let patience = patience
    var sent = HTTPClientRequest(url: request.url)
    sent.method = .POST
    for header in request.headers { sent.headers.add(name: header.name, value: header.value) }
    sent.body = .bytes(ByteBuffer(bytes: request.body))
    let final = sent
    // A service that answers drop by drop must not hold a review's end either.
    return try await withThrowingTaskGroup(of: WebhookAnswer.self) { group in
      group.addTask {
        let response = try await client.execute(final, timeout: patience)
        let body = try await response.body.collect(upTo: HTTPTransport.mostBytes)
        return WebhookAnswer(status: Int(response.status.code), body: Array(body.readableBytesView))
      }
      group.addTask {
        try await Task.sleep(for: .nanoseconds(patience.nanoseconds))
        throw TookTooLong(patience: patience)
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw TookTooLong(patience: patience) }
      return first
    }
  }

  struct TookTooLong: Error, CustomStringConvertible {
    let patience: TimeAmount
    var description: String { "no answer within \(patience.nanoseconds / 1_000_000_000) s" }
  }
}
