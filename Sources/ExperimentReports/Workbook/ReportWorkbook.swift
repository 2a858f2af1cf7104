public import ExperimentModel

/// A workbook as a value: sheets of cells that are what they are (numbers, days, text), with a picture where one helps. Nothing in it is a formula.
public struct ReportWorkbook: Hashable, Sendable {
  public let title: String
  /// Of the review.
  public let day: CalendarDay
  /// Names are unique, 1…31 characters, none that a workbook forbids.
  public let sheets: [Sheet]

  package init(title: String, day: CalendarDay, sheets: [Sheet]) {
    self.title = title
    self.day = day
    self.sheets = sheets
  }

  public struct Sheet: Hashable, Sendable {
    public let name: String
    /// In characters, from the first column.
    public package(set) var widths: [Double] = []
    public package(set) var rows: [[Cell]] = []
    public package(set) var charts: [Chart] = []
    /// Rows that stay when the rest is scrolled.
    public package(set) var frozenRows = 0

    package init(name: String) { self.name = name }
  }

  public enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    /// Of a table.
    case head(String)
    /// Of a sheet or a part of it.
    case title(String)
    case number(Double, Form)
    case day(CalendarDay)
  }

  /// How a number is shown.
  public enum Form: Hashable, Sendable {
    case plain
    case count
    /// In the workspace's currency, by its sign.
    case money(sign: String)
    case percent
    /// A p-value: four places, and below them that it is below.
    case probability
  }

  /// Lines of numbers over one row of labels, all on the sheet that it stands on.
  public struct Chart: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case line, bar }

    public let kind: Kind
    public let title: String
    /// Rows of the labels and of every series.
    public let rows: ClosedRange<Int>
    public let labels: Int
    /// The row of their names.
    public let names: Int
    /// Columns.
    public let series: [Int]
    /// Where its upper left corner stands.
    public let row: Int
    public let column: Int

    package init(kind: Kind, title: String, rows: ClosedRange<Int>, labels: Int, names: Int, series: [Int], row: Int, column: Int) {
      (self.kind, self.title, self.rows, self.labels, self.names) = (kind, title, rows, labels, names)
      (self.series, self.row, self.column) = (series, row, column)
    }
  }
}

extension ReportWorkbook {
  /// Names as sheets may have them: at most 31 characters, without `[ ] : * ? / \` and apostrophes at the ends, not empty, each once whatever its case.
  static func names(_ titles: [String]) -> [String] {
    var taken = Set<String>()
    return titles.map { title in
      var plain = OneLine.text(title).filter { !"[]:*?/\\".contains($0) }.trimmed(of: ["'", " "])
      if plain.isEmpty { plain = "–" }
      var name = plain.cut(to: 31)
      var count = 2
      while taken.contains(name.lowercased()) {
        let tail = " (\(count))"
        name = plain.cut(to: 31 - tail.utf16.count) + tail
        count += 1
      }
      taken.insert(name.lowercased())
      return name
    }
  }
}

extension String {
  fileprivate func trimmed(of unwanted: Set<Character>) -> String {
    var rest = self[...]
    while let first = rest.first, unwanted.contains(first) { rest.removeFirst() }
    while let last = rest.last, unwanted.contains(last) { rest.removeLast() }
    return String(rest)
  }

  /// By units of UTF-16, as workbooks count.
  fileprivate func cut(to units: Int) -> String {
    var result = ""
    for character in self {
      if result.utf16.count + character.utf16.count > units { break }
      result.append(character)
    }
    return result.trimmed(of: ["'", " "])
  }
}
