/// What the money of a table is in: `currency:`, and the workspace's.
public struct TableMoney: Hashable, Sendable {
  /// The currency that the workspace counts in.
  public let workspace: String
  /// What the amounts are in, where nothing in the file says it.
  public let declared: String?
  /// Units of the workspace's currency for one of another, as declared.
  public let rates: [String: Double]
  /// The column that names each row's currency; nil: found by its name.
  public let column: String?

  public init(workspace: String, declared: String? = nil, rates: [String: Double] = [:], column: String? = nil) {
    self.workspace = workspace
    self.declared = declared
    self.rates = rates
    self.column = column
  }

  public var isDeclared: Bool { declared != nil || !rates.isEmpty || column != nil }

  /// As the protected keys keep it: which numbers enter.
  var canonical: String {
    let rates = rates.sorted { $0.key < $1.key }.map { "\($0.key) at \($0.value)" }
    return ([declared, column.map { "by \($0)" }].compactMap(\.self) + rates).joined(separator: ", ")
  }
}

extension TableMoney {
  /// `currency: USD`, `currency: {USD: 7.12, EUR: 7.80}`, `currency: {column: Currency, USD: 7.12}`.
  static func read(_ reader: MappingReader, workspace: String) -> TableMoney {
    guard let node = reader.node("currency") else { return TableMoney(workspace: workspace) }
    let log = reader.log
    guard let entries = node.entries else {
      guard let code = code(node.text, at: node.mark, log: log) else { return TableMoney(workspace: workspace) }
      if code != workspace { log.error("needs_rate", at: node.mark, TableSentences.needsRate(code, workspace: workspace)) }
      return TableMoney(workspace: workspace, declared: code)
    }
    var rates: [String: Double] = [:]
    var column: String?
    for entry in entries {
      if entry.key == "column" {
        column = ScalarReading.text(entry.value, "column", limit: 200, log: log)?.value
      } else if let code = code(entry.key, at: entry.keyMark, log: log),
        let rate = ScalarReading.number(entry.value, code, .above(0), log: log)?.value
      {
        if code == workspace, rate != 1 { log.error("out_of_range", at: entry.value.mark, TableSentences.ownRate(code)) }
        if code != workspace { rates[code] = rate }
      }
    }
    return TableMoney(workspace: workspace, rates: rates, column: column)
  }

  private static func code(_ text: String?, at mark: SourceMark, log: ProblemLog) -> String? {
    let written = text ?? ""
    if Currency.codes.contains(written) { return written }
    log.error("unknown_value", at: mark, WorkspaceKeySentences.unknownCurrency(written.shortened, meant: Currency.meant(by: written)))
    return nil
  }
}
