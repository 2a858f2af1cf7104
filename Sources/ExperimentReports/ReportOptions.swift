public import ExperimentModel

/// How a report is written.
public struct ReportOptions: Hashable, Sendable {
  public static let usualWidth = 80

  public var language: Language
  /// True on a terminal that shows colour.
  public var colour: Bool
  /// Hashes of declarations and reduced data by experiment id, where the caller knows them.
  public var declarationHashes: [String: String]
  public var dataHashes: [String: String]

  /// The record that the report is of; nil where nothing was recorded.
  public var record: RecordMark?
  /// The latest record of each experiment.
  public var records: [String: RecordMark]

  /// Columns of the terminal that a text is for; texts read in 80.
  public var width: Int

  public init(
    language: Language, colour: Bool = false, width: Int = ReportOptions.usualWidth, declarationHashes: [String: String] = [:], dataHashes: [String: String] = [:],
    record: RecordMark? = nil, records: [String: RecordMark] = [:]
  ) {
    self.language = language
    self.colour = colour
    self.width = width
    self.declarationHashes = declarationHashes
    self.dataHashes = dataHashes
    self.record = record
    self.records = records
  }
}
