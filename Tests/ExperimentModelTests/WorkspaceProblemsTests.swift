import Testing

@testable import ExperimentModel

@Suite("Every key of mvp.yaml × missing, wrong type, out of range, unknown, dangling")
struct WorkspaceProblemsTests {
  static let faults: [Broken] = [
    Broken("project: Autumn growth ⟶ project: 👉[a]", "wrong_type"),
    Broken("project: Autumn growth ⟶ project:👉", "empty_value"),
    Broken("project: Autumn growth ⟶ 👉projects: a", "unknown_key", "did you mean 'project'?"),
    Broken("currency: CNY ⟶ currency: 👉RMB", "unknown_value", "did you mean 'CNY'?"),
    Broken("currency: CNY ⟶ currency: 👉cny", "unknown_value", "did you mean 'CNY'?"),
    Broken("currency: CNY ⟶ currency: 👉元", "unknown_value", "did you mean 'CNY'?"),
    Broken("currency: CNY ⟶ currency: 👉[CNY]", "wrong_type"),
    Broken("timezone: Asia/Shanghai ⟶ timezone: 👉Asia/Beijing", "unknown_time_zone", "did you mean 'Asia/Shanghai'?"),
    Broken("timezone: Asia/Shanghai ⟶ timezone: 👉Asia/Shangai", "unknown_time_zone", "did you mean 'Asia/Shanghai'?"),
    Broken("timezone: Asia/Shanghai ⟶ timezone: 👉Shanghai", "unknown_time_zone", "did you mean 'Asia/Shanghai'?"),
    Broken("timezone: Asia/Shanghai ⟶ timezone: 👉../../etc/passwd", "unknown_time_zone"),
    Broken("timezone: Asia/Shanghai ⟶ timezone: 👉/etc/passwd", "unknown_time_zone"),
    Broken("timezone: Asia/Shanghai ⟶ timezone: 👉UTC+8", "unknown_time_zone", "did you mean 'Asia/Shanghai'?"),
    Broken("language: zh-Hans ⟶ language: 👉zh-CN", "unknown_value", "did you mean 'zh-Hans'?"),
    Broken("language: zh-Hans ⟶ language: 👉English", "unknown_value", "did you mean 'en'?"),
    Broken("experiments: experiments ⟶ experiments: 👉/root", "bad_path"),
    Broken("experiments: experiments ⟶ experiments: 👉../x", "bad_path"),
    Broken("records: records ⟶ records: 👉[x]", "wrong_type"),
    Broken("  every: 2w ⟶   every: 👉14", "wrong_type", "'14d'"),
    Broken("  every: 2w ⟶   every: 👉0d", "out_of_range"),
    Broken("  every: 2w ⟶   every: 👉600d", "out_of_range"),
    Broken("  anchor: 2026-11-02 ⟶   anchor: 👉Monday", "wrong_type"),
    Broken("  folder: reports ⟶   folder: 👉a\\b", "bad_path"),
    Broken("  folder: reports ⟶   👉folders: reports", "unknown_key", "did you mean 'folder'?"),
    Broken("innovation: {total: 50000, ⟶ innovation: 👉{", "missing_key", "total"),
    Broken("total: 50000 ⟶ total: 👉lots", "wrong_type"),
    Broken("total: 50000 ⟶ total: 👉-1", "out_of_range"),
    Broken("total: 50000 ⟶ total: 👉USD 50000", "wrong_currency"),
    Broken("per_experiment: 5000 ⟶ per_experiment: 👉60000", "out_of_range"),
    Broken("period: quarter ⟶ period: 👉quarterly", "unknown_value", "did you mean 'quarter'?"),
    Broken("crm:       {type: postgres ⟶ crm:       {type: 👉postgresql", "unknown_value", "did you mean 'postgres'?"),
    Broken("url: \"postgres://reader@db/crm\" ⟶ url: 👉\"postgres://reader:secret@db/crm\"", "secret_in_file"),
    Broken("url: \"postgres://reader@db/crm\" ⟶ url: 👉\"postgres://db/crm?password=x\"", "secret_in_file"),
    Broken("url: \"postgres://reader@db/crm\" ⟶ url: 👉\"http://db/crm\"", "wrong_type"),
    Broken("password_env: CRM_PASSWORD ⟶ password_env: 👉\"p@ss word\"", "wrong_type"),
    Broken("password_env: CRM_PASSWORD ⟶ 👉password: hunter2", "unknown_key"),
    Broken("  decision: {confidence: 95%, ⟶   decision: {confidence: 👉95,", "out_of_range", "'95%'"),
    Broken("  decision: {confidence: 95%, ⟶   decision: {👉confidense: 95%,", "unknown_key", "did you mean 'confidence'?"),
    Broken("defaults: ⟶ defaults:\n  👉decisions: {}", "unknown_key"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: 👉feshu, url_env: F}]", "unknown_value", "did you mean 'feishu'?"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: feishu, url_env: 👉\"https://open.feishu.cn/x\"}]", "wrong_type"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: dingtalk, url_env: D, secret_env: 👉\"SEC-12\"}]", "wrong_type"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [👉{to: slack}]", "missing_key", "url_env"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [👉{to: mail}]", "missing_key", "address"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: wecom, url_env: W, 👉secret_env: S}]", "unknown_key", "take it away"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: mail, address: a@b.c, 👉url_env: U}]", "unknown_key", "take it away"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: mail, address: [a@b.c, 👉\"x y@z\"]}]", "wrong_type"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: mail, address: 👉-oQ/tmp@x}]", "wrong_type"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: teams, url_env: T, on: [review, 👉alerts]}]", "unknown_value", "did you mean 'alert'?"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: teams, url_env: T}, 👉{to: teams, url_env: T}]", "duplicate"),
    Broken("currency: CNY ⟶ currency: CNY\nnotify: [{to: webhook, url_env: T, 👉url: \"http://x\"}]", "unknown_key"),
    Broken("signup_rate: {type: proportion ⟶ signup_rate: {type: 👉share", "unknown_value"),
    Broken("numerator: signups, ⟶ numerator: 👉[a],", "wrong_type"),
  ]

  @Test("one fault, one complaint at its place", arguments: faults)
  func oneFault(_ broken: Broken) throws {
    let marked = try #require(broken.apply(to: Example.workspace))
    let place = try #require(marked.places.first)
    let found = readWorkspace(marked.text).diagnostics
    #expect(
      found.contains {
        $0.code == broken.code && $0.line == place.line && $0.column == place.column && $0.message.english.contains(broken.says)
      }, "expected \(place), found \(found.map { $0.text(in: .english) })")
    #expect(found.allSatisfy { !$0.message.simplifiedChinese.isEmpty })
  }

  @Test("required keys", arguments: ["project", "currency", "timezone"])
  func missing(_ key: String) {
    let text = Example.workspace.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n")
    let found = readWorkspace(text).diagnostics
    #expect(found.map(\.code) == ["missing_key"])
    #expect(found.first?.message.english.contains("'\(key)'") == true)
  }

  @Test func aPasswordIsNeverRepeated() {
    let text = Example.workspace.replacing("password_env: CRM_PASSWORD", with: "password_env: \"hunter 2!\"")
      .replacing("reader@db", with: "reader:hunter3@db")
    let said = readWorkspace(text).diagnostics.map { $0.text(in: .english) + $0.text(in: .simplifiedChinese) }.joined()
    #expect(said.contains("password"))
    #expect(!said.contains("hunter"))
  }

  @Test func defaults() throws {
    let reading = readWorkspace("project: p\ncurrency: USD\ntimezone: UTC\n")
    let workspace = try #require(reading.value).workspace
    #expect(workspace.language == .english)
    #expect(workspace.experimentsFolder == "experiments")
    #expect(workspace.recordsFolder == "records")
    #expect(workspace.reviews == Workspace.Reviews(every: 14, anchor: nil, folder: "reports"))
  }
}
