import TestSupport
import Testing

/// `status` and `show` on narrow and wide terminals.
@Suite("Width of the terminal")
struct WidthTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()
  private static let long = "the-autumn-campaign-with-a-very-long-name-that-nobody-can-type"
  private static let title = "A page with a headline that says all there is to say about the price"

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func make() {
    folder.write("w/mvp.yaml", "project: Pages\ncurrency: CNY\ntimezone: UTC\nreviews: {anchor: 2026-11-02, every: 1w}\n")
    for name in [WidthTests.long, "short"] {
      folder.write(
        "w/experiments/\(name).yaml",
        """
        start: 2026-11-02
        end: 2026-11-29
        variants: {old: {title: 旧的页面}, new: {title: \(WidthTests.title)}}
        data: {file: data/pages.csv, variant: v, date: d, units: clicks}
        metrics:
          signup: {type: proportion, numerator: signups, denominator: clicks}
        primary: signup

        """)
    }
    var rows = "v,d,signups,clicks\n"
    for day in 2...29 {
      let date = "2026-11-\(day < 10 ? "0" : "")\(day)"
      rows += "旧的页面,\(date),\(10 + day % 3),100\nnew,\(date),\(11 + day % 4),100\n"
    }
    folder.write("w/data/pages.csv", rows)
  }

  private func run(_ arguments: [String], columns: Int = 80) -> BuiltProgram.Output {
    program.run(arguments + ["--workspace", folder.path + "/w"], folder: folder.path, today: "2026-11-24", variables: ["COLUMNS=\(columns)"])
  }

  @Test("nothing is cut and nothing is wider than the terminal; with room, an experiment stands on one line", arguments: ["en", "zh"])
  func rows(language: String) {
    make()
    for day in ["2026-11-09", "2026-11-16", "2026-11-23"] { #expect([0, 3].contains(run(["review", "--as-of", day]).status)) }
    #expect(run(["decide", "short", "scale", "--variant", "new", "--note", "go"]).status == 0)
    for columns in [80, 200] {
      for command in [["status"], ["show", WidthTests.long], ["show", "short"]] {
        let shown = run(command + ["--lang", language], columns: columns).out
        // Whole, whatever the lines it stands on.
        #expect(shown.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(WidthTests.title), "\(shown)")
        for line in shown.split(separator: "\n") { #expect(DisplayColumns.of(line) <= columns, "\(DisplayColumns.of(line)): \(line)") }
      }
    }
    let wide = run(["status", "--lang", language], columns: 200).out.split(separator: "\n")
    let decided = language == "en" ? "by a person: scale " + WidthTests.title : "人工决定：放量推广“\(WidthTests.title)”"
    #expect(wide.contains { $0.hasPrefix("  short ") && $0.hasSuffix(decided) }, "\(wide)")
    #expect(wide.contains { $0.hasPrefix("  " + WidthTests.long + "  ") && $0.contains("/28") }, "\(wide)")
    let narrow = run(["status", "--lang", language]).out.split(separator: "\n")
    #expect(narrow.contains { $0 == "  " + WidthTests.long }, "a name without room has a line of its own: \(narrow)")
  }

  @Test("the difference is drawn look by look, the better the taller, and only where there are looks to compare")
  func courses() {
    make()
    #expect(run(["review", "--as-of", "2026-11-09"]).status == 0)
    #expect(!run(["show", "short"]).out.contains("look by look"))
    for day in ["2026-11-16", "2026-11-23"] { #expect(run(["review", "--as-of", day]).status == 0) }
    let shown = run(["show", "short"], columns: 200).out
    let line = shown.split(separator: "\n").first { $0.contains("difference look by look: ") }
    #expect(line?.wholeMatch(of: #/  A page .* price  [▁▂▃▄▅▆▇█]{3}  difference look by look: \+.* → \+.* \(taller is better\)/#) != nil, "\(shown)")
  }
}
