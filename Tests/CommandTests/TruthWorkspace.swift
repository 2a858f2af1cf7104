import TestSupport
import Testing

/// A workspace whose verdicts are worked out from two shares a day: six weeks, a look a week, two pages of which `b` may be better.
///
/// With 200 visitors a day and arm, 20, 21, 22 sign-ups a day in `a` and as many in `b`, a look tells nothing; with 45, 46, 47 in `b` the first one
/// proves it better (z is above 8 after a week, the line of `pocock` at its first look below 3).
struct TruthWorkspace {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  static let even = 20
  static let better = 45

  func run(_ arguments: String..., today: String = "2030-01-01") -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path, today: today)
  }

  /// The workspace, one experiment `e` and its data.
  /// - Parameter b: sign-ups a day of `b`, by day of the test from 0.
  func write(_ b: (Int) -> Int = { _ in even }, language: String = "en") {
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nlanguage: \(language)\nreviews: {every: 1w, anchor: 2026-01-12}\n")
    declare("e")
    data(b)
  }

  static let declaration = """
    title: Two pages
    start: 2026-01-12
    duration: 42d
    variants: {a: {title: Old page}, b: {title: New page, names: [B2]}}
    data: {file: data/e.csv, variant: v, date: d, where: {c: [web]}}
    metrics:
      m: {type: proportion, numerator: x, denominator: n}
      s: {type: proportion, numerator: y, denominator: n}
    primary: m
    decision: {spending: pocock, minimum_effect: 1%}

    """

  func declare(_ id: String, replacing old: String = "", with new: String = "") {
    folder.write("w/experiments/\(id).yaml", old.isEmpty ? TruthWorkspace.declaration : TruthWorkspace.declaration.replacing(old, with: new))
  }

  /// - Parameters:
  ///   - b: column `x` of `b`, by day of the test.
  ///   - y: column `y` of `b`; that of `a` is even.
  func data(_ b: (Int) -> Int, y: (Int) -> Int = { _ in even }, days: Int = 42, file: String = "e") {
    var rows = "v,d,x,y,n,c\n"
    for day in 0..<days {
      let date = TruthWorkspace.date(day)
      let wave = day % 3
      rows += "a,\(date),\(TruthWorkspace.even + wave),\(TruthWorkspace.even + wave),200,web\n"
      rows += "b,\(date),\(b(day) + wave),\(y(day) + wave),200,web\n"
    }
    folder.write("w/data/\(file).csv", rows)
  }

  /// The `day`th day from 12 January 2026.
  static func date(_ day: Int) -> String {
    let number = 12 + day
    return number <= 31 ? "2026-01-\(number)" : number <= 59 ? "2026-02-\(number - 31 < 10 ? "0" : "")\(number - 31)" : "2026-03-0\(number - 59)"
  }

  /// The names of the records, oldest first.
  var records: [String] { folder.names("w/records").filter { $0.hasSuffix(".json") } }
}

extension String {
  /// The numbers that stand after a key in JSON, in order.
  func numbers(of key: String) -> [Double] {
    ranges(of: "\"\(key)\": ").compactMap { range in Double(self[range.upperBound...].prefix { $0.isNumber || "+-.e".contains($0) }) }
  }

  func count(of text: String) -> Int { ranges(of: text).count }
}
