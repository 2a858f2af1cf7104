import TestSupport
import Testing

/// A person who mends a workspace learns of everything that is wrong with it in one run.
@Suite("Every problem at once")
struct EveryProblemTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()
  private static let workspace = "project: Broken\ncurrency: CNY\ntimezone: UTC\nreviews: {anchor: 2026-11-02}\n"

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  /// Declarations; `👉` stands before what is wrong, and is not part of the file.
  private static let files: [(name: String, text: String, problems: [(code: String, fix: String)])] = [
    (
      "columns",
      """
      start: 2026-11-02
      end: 2026-11-15
      👉alocation: 3
      variants: {old: {}, new: {}}
      data: {file: data/columns.csv, variant: v, date: 👉day}
      metrics:
        m: {type: proportion, numerator: 👉signup, denominator: clicks}
      primary: m

      """,
      [
        ("unknown key 'alocation'", "allowed"), ("column 'day' is not in 'data/columns.csv'", "v, d, signups, clicks"),
        ("column 'signup' is not in 'data/columns.csv'", "did you mean 'signups'?"),
      ]
    ),
    (
      "names",
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {old: {}, 👉stories: {}}
      data: {file: data/names.csv, variant: v, date: d}
      metrics: {m: {type: proportion, numerator: signups, denominator: clicks}}
      primary: m
      decision: {confidence: 👉9500%}

      """,
      [("no row is called by an id, title or name of variant 'stories'", "did you mean 'storys'?"), ("confidence", "")]
    ),
    (
      "absent",
      """
      start: 2026-11-02
      end: 👉2026-10-15
      variants: {old: {}, new: {}}
      data: {file: 👉data/nothing.csv, variant: v, date: d}
      metrics: {m: {type: proportion, numerator: signups, denominator: clicks}}
      primary: 👉n

      """,
      [("end", "2026-11-02"), ("there is no file 'data/nothing.csv'", ""), ("'n'", "m")]
    ),
    (
      "blind",
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {old: {}, new: {}}
      data: {file: data/columns.csv, variant: v, 👉dat: d}
      metrics: {m: {type: proportion, numerator: signup, denominator: clicks}}
      primary: m

      """, [("unknown key 'dat'", "did you mean 'date'?")]
    ),
  ]

  private func write(_ workspace: String = EveryProblemTests.workspace) {
    folder.write("w/mvp.yaml", workspace.replacing("👉", with: ""))
    for file in EveryProblemTests.files { folder.write("w/experiments/\(file.name).yaml", file.text.replacing("👉", with: "")) }
    var rows = "v,d,signups,clicks\n"
    for day in 2...15 { rows += "old,2026-11-\(day < 10 ? "0" : "")\(day),4,100\nnew,2026-11-\(day < 10 ? "0" : "")\(day),5,100\n" }
    folder.write("w/data/columns.csv", rows)
    folder.write("w/data/names.csv", rows.replacing("new,", with: "storys,"))
  }

  /// Line and column of every mark, by lines.
  private func places(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { number, line in
      line.unicodeScalars.enumerated().filter { $0.element == "👉" }.enumerated().map { "\(number + 1):\($0.element.offset + 1 - $0.offset)" }
    }
  }

  private func run(_ arguments: [String]) -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path + "/w", "--as-of", "2026-11-16"], folder: folder.path)
  }

  @Test("of declarations, of their files' columns and of their variants' names, each at its place with a likely fix")
  func all() {
    write()
    let answer = run(["validate", "--data"])
    #expect(answer.status == 2)
    var lines = answer.error.split(separator: "\n").map(String.init)
    for file in EveryProblemTests.files {
      let places = places(file.text)
      #expect(places.count == file.problems.count)
      for (place, problem) in zip(places, file.problems) {
        let start = "experiments/\(file.name).yaml:\(place): error: "
        guard let found = lines.firstIndex(where: { $0.hasPrefix(start) && $0.contains(problem.code) && $0.contains(problem.fix) }) else {
          Issue.record("\(start)\(problem.code) … \(problem.fix) is not in\n\(answer.error)")
          continue
        }
        lines.remove(at: found)
      }
    }
    #expect(lines == [], "nothing else is said")
    #expect(answer.out.hasSuffix("4 experiments: 9 errors, 0 warnings; 4 do not hold\n"), "\(answer.out)")
  }

  @Test("in Chinese as well, whole")
  func chinese() {
    write()
    let lines = program.run(["validate", "--data", "--workspace", folder.path + "/w", "--lang", "zh", "--as-of", "2026-11-16"], folder: folder.path).error.split(separator: "\n")
    #expect(lines.count == 9)
    for line in lines { #expect(line.contains(": 错误：") && !line.contains("error"), "\(line)") }
    #expect(lines.contains { $0.contains("没有哪一行的名称属于版本 'stories'；是不是想写 'storys'？") })
  }

  @Test("when a review refuses an experiment, too")
  func review() {
    write()
    let said = run(["review", "--dry-run", "--format", "json"])
    #expect(said.status == 2)
    for part in ["unknown key 'alocation'", "column 'signup' is not in", "there is no file 'data/nothing.csv'", "variant 'stories'"] {
      #expect(said.out.contains(part), "\(part)")
    }
  }

  @Test("of mvp.yaml and of the experiments beside it, but for what may follow from mvp.yaml")
  func workspace() {
    let broken = "project: Broken\ncurrency: 👉RMB\ntimezone: 👉Asia/Beijing\nreviews: {anchor: 2026-11-02}\n"
    write(broken)
    folder.write(
      "w/experiments/money.yaml",
      "start: 2026-11-02\nbudget: {total: ¥1000}\nvariants: {a: {}, b: {}}\ndata: {file: x.csv, variant: v, date: d}\nmetrics: {m: {type: rate, count: n, per: x}}\nprimary: m\n")
    let answer = run(["validate"])
    #expect(answer.status == 2)
    for place in places(broken) { #expect(answer.error.contains("mvp.yaml:\(place): error: "), "\(place) in \(answer.error)") }
    for part in ["did you mean 'CNY'?", "did you mean 'Asia/Shanghai'?", "experiments/columns.yaml:3:1: error: unknown key 'alocation'", "experiments/absent.yaml:2:6: error: "] {
      #expect(answer.error.contains(part), "\(part) in \(answer.error)")
    }
    #expect(!answer.error.contains("money.yaml"), "\(answer.error)")
  }
}
