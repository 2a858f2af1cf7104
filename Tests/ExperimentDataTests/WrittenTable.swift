import ExperimentModel
import TestSupport

@testable import ExperimentData

/// A table as some console could have written it: random numbers, and a form drawn from every encoding, delimiter, number format, form of dates, place and
/// kind of totals, order of rows and columns, and lines above the header.
struct WrittenTable {
  enum Numbers: CaseIterable { case plain, thousands, comma, commaThousands, spaces, apostrophes, sign }
  enum Dates: CaseIterable { case iso, slashes, digits, dayFirst, monthFirst, monthName, chinese }
  /// Those of each day stand below its rows without a label, or at the end of the file under a word of nobody's.
  enum Totals: CaseIterable { case none, last, first, both, nameless, eachVariant, eachDay, eachDayNamed }
  enum Above: CaseIterable { case none, title, comments, period }

  /// An encoding, with names that it has letters for and the label of a total in their language.
  struct Alphabet {
    let encoding: String
    let day: String
    let variant: String
    let clicks: String
    let orders: String
    let spend: String
    let arms: [String]
    let total: String
    let title: String
  }

  static let alphabets: [Alphabet] = [
    Alphabet(
      encoding: "UTF-8", day: "Day", variant: "Campaign", clicks: "Clicks", orders: "Orders", spend: "Cost", arms: ["Blue", "Red", "“Gold”"], total: "Total",
      title: "Campaign report"),
    Alphabet(encoding: "UTF-8 BOM", day: "日期", variant: "计划", clicks: "点击数", orders: "转化数", spend: "花费", arms: ["海报一", "海报二", "海报三"], total: "合计", title: "推广报告"),
    Alphabet(
      encoding: "UTF-16LE", day: "Jour", variant: "Campagne", clicks: "Clics", orders: "Achats", spend: "Coût", arms: ["été", "hiver", "forêt"], total: "Total général",
      title: "Rapport"),
    Alphabet(encoding: "UTF-16BE", day: "日", variant: "キャンペーン", clicks: "クリック数", orders: "購入数", spend: "費用", arms: ["青い海", "赤い山", "白い花"], total: "合計", title: "レポート"),
    Alphabet(encoding: "GB18030", day: "日期", variant: "推广计划", clicks: "点击", orders: "成交笔数", spend: "消费", arms: ["秋季海报", "冬季海报", "对照组"], total: "总计", title: "数据报告"),
    Alphabet(
      encoding: "CP1252", day: "Tag", variant: "Anzeigengruppe", clicks: "Klicks", orders: "Käufe", spend: "Kosten für Anzeigen", arms: ["grün", "weiß", "schön"], total: "Gesamt",
      title: "Bericht"),
    Alphabet(encoding: "CP932", day: "日付", variant: "広告グループ", clicks: "クリック", orders: "コンバージョン", spend: "ご利用額", arms: ["案ア", "案イ", "案ウ"], total: "合計", title: "レポート"),
    Alphabet(encoding: "CP949", day: "날짜", variant: "캠페인", clicks: "클릭수", orders: "전환수", spend: "총비용", arms: ["시안가", "시안나", "시안다"], total: "합계", title: "보고서"),
    Alphabet(
      encoding: "CP1251", day: "Дата", variant: "Кампания", clicks: "Клики", orders: "Покупки", spend: "Расход", arms: ["синий", "красный", "белый"], total: "Итого", title: "Отчёт"
    ),
    Alphabet(encoding: "CP950", day: "日期", variant: "廣告活動", clicks: "點擊", orders: "購買次數", spend: "花費", arms: ["甲案紅", "乙案藍", "丙案綠"], total: "總計", title: "報表"),
  ]

  let alphabet: Alphabet
  let delimiter: Character
  let numbers: Numbers
  let dates: Dates
  let totals: Totals
  let above: Above
  /// Instead of text.
  let isWorkbook: Bool
  let arms: [String]
  /// Whether rows stand day by day, or variant by variant.
  let isByDay: Bool
  /// By variant, day and device: clicks, orders, hundredths of money.
  let cells: [[[(clicks: Int, orders: Int, spend: Int)]]]
  private let order: [Int]

  static let first = 2
  static let days = 14

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func draw<T>(_ all: [T]) -> T { all[Int(random.next() % UInt64(all.count))] }
    func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(random.next() % UInt64(range.count)) }
    alphabet = draw(WrittenTable.alphabets)
    delimiter = draw([",", ";", "\t", "|"])
    numbers = draw(Numbers.allCases)
    dates = draw(Dates.allCases)
    totals = draw(Totals.allCases)
    above = draw(Above.allCases)
    isWorkbook = whole(0...9) == 0
    arms = Array(alphabet.arms.prefix(whole(2...3)))
    let most = draw([90, 900, 9000, 2_000_000])
    cells = arms.map { _ in
      (0..<WrittenTable.days).map { _ in
        (0..<whole(2...3)).map { _ in
          let clicks = whole(10...most + 10)
          return (clicks, whole(0...clicks / 5), whole(1...most * 170) * 10 + whole(1...9))
        }
      }
    }
    isByDay = whole(0...1) == 0
    var order = [0, 1, 2, 3, 4, 5]
    for place in stride(from: 5, to: 0, by: -1) { order.swapAt(place, whole(0...place)) }
    self.order = order
  }

  var form: String {
    "\(isWorkbook ? "xlsx" : alphabet.encoding) '\(delimiter)' \(numbers) \(dates) totals \(totals) above \(above) \(arms.count) arms, \(isByDay ? "by day" : "by variant"), columns \(order)"
  }

  var declaration: String {
    """
    start: 2026-11-02
    end: 2026-11-15
    variants: {\(arms.indices.map { "v\($0): {names: ['\(arms[$0])']}" }.joined(separator: ", "))}
    data: {file: data/t.csv, variant: '\(alphabet.variant)', date: '\(alphabet.day)'}
    metrics:
      cpa: {type: cost_per, cost: '\(alphabet.spend)', per: '\(alphabet.orders)'}
      rate: {type: proportion, numerator: '\(alphabet.orders)', denominator: '\(alphabet.clicks)'}
    primary: cpa
    """
  }

  /// What is to be read, by variant.
  var sums: [(clicks: Int, orders: Int, spend: Int)] {
    cells.map { WrittenTable.sum($0.joined()) }
  }

  /// Rows that are none of sums.
  var rows: Int { cells.joined().reduce(0) { $0 + $1.count } }

  private static func sum(_ cells: some Sequence<(clicks: Int, orders: Int, spend: Int)>) -> (clicks: Int, orders: Int, spend: Int) {
    cells.reduce((0, 0, 0)) { ($0.0 + $1.clicks, $0.1 + $1.orders, $0.2 + $1.spend) }
  }

  // MARK: Writing

  private static let devices = ["Mobile", "Desktop", "Tablet"]
  private var header: [String] { order.map { [alphabet.day, alphabet.variant, alphabet.clicks, alphabet.orders, alphabet.spend, "Device"][$0] } }

  /// Rows of cells, each with what a workbook would keep as a number.
  private var records: [[String]] {
    func row(_ day: String, _ arm: String, _ device: String, _ cell: (clicks: Int, orders: Int, spend: Int)) -> [String] {
      let all = [day, arm, count(cell.clicks), count(cell.orders), money(cell.spend), device]
      return order.map { all[$0] }
    }
    let sums = sums
    let all = WrittenTable.sum(sums)
    // The label stands in the first of the columns of text.
    let isDayFirst = (order.firstIndex(of: 0) ?? 0) < (order.firstIndex(of: 1) ?? 0)
    let total = row(isDayFirst ? alphabet.total : "", isDayFirst ? "" : alphabet.total, "", all)
    var rows: [[String]] = []
    switch above {
    case .none: break
    case .title: rows = [[alphabet.title]]
    case .comments: rows = [["# ----"], ["# \(alphabet.title)"], []]
    case .period: rows = [[alphabet.title], ["2026-11-02 - 2026-11-15"], []]
    }
    rows.append(header)
    if totals == .first || totals == .both { rows.append(total) }
    var ends: [[String]] = []
    func write(_ arm: Int, _ day: Int) {
      let written = date(day + WrittenTable.first)
      for (device, cell) in zip(WrittenTable.devices, cells[arm][day]) { rows.append(row(written, arms[arm], device, cell)) }
      let own = WrittenTable.sum(cells[arm][day])
      if totals == .eachDay { rows.append(row(written, arms[arm], "", own)) }
      if totals == .eachDayNamed { ends.append(row(written, arms[arm], "Xyzzy", own)) }
    }
    if isByDay {
      for day in 0..<WrittenTable.days { for arm in arms.indices { write(arm, day) } }
      if totals == .eachVariant { for arm in arms.indices { rows.append(row(alphabet.total, arms[arm], "", sums[arm])) } }
    } else {
      for arm in arms.indices {
        for day in 0..<WrittenTable.days { write(arm, day) }
        if totals == .eachVariant { rows.append(row(alphabet.total, arms[arm], "", sums[arm])) }
      }
    }
    rows += ends
    if totals == .last || totals == .both { rows.append(total) }
    if totals == .nameless { rows.append(row("", "", "", all)) }
    return rows
  }

  private func count(_ value: Int) -> String {
    switch numbers {
    case .plain, .comma, .sign: "\(value)"
    case .thousands: grouped(value, ",")
    case .commaThousands: grouped(value, ".")
    case .spaces: grouped(value, "\u{A0}")
    case .apostrophes: grouped(value, "'")
    }
  }

  private func money(_ hundredths: Int) -> String {
    let cents = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
    return switch numbers {
    case .plain: "\(hundredths / 100).\(cents)"
    case .comma: "\(hundredths / 100),\(cents)"
    case .thousands: grouped(hundredths / 100, ",") + "." + cents
    case .commaThousands: grouped(hundredths / 100, ".") + "," + cents
    case .spaces: grouped(hundredths / 100, "\u{A0}") + "," + cents
    case .apostrophes: grouped(hundredths / 100, "'") + "." + cents
    case .sign: (["UTF-8", "UTF-8 BOM", "CP1252"].contains(alphabet.encoding) ? "¥" : "CNY ") + grouped(hundredths / 100, ",") + "." + cents
    }
  }

  private func grouped(_ value: Int, _ mark: String) -> String {
    var digits = Array("\(value)")
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(contentsOf: mark, at: place) }
    return String(digits)
  }

  private func date(_ day: Int) -> String {
    let two = day < 10 ? "0\(day)" : "\(day)"
    return switch dates {
    case .iso: "2026-11-\(two)"
    case .slashes: "2026/11/\(day)"
    case .digits: "202611\(two)"
    case .dayFirst: "\(day).11.2026"
    case .monthFirst: "11/\(day)/2026"
    case .monthName: "\(day) Nov 2026"
    case .chinese: ["UTF-8 BOM", "UTF-16BE", "GB18030", "CP932", "CP950"].contains(alphabet.encoding) ? "2026年11月\(day)日" : "Nov \(day), 2026"
    }
  }

  /// As text in its encoding; nil where the encoding has no letter for something, which is a fault of the test.
  var bytes: [UInt8]? {
    let text = records.map { row in row.map(quoted).joined(separator: String(delimiter)) }.joined(separator: "\r\n") + "\r\n"
    switch alphabet.encoding {
    case "UTF-8": return Array(text.utf8)
    case "UTF-8 BOM": return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case "UTF-16LE": return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case "UTF-16BE": return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    // East Asian encodings of offices have no NBSP; their spreadsheets write a space.
    case let name: return Iconv.encode(name == "CP1252" || name == "CP1251" ? text : text.replacing("\u{A0}", with: " "), to: name)
    }
  }

  private func quoted(_ cell: String) -> String {
    guard cell.contains(delimiter) || cell.contains("\"") || cell.contains("\n") else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  /// The sheet of a workbook: days as serial numbers or as text, numbers as numbers or as text.
  var sheet: [UInt8] {
    let isTyped = numbers == .plain || numbers == .comma
    var xml = "<worksheet><sheetData>"
    var isBelow = false
    for (number, record) in records.enumerated() {
      xml += "<row r=\"\(number + 1)\">"
      for (column, cell) in record.enumerated() where !cell.isEmpty {
        let reference = "\(["A", "B", "C", "D", "E", "F"][column])\(number + 1)"
        if isBelow, isTyped, (2...4).contains(order[column]) {
          xml += "<c r=\"\(reference)\"><v>\(cell.replacing(",", with: "."))</v></c>"
        } else if isBelow, dates == .digits, order[column] == 0, let day = Int(cell.suffix(2)), cell.hasPrefix("2026") {
          // 46327 is 1 November 2026.
          xml += "<c r=\"\(reference)\" s=\"1\"><v>\(46326 + day)</v></c>"
        } else {
          xml += "<c r=\"\(reference)\" t=\"inlineStr\"><is><t>\(cell.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))</t></is></c>"
        }
      }
      xml += "</row>"
      if record == header { isBelow = true }
    }
    return Array((xml + "</sheetData></worksheet>").utf8)
  }

  static let styles = Array("<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".utf8)
}
