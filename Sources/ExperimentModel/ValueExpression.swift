/// A column of one of the experiment's tables.
public struct ColumnReference: Hashable, Sendable {
  /// Index into the experiment's `tables`.
  public let table: Int
  public let column: String
  public let mark: SourceMark

  public init(table: Int, column: String, mark: SourceMark) {
    self.table = table
    self.column = column
    self.mark = mark
  }
}

/// The number one row gives to a metric.
public struct ValueExpression: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// The number in a column; for a proportion by unit also true/false, yes/no, 是/否.
    case column(ColumnReference)
    /// 1 when the column's text is one of these (trimmed, NFC), else 0.
    case equals(ColumnReference, [String])
    /// Time from one stamp to another, in this unit; missing while either is.
    case elapsed(from: ColumnReference, to: ColumnReference, unit: TimeUnit)
    /// 1 for each row of the table.
    case rows(table: Int)
    /// An event's aggregate per unit; needs the event grain.
    case event(table: Int, name: String, aggregate: Aggregate, within: Int?)
  }

  public enum TimeUnit: String, Hashable, Sendable { case seconds, minutes, hours, days }
  public enum Aggregate: String, Hashable, Sendable { case sum, count, any }

  public let source: Source
  /// With either bound the value becomes 1 inside the bounds (inclusive) and 0 outside.
  public let atLeast: Double?
  public let atMost: Double?

  public init(_ source: Source, atLeast: Double? = nil, atMost: Double? = nil) {
    self.source = source
    self.atLeast = atLeast
    self.atMost = atMost
  }

  public var table: Int {
    switch source {
    case .column(let reference), .equals(let reference, _), .elapsed(let reference, _, _): reference.table
    case .rows(let table), .event(let table, _, _, _): table
    }
  }
}

/// A column that results are broken down by: as it is, or a number by bands.
public struct SegmentDeclaration: Hashable, Sendable {
  public let column: ColumnReference
  /// Ascending limits; `[5, 30]` gives ≤ 5, (5, 30), ≥ 30. Empty: by the column's text.
  public let bands: [Double]

  public init(column: ColumnReference, bands: [Double]) {
    self.column = column
    self.bands = bands
  }
}
