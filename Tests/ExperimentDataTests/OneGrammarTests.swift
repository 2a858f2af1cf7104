import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentData

/// The ways of the bytes agree with the grammar that declarations and flags are read by.
@Suite("Cells and the grammar agree")
struct OneGrammarTests {
  @Test("thousands of written numbers, the fast way and the grammar's")
  func numbers() {
    var random = SplitMix64(seed: 11)
    let signs = ["", "", "", "-", "+", "\u{2212}"]
    let around = [("", ""), ("", ""), ("", ""), ("", "%"), ("¥", ""), ("$", ""), ("", " 元"), ("", "万"), ("(", ")"), (" ", " "), ("CNY ", ""), ("", "USD"), ("", "x")]
    var compared = 0
    for round in 0..<6000 {
      let digits = (0..<Int.random(in: 1...(round % 3 == 0 ? 20 : 7), using: &random)).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      var body = digits
      if Bool.random(using: &random) {
        let mark = [".", ",", "'", " "].randomElement(using: &random) ?? "."
        body.insert(contentsOf: mark, at: body.index(body.startIndex, offsetBy: Int.random(in: 0...body.count, using: &random)))
      }
      if round % 17 == 0 { body += "e\(Int.random(in: -5...5, using: &random))" }
      let (before, after) = around.randomElement(using: &random) ?? ("", "")
      let text = before + (signs.randomElement(using: &random) ?? "") + body + after
      for mark in [DecimalMark.point, .comma] {
        let cell = withCell(text) { NumberReader.read($0, mark: mark) }
        let grammar = WrittenNumber.read(text, mark: mark)
        guard cell.state == .number || grammar != nil else { continue }
        compared += 1
        #expect(cell.state == .number && grammar?.value == cell.value && grammar?.decimals == cell.decimals, "\(text) by \(mark)")
      }
    }
    #expect(compared > 5000)
  }

  @Test("every day that a declaration can write, cells read too, as the same day")
  func dates() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<3000 {
      let day = CalendarDay(number: Int.random(in: 10_957...47_481, using: &random))
      let (year, month, date) = day.components
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      for text in ["\(day)", "\(year)/\(month)/\(date)", "\(year)年\(month)月\(date)日", "\(year).\(two(month)).\(two(date))", "\(year)-\(month)-\(date)"] {
        #expect(WrittenDay.read(text) == day, "\(text)")
        let cell = withCell(text) { DateReader.read($0, order: nil) }
        #expect(cell.state == .day && cell.day == day.number, "\(text)")
      }
    }
  }

  @Test("whole numbers of a German file are known by a column that nobody uses")
  func decimalMarkOfOtherColumns() throws {
    let workspace = DiskWorkspace()
    workspace.write(
      "d.csv", "Tag;Anzeige;Impressionen;Klicks;Kosten\n02.11.2026;a;28.805;1.765;882,08\n02.11.2026;b;36.716;841;607,97\n03.11.2026;a;49.457;1.567;767,48\n")
    let declaration = """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: d.csv, variant: Anzeige, date: Tag}
      metrics: {ctr: {type: rate, count: Klicks, per: Impressionen}}
      primary: ctr

      """
    #expect(try workspace.summary(declaration).days(0) == ["2026-11-02 1765/28805", "2026-11-03 1567/49457"])
    // Far below the first rows, and only there, a cell says how the file writes its decimals.
    let open = (0..<3000).map { "02.11.2026;a;1.000;\($0 % 9 + 1);\($0)" }.joined(separator: "\n")
    workspace.write("d.csv", "Tag;Anzeige;Impressionen;Klicks;Kosten\n\(open)\n03.11.2026;b;2.000;7;0,5\n")
    #expect(try workspace.summary(declaration).days(1) == ["2026-11-03 7/2000"])
    // Used columns decide for themselves, whatever others hold.
    workspace.write("d.csv", "Tag;Anzeige;Impressionen;Klicks;Kosten\n2026-11-02;a;1000.5;1;882,08\n")
    #expect(try workspace.summary(declaration).days(0) == ["2026-11-02 1/1000.5"])
  }

  @Test("a GBK file whose only Chinese character reads as UTF-8 too is GBK")
  func twoEncodings() throws {
    let workspace = DiskWorkspace()
    let rows = Array("d,v,n,x\n2026-11-02,a,1,1000".utf8) + [0xD4, 0xAA, 0x0A] + Array("2026-11-02,b,2,2000".utf8) + [0xD4, 0xAA, 0x0A]
    workspace.write("d.csv", rows)
    let declaration = """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: d.csv, variant: v, date: d}
      metrics: {m: {type: rate, count: n, per: x}}
      primary: m

      """
    let summary = try workspace.summary(declaration)
    #expect(summary.quality.files[0].encoding == "GB18030")
    #expect(summary.days(0) == ["2026-11-02 1/1000"])
    for text in ["Ünïcödé", "Реклама", "Ελλάδα", "שלום", "مرحبا", "Țară și", "ơ ư", "ƒ 5", "Ԫ and Ж мир"] {
      #expect(!GB18030Likeness.isLikelier(Array(text.utf8)), "\(text)")
    }
  }
}
