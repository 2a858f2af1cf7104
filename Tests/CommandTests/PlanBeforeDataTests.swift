import TestSupport
import Testing

/// Planning comes before the data, and goes on by what they say once they are there.
@Suite("Plans before and with data")
struct PlanBeforeDataTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func run(_ arguments: String...) -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path)
  }

  /// - Parameter more: further lines of the declaration.
  private func write(metric: String, more: String = "duration: 28d") {
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nlanguage: en\nreviews: {every: 1w, anchor: 2026-01-05}\n")
    folder.write(
      "w/experiments/e.yaml",
      """
      start: 2026-01-05
      \(more)
      variants: {a: {}, b: {}}
      data: {file: data/e.csv, variant: v, date: d}
      metrics:
        m: \(metric)
      primary: m

      """)
  }

  /// Signups and clicks of each variant on each day of January from the 5th.
  private func writeDays(_ days: [(a: (Int, Int), b: (Int, Int))]) {
    var rows = "v,d,x,n\n"
    for (index, day) in days.enumerated() {
      let date = "2026-01-" + (index + 5 < 10 ? "0" : "") + "\(index + 5)"
      rows += "a,\(date),\(day.a.0),\(day.a.1)\nb,\(date),\(day.b.0),\(day.b.1)\n"
    }
    folder.write("w/data/e.csv", rows)
  }

  private func number(_ key: String, in output: BuiltProgram.Output) throws -> Double {
    let text = try #require(output.out.firstMatch(of: try Regex("\"\(key)\": ([-0-9.e]+)", as: (Substring, Substring).self))).1
    return try #require(Double(text))
  }

  @Test("no file yet: plan and simulate answer from the wishes, and before the start that is no fault")
  func noFile() throws {
    write(metric: "{type: proportion, numerator: x, denominator: n}")
    let plan = run("plan", "e", "--baseline", "10%", "--effect", "50%", "--per-day", "200", "--as-of", "2026-01-01", "--format", "json")
    #expect(plan.status == 0, "\(plan.error)")
    let power = try number("power", in: plan)
    #expect(power > 0.5 && power < 1)
    let simulate = run(
      "simulate", "e", "--baseline", "10%", "--effect", "50%", "--per-day", "200", "--as-of", "2026-01-01", "--runs", "2000", "--scenario",
      "minimum_effect", "--format", "json")
    #expect(simulate.status == 0, "\(simulate.error)")
    // Four standard errors of 2,000 runs.
    #expect(abs(try number("right_winners", in: simulate) - power) < 4 * (power * (1 - power) / 2000).squareRoot() + 0.01)
    let before = run("status", "--as-of", "2026-01-01", "--format", "json")
    #expect(before.status == 0 && before.out.contains("\"phase\": \"planned\""))
    let after = run("status", "--as-of", "2026-01-10", "--format", "json")
    #expect(after.out.contains("\"action\": \"blocked\"") && after.out.contains("\"code\": \"no_file\""), "once it has started, the missing file is a fault")
  }

  @Test("pace is counted over days whose outcomes are in")
  func matureDays() throws {
    write(metric: "{type: proportion, numerator: x, denominator: n, outcome_lag: 3d}")
    writeDays(.init(repeating: ((10, 100), (12, 100)), count: 10))
    let plan = run("plan", "e", "--as-of", "2026-01-15", "--format", "json")
    #expect(plan.status == 0, "\(plan.error)")
    // 200 a day; counting the three young days as well would give 140.
    #expect(abs(try number("size_per_day", in: plan) - 200) < 1e-9)
  }

  @Test("days that scatter beyond chance are drawn so by simulate: its power is the plan's")
  func dispersion() throws {
    write(metric: "{type: proportion, numerator: x, denominator: n}")
    writeDays((0..<24).map { day in (a: ([14, 30, 20, 8][day % 4], 200), b: ([26, 9, 19, 20][day % 4], 200)) })
    let common = ["--effect", "60%", "--as-of", "2026-01-29", "--format", "json", "--workspace", folder.path + "/w"]
    let plan = program.run(["plan", "e"] + common, folder: folder.path)
    #expect(plan.status == 0, "\(plan.error)")
    #expect(try number("dispersion", in: plan) > 2)
    let power = try number("power", in: plan)
    // With a pace that is said the days are drawn by law, as they are planned; else from the days there are, whose four-day pattern no plan knows.
    let own = program.run(["simulate", "e", "--runs", "50", "--scenario", "minimum_effect"] + common, folder: folder.path)
    #expect(try number("drawn_days", in: own) == 24)
    let simulate = program.run(["simulate", "e", "--runs", "4000", "--scenario", "minimum_effect", "--per-day", "400"] + common, folder: folder.path)
    let found = try number("right_winners", in: simulate)
    #expect(abs(found - power) < 4 * (power * (1 - power) / 4000).squareRoot() + 0.01, "planned \(power), found \(found)")
  }

  @Test(
    "wishes that cannot be meant are refused, each by what it should have been",
    arguments: [
      (["--effect", "¥5"], "per cent"), (["--effect", "300%"], "beyond 100 %"), (["--effect", "0%"], "above 0"),
    ])
  func refused(_ wishes: [String], _ words: String) {
    write(metric: "{type: proportion, numerator: x, denominator: n}")
    let plan = program.run(["plan", "e", "--baseline", "40%"] + wishes + ["--workspace", folder.path + "/w"], folder: folder.path)
    #expect(plan.status == 64)
    #expect(plan.error.contains(words), "\(plan.error)")
  }

  @Test("money may be written in ten thousands")
  func tenThousands() throws {
    write(metric: "{type: cost_per, cost: x, per: n}")
    let plain = run("plan", "e", "--baseline", "25", "--budget", "20000", "--as-of", "2026-01-01", "--format", "json")
    let short = run("plan", "e", "--baseline", "25元", "--budget", "2万", "--as-of", "2026-01-01", "--format", "json")
    #expect(plain.status == 0 && plain.out == short.out, "\(short.error)")
  }

  @Test("money that ends a longer test in its first week is pointed out: no verdict could come of it")
  func moneyEndsEarly() {
    write(metric: "{type: cost_per, cost: x, per: n}")
    let fast = run("plan", "e", "--baseline", "25", "--budget", "5000", "--per-day", "1000", "--as-of", "2026-01-01")
    #expect(fast.status == 0 && fast.out.contains("lasts 5 days"), "\(fast.out)")
    let slow = run("plan", "e", "--baseline", "25", "--budget", "5000", "--per-day", "800", "--as-of", "2026-01-01")
    #expect(slow.status == 0 && !slow.out.contains("the money lasts"), "\(slow.out)")
  }

  @Test("what a person closed stays closed")
  func closed() {
    write(metric: "{type: proportion, numerator: x, denominator: n}")
    writeDays(.init(repeating: ((10, 100), (12, 100)), count: 10))
    #expect(run("decide", "e", "stop", "--note", "no money left", "--as-of", "2026-01-12").status == 0)
    let again = run("decide", "e", "scale", "--variant", "b", "--note", "after all", "--as-of", "2026-01-13")
    #expect(again.status != 0 && again.error.contains("closed on"))
    #expect(run("decide", "e", "stop", "--variant", "b", "--note", "x", "--as-of", "2026-01-13").status == 64)
  }
}
