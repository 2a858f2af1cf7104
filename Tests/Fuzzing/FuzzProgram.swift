import ExperimentCalculator
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import Glibc

/// The whole way from a file to a report, the ledger and the calculator.
enum FuzzProgram {
  /// A JSON line of `mvp calc --stdin`: one line comes back, and no number in it is infinite.
  static func calc(_ bytes: [UInt8]) {
    let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    let answer = Calc.answer(line: line).line
    precondition(!answer.contains("\n"), "one line a line")
    for word in [":nan", ":-nan", ":inf", ":-inf"] { precondition(!answer.contains(word), "numbers are finite") }
  }

  /// A line that its method may answer or refuse: within a second of this machine's, by numbers that are finite or by a reason that has a name.
  static func lines(_ bytes: [UInt8]) {
    var lines = CalcLines(bytes)
    let line = lines.line()
    let start = clock()
    let answer = Calc.answer(line: line)
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    let isNamed = answer.problem.map { ["unknown_method", "missing_input", "invalid_input", "no_answer"].contains($0.code) } ?? true
    let isFinite = ![":nan", ":-nan", ":inf", ":-inf", ",nan", ",inf", "[nan", "[inf", "[-inf", ",-inf"].contains { answer.line.contains($0) }
    // Sanitizers and builds without optimisation have no say in how fast it is.
    let isQuick = seconds <= slowest
    guard isNamed, isFinite, isQuick else {
      let said = "\(seconds) s: \(line.prefix(2000))\n→ \(answer.line.prefix(500))\n"
      _ = said.utf8CString.withUnsafeBufferPointer { Glibc.write(2, $0.baseAddress, $0.count - 1) }
      if getenv("FUZZ_GO_ON") != nil { return }
      preconditionFailure("a line is answered")
    }
  }

  /// CPU seconds that a line may take.
  private static let slowest: Double = {
    #if DEBUG || LIBFUZZER
      .infinity
    #else
      1
    #endif
  }()

  /// Two records in a folder, of which the second is changed: they are told of, never taken for what they are not.
  static func ledger(_ bytes: [UInt8], _ folder: String) {
    let name = folder + "/0001-2026-10-19-review.json"
    write(bytes, to: name)
    let store = RecordStore(folder: folder)
    _ = try? store.verify()
    _ = try? store.records()
    unlink(name)
  }

  /// A table that eight experiments of every kind of metric read, through `review` and into each report.
  static func review(_ bytes: [UInt8], _ folder: String) {
    write(Array("project: Fuzz\ncurrency: CNY\ntimezone: UTC\nreviews: {anchor: 2026-11-02}\n".utf8), to: folder + "/mvp.yaml")
    mkdir(folder + "/experiments", 0o700)
    for (number, text) in experiments.enumerated() { write(Array((head + text).utf8), to: folder + "/experiments/e\(number).yaml") }
    write(bytes, to: folder + "/d.csv")
    guard let runner = try? Runner(workspace: folder), let day = CalendarDay(year: 2026, month: 11, day: 16) else { preconditionFailure("the workspace holds") }
    guard let outcome = try? runner.review(asOf: day, dryRun: true) else { return }
    for language in [Language.english, .simplifiedChinese] {
      let report = ReviewReport(outcome.examination.review, options: ReportOptions(language: language))
      precondition(!report.text.isEmpty && !report.json.isEmpty && !report.csv.isEmpty && !report.markdown.isEmpty && !report.html.isEmpty, "every report is made")
    }
  }

  private static let head = """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {}, b: {}}

    """

  private static let experiments = [
    "data: {file: d.csv, variant: v, date: d, segments: [s]}\nmetrics: {m: {type: rate, count: n, per: x}}\nprimary: m\n",
    "data: {file: d.csv, variant: v, date: d}\nmetrics: {m: {type: cost_per, cost: x, per: n}}\nprimary: m\nbudget: {total: 5000}\nguardrails: {m: {max: 60, max_increase: 30%}}\n",
    "data: {file: d.csv, variant: v, date: d, units: x}\nmetrics: {m: {type: proportion, numerator: n, denominator: x}}\nprimary: m\ndecision: {minimum_effect: 10%, futility: 10%, scale_value: 10000}\n",
    "data: {file: d.csv, variant: v, date: d}\nmetrics: {m: {type: ratio, numerator: n, denominator: x}, r: {type: return_on, value: n, cost: x}}\nprimary: m\n",
    "data: {file: d.csv, variant: v, date: d, unit: row}\nmetrics: {m: {type: mean, value: n, covariate: x}, q: {type: quantile, value: x, quantile: 0.5}}\nprimary: m\n",
    "data: {file: d.csv, variant: v, date: d, unit: s}\nmetrics: {m: {type: nps, score: n}}\nprimary: m\n",
    "data: {file: d.csv, variant: v}\nmetrics: {m: {type: proportion, numerator: n, denominator: x}}\nprimary: m\ncontrol: none\n",
    "data: {file: d.csv, variant: v, date: d}\nevidence: switchback\nmetrics: {m: {type: rate, count: n, per: x}}\nprimary: m\n",
  ]

  private static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { preconditionFailure("the folder can be written") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
