import ExperimentRunner
import TestSupport
import Testing

@testable import mvp

/// What people write behind flags, and what files try to print.
@Suite("Flags and the terminal")
struct FlagsAndTerminalTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func run(_ arguments: [String]) -> BuiltProgram.Output { program.run(arguments, folder: folder.path) }

  @Test("amounts, shares and effects by the one grammar")
  func amounts() throws {
    for (text, value, isPercent) in [("1,5%", 0.015, true), ("4%", 0.04, true), ("1,000", 1000, false), ("1,5", 1.5, false), ("¥1.5万", 15_000, false), ("0,0405", 0.0405, false)] {
      let amount = try Amount.read(text)
      #expect(amount.value == value && amount.isPercent == isPercent, "\(text)")
    }
    for (text, effect) in [
      ("1,5%", .relative(0.015)), ("20%", .relative(0.2)), ("0.2", .relative(0.2)), ("0,5pp", .points(0.005)), ("¥5", .absolute(5)), ("$1,50", .absolute(1.5)),
    ] as [(String, Runner.PlanEffect)] {
      #expect(try EffectAmount.read(text).effect == effect, "\(text)")
    }
    for (text, days) in [("14", 14), ("14d", 14), ("2w", 14), ("两周", 14), ("1,000", 1000)] { #expect(try WholeNumber.days(text) == days, "\(text)") }
    #expect(try WholeNumber.read("10,000", 1...1_000_000) == 10_000)
    #expect(try WholeNumber.seed("18446744073709551615") == .max)
    #expect(try DayArgument.read("2026年11月2日").day == DayArgument.read("2026/11/2").day)
  }

  @Test(
    "what is no number, no day or out of range is a usage error that says what is allowed",
    arguments: [
      (["plan", "--baseline", "25", "--budget", "1.500"], "1500 or 1.5"), (["plan", "--baseline", "25", "--budget", "1e300"], "1,000,000,000,000"),
      (["plan", "--baseline", "1e-300", "--budget", "10"], "0.000000001"), (["plan", "--baseline", "25", "--days", "0"], "14d or 2w"),
      (["plan", "--baseline", "25", "--days", "1e12d"], "14d or 2w"), (["plan", "--baseline", "25", "--days", "99999"], "3,660"),
      (["plan", "--baseline", "25", "--budget", "10", "--effect", "1,2345%"], "0.5pp"), (["plan", "--baseline", "25", "--budget", "10", "--effect", "1e300"], "--effect is from"),
      (["plan", "--baseline", "x", "--budget", "10"], "'x' is no number"), (["plan", "--baseline", "25", "--budget", "10", "--variants", "1e9"], "from 2 to 50"),
      (["status", "--as-of", "0000-01-01"], "from 2000-01-01"), (["status", "--as-of", "99999-01-01"], "2026-11-02"), (["status", "--as-of", "2026-02-30"], "2026-11-02"),
      (["simulate", "x", "--runs", "1e7"], "1,000,000"), (["simulate", "x", "--guardrail", "refunds"], "METRIC=VALUE"), (["schedule", "install", "--hour", "24"], "0 to 23"),
      (["new", "x", "--template", "posters", "--start", "11/02/2026"], "2026-11-02"),
    ])
  func mistakes(arguments: [String], allowed: String) {
    let answer = run(arguments)
    #expect(answer.status == 64, "\(arguments)")
    #expect(answer.error.contains(allowed), "\(answer.error)")
  }

  @Test(
    "a usage error is whole in either language",
    arguments: [
      (["nope"], "没有 nope 这个命令。可用的命令：status、", "There is no command 'nope'. There are: status, "), (["--nope"], "没有 --nope 这个选项", "Unknown option '--nope'"),
      (["plan", "x", "--budgett", "3"], "没有 --budgett 这个选项。是不是 --budget？", "Did you mean '--budget'?"),
      (["review", "--as-of"], "--as-of <日期> 后面缺少值", "Missing value for '--as-of <date>'"), (["plan", "x", "y"], "多余的参数“y”", "Unexpected argument 'y'"),
      (["plan", "x", "y", "z"], "2 个多余的参数：y、z", "2 unexpected arguments: 'y', 'z'"), (["show"], "缺少参数 <实验>", "Missing expected argument '<experiment>'"),
      (["review", "--dry-run=1"], "--dry-run 不带值，却写了“1”", "does not take any value"),
      (["plan", "--days", "abc"], "“abc”不能用于 --days <天数>：请写时长，如 14、14d 或 2w，范围 1 至 3,660 天", "is invalid for '--days <days>': a length of time"),
      (["decide", "x", "go", "--note", "n"], "“go”不能用于 <决定>；可写：scale、stop、continue、reopen、acknowledge", "is invalid for '<deed>'"),
      (["plan", "x", "--power", "3"], "--power 在 5% 与 99.9% 之间，而不是 3.0", "--power is between 5% and 99.9%, not 3.0."),
      (["plan"], "请写实验名；或 --baseline 加 --budget 或 --days；或 --all", "Give an experiment, or --baseline with --budget or --days, or --all."),
    ])
  func usage(arguments: [String], chinese: String, english: String) {
    let own = run(arguments + ["--lang", "zh"])
    #expect(own.status == 64 && own.error.hasPrefix("错误：") && own.error.contains(chinese), "\(own.error)")
    for word in ["Error", "Usage", "Help:", "See "] { #expect(!own.error.contains(word), "\(own.error)") }
    let other = run(arguments + ["--lang", "en"])
    #expect(other.status == 64 && other.error.hasPrefix("Error: ") && other.error.contains(english), "\(other.error)")
    #expect(!other.error.contains { $0 >= "\u{4E00}" && $0 <= "\u{9FFF}" } && !other.error.contains("\u{1F}"), "\(other.error)")
  }

  @Test("a comma of decimals plans for what was written")
  func commas() {
    let comma = run(["plan", "--baseline", "25,5", "--budget", "100,000", "--effect", "12,5%", "--format", "json"])
    let point = run(["plan", "--baseline", "25.5", "--budget", "100000", "--effect", "12.5%", "--format", "json"])
    #expect(comma.status == 0 && comma.out == point.out)
    folder.write("w/mvp.yaml", "project: P\ncurrency: USD\ntimezone: UTC\n")
    let dollars = ["plan", "--baseline", "$25", "--budget", "$1000", "--workspace", folder.path + "/w"]
    #expect(run(dollars).status == 0)
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\n")
    let refused = run(dollars)
    #expect(refused.status == 64 && refused.error.contains("--baseline is written in USD, but the workspace counts in CNY"))
  }

  /// What must never be printed.
  private func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x0D: true
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200B, 0x200E, 0x200F, 0xFEFF: false
      default: true
      }
    }
  }

  @Test("nothing from a file reaches a terminal, a pipe, a report or a spreadsheet raw")
  func escapes() {
    let escape = "\u{1B}[31m"
    let order = "\u{202E}"
    folder.write("w/mvp.yaml", "project: \"P\\e[31m\"\ncurrency: CNY\ntimezone: UTC\nreviews: {anchor: 2026-11-02}\n")
    folder.write(
      "w/experiments/p.yaml",
      """
      title: "=cmd()\\e[2J\(order)"
      owner: "o\\u009b31m"
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {title: "A\\nB\\e]0;x\\a"}, b: {}}
      data: {file: "data/*.csv", variant: v, date: d, segments: [s]}
      metrics: {m: {type: rate, count: n, per: x}}
      primary: m

      """)
    folder.write("w/experiments/q\(escape).yaml", "title: \"x\\ny\(order)\"\nnonsense\u{200B}: 1\nprimary: \"a\\nb\\e[1m\"\n")
    var rows = "d,v,n,x,s\n"
    for day in 2...15 { rows += "2026-11-\(day < 10 ? "0" : "")\(day),a,\(day),100,q\(order)\n2026-11-\(day < 10 ? "0" : "")\(day),b,9,100,\(escape)\n" }
    rows += "2026-11-02,c\(escape)\u{7},1,2,q\n2026-11-02,a,\(escape),2,q\nnot\(escape),a,1,2,q\nTotal: \(escape)\(order),,9,9,\n"
    folder.write("w/data/d\(escape)\(order).csv", rows)
    folder.write("w/data/e\n.csv", "d,v,n,x,s\n2026-11-02,a,1,2,q\n")
    let root = folder.path + "/w"
    var outputs = 0
    for language in ["en", "zh"] {
      for arguments in [
        ["validate", "--data"], ["status"], ["show", "p"], ["review", "--dry-run"], ["plan", "--all"], ["schedule"], ["verify"], ["show", "q\(escape)"], ["review"],
      ] + ["json", "csv", "markdown"].map({ ["status", "--format", $0] }) + ["json", "csv", "markdown", "html"].map({ ["show", "p", "--format", $0] }) {
        let dated = ["schedule", "verify"].contains(arguments[0]) ? [] : ["--as-of", "2026-11-16"]
        let answer = run(arguments + dated + ["--workspace", root, "--lang", language])
        #expect(isSafe(answer.out) && isSafe(answer.error), "\(arguments): \(answer.out.debugDescription) \(answer.error.debugDescription)")
        #expect(answer.status < 128, "\(arguments)")
        outputs += answer.out.utf8.count
      }
    }
    #expect(outputs > 5000)
    // A workbook is no text; what stands in it is text in its cells (`WorkbookBytesTests`).
    for name in folder.names("w/reports") where !name.hasSuffix(".xlsx") { #expect(isSafe(folder.read("w/reports/" + name)), "\(name)") }
    // A formula of a title is text in a spreadsheet.
    let csv = run(["status", "--format", "csv", "--workspace", root, "--as-of", "2026-11-16"]).out
    #expect(csv.contains(",'=cmd()"))
    // Each problem is one line.
    let problems = run(["validate", "--workspace", root]).error.split(separator: "\n")
    #expect(problems.allSatisfy { $0.hasPrefix("experiments/") }, "\(problems)")
    #expect(isSafe(run(["status", "\(escape)nothing"]).error))
  }
}
