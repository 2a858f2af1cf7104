import ExperimentModel
import ExperimentReports
import ExperimentRunner
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import ExperimentDashboard

/// What is shown, asked through the router as a browser or a program asks.
@Suite("Dashboard: reading")
struct DashboardReadingTests {
  @Test("The API's status is the report's JSON, byte for byte, for today and for a day")
  func status() async throws {
    let served = Served()
    let runner = try served.runner()
    let options = ReportOptions(language: .english)
    let today = StatusReport(try runner.status().review, options: options).json
    let then = StatusReport(try runner.status(asOf: CalendarDay(number: 20_773)).review, options: options).json
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      #expect(try await client.get("/api/v1/status").text == today)
      #expect(try await client.get("/api/v1/status?as_of=2026-11-16").text == then)
      #expect(try await client.get("/api/v1/status").headers[.contentType] == "application/json; charset=utf-8")
    }
    #expect(today != then)
  }

  @Test("An answer stands until a file changes, and is told apart by its tag")
  func tags() async throws {
    let served = Served()
    let dashboard = served.dashboard()
    try await dashboard.application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      let first = try await client.get("/api/v1/status")
      let tag = try #require(first.headers[.eTag])
      let same = try await client.get("/api/v1/status", [.ifNoneMatch: tag])
      #expect(same.status == .notModified)
      #expect(same.body.readableBytes == 0)
      #expect(await dashboard.live.readings == 1)
      served.write(signups: 5)
      let changed = try await client.get("/api/v1/status", [.ifNoneMatch: tag])
      #expect(changed.status == .ok)
      #expect(changed.text != first.text)
      #expect(await dashboard.live.readings == 2)
      // A file that a glob had not met yet, a declaration, a removed file: each is seen.
      served.folder.write("data/more.csv", "v,d,signups,clicks\nold,2026-11-30,1,2\n")
      _ = try await client.get("/")
      #expect(await dashboard.live.readings == 3)
      served.folder.remove("experiments/later.yaml")
      #expect(try await client.get("/").text.contains("Later") == false)
      #expect(await dashboard.live.readings == 4)
    }
  }

  @Test(
    "Pages in both languages, whole",
    arguments: [
      ("/", "Needs a person", "需要处理"), ("/experiments/pages", "Error allowance", "错误额度"), ("/experiments/pages/plan", "Chance to find it", "发现它的概率"),
      ("/reviews", "Nothing has been recorded yet.", "还没有任何记录。"), ("/calendar", "To come", "即将到来"), ("/api", "The answers are those of the command line", "返回内容与命令行逐字节相同"),
    ])
  func pages(path: String, english: String, chinese: String) async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      let plain = try await client.get(path)
      #expect(plain.status == .ok)
      #expect(plain.headers[.contentType] == "text/html; charset=utf-8")
      #expect(plain.text.contains(english))
      #expect(plain.text.contains("<html lang=\"en\">"))
      let other = try await client.get(path + "?lang=zh")
      #expect(other.text.contains(chinese))
      #expect(other.text.contains("<html lang=\"zh-Hans\">"))
      #expect(!other.text.contains(english))
      // The choice holds for the next page.
      #expect(other.headers[.setCookie]?.hasPrefix("mvp-lang=zh-Hans;") == true)
      #expect(try await client.get(path, [.cookie: "mvp-lang=zh-Hans"]).text.contains(chinese))
      // Every label was found: an unknown one would leave an element empty.
      for page in [plain.text, other.text] {
        for empty in ["<h1></h1>", "<h2></h2>", "<dt></dt>", "<th scope=\"col\"></th>", "<a href=\"\"", "{{"] { #expect(!page.contains(empty)) }
      }
    }
  }

  @Test("The board groups tests by what they need")
  func board() async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      let page = try await client.get("/").text
      let due = try #require(page.firstRange(of: "Needs a person")), planned = try #require(page.firstRange(of: "Planned"))
      let pages = try #require(page.firstRange(of: "/experiments/pages")), later = try #require(page.firstRange(of: "/experiments/later"))
      #expect(due.lowerBound < pages.lowerBound && pages.lowerBound < planned.lowerBound && planned.lowerBound < later.lowerBound)
      #expect(page.contains("The review of"), "the review of 30 November is due")
    }
  }

  @Test("The plan's sliders are a form; what does not fit is said with what does")
  func plan() async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      let asked = try await client.get("/experiments/pages/plan?effect=50&power=90")
      #expect(asked.text.contains("value=\"50\""))
      #expect(asked.text.contains("value=\"90\""))
      #expect(asked.text.contains("<polyline"))
      let refused = try await client.get("/experiments/pages/plan?power=100&effect=x")
      #expect(refused.status == .unprocessableContent)
      #expect(refused.text.contains("&#39;x&#39; does not fit; allowed: from 0.01 to 100,000."))
    }
  }

  @Test("What is not there is said to people on a page, to programs in JSON")
  func missing() async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      for path in ["/nowhere", "/experiments/nobody", "/experiments/nobody/plan", "/experiments/nobody/report"] {
        let page = try await client.get(path)
        #expect(page.status == .notFound, "\(path)")
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
      }
      let answer = try await client.get("/api/v1/experiments/nobody")
      #expect(answer.status == .notFound)
      #expect(answer.text.contains("\"error\""))
      #expect(try await client.get("/api/v1/status?as_of=yesterday").status == .unprocessableContent)
    }
  }

  @Test("A title that is markup is text; the policy admits no script and no other site")
  func inert() async throws {
    let served = Served(title: "<script>alert(1)</script>\" onclick=x")
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      for path in ["/", "/experiments/pages", "/reviews", "/experiments/pages/report"] {
        let page = try await client.get(path)
        #expect(page.text.contains("&lt;script&gt;alert(1)"), "\(path)")
        #expect(!page.text.contains("<script"))
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; style-src '"))
        #expect(!policy.contains("unsafe"))
        #expect(!policy.contains("script-src"))
      }
    }
  }

  @Test("Alive while the workspace can be read; a workspace that broke comes back when it is mended")
  func health() async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      #expect(try await client.get("/healthz").status == .ok)
      let declaration = served.folder.read("mvp.yaml")
      served.folder.write("mvp.yaml", "project: [")
      #expect(try await client.get("/healthz").status == .serviceUnavailable)
      let page = try await client.get("/")
      #expect(page.status == .unprocessableContent)
      #expect(page.text.contains("mvp.yaml:2:1: error: "))
      served.folder.write("mvp.yaml", declaration)
      #expect(try await client.get("/healthz").text == "ok\n")
    }
  }

  @Test("Metrics count answers, and tests by what is to be done")
  func metrics() async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      _ = try await client.get("/")
      _ = try await client.get("/nowhere")
      let text = try await client.get("/metrics").text
      #expect(text.contains("mvp_http_responses_total{class=\"2xx\"} 1\n"))
      #expect(text.contains("mvp_http_responses_total{class=\"4xx\"} 1\n"))
      #expect(text.contains("mvp_http_response_seconds_count 2\n"))
      #expect(text.contains("mvp_experiments{action=\"planned\"} 1\n"))
      #expect(text.contains("mvp_review_due 1\n"))
    }
  }

  @Test("The description of the API names every path that answers, and they answer")
  func openAPI() async throws {
    let served = Served()
    try await served.dashboard().application().test(.router) { (client: any TestClientProtocol) async throws -> Void in
      let text = try await client.get("/api/v1/openapi.json").text
      for operation in OpenAPI.operations {
        #expect(text.contains("\"\(operation.path)\""))
        guard operation.method == "get" else { continue }
        let answer = try await client.get(operation.path.replacing("{id}", with: "pages"))
        #expect(answer.status == .ok, "\(operation.path)")
      }
    }
  }
}
