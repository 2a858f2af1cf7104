import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentData

@Suite("Random tables in any combination of encoding, delimiter, numbers, dates, totals and preamble give back their sums")
struct RandomTablesTests {
  /// An office: what its files are in, and the words in them.
  private struct Office {
    let encoding: String
    let mark: [UInt8]
    let header: [String]
    let variants: [String]
    let total: String
  }

  private static let chinese = ["日期", "版本", "设备", "花费", "转化数"]
  private static let offices = [
    Office(encoding: "UTF-8", mark: [], header: ["Day", "Variant", "Device", "Cost", "Results"], variants: ["Été", "Hiver"], total: "Total general"),
    Office(encoding: "UTF-8", mark: [0xEF, 0xBB, 0xBF], header: chinese, variants: ["价格先行", "暖色调"], total: "合计"),
    Office(encoding: "UTF-16LE", mark: [0xFF, 0xFE], header: ["Дата", "Вариант", "Устройство", "Расход", "Заявки"], variants: ["лето", "зима"], total: "Итого"),
    Office(encoding: "GB18030", mark: [], header: chinese, variants: ["价格先行", "暖色调"], total: "总计"),
    Office(encoding: "CP1252", mark: [], header: ["Jour", "Création", "Appareil", "Coût", "Résultats"], variants: ["Été", "Noël"], total: "Total général"),
    Office(encoding: "CP932", mark: [], header: ["日付", "広告グループ", "デバイス", "費用", "コンバージョン"], variants: ["ポスター夏", "ポスター冬"], total: "合計: アカウント"),
  ]

  private static let delimiters = [",", ";", "\t", "|"]
  private static let shapes = 6 * 4 * 5 * 4 * 6 * 3

  /// `1234567` cents in one of five hands.
  private func amount(_ cents: Int, _ hand: Int, decimals: Bool) -> String {
    let (group, point) = [("", "."), (",", "."), (".", ","), (" ", ","), ("'", ".")][hand]
    var whole = String(decimals ? cents / 100 : cents)
    var groups: [String] = []
    while !group.isEmpty, whole.count > 3 {
      groups.insert(String(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    let text = ([whole] + groups).joined(separator: group)
    return decimals ? "\(text)\(point)\(cents % 100 < 10 ? "0" : "")\(cents % 100)" : text
  }

  private func date(_ day: Int, _ form: Int) -> String {
    let two = day < 10 ? "0\(day)" : "\(day)"
    return ["2026-11-\(two)", "\(two).11.2026", "\(day) Nov 2026", "2026/11/\(day)"][form]
  }

  private func encode(_ text: String, _ office: Office) throws -> [UInt8] {
    office.mark + (try #require(Iconv.encode(text, to: office.encoding), "\(text.prefix(40)) in \(office.encoding)"))
  }

  @Test("six hundred of them", arguments: 0..<20)
  func tables(part: Int) throws {
    for number in 0..<30 {
      // A stride without a common divisor with the number of shapes goes through all of them evenly.
      try check((part * 30 + number) * 577 % RandomTablesTests.shapes, seed: UInt64(part * 30 + number))
    }
  }

  private func check(_ shape: Int, seed: UInt64) throws {
    var rest = shape
    func pick(_ count: Int) -> Int {
      defer { rest /= count }
      return rest % count
    }
    let office = RandomTablesTests.offices[pick(6)]
    let delimiter = RandomTablesTests.delimiters[pick(4)]
    let (hand, form, totals, preamble) = (pick(5), pick(4), pick(6), pick(3))
    var draws = SplitMix64(seed: seed)
    var rows: [[String]] = []
    var ends: [[String]] = []
    var sums = [(cents: 0, results: 0), (cents: 0, results: 0)]
    func row(_ day: String, _ variant: String, _ device: String, _ cents: Int, _ results: Int) -> [String] {
      [day, variant, device, amount(cents, hand, decimals: true), amount(results, hand, decimals: false)]
    }
    for day in 2...15 {
      for variant in 0...1 {
        var own = (cents: 0, results: 0)
        for device in ["Mobile", "Desktop", "Tablet"].prefix(2 + Int.random(in: 0...1, using: &draws)) {
          let (cents, results) = (Int.random(in: 1...5_000_000, using: &draws), Int.random(in: 1...20_000, using: &draws))
          rows.append(row(date(day, form), office.variants[variant], device, cents, results))
          own = (own.cents + cents, own.results + results)
        }
        sums[variant] = (sums[variant].cents + own.cents, sums[variant].results + own.results)
        // Of each day: below its rows, without a label; or at the end of the file, under a word.
        if totals == 4 { rows.append(row(date(day, form), office.variants[variant], "", own.cents, own.results)) }
        if totals == 5 { ends.append(row(date(day, form), office.variants[variant], "Xyzzy", own.cents, own.results)) }
      }
    }
    let all = (sums[0].cents + sums[1].cents, sums[0].results + sums[1].results)
    switch totals {
    case 1: rows.append(row(office.total, "", "", all.0, all.1))
    case 2: rows.insert(row(office.total, "", "", all.0, all.1), at: 0)
    case 3: rows.append(row("", "", "", all.0, all.1))
    default: rows += ends
    }
    let above = [[], ["\(office.header[1]) \(office.variants[0])", "2026-11-02 - 2026-11-15", ""], ["# ----", "# \(office.variants[1])", ""]][preamble]
    let lines = ([office.header] + rows).map { cells in
      cells.map { $0.contains(delimiter) ? "\"\($0)\"" : $0 }.joined(separator: delimiter)
    }
    let disk = DiskWorkspace()
    disk.write("data/d.csv", try encode((above + lines).joined(separator: "\r\n") + "\r\n", office))
    let answer = try disk.answer(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {names: [\(office.variants[0])]}, b: {names: [\(office.variants[1])]}}
      data: {file: data/d.csv, variant: \(office.header[1]), date: \(office.header[0])}
      metrics:
        cpa: {type: cost_per, cost: \(office.header[3]), per: \(office.header[4])}
      primary: cpa
      """, asOf: "2026-11-20")
    let name = Comment(rawValue: "\(office.encoding), delimiter '\(delimiter)', hand \(hand), dates \(form), totals \(totals), preamble \(preamble)")
    guard case .success(let summary) = answer else {
      Issue.record(name)
      return
    }
    #expect(summary.quality.badRows == 0, name)
    for variant in 0...1 {
      guard case .days(let cells) = summary.variants[variant].metrics[0].values else {
        Issue.record(name)
        continue
      }
      #expect(cells.count == 14, name)
      #expect(abs(cells.reduce(0) { $0 + $1.numerator } - Double(sums[variant].cents) / 100) < 1e-5, name)
      #expect(cells.reduce(0) { $0 + $1.denominator } == Double(sums[variant].results), name)
    }
    #expect(summary.quality.files.allSatisfy { $0.unreconciledTotals.isEmpty }, name)
  }
}
