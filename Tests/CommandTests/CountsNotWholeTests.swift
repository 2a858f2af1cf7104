import TestSupport
import Testing

/// Trials that are no whole numbers: a warning before, a finding in the review.
@Suite("Counts that are not whole")
struct CountsNotWholeTests {
  @Test("validate counts a warning at the row, review says it")
  func said() throws {
    let program = try #require(BuiltProgram(), "the built program stands beside the tests")
    let folder = TemporaryFolder()
    folder.write("w/mvp.yaml", "project: T\ncurrency: CNY\ntimezone: Asia/Shanghai\nreviews: {anchor: 2026-11-02}\n")
    folder.write(
      "w/experiments/t.yaml",
      "start: 2026-11-02\nend: 2026-11-15\nvariants: {a: {}, b: {}}\ndata: {file: data/d.csv, variant: v, date: d}\nmetrics: {m: {type: proportion, numerator: won, denominator: clicks}}\nprimary: m\n"
    )
    let rows = (2...15).map { day in
      let date = "2026-11-\(day < 10 ? "0" : "")\(day)"
      return "\(date),a,100,10\n\(date),b,\(day == 9 ? "102.5" : "102"),11\n"
    }
    folder.write("w/data/d.csv", "d,v,clicks,won\n" + rows.joined())
    func run(_ arguments: String...) -> BuiltProgram.Output { program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path) }
    let validated = run("validate", "--data")
    // The 9th is the 8th day: its second row is the 16th, on line 17.
    #expect(validated.status == 0 && validated.error.contains("data/d.csv:17:1: warning: column 'clicks' is counted"), "\(validated.error)")
    #expect(validated.out.contains("0 errors, 1 warning"), "\(validated.out)")
    #expect(run("review", "--dry-run").out.contains("Health: column 'clicks' is counted"))
    #expect(run("review", "--dry-run", "--lang", "zh-Hans").out.contains("列 'clicks' 是计数"))
  }
}
