import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import ExperimentDashboard

/// Who may decide, and what becomes of it.
@Suite("Dashboard: deciding")
struct DashboardWritingTests {
  private func bearer(_ token: String) -> HTTPFields { [.authorization: "Bearer " + token] }
  private let decisions = "/api/v1/experiments/pages/decisions"
  private let stop = "{\"action\": \"stop\", \"note\": \"season ends\"}"

  @Test("Without a token it only reads, whatever is sent")
  func readOnly() async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      #expect(try await client.post(decisions, stop, bearer(Served.token)).status == .forbidden)
      #expect(try await client.post("/experiments/pages/decide", "form=x&action=stop&note=n").status == .forbidden)
      #expect(try await client.post("/sign-in", "token=").status == .forbidden)
      #expect(try await client.get("/experiments/pages").text.contains("<form") == false)
    }
    #expect(served.folder.names("records").isEmpty)
  }

  @Test("A program that brings the token decides; it is recorded, and the pages say so at once")
  func program() async throws {
    let served = Served()
    try await served.dashboard(token: Served.token).application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      #expect(try await client.post(decisions, stop).status == .unauthorized)
      #expect(try await client.post(decisions, stop, bearer("0123456789abcdef-tesT")).status == .forbidden)
      #expect(try await client.post(decisions, stop, bearer("")).status == .unauthorized)
      #expect(served.folder.names("records").isEmpty)
      #expect(try await client.get("/api/v1/status").text.contains("\"decided\"") == false)
      let made = try await client.post(decisions, stop, bearer(Served.token))
      #expect(made.status == .created)
      #expect(made.text.contains("\"note\": \"season ends\""))
      #expect(served.folder.names("records").contains("0001-2026-12-07-decision.json"))
      #expect(try await client.get("/api/v1/status").text.contains("\"decided\""))
      #expect(try await client.get("/reviews").text.contains("season ends"))
      #expect(try await client.post(decisions, stop, bearer(Served.token)).status == .conflict, "it is closed")
      #expect(try await client.post(decisions, "{\"action\": \"reopen\", \"note\": \"wrong one\"}", bearer(Served.token)).status == .created)
    }
  }

  @Test(
    "Orders that do not hold are refused in words and record nothing",
    arguments: [
      ("{\"action\": \"explode\", \"note\": \"n\"}", "none of scale, stop, continue, reopen, acknowledge"), ("{\"action\": \"stop\", \"note\": \" \"}", "say why"),
      ("{\"action\": \"scale\", \"note\": \"n\"}", "variant"), ("{\"action\": \"scale\", \"variant\": \"nobody\", \"note\": \"n\"}", "nobody"),
      ("{\"action\": \"stop\"}", "JSON object"), ("[", "JSON object"),
    ])
  func refused(body: String, said: String) async throws {
    let served = Served()
    try await served.dashboard(token: Served.token).application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      let answer = try await client.post(decisions, body, bearer(Served.token))
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains(said), "\(answer.text)")
    }
    #expect(served.folder.names("records").filter { $0.hasSuffix(".json") }.isEmpty)
  }

  @Test("A body past its bound is not read")
  func large() async throws {
    let served = Served()
    try await served.dashboard(token: Served.token).application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      let note = String(repeating: "n", count: DashboardContext.mostBytes)
      #expect(try await client.post(decisions, "{\"action\": \"stop\", \"note\": \"\(note)\"}", bearer(Served.token)).status == .contentTooLarge)
    }
  }

  @Test("A browser signs in, decides by the form of its page, and signs out")
  func browser() async throws {
    let served = Served()
    try await served.dashboard(token: Served.token).application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      #expect(try await client.post("/sign-in", "token=wrong-wrong-wrong-wrong").status == .forbidden)
      let entered = try await client.post("/sign-in", "token=" + Served.token)
      #expect(entered.status == .seeOther)
      let set = try #require(entered.headers[.setCookie])
      #expect(set.contains("SameSite=Strict") && set.contains("HttpOnly"))
      let cookie: HTTPFields = [.cookie: String(set.prefix { $0 != ";" })]
      let page = try await client.get("/experiments/pages", cookie)
      #expect(page.headers[.cacheControl] == "no-store")
      let mark = "name=\"form\" value=\""
      let start = try #require(page.text.firstRange(of: mark)).upperBound
      let form = String(page.text[start...].prefix { $0 != "\"" })
      let deed = "&action=scale&variant=new&note=clear"
      // Without the cookie, with another form's key, from another site: nothing happens.
      #expect(try await client.post("/experiments/pages/decide", "form=" + form + deed).status == .unauthorized)
      #expect(try await client.post("/experiments/pages/decide", "form=" + String(form.reversed()) + deed, cookie).status == .forbidden)
      var foreign = cookie
      foreign[.origin] = "http://evil.example"
      #expect(try await client.post("/experiments/pages/decide", "form=" + form + deed, foreign).status == .forbidden)
      #expect(served.folder.names("records").isEmpty)
      var own = cookie
      own[.origin] = "http://localhost"
      let done = try await client.post("/experiments/pages/decide", "form=" + form + deed, own)
      #expect(done.status == .seeOther)
      #expect(done.headers[.location] == "/experiments/pages")
      #expect(try await client.get("/api/v1/experiments/pages").text.contains("\"clear\""))
      #expect(try await client.post("/sign-out", "form=" + form, own).headers[.setCookie]?.contains("Max-Age=0") == true)
    }
  }
}
