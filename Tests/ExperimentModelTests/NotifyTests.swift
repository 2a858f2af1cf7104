import Testing

@testable import ExperimentModel

@Suite("notify: in mvp.yaml")
struct NotifyTests {
  private func channels(_ notify: String) throws -> [MessageChannel] {
    let text = "project: P\ncurrency: CNY\ntimezone: Asia/Shanghai\nnotify:\n\(notify)\n"
    return try DeclarationReader.workspace(bytes: Array(text.utf8), timeZones: testZones).workspace.channels
  }

  @Test("every key, and what is taken where none is written")
  func read() throws {
    #expect(
      try channels(
        """
          - {to: feishu, url_env: FEISHU_URL, secret_env: FEISHU_SECRET, on: [alert, broken], language: zh-Hans, digest: yes}
          - {to: mail, address: [boss@example.com, team@example.com], from: mvp@example.com}
          - {to: slack, url_env: S, on: review}
        """) == [
          MessageChannel(
            kind: .feishu, addressVariable: "FEISHU_URL", secretVariable: "FEISHU_SECRET", occasions: [.alert, .broken], language: .simplifiedChinese, isDigest: true),
          MessageChannel(
            kind: .mail, addressVariable: nil, recipients: ["boss@example.com", "team@example.com"], sender: "mvp@example.com",
            occasions: [.review, .alert, .broken]),
          MessageChannel(kind: .slack, addressVariable: "S", occasions: [.review]),
        ])
  }

  @Test("all problems at once; what was written in place of a variable's name is not repeated")
  func problems() throws {
    let error = #expect(throws: Diagnostics.self) {
      try channels("  - {to: feishu, url_env: \"https://open.feishu.cn/hook/s3cret\"}\n  - {to: mail, secret_env: X}")
    }
    let all = try #require(error).all
    #expect(all.map { "\($0.line ?? 0):\($0.column ?? 0)" } == ["5:27", "6:5", "6:16"])
    #expect(!all.contains { $0.text(in: .english).contains("s3cret") || $0.text(in: .simplifiedChinese).contains("s3cret") })
  }
}
