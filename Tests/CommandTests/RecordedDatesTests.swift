import TestSupport
import Testing

/// What has been recorded stands: dates reviewed before, the calendar they were counted by, and looks from a day in the past.
@Suite("Recorded dates")
struct RecordedDatesTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func run(_ arguments: String...) -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path)
  }

  private func write(anchor: String = "", start: String = "2026-01-12", later: Int = 20, name: String = "e") {
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nlanguage: en\nreviews: {every: 1w\(anchor)}\n")
    folder.write(
      "w/experiments/\(name).yaml",
      """
      start: \(start)
      duration: 42d
      variants: {a: {}, b: {}}
      data: {file: data/\(name).csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m
      decision: {spending: pocock}

      """)
    var rows = "v,d,x,n\n"
    for day in 0..<42 {
      let number = 12 + day
      let date = number <= 31 ? "2026-01-\(number)" : "2026-02-\(number - 31 < 10 ? "0" : "")\(number - 31)"
      rows += "a,\(date),\(20 + day % 3),200\nb,\(date),\(later + day % 3),200\n"
    }
    folder.write("w/data/\(name).csv", rows)
  }

  @Test("a recorded date shown again keeps its verdict, whatever the data say now")
  func again() {
    write(anchor: ", anchor: 2026-01-12")
    let first = run("review", "--as-of", "2026-01-19", "--format", "json")
    #expect(first.status == 0 && first.out.contains("\"action\": \"continue\""))
    let same = run("review", "--as-of", "2026-01-19", "--format", "json").out
    #expect(same == first.out.replacing("\"due\": true", with: "\"due\": false"), "unchanged data give the same bytes")
    // The console corrects its numbers: b now looks twice as good.
    write(anchor: ", anchor: 2026-01-12", later: 45)
    let again = run("review", "--as-of", "2026-01-19", "--format", "json")
    #expect(again.status == 0 && again.out.contains("\"action\": \"continue\"") && !again.out.contains("\"action\": \"scale\""))
    #expect(again.error.contains("have changed since: e"))
    #expect(folder.names("w/records").filter { $0.hasSuffix(".json") }.count == 1)
    // The next look sees the new data.
    #expect(run("review", "--as-of", "2026-01-26", "--format", "json").out.contains("\"action\": \"scale\""))
    // From a day before it, status knows nothing of that verdict.
    let past = run("status", "--as-of", "2026-01-20", "--format", "json").out
    #expect(past.contains("\"action\": \"continue\"") && past.contains("\"look\": 1,"))
  }

  @Test("without a declared anchor the calendar stays where the first review found it")
  func anchor() {
    write()
    #expect(run("review", "--as-of", "2026-01-19", "--format", "json").out.contains("\"is_look\": true"))
    // An experiment that began before would have moved every later date.
    write(start: "2026-01-08", name: "older")
    #expect(run("review", "--as-of", "2026-01-26", "--format", "json").out.components(of: "\"is_look\": true") == 2)
    #expect(run("review", "--as-of", "2026-01-29", "--format", "json").out.components(of: "\"is_look\": true") == 0)
    #expect(run("schedule", "--as-of", "2026-01-30").out.contains("2 Feb") || run("schedule", "--as-of", "2026-01-30").out.contains("2026-02-02"))
  }

  @Test("a key changed after the start is an error with its name, in validate and in review, with the way out")
  func changedKey() {
    write(anchor: ", anchor: 2026-01-12")
    #expect(run("review", "--as-of", "2026-01-19").status == 0)
    let text = folder.read("w/experiments/e.yaml")
    folder.write("w/experiments/e.yaml", text.replacing("duration: 42d", with: "duration: 28d"))
    let validated = run("validate")
    #expect(validated.status == 2 && validated.error.contains("experiments/e.yaml:1:1: error: 'end' was") && validated.error.contains("--from e"))
    let review = run("review", "--as-of", "2026-01-26", "--format", "json")
    #expect(review.status == 2 && review.out.contains("changed_after_start") && review.out.contains("invalid_declaration"))
  }
}

extension String {
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
