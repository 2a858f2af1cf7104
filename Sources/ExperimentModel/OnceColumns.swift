/// Numbers that stand on several rows of one thing and count once: `once: {Total: Order ID}`, an order's total beside each of its lines.
public struct OnceColumns: Hashable, Sendable {
  public struct Rule: Hashable, Sendable {
    /// The column of the number.
    public let column: String
    /// The column whose text names what the number is of.
    public let per: String
    public let mark: SourceMark

    public init(column: String, per: String, mark: SourceMark) {
      self.column = column
      self.per = per
      self.mark = mark
    }
  }

  public let rules: [Rule]
  /// `once: none`: every row counts, also where rows of one thing have the same number.
  public let isNone: Bool

  /// Nothing is said: numbers that look repeated are asked about.
  public static let unsaid = OnceColumns(rules: [], isNone: false)

  public init(rules: [Rule], isNone: Bool) {
    self.rules = rules
    self.isNone = isNone
  }

  /// Whether the declaration says what the column's equal numbers are.
  public func answers(_ column: String) -> Bool { isNone || rules.contains { $0.column == column } }

  /// As the protected keys keep it; nothing where nothing is said.
  var canonical: String {
    if isNone { return ", each row counts" }
    return rules.map { ", \($0.column) once per \($0.per)" }.sorted().joined()
  }
}

extension OnceColumns {
  static func read(_ reader: MappingReader) -> OnceColumns {
    guard let node = reader.node("once") else { return .unsaid }
    guard let entries = node.entries else {
      if node.text == "none" { return OnceColumns(rules: [], isNone: true) }
      ScalarReading.wrong(node, "once", TableSentences.once, log: reader.log)
      return .unsaid
    }
    let rules = entries.compactMap { entry in
      ScalarReading.text(entry.value, "once", limit: 200, log: reader.log).map { Rule(column: entry.key, per: $0.value, mark: entry.keyMark) }
    }
    return OnceColumns(rules: rules, isNone: false)
  }
}
