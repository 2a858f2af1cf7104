/// Whether the rows of one thing have the same numbers, for drafts: the reader's own question, asked before there is a declaration.
struct RepeatTally {
  private let id: Int
  private let columns: [Int]
  private var first: [String: [Double?]] = [:]
  private var seen: RepeatedNumbers
  /// Whether one thing stands on two rows.
  private(set) var hasSeveralRows = false
  private static let mostThings = 200_000

  private init(_ id: Int, columns: [Int]) {
    self.id = id
    self.columns = columns
    seen = RepeatedNumbers(slots: columns.count)
  }

  /// One for the column of units, and one for that of orders.
  static func of(_ header: [String], roles: [ConsolePreset.Role?]) -> [RepeatTally] {
    let columns = roles.indices.filter { [.revenue, .results, .spend].contains(roles[$0]) }
    let unit = roles.firstIndex(of: .unit)
    let order = header.indices.first { $0 != unit && !columns.contains($0) && OrderWords.isOrder(header[$0]) }
    return [unit, order].compactMap { $0.map { RepeatTally($0, columns: columns) } }
  }

  mutating func add(_ scanner: RecordScanner, _ numbers: [NumberCell]) {
    let text = scanner.field(id).text
    guard !text.isEmpty else { return }
    let values = columns.map { numbers[$0].state == .number ? numbers[$0].value : nil }
    guard let before = first[text] else {
      if first.count < RepeatTally.mostThings { first[text] = values }
      return
    }
    hasSeveralRows = true
    for slot in columns.indices where seen.isOpen(slot) {
      guard let value = values[slot], let known = before[slot] else { continue }
      if value != known {
        seen.vary(slot)
      } else {
        seen.agree(slot, value) { RepeatedNumbers.Example(id: text, value: value, rows: 2, place: "") }
      }
    }
  }

  /// Columns with such numbers, each with the column that names the thing.
  static func found(_ all: [RepeatTally]) -> [Int: Int] {
    var found: [Int: Int] = [:]
    for tally in all { for (slot, column) in tally.columns.enumerated() where found[column] == nil && tally.seen.found(slot) != nil { found[column] = tally.id } }
    return found
  }
}
