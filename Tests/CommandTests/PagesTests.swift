import TestSupport
import Testing

/// What people see of the shipped workspace, line by line, in both languages: a wording that changes is read by somebody before it stays.
@Suite("Pages")
struct PagesTests {
  let program: BuiltProgram
  let repository: String
  let kept: String

  init() throws {
    program = try #require(BuiltProgram(), "the built program stands beside the tests")
    let parts = #filePath.split(separator: "/")
    repository = "/" + parts.dropLast(3).joined(separator: "/")
    kept = "/" + parts.dropLast().joined(separator: "/") + "/Pages/"
  }

  @Test(
    "as they were kept",
    arguments: [
      ("status.txt", ["status"]), ("review.txt", ["review", "--dry-run"]), ("review.md", ["review", "--dry-run", "--format", "markdown"]),
      ("review.html", ["review", "--dry-run", "--format", "html"]), ("show-posters.txt", ["show", "autumn-posters"]),
      ("show-screener.txt", ["show", "free-trial-screener"]), ("plan-posters.txt", ["plan", "autumn-posters"]), ("plan-all.txt", ["plan", "--all"]),
      ("simulate-channel.txt", ["simulate", "live-vs-short-video", "--runs", "400"]),
    ])
  func page(name: String, arguments: [String]) {
    let folder = TemporaryFolder()
    for (language, suffix) in [("en", ""), ("zh-Hans", "-zh")] {
      let output = program.run(arguments + ["--as-of", "2026-11-16", "--lang", language, "--workspace", repository], folder: folder.path)
      #expect(output.status == 0, "\(output.error)")
      let parts = name.split(separator: ".")
      let difference = Snapshot.difference(output.out, kept: kept + parts[0] + suffix + "." + parts[1])
      #expect(difference == nil)
      if !name.hasSuffix("html"), !name.hasSuffix("md") {
        for line in output.out.split(separator: "\n") { #expect(DisplayColumns.of(line) <= 80, "\(line)") }
      }
    }
  }

  @Test("in Chinese have no half-width mark beside Chinese")
  func marks() {
    var pages = 0
    for page in TemporaryFolder.contents(of: kept, folders: ["", "actions"]) where page.name.contains("-zh.") && !page.name.hasSuffix(".html") {
      pages += 1
      for line in page.text.split(separator: "\n") { #expect(BothLanguages.halfWidth(String(line)) == [], "\(page.name): \(line)") }
    }
    #expect(pages > 20)
  }
}
