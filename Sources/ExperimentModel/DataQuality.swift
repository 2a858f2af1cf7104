/// What the reading of an experiment's tables found besides the numbers.
public struct DataQuality: Hashable, Sendable {
  /// A row that could not be read.
  public struct BadRow: Hashable, Sendable {
    public let file: String
    public let line: Int
    public let reason: BilingualText

    public init(file: String, line: Int, reason: BilingualText) {
      self.file = file
      self.line = line
      self.reason = reason
    }
  }

  /// One file as it was read.
  public struct FileRead: Hashable, Sendable {
    public let file: String
    /// `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, `GB18030`, …
    public let encoding: String
    /// Printable: `,`, `;`, `tab`, `|`.
    public let delimiter: String
    /// 1-based line of the header.
    public let headerLine: Int
    public let header: [String]
    /// Data rows, total rows left out.
    public let rows: Int
    public let bytes: Int
    public let firstDay: CalendarDay?
    public let lastDay: CalendarDay?
    /// How dates were read, as a pattern, when there is a date column.
    public let dateFormat: String?
    public let totals: [TotalRow]

    public init(
      file: String, encoding: String, delimiter: String, headerLine: Int, header: [String], rows: Int, bytes: Int,
      firstDay: CalendarDay?, lastDay: CalendarDay?, dateFormat: String?, totals: [TotalRow]
    ) {
      self.file = file
      self.encoding = encoding
      self.delimiter = delimiter
      self.headerLine = headerLine
      self.header = header
      self.rows = rows
      self.bytes = bytes
      self.firstDay = firstDay
      self.lastDay = lastDay
      self.dateFormat = dateFormat
      self.totals = totals
    }
  }

  /// A summary row that was left out, held against the sum of the rows.
  public struct TotalRow: Hashable, Sendable {
    public struct Column: Hashable, Sendable {
      public let name: String
      public let stated: Double
      public let summed: Double
      /// Within rounding of each other.
      public let agrees: Bool

      public init(name: String, stated: Double, summed: Double, agrees: Bool) {
        self.name = name
        self.stated = stated
        self.summed = summed
        self.agrees = agrees
      }
    }

    public let line: Int
    public let label: String
    public let columns: [Column]

    public init(line: Int, label: String, columns: [Column]) {
      self.line = line
      self.label = label
      self.columns = columns
    }

    public var agrees: Bool { columns.allSatisfy(\.agrees) }
  }

  /// A name in the variant column that matches no variant.
  public struct OutsideName: Hashable, Sendable {
    public let name: String
    public let rows: Int
    /// The variant it nearly matches, if any.
    public let near: String?

    public init(name: String, rows: Int, near: String?) {
      self.name = name
      self.rows = rows
      self.near = near
    }
  }

  public let files: [FileRead]
  /// All rows read, quarantined ones included, totals not.
  public let rows: Int
  public let badRows: Int
  /// The first few, for a person to look at.
  public let badRowExamples: [BadRow]
  public let outsideNames: [OutsideName]
  /// Rows dated outside start…end.
  public let outsideDates: Int
  /// Rows dated on or after the review date, ignored.
  public let afterAsOf: Int
  /// Rows whose date is missing where the table has dates… counted among bad rows.
  public let shortRows: Int
  /// Units that appear in two variants, left out.
  public let unitsInTwoVariants: Int
  public let units: Int
  /// Files of one glob that cover the same variant and day (or unit): `(first file, second file, cells)`.
  public let overlaps: [Overlap]
  /// Counts that cannot be, such as results above trials or negative spend.
  public let impossible: [Impossible]
  /// Newest day with any row before the review date (and within the test); nil when undated or empty.
  public let newestDay: CalendarDay?
  /// Things a person should know that decide nothing.
  public let notes: [BilingualText]
  /// Columns of trials or of people with numbers that are not whole: the first such row of each.
  public let notWhole: [BadRow]

  public struct Overlap: Hashable, Sendable {
    public let first: String
    public let second: String
    public let cells: Int

    public init(first: String, second: String, cells: Int) {
      self.first = first
      self.second = second
      self.cells = cells
    }
  }

  public struct Impossible: Hashable, Sendable {
    public let metric: String
    public let variant: String
    public let count: Int
    public let text: BilingualText

    public init(metric: String, variant: String, count: Int, text: BilingualText) {
      self.metric = metric
      self.variant = variant
      self.count = count
      self.text = text
    }
  }

  public init(
    files: [FileRead], rows: Int, badRows: Int, badRowExamples: [BadRow], outsideNames: [OutsideName], outsideDates: Int,
    afterAsOf: Int, shortRows: Int, unitsInTwoVariants: Int, units: Int, overlaps: [Overlap], impossible: [Impossible],
    newestDay: CalendarDay?, notes: [BilingualText], notWhole: [BadRow] = []
  ) {
    self.files = files
    self.rows = rows
    self.badRows = badRows
    self.badRowExamples = badRowExamples
    self.outsideNames = outsideNames
    self.outsideDates = outsideDates
    self.afterAsOf = afterAsOf
    self.shortRows = shortRows
    self.unitsInTwoVariants = unitsInTwoVariants
    self.units = units
    self.overlaps = overlaps
    self.impossible = impossible
    self.newestDay = newestDay
    self.notes = notes
    self.notWhole = notWhole
  }
}

extension DataQuality.FileRead {
  /// Totals that the rows do not explain. Where one agrees, the file is whole: the others are of parts, or count what the console does not list
  /// (removed campaigns, other search terms).
  public var unreconciledTotals: [DataQuality.TotalRow] {
    totals.contains { !$0.columns.isEmpty && $0.agrees } ? [] : totals.filter { !$0.agrees }
  }
}

extension DataQuality {
  /// Of rows that cannot be read, and of units in two variants: above it nothing is decided.
  public static let tolerableShare = 0.01

  /// Of all rows; 0 without any.
  public var badRowShare: Double { rows > 0 ? Double(badRows) / Double(rows) : 0 }
  public var hasTooManyBadRows: Bool { badRowShare > DataQuality.tolerableShare }
}
