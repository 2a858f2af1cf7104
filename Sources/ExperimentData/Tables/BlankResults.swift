import ExperimentModel

/// Whether the empty cells of a column of results might as well be zeros.
///
/// Some consoles leave zero results empty (Meta's Ads Manager), others leave empty what they do not know. A column that is never 0 and empty beside
/// money spent or attention bought does not tell which, and the two readings give different verdicts: neither is taken in silence.
struct BlankResults {
  /// What is known of one slot.
  private struct Evidence {
    /// Rows in doubt by their day, and where the first of each stands.
    var days: [Int: (rows: Int, file: String, line: Int)] = [:]
    /// The last day with a number in any arm: empty days after it are results still to come, not results of none.
    var lastKnown = Int.min
    var hasZero = false
  }

  private var slots: [Evidence]
  /// The last day, by slot, whose empty cells matter; nil for slots that are no results or whose empty cells are spoken for.
  private let lastDays: [Int?]
  /// Slots that are numbers beside which an empty cell is in doubt.
  private let others: [[Int]]

  init(_ reader: TableReader) {
    let plan = reader.plan
    slots = Array(repeating: Evidence(), count: plan.slots.count)
    guard reader.table.grain == .dailyTotals, reader.table.emptyCell == nil else {
      lastDays = Array(repeating: nil, count: plan.slots.count)
      others = Array(repeating: [], count: plan.slots.count)
      return
    }
    func isNumber(_ slot: Int) -> Bool { if case .number = plan.slots[slot].kind { true } else { false } }
    var spending: Set<Int> = []
    if let spent = reader.experiment.spent, spent.table == reader.tableIndex, let slot = plan.slot(spent, nil) { spending.insert(slot) }
    var lastDays = [Int?](repeating: nil, count: plan.slots.count)
    for metric in reader.experiment.metrics {
      if let cost = metric.facts.spending, cost.table == reader.tableIndex, let slot = plan.slot(cost, metric) { spending.insert(slot) }
      guard metric.missing == .exclude else { continue }
      let last = metric.lastMatureDay(asOf: CalendarDay(number: reader.asOf)).number
      guard metric.facts.outcome.table == reader.tableIndex, let slot = plan.slot(metric.facts.outcome, metric), isNumber(slot) else { continue }
      lastDays[slot] = max(lastDays[slot] ?? .min, last)
    }
    for slot in spending { lastDays[slot] = nil }
    let numbers = plan.slots.indices.filter { isNumber($0) && $0 != plan.units }
    self.lastDays = lastDays
    others = plan.slots.indices.map { slot in lastDays[slot] == nil ? [] : numbers.filter { $0 != slot } }
  }

  /// A row's known numbers.
  @inline(__always) mutating func know(_ slot: Int, day: Int) {
    if day > slots[slot].lastKnown { slots[slot].lastKnown = day }
  }

  /// A row that lacks numbers.
  @inline(__always) mutating func add(
    day: Int, file: String, line: Int, values: UnsafePointer<Double>, known: UnsafePointer<Bool>, isBeside: () -> Bool, isBlank: (Int) -> Bool
  ) {
    for slot in slots.indices where !known[slot] {
      guard let last = lastDays[slot], day <= last, isBlank(slot) else { continue }
      guard others[slot].contains(where: { known[$0] && values[$0] > 0 }) || isBeside() else { continue }
      slots[slot].days[day, default: (0, file, line)].rows += 1
    }
  }

  /// The column writes zeros, so what it leaves empty is something else.
  mutating func zero(_ slot: Int) { slots[slot].hasZero = true }

  /// Columns in doubt: how many rows, and where the first stands.
  func inDoubt(_ plan: SlotPlan) -> [(column: String, rows: Int, file: String, line: Int)] {
    plan.slots.indices.compactMap { slot in
      let found = slots[slot]
      guard case .number(let column) = plan.slots[slot].kind, !found.hasZero else { return nil }
      let days = found.days.filter { $0.key <= found.lastKnown }
      guard let first = days.min(by: { $0.key < $1.key })?.value else { return nil }
      return (column, days.values.reduce(0) { $0 + $1.rows }, first.file, first.line)
    }
  }

  /// Empty, or dashes alone: what consoles write for none as well as for unknown. `N/A` and words say that nothing is known.
  static func isBlank(_ cell: FieldBytes) -> Bool {
    if cell.isEmpty { return true }
    guard cell.count <= 9 else { return false }
    return cell.text.unicodeScalars.allSatisfy { "-\u{2013}\u{2014}".unicodeScalars.contains($0) }
  }
}

/// Names of columns of attention: what was shown, seen or clicked.
enum AttentionWords {
  static func isAttention(_ name: String) -> Bool {
    let text = CellText.halfWidth(name).lowercased()
    return words.contains { text.contains($0) } && !others.contains { text.contains($0) }
  }

  private static let words = [
    "impr", "views", "clicks", "sessions", "展现", "展示", "曝光", "点击", "浏览", "表示回数", "クリック", "노출", "클릭", "klicks", "einblend", "clics", "cliques", "показ", "клик", "gösterim",
    "tıklama", "wyświetl", "kliknię", "weergaven", "klikken", "visning",
  ]
  /// Words that make a rate or a price of it.
  private static let others = ["率", "rate", "cost", "cpm", "cpc", "ctr", "成本", "费用", "均价", "价", "%", "/", "per ", "avg", "average", "平均"]
}

extension TableReader {
  /// Refuses the table where empty cells might as well be zeros; to be called when all files are read.
  func refuseBlankResults() {
    for found in blanks?.inDoubt(plan) ?? [] {
      refuse(
        FileProblem(
          "blank_results", RowSentences.blankResults(found.column, rows: found.rows, file: found.file, line: found.line, console: console(of: found.file))))
    }
  }

  /// The console whose names the header of a file has.
  private func console(of file: String) -> ConsolePreset? {
    quality.files.first { $0.file == file }.flatMap { ConsolePresets.recognised(ColumnIndex($0.header)) }?.preset
  }

  /// Looks at a row that lacks numbers, and at those that are 0.
  @inline(__always) func noteBlanks(_ binding: RowBinding, _ columns: RowColumns, _ line: Int, _ day: Int) {
    guard table.grain == .dailyTotals, table.emptyCell == nil else { return }
    let bounds = binding.bounds
    var lacks = false
    for index in bounds.indices {
      if known[index] { blanks?.know(index, day: isDated ? day : .min) } else { lacks = true }
    }
    guard lacks else { return }
    blanks?.add(
      day: isDated ? day : .min, file: binding.file, line: line, values: values, known: known, isBeside: { binding.witnesses.contains { columns.number(at: $0).value > 0 } }
    ) { slot in
      guard case .number(let column, _) = bounds[slot].source else { return false }
      // A cell that a short row does not have is missing, not empty.
      guard columns.numberFields[column] < columns.scanner.count else { return false }
      return columns.numbers[column].state == .missing && BlankResults.isBlank(columns.scanner.field(columns.numberFields[column]))
    }
  }

  /// Which columns write zeros, at the end of a file.
  func noteZeros(_ columns: RowColumns) {
    guard let binding, table.grain == .dailyTotals, table.emptyCell == nil else { return }
    for (index, bound) in binding.bounds.enumerated() {
      if case .number(let column, _) = bound.source, columns.hasZero[column] { blanks?.zero(index) }
    }
  }
}
