import TestSupport
import Testing

/// `mvp notify`, and what messages add to `mvp review`, as people call them.
@Suite("Messages by the built program")
struct NotifyCommandTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws {
    program = try #require(BuiltProgram(), "the built program stands beside the tests")
    notify("notify:\n  - {to: feishu, url_env: FEISHU_URL, secret_env: FEISHU_SECRET, language: zh-Hans}\n  - {to: mail, address: boss@example.com}\n")
    folder.write(
      "experiments/e.yaml",
      """
      title: Pages
      start: 2026-01-12
      duration: 42d
      variants: {a: {}, b: {title: '<script>b'}}
      data: {file: data/e.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m

      """)
    var rows = "v,d,x,n\n"
    for day in 12...31 { rows += "a,2026-01-\(day),\(20 + day % 3),200\nb,2026-01-\(day),\(21 + day % 3),200\n" }
    folder.write("data/e.csv", rows)
  }

  private func notify(_ text: String) { folder.write("mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nlanguage: en\nreviews: {every: 1w, anchor: 2026-01-12}\n" + text) }

  private func run(_ arguments: String..., today: String = "2026-01-19", variables: [String] = []) -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path], folder: folder.path, today: today, variables: ["PATH=/usr/bin:/bin"] + variables)
  }

  private static let secrets = ["FEISHU_URL=http://127.0.0.1:1/open-apis/bot/v2/hook/s3cret-s3cret", "FEISHU_SECRET=k3y-k3y-k3y"]

  @Test("--dry-run prints the words and what the service would get, sends and writes nothing, and no secret")
  func rehearse() {
    let output = run("notify", "--dry-run", variables: Self.secrets)
    #expect(output.status == 0 && output.error == "", "\(output)")
    #expect(output.out.contains("feishu (FEISHU_URL) would get:\n  P：2026-01-19 评审\n") && output.out.contains("\"msg_type\": \"interactive\""))
    #expect(output.out.contains("mail (boss@example.com) would get:\n  P: review of 2026-01-19\n"))
    #expect(!(output.out + output.error).contains("s3cret") && !output.out.contains("k3y") && !output.out.contains("\"sign\""))
    #expect(folder.names(".mvp") == [] && folder.names("records") == [])
  }

  @Test("a service that is away fails no review: it is said, it waits, and 'mvp notify' tells how it stands")
  func away() {
    let review = run("review", variables: Self.secrets + ["MVP_SENDMAIL=/bin/true"])
    #expect(review.status == 0 && folder.names("records").count { $0.hasSuffix(".json") } == 1, "\(review)")
    #expect(review.error.contains("Not sent to feishu (FEISHU_URL): it cannot be reached: ") && review.error.contains("Sent to mail (boss@example.com): "))
    #expect(!(review.out + review.error).contains("s3cret") && !(review.out + review.error).contains("k3y"))
    let waiting = folder.names(".mvp/outbox").filter { $0.hasSuffix(".json") }
    #expect(waiting.count == 1 && !folder.read(".mvp/outbox/" + (waiting.first ?? "")).contains("s3cret"))
    // The same review again tells nothing again.
    #expect(!run("review", variables: Self.secrets + ["MVP_SENDMAIL=/bin/false"]).error.contains("mail"))
    let tried = run("notify", "--now", variables: Self.secrets)
    #expect(tried.status == 1 && tried.out.contains("Not sent to feishu (FEISHU_URL)") && !tried.out.contains("s3cret"))
    #expect(run("notify", "--now").out.contains("the environment variable FEISHU_URL is not set"))
  }

  @Test("a scheduled run logs what became of its messages")
  func scheduled() {
    let output = run("schedule", "run", variables: Self.secrets + ["MVP_SENDMAIL=/bin/true"])
    #expect(output.status == 0 && output.out.contains("event=review_done"))
    #expect(output.out.contains("level=warning event=message_waits channel=\"feishu (FEISHU_URL)\" message=r1-"), "\(output.out)")
    #expect(output.out.contains("level=info event=message_sent channel=\"mail (boss@example.com)\" message=r1-"))
    #expect(!output.out.contains("s3cret") && !output.out.contains("k3y"))
  }

  @Test("without notify: that is said; an address in its place is refused without being repeated")
  func undeclared() {
    notify("")
    #expect(run("notify").out == "mvp.yaml names no 'notify:'; nothing is sent.\n" && run("notify").status == 0)
    #expect(run("notify", "--lang", "zh").out == "'mvp.yaml' 里没有 'notify:'，不发送任何消息。\n")
    notify("notify:\n  - {to: slack, url_env: \"https://hooks.slack.com/services/s3cret\"}\n")
    let refused = run("notify")
    #expect(
      refused.status == 2 && refused.error.contains("mvp.yaml:7:26: error: 'url_env' must be the name of an environment variable") && !refused.error.contains("s3cret"),
      "\(refused)")
  }
}
