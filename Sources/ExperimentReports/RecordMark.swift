import ExperimentModel

/// The record that a report is of: so that the records can be held against the report later.
public struct RecordMark: Hashable, Sendable {
  public let number: Int
  /// SHA-256 of the record's bytes, in hexadecimal.
  public let hash: String

  public init(number: Int, hash: String) {
    self.number = number
    self.hash = hash
  }

  /// The command that holds the records against it; with sixteen digits of the hash, which nobody meets by chance.
  public var check: String { "mvp verify --expect \(number):\(hash.prefix(16))" }

  func line(_ words: Wording) -> String {
    words("Record \(number). To check it later: \(check)", "第 \(number) 条记录。日后核对：\(check)")
  }

  var json: JSONText { .object([("number", .integer(number)), ("hash", .string(hash))]) }
}
