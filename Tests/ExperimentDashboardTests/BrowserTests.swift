import ExperimentModel
import Foundation
import HummingbirdTesting
import TestSupport
import Testing

@testable import ExperimentDashboard

/// The real pages in a real browser, over a real socket.
@Suite("Dashboard: in a browser", .enabled(if: Browser.path != nil, Comment(rawValue: Browser.install)))
struct DashboardBrowserTests {
  /// Runs blocking work beside the threads that serve.
  private func apart<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }

  private static let paths = ["/", "/experiments/pages", "/experiments/pages/plan", "/experiments/pages/report", "/reviews", "/calendar", "/api", "/sign-in", "/nowhere"]

  @Test("No complaints, no request elsewhere, nothing wider than a phone or a desk; in both languages")
  func looking() async throws {
    let served = Served(title: "A page with a rather long name, 长长的名字长长的名字长长的名字长长的名字长长的名字")
    let path = try #require(Browser.path)
    let scratch = TemporaryFolder()
    try await served.dashboard(token: Served.token).application().test(.live) { (client: any TestClientProtocol) async throws -> Void in
      let port = try #require(client.port)
      let found = try await apart { () -> [(String, Browser.Seen, Int)] in
        let browser = try Browser(path: path, folder: scratch.path + "/profile")
        defer { browser.stop() }
        var found = [(String, Browser.Seen, Int)]()
        for language in ["en", "zh-Hans"] {
          for path in Self.paths {
            for width in [360, 1280] {
              let address = "http://localhost:\(port)\(path)?lang=\(language)"
              found.append((address, try browser.open(address, width: width), width))
            }
          }
        }
        return found
      }
      #expect(found.count == 36)
      for (address, seen, width) in found {
        // A page that is not there is told to the console by the browser itself.
        #expect(seen.complaints.filter { !(address.contains("nowhere") && $0.contains("404")) } == [], "\(address)")
        #expect(seen.requests.allSatisfy { $0.hasPrefix("http://localhost:\(port)/") }, "\(address): \(seen.requests)")
        #expect(!seen.requests.isEmpty)
        // The report's page has its own tests.
        if !address.contains("/report") { #expect(seen.contentWidth <= Double(width), "\(address) at \(width)") }
        #expect(seen.text.count > 40, "\(address)")
      }
    }
  }

  @Test("A person signs in, decides and sees it, with the page's own forms")
  func deciding() async throws {
    let served = Served()
    let path = try #require(Browser.path)
    let scratch = TemporaryFolder()
    try await served.dashboard(token: Served.token).application().test(.live) { (client: any TestClientProtocol) async throws -> Void in
      let port = try #require(client.port)
      let (entered, decided) = try await apart { () -> (Browser.Seen, Browser.Seen) in
        let browser = try Browser(path: path, folder: scratch.path + "/profile")
        defer { browser.stop() }
        _ = try browser.open("http://localhost:\(port)/sign-in", width: 360)
        let entered = try browser.act("document.getElementById('token').value = '\(Served.token)'; document.querySelector('form.signin').submit()")
        _ = try browser.open("http://localhost:\(port)/experiments/pages", width: 360)
        let decided = try browser.act(
          """
          document.querySelector('input[value=scale]').checked = true; document.getElementById('variant').value = 'new';
          document.getElementById('note').value = 'clear'; document.querySelector('.decide form').submit()
          """)
        return (entered, decided)
      }
      #expect(entered.address == "http://localhost:\(port)/")
      #expect(decided.address == "http://localhost:\(port)/experiments/pages")
      #expect(decided.complaints == [])
    }
    #expect(served.folder.names("records").contains("0001-2026-12-07-decision.json"))
  }
}
