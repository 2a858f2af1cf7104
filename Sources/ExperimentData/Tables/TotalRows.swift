import ExperimentModel

/// Sums of a file's number columns, held against the totals that the file states itself: of all rows, or of the block of rows above or below the total.
struct TotalRows {
  /// Compensated sums (Neumaier 1974): those of a million amounts of cents stay right to the cent.
  private struct Sums {
    var rows = 0
    private var sums: [Double]
    private var lost: [Double]

    init(columns: Int) {
      sums = Array(repeating: 0, count: columns)
      lost = sums
    }

    @inline(__always) mutating func add(_ column: Int, _ value: Double) {
      let total = sums[column] + value
      lost[column] += abs(sums[column]) >= abs(value) ? (sums[column] - total) + value : (value - total) + sums[column]
      sums[column] = total
    }

    subscript(column: Int) -> Double { sums[column] + lost[column] }
  }

  private struct Stated {
    let line: Int
    let label: String
    let cells: [NumberCell]
    let above: Sums
    var below: Sums
  }

  static let mostStated = 2000

  private let columns: Int
  private var all: Sums
  /// Since the last total.
  private var block: Sums
  private var decimals: [Int]
  private var stated: [Stated] = []
  /// The row with the largest first number: only it can be the sum of the others.
  private var largest: (line: Int, label: String, cells: [NumberCell])?

  init(columns: Int) {
    self.columns = columns
    all = Sums(columns: columns)
    block = all
    decimals = Array(repeating: 0, count: columns)
  }

  @inline(__always) mutating func add(_ columns: RowColumns, line: Int) {
    all.rows += 1
    block.rows += 1
    for column in decimals.indices {
      let cell = columns.numbers[column]
      guard cell.state == .number else { continue }
      all.add(column, cell.value)
      block.add(column, cell.value)
      if cell.decimals > decimals[column] { decimals[column] = cell.decimals }
    }
    guard self.columns > 0, columns.numbers[0].state == .number else { return }
    if columns.numbers[0].value > largest?.cells[0].value ?? 0 { largest = (line, "", columns.numbers) }
  }

  mutating func state(_ columns: RowColumns, label: String, line: Int) {
    endBlock()
    guard stated.count < TotalRows.mostStated else { return }
    stated.append(Stated(line: line, label: label, cells: columns.numbers, above: block, below: Sums(columns: self.columns)))
    block = Sums(columns: self.columns)
  }

  private mutating func endBlock() {
    if let last = stated.indices.last { stated[last].below = block }
  }

  /// Whether a row's numbers are the sums of all rows above it, or of those since the last total.
  func isSum(_ columns: RowColumns) -> Bool { [all, block].contains { $0.rows > 1 && agrees(columns.numbers, $0) } }

  /// Every number that is stated is the sum; one of them at least is not nothing.
  private func agrees(_ cells: [NumberCell], _ sums: Sums) -> Bool {
    var isAny = false
    for column in cells.indices where cells[column].state == .number {
      guard isWithinRounding(cells[column], sums[column], column, rows: sums.rows) else { return false }
      if cells[column].value != 0 { isAny = true }
    }
    return isAny
  }

  /// Whole numbers must agree exactly; amounts that were rounded row by row may differ by what rounding explains: 10^−d·(½ + √rows) for d decimals.
  private func isWithinRounding(_ cell: NumberCell, _ sum: Double, _ column: Int, rows: Int) -> Bool {
    let places = max(decimals[column], cell.decimals)
    var unit = 1.0
    for _ in 0..<min(cell.decimals, 15) { unit /= 10 }
    let tolerance = places == 0 ? 0.5 : unit * (0.5 + Double(rows).squareRoot()) + abs(sum) * 1e-12
    return abs(cell.value - sum) <= tolerance
  }

  /// A row without a total's label that equals the sum of all others, where that is no coincidence: five digits and more, of two others at least.
  var unlabelled: Int? {
    guard let row = largest, all.rows >= 3, stated.isEmpty else { return nil }
    var digits = 0.0
    for column in row.cells.indices {
      let cell = row.cells[column]
      guard cell.state == .number else { return nil }
      guard isWithinRounding(cell, all[column] - cell.value, column, rows: all.rows) else { return nil }
      var size = abs(cell.value)
      for _ in 0..<min(decimals[column], 6) { size *= 10 }
      while size >= 1 {
        digits += 1
        size /= 10
      }
    }
    return digits >= 5 ? row.line : nil
  }

  /// Each total row beside the rows that it sums: all of them, or the block above or below, whichever it agrees with. Rates and averages are not sums,
  /// and are held against nothing.
  mutating func rows(names: [String]) -> [DataQuality.TotalRow] {
    endBlock()
    return stated.map { total in
      let isAverage = TotalLabel.isAverage(total.label)
      let held = total.cells.indices.filter { !isAverage && total.cells[$0].state == .number && !TotalRows.isRate(names[$0], total.cells[$0]) }
      let cells = total.cells.indices.map { held.contains($0) ? total.cells[$0] : .missing }
      let scope = [all, total.above, total.below].first { $0.rows > 0 && agrees(cells, $0) } ?? all
      let columns = held.map { column in
        let sum = scope[column]
        let scale = 1e6
        let shown = abs(sum) < 1e9 ? (sum * scale).rounded() / scale : sum
        return DataQuality.TotalRow.Column(
          name: names[column], stated: cells[column].value, summed: shown, agrees: isWithinRounding(cells[column], sum, column, rows: scope.rows))
      }
      return DataQuality.TotalRow(line: total.line, label: total.label, columns: columns)
    }
  }

  private static func isRate(_ name: String, _ cell: NumberCell) -> Bool {
    if cell.isPercent { return true }
    let text = name.lowercased()
    return ["%", "率", "平均", "rate", "avg", "average", "ctr", "cpc", "cpm", "cpa", "roas"].contains { text.contains($0) }
  }
}
