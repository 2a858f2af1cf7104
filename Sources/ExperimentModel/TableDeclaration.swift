/// One table of an experiment's data: where it is and what a row of it means.
public struct TableDeclaration: Hashable, Sendable {
  public enum Location: Hashable, Sendable {
    /// Paths or globs relative to the workspace.
    case file(String)
    /// One path per variant, in the order of the experiment's variants.
    case filePerVariant([String])
    /// A table or a query of a declared source.
    case query(source: String, Query)
  }

  public enum Query: Hashable, Sendable { case table(String), sql(String) }

  public enum Grain: Hashable, Sendable {
    /// A row per date × variant; several rows of one cell add up.
    case dailyTotals
    /// Rows of randomised units; several rows of one unit add up.
    case units(column: String)
    /// `unit: row`: each row is a unit of its own.
    case unitPerRow
    case exposures(unit: String)
    case events(unit: String, name: String, value: String?)
  }

  public enum Encoding: Hashable, Sendable {
    case detected, utf8, utf16LittleEndian, utf16BigEndian, gb18030
    /// Any other that the system's iconv knows, as written.
    case named(String)
  }
  public enum EmptyCell: String, Hashable, Sendable { case missing, zero }
  /// The time zone that stamps without an offset are in.
  public struct Zone: Hashable, Sendable {
    public let rules: TimeZoneRules
    /// Whether the name of the date's column says so, rather than the declaration.
    public let isFromColumn: Bool

    public init(rules: TimeZoneRules, isFromColumn: Bool) {
      self.rules = rules
      self.isFromColumn = isFromColumn
    }
  }

  /// Which rows sum others, and are left out.
  public enum Totals: Hashable, Sendable {
    /// Those that the reader finds.
    case found
    /// None: every row counts.
    case none
    /// Also those with one of these labels in any cell.
    case labelled(Set<String>)

    init(_ labels: [String]) {
      self = labels.isEmpty ? .found : labels == ["none"] ? .none : .labelled(Set(labels))
    }

    /// As the protected keys keep it: which rows enter.
    var canonical: String {
      switch self {
      case .found: ""
      case .none: ", totals none"
      case .labelled(let labels): ", totals \(labels.sorted().joined(separator: " | "))"
      }
    }
  }

  public enum Overlap: String, Hashable, Sendable { case refuse, newest, add }

  public enum DateFormat: Hashable, Sendable {
    case detected, dayMonthYear, monthDayYear, yearMonthDay
    /// A Unicode date pattern such as `EEE, MMM d`.
    case pattern(String)
  }

  /// Rows kept: the column's text is one of the values.
  public struct Filter: Hashable, Sendable {
    public let column: String
    public let values: [String]
    public let mark: SourceMark

    public init(column: String, values: [String], mark: SourceMark) {
      self.column = column
      self.values = values
      self.mark = mark
    }
  }

  /// The name metrics use before the dot; empty for the only table.
  public let name: String
  public let location: Location
  public let grain: Grain
  /// Nil with one file per variant.
  public let variantColumn: String?
  /// Nil when the table has no dates.
  public let dateColumn: String?
  /// The column with the last day of rows that cover several days.
  public let lastDayColumn: String?
  /// Counts randomised units in daily totals; SRM is checked on it.
  public let unitsColumn: String?
  public let segments: [SegmentDeclaration]
  public let encoding: Encoding
  /// Nil: detected among `, ; tab |`.
  public let delimiter: Character?
  public let dateFormat: DateFormat
  public let skipRows: Int
  /// Of a workbook: the sheet's name, or its number from 1. Nil: the first that has the columns.
  public let sheet: String?
  /// Nil: not said. Empty cells are then missing, unless they might as well be zeros, which must be said.
  public let emptyCell: EmptyCell?
  /// Nil: the workspace's.
  public let zone: Zone?
  public let filters: [Filter]
  public let money: TableMoney
  /// Which mark parts decimals; nil: decided by the file.
  public let decimal: DecimalMark?
  public let totals: Totals
  public let once: OnceColumns
  public let overlap: Overlap
  /// Where each key was written (`file`, `variant`, `date`, `units`, `unit`, …), for diagnostics about the data.
  public let marks: [String: SourceMark]
  public let mark: SourceMark

  public init(
    name: String, location: Location, grain: Grain, variantColumn: String?, dateColumn: String?, lastDayColumn: String?, unitsColumn: String?,
    segments: [SegmentDeclaration], encoding: Encoding, delimiter: Character?, dateFormat: DateFormat, skipRows: Int,
    emptyCell: EmptyCell?, zone: Zone?, filters: [Filter], money: TableMoney, decimal: DecimalMark?, totals: Totals = .found, once: OnceColumns = .unsaid, overlap: Overlap,
    sheet: String? = nil,
    marks: [String: SourceMark], mark: SourceMark
  ) {
    self.name = name
    self.location = location
    self.grain = grain
    self.variantColumn = variantColumn
    self.dateColumn = dateColumn
    self.lastDayColumn = lastDayColumn
    self.unitsColumn = unitsColumn
    self.segments = segments
    self.encoding = encoding
    self.delimiter = delimiter
    self.dateFormat = dateFormat
    self.skipRows = skipRows
    self.sheet = sheet
    self.emptyCell = emptyCell
    self.zone = zone
    self.filters = filters
    self.money = money
    self.decimal = decimal
    self.totals = totals
    self.once = once
    self.overlap = overlap
    self.marks = marks
    self.mark = mark
  }
}
