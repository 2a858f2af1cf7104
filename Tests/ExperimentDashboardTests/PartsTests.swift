import ExperimentModel
import Testing

@testable import ExperimentDashboard

/// The parts of the dashboard, each by a table.
@Suite("Dashboard: parts")
struct DashboardPartsTests {
  @Test("Every template escapes by scalars, and asks for no word that does not exist")
  func templates() {
    for (name, bytes) in Templates.sources {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.hasPrefix(Templates.pragma), "\(name)")
      #expect(!text.contains("{{{") && !text.contains("{{&") && !text.contains("<script") && !text.contains("style=") && !text.contains(" on"), "\(name)")
      var rest = text[...]
      while let start = rest.firstRange(of: "{{w.") {
        let word = String(rest[start.upperBound...].prefix { $0 != "}" })
        #expect(DashboardWords.labels[word] != nil, "\(name): \(word)")
        rest = rest[start.upperBound...]
      }
    }
    let used = Templates.sources.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    for word in DashboardWords.labels.keys {
      #expect(used.contains("w.\(word)}}") || ["board", "history", "calendar", "api", "budget", "days", "effect", "power", "plan"].contains(word), "\(word)")
    }
  }

  @Test(
    "Text in markup, scalar by scalar",
    arguments: [
      ("a<b>&'\"", "a&lt;b&gt;&amp;&#39;&quot;"), ("\"\u{301} onload=x", "&quot;\u{301} onload=x"), ("<\u{338}b", "&lt;\u{338}b"), ("\u{1B}[31m", "‹U+001B›[31m"), ("看板", "看板"),
    ])
  func markup(text: String, escaped: String) {
    // By scalars: as characters, `"` with an accent equals itself in another form.
    #expect(Array(Markup().escapeText(text).unicodeScalars) == Array(escaped.unicodeScalars))
  }

  @Test(
    "Names in Host",
    arguments: [
      ("localhost", "localhost"), ("LOCALHOST:8321", "localhost"), ("127.0.0.1:1", "127.0.0.1"), ("[::1]:8321", "::1"), ("evil.example:8321", "evil.example"), ("", ""),
    ])
  func hosts(authority: String, name: String) {
    #expect(HostCheck.name(authority) == name)
  }

  @Test("Only loopback's names, its own address and those given are answered to")
  func answered() {
    let check = HostCheck(DashboardSettings(host: "192.0.2.7", names: ["Tests.Example.org"]))
    #expect(check.names == ["localhost", "127.0.0.1", "::1", "192.0.2.7", "tests.example.org"])
  }

  @Test("A session opens until its hour, and no other text does; a form belongs to its session")
  func gate() {
    let gate = Gate(token: Served.token)
    #expect(gate.admits(Served.token))
    for other in ["", "0", Served.token + "0", String(Served.token.dropLast())] { #expect(!gate.admits(other)) }
    let session = gate.session(now: 1000)
    #expect(gate.isOpen(session, now: 1000 + Gate.span - 1))
    #expect(!gate.isOpen(session, now: 1000 + Gate.span))
    let parts = session.split(separator: ".")
    for forged in [
      "", "a.b", "..", "\(parts[0]).\(Int.max).\(parts[2])", "\(parts[0]).\(parts[1]).", session + "0", "\(parts[0]).\(parts[1]).\(String(repeating: "0", count: 64))",
    ] {
      #expect(!gate.isOpen(forged, now: 1000), "\(forged)")
    }
    let other = gate.session(now: 1000)
    #expect(session != other)
    #expect(gate.admits(form: gate.formKey(session), of: session))
    #expect(!gate.admits(form: gate.formKey(session), of: other))
    #expect(!gate.admits(form: String(session.split(separator: ".")[2]), of: session), "what a cookie carries is no form's key")
    #expect(!Gate(token: Served.token).isOpen(session, now: 1000), "another process has another key")
    let closed = Gate(token: nil)
    #expect(!closed.admits("") && !closed.isOpen(closed.session(now: 0), now: 1))
  }

  @Test("The styles that a page carries, and nothing else, are admitted by their hash")
  func styles() {
    #expect(StyleHashes.styles(Array("<style>a{}</style>x<style>b</style><style>open".utf8)) == [Array("a{}".utf8), Array("b".utf8)])
  }

  @Test("Steps of a budget's slider", arguments: [(1000.0, 20.0), (50, 1), (7, 0.1), (123_456, 2000)])
  func steps(budget: Double, step: Double) {
    #expect(abs(PlanPage.step(budget) / step - 1) < 1e-9)
  }
}
