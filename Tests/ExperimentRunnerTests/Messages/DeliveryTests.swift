import Crypto
import ExperimentModel
import Glibc
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@testable import ExperimentRunner

/// From a review to a server on loopback: sent once, whatever happens in between.
@Suite("Messages, from the review to the service")
struct DeliveryTests {
  private let folder = TemporaryFolder()
  private static let start = CalendarDay(number: 20_465)

  /// - Parameter late: the new page's results from the fifteenth day on; before, they stay as they were.
  private func workspace(_ notify: String, late: Int = 21) {
    folder.write("mvp.yaml", "project: 秋季\ncurrency: CNY\ntimezone: UTC\nreviews: {every: 1w, anchor: 2026-01-12}\nnotify:\n\(notify)\n")
    folder.write(
      "experiments/e.yaml",
      """
      title: Pages
      start: 2026-01-12
      duration: 42d
      variants: {a: {}, b: {}}
      data: {file: data.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m
      decision: {spending: pocock}

      """)
    var rows = "v,d,x,n\n"
    for day in 0..<42 { for (variant, count) in [("a", 20), ("b", day < 14 ? 21 : late)] { rows += "\(variant),\(Self.start + day),\(count + day % 3),200\n" } }
    folder.write("data.csv", rows)
  }

  private func runner(day: Int, minutes: Int = 0) throws -> Runner {
    try Runner(workspace: folder.path, clock: .fixed((Self.start + day).number * 86_400 + minutes * 60))
  }

  /// A review as the command makes it: the intention first, the messages after the record.
  private func review(day: Int) throws -> Runner {
    let runner = try self.runner(day: day)
    #expect(runner.intendMessages(asOf: nil) == nil)
    let outcome = try runner.review { _ in [("\(Self.start + day).html", Array("<p>page</p>".utf8))] }
    #expect(runner.announce(outcome) == nil)
    return runner
  }

  private var waiting: [String] { folder.names(".mvp/outbox").filter { $0.hasSuffix(".json") } }

  @Test("Feishu's signature and card arrive; the first review is told, the same again is not; a verdict that changes is")
  func sent() async throws {
    workspace("  - {to: feishu, url_env: F, secret_env: K, language: zh-Hans}")
    // The server checks as Feishu documents it: the key is the time and the secret, the text is empty.
    let server = try await LocalServer { request in
      guard let time = request.text.firstMatch(of: #/"timestamp": "(\d+)"/#)?.1, let sign = request.text.firstMatch(of: #/"sign": "([^"]+)"/#)?.1 else {
        return (.ok, #"{"code":19021}"#)
      }
      let code = HMAC<SHA256>.authenticationCode(for: [UInt8](), using: SymmetricKey(data: Array("\(time)\nkey".utf8)))
      return (.ok, Self.base64(Array(code)) == sign ? #"{"code":0,"msg":"success"}"# : #"{"code":19021,"msg":"sign match fail"}"#)
    }
    let environment: @Sendable (String) -> String? = { ["F": "http://127.0.0.1:\(server.port)/hook", "K": "key"][$0] }
    let first = await (try review(day: 7)).deliver(within: .hours(1), environment: environment)
    #expect(first.map(\.outcome) == [.sent] && waiting == [])
    let got = server.requests
    #expect(got.count == 1 && got[0].uri == "/hook" && got[0].headers["content-type"] == ["application/json; charset=utf-8"])
    #expect(got[0].text.contains("秋季：2026-01-19 评审") && got[0].text.contains("Pages：继续："))
    // The same verdict again: nothing changed, nothing is said.
    #expect(await (try review(day: 14)).deliver(within: .hours(1), environment: environment) == [])
    workspace("  - {to: feishu, url_env: F, secret_env: K, language: zh-Hans}", late: 45)
    #expect(await (try review(day: 35)).deliver(within: .hours(1), environment: environment).map(\.outcome) == [.sent])
    let all = server.requests
    #expect(all.count == 2 && all[1].text.contains("放量") && all[1].text.contains("此前：继续"))
    // A wrong key is refused by the server, and said without the key.
    workspace("  - {to: feishu, url_env: F, secret_env: K2, digest: true}", late: 45)
    let refused = await (try review(day: 42)).deliver(within: .hours(1)) { $0 == "K2" ? "wrong" : environment($0) }
    guard case .waiting(let reason, let next)? = refused.first?.outcome else { throw Unexpected("\(refused)") }
    #expect(reason.english == "it refused the message (19021): sign match fail" && next == (Self.start + 42).number * 86_400 + 60)
    try await server.stop()
  }

  @Test("a service that is away: the review stands, the message waits longer each time, goes out once, and never again")
  func retries() async throws {
    workspace("  - {to: webhook, url_env: W, secret_env: K}")
    let environment: @Sendable (String) -> String? = { ["W": "http://127.0.0.1:1/x", "K": "key"][$0] }
    _ = try review(day: 7)
    func tried(minutes: Int, _ environment: @escaping @Sendable (String) -> String?) async throws -> [Runner.Delivery.Outcome] {
      await (try runner(day: 7, minutes: minutes)).deliver(within: .hours(1), environment: environment).map(\.outcome)
    }
    func next(_ outcomes: [Runner.Delivery.Outcome]) throws -> Int {
      guard case .waiting(_, let next)? = outcomes.first, outcomes.count == 1 else { throw Unexpected("\(outcomes)") }
      return next / 60 - (Self.start + 7).number * 1440
    }
    #expect(try next(await tried(minutes: 0, environment)) == 1)
    #expect(try await tried(minutes: 0, environment) == [], "its time has not come")
    #expect(try next(await tried(minutes: 1, environment)) == 3)
    #expect(try next(await tried(minutes: 3, environment)) == 7)
    #expect(waiting.count == 1)
    let server = try await LocalServer { request in
      let code = HMAC<SHA256>.authenticationCode(
        for: Array("\(request.headers["X-MVP-Timestamp"].first ?? "").".utf8) + request.body, using: SymmetricKey(data: Array("key".utf8)))
      let hexadecimal = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      return (request.headers["X-MVP-Signature"] == ["v1=" + hexadecimal] ? .noContent : .unauthorized, "")
    }
    let there: @Sendable (String) -> String? = { ["W": "http://127.0.0.1:\(server.port)/x", "K": "key"][$0] }
    #expect(try await tried(minutes: 7, there) == [.sent])
    #expect(try await tried(minutes: 60, there) == [] && waiting == [])
    #expect(server.requests.count == 1)
    // What is queued again by a second look at the same record was sent.
    let second = try runner(day: 7)
    let again = try second.review()
    try second.outbox.intend(Self.start + 7)
    #expect(second.announce(again) == nil && waiting == [])
    try await server.stop()
  }

  @Test("killed behind the record: the next run queues what was owed, once")
  func crash() async throws {
    workspace("  - {to: slack, url_env: S}")
    let runner = try self.runner(day: 7)
    #expect(runner.intendMessages(asOf: nil) == nil)
    _ = try runner.review()
    // The program dies here; the next one finds the intention and the record.
    #expect(waiting == [] && folder.names(".mvp/outbox").contains("intended-2026-01-19"))
    let next = try self.runner(day: 8)
    #expect(next.announceOwed() == nil && waiting.count == 1)
    #expect(next.announceOwed() == nil && waiting.count == 1 && !folder.names(".mvp/outbox").contains("intended-2026-01-19"))
    let server = try await LocalServer { _ in (.ok, "ok") }
    let environment: @Sendable (String) -> String? = { _ in "http://127.0.0.1:\(server.port)/" }
    // Killed between the name of what was sent and the file: known as sent.
    let message = try #require(try next.outbox.waiting().first)
    let text = folder.read(".mvp/outbox/" + waiting[0])
    #expect(await next.deliver(within: .hours(1), environment: environment).map(\.outcome) == [.sent])
    folder.write(".mvp/outbox/\(message.id).json", text)
    #expect(await next.deliver(within: .hours(1), environment: environment) == [] && waiting == [])
    #expect(server.requests.count == 1)
    // Killed before the record: nothing is owed.
    #expect(try self.runner(day: 14).intendMessages(asOf: nil) == nil)
    #expect(try self.runner(day: 14).announceOwed() == nil && waiting == [])
    try await server.stop()
  }

  @Test("two senders at once send once; a variable that is not set is named; a channel that is gone is not waited for")
  func corners() async throws {
    workspace("  - {to: teams, url_env: T}")
    let runner = try review(day: 7)
    let unset = await runner.deliver { _ in nil }
    guard case .waiting(let reason, _)? = unset.first?.outcome else { throw Unexpected("\(unset)") }
    #expect(reason.english == "the environment variable T is not set")
    let lock = open(folder.path + "/.mvp/outbox/.lock", O_RDWR | O_CLOEXEC)
    #expect(lock >= 0 && flock(lock, LOCK_EX) == 0)
    #expect(await runner.deliver(isImpatient: true) { _ in "http://127.0.0.1:1/" } == [])
    close(lock)
    workspace("  - {to: teams, url_env: OTHER}")
    #expect(await (try self.runner(day: 7)).deliver(isImpatient: true) { _ in nil } == [] && waiting == [])
    #expect(folder.names(".mvp/outbox/failed").count == 1)
  }

  @Test("a review that was never recorded owes nothing once a later one is, and holds up no other")
  func neverRecorded() throws {
    workspace("  - {to: slack, url_env: S}")
    #expect(try self.runner(day: 7).intendMessages(asOf: nil) == nil)
    // Killed before the record of the 19th; the 26th is recorded, and the program dies again.
    let later = try self.runner(day: 14)
    #expect(later.intendMessages(asOf: nil) == nil)
    _ = try later.review()
    #expect(folder.names(".mvp/outbox").filter { $0.hasPrefix("intended") } == ["intended-2026-01-19", "intended-2026-01-26"])
    let next = try self.runner(day: 15)
    #expect(next.announceOwed() == nil && waiting.count == 1 && folder.names(".mvp/outbox").filter { $0.hasPrefix("intended") } == [])
  }

  @Test("addresses and keys are in no file and in no word that is said, even where the service repeats them")
  func secrets() async throws {
    workspace("  - {to: dingtalk, url_env: D, secret_env: K}")
    let server = try await LocalServer { request in (.forbidden, "no \(request.uri) for SECsecretkey") }
    let environment: @Sendable (String) -> String? = { ["D": "http://127.0.0.1:\(server.port)/send?access_token=t0ken-t0ken", "K": "SECsecretkey"][$0] }
    let refused = await (try review(day: 7)).deliver(within: .hours(1), environment: environment)
    guard case .waiting(let reason, _)? = refused.first?.outcome else { throw Unexpected("\(refused)") }
    let gone = await (try runner(day: 7)).deliver(isImpatient: true, within: .hours(1)) { $0 == "D" ? "http://127.0.0.1:1/t0ken-t0ken" : "SECsecretkey" }
    var said = [reason.english, reason.simplifiedChinese, "\(gone)"]
    for name in folder.names(".mvp/outbox") { said.append(folder.read(".mvp/outbox/" + name)) }
    for name in folder.names("records") { said.append(folder.read("records/" + name)) }
    #expect(reason.english.hasPrefix("it answered 403: no /send?…=…&timestamp=") && gone.count == 1 && waiting.count == 1)
    for text in said { #expect(!text.contains("t0ken") && !text.contains("SECsecretkey"), "\(text)") }
    try await server.stop()
  }

  @Test("where nothing can be queued the review stands, and what is wrong is handed back")
  func noDisk() throws {
    workspace("  - {to: slack, url_env: S}")
    folder.write(".mvp", "a file in the way")
    let runner = try self.runner(day: 7)
    #expect(runner.intendMessages(asOf: nil)?.code == .unwritable)
    let outcome = try runner.review()
    guard case .recorded = outcome.kind else { throw Unexpected("\(outcome.kind)") }
    #expect(runner.announce(outcome)?.code == .unwritable && folder.names("records").count { $0.hasSuffix(".json") } == 1)
  }

  @Test("a service that never answers is left after the time that a request has")
  func silent() async throws {
    let server = try await LocalServer { _ in nil }
    let request = WebhookRequest(url: "http://127.0.0.1:\(server.port)/", headers: [], body: [])
    let reason = await HTTPTransport.with(.milliseconds(200)) { transport in
      do { return "\(try await transport.post(request))" } catch { return "\(error)" }
    }
    #expect(["no answer within 0 s", "HTTPClientError.deadlineExceeded", "HTTPClientError.readTimeout"].contains(reason), "\(reason)")
    try await server.stop()
  }

  @Test("between reviews a new alert is told once, and nothing before a review was told of here")
  func watching() async throws {
    workspace("  - {to: slack, url_env: S, on: [alert]}")
    let server = try await LocalServer { _ in (.ok, "ok") }
    let environment: @Sendable (String) -> String? = { _ in "http://127.0.0.1:\(server.port)/" }
    #expect(try runner(day: 6).watch() == nil && waiting == [])
    #expect(await (try review(day: 7)).deliver(within: .hours(1), environment: environment) == [], "no alert, and verdicts are not asked for")
    // The export stops on the 20th: days without rows are an alert.
    var rows = folder.read("data.csv").split(separator: "\n")
    rows.removeLast(2 * 33)
    folder.write("data.csv", rows.joined(separator: "\n") + "\n")
    #expect(try runner(day: 13).watch() == nil && waiting.count == 1)
    #expect(await (try runner(day: 13)).deliver(within: .hours(1), environment: environment).map(\.outcome) == [.sent])
    #expect(try runner(day: 13, minutes: 60).watch() == nil && waiting == [], "it was told")
    let got = server.requests
    #expect(got.count == 1 && got[0].text.contains("news between reviews, 2026-01-25") && got[0].text.contains("Alert: "))
    try await server.stop()
  }

  @Test("waits double from a minute to six hours; after sixteen tries a message is given up")
  func waits() async throws {
    #expect([1, 2, 3, 9, 10, 16].map(Runner.wait) == [60, 120, 240, 15_360, 21_600, 21_600])
    workspace("  - {to: teams, url_env: T}")
    let runner = try review(day: 7)
    var outcomes = [Runner.Delivery.Outcome]()
    for _ in 0..<17 { outcomes += await runner.deliver(isImpatient: true) { _ in "ftp://x" }.map(\.outcome) }
    #expect(outcomes.count == 16)
    guard case .givenUp? = outcomes.last else { throw Unexpected("\(outcomes)") }
    #expect(folder.names(".mvp/outbox/failed").count == 1 && waiting == [])
  }

  @Test("mail goes to a sendmail-compatible command, with the page attached")
  func mail() async throws {
    workspace("  - {to: mail, address: boss@example.com}")
    folder.write("sendmail", "#!/bin/sh\necho \"$@\" > '\(folder.path)/arguments'\ncat > '\(folder.path)/mail'\n")
    chmod(folder.path + "/sendmail", 0o755)
    let program = folder.path + "/sendmail"
    #expect(await (try review(day: 7)).deliver { $0 == "MVP_SENDMAIL" ? program : nil }.map(\.outcome) == [.sent])
    let mail = folder.read("mail")
    #expect(folder.read("arguments") == "-i -t\n" && mail.hasPrefix("To: boss@example.com\r\nSubject: =?utf-8?B?"))
    // printf '<p>page</p>' | base64
    #expect(mail.contains("filename=\"2026-01-19.html\"") && mail.contains("\r\nPHA+cGFnZTwvcD4=\r\n"))
    #expect(!folder.names(".mvp/outbox").contains { $0.hasSuffix(".eml") })
  }

  private struct Unexpected: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  /// Base64 by its table, so that the server does not check us by our own.
  private static func base64(_ bytes: [UInt8]) -> String {
    let table = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var out = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = Array(bytes[start..<min(start + 3, bytes.count)])
      let word = piece.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0..<4 { out.append(place <= piece.count ? table[word >> (18 - 6 * place) & 63] : "=") }
    }
    return out
  }
}
