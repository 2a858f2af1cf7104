import ExperimentModel

/// Sums of a file's number columns, held against the totals that the file states itself: of all rows, or of the block of rows above or below the total.
struct TotalRows {
  /// Compensated sums (Neumaier 1974): those of a million amounts of cents stay right to the cent.
  private struct Sums {
    var rows = 0
    private var sums: [Double]
    private var lost: [Double]
    /// The largest number of each column.
    private(set) var most: [Double]

    init(columns: Int) {
      sums = Array(repeating: 0, count: columns)
      lost = sums
      most = sums
    }

    init(rows: Int, sums: [Double]) {
      self.rows = rows
      self.sums = sums
      lost = Array(repeating: 0, count: sums.count)
      most = sums
    }

    @inline(__always) mutating func add(_ column: Int, _ value: Double) {
      let total = sums[column] + value
      lost[column] += abs(sums[column]) >= abs(value) ? (sums[column] - total) + value : (value - total) + sums[column]
      sums[column] = total
      if value > most[column] { most[column] = value }
    }

    @inline(__always) subscript(column: Int) -> Double { sums[column] + lost[column] }

    /// What was added since an earlier state.
    func since(_ earlier: Sums) -> Sums {
      var rest = Sums(rows: rows - earlier.rows, sums: sums.indices.map { (sums[$0] - earlier.sums[$0]) + (lost[$0] - earlier.lost[$0]) })
      rest.most = most
      return rest
    }
  }

  private struct Stated {
    let line: Int
    let label: String
    let cells: [NumberCell]
    let above: Sums
    var below: Sums
    /// Known to sum rows that need not stand together.
    let isSum: Bool
  }

  static let mostStated = 2000

  private let columns: Int
  private var all: Sums
  /// All sums as they were at the last total, and at the last row that may be one.
  private var blockStart: Sums
  private var runStart: Sums
  private var isRunEnded = false
  private var decimals: [Int]
  private var stated: [Stated] = []
  /// The row with the largest first number: only it can be the sum of the others.
  private var largest: (line: Int, cells: [NumberCell], isNameless: Bool)?

  init(columns: Int) {
    self.columns = columns
    all = Sums(columns: columns)
    blockStart = all
    runStart = all
    decimals = Array(repeating: 0, count: columns)
  }

  @inline(__always) mutating func add(_ columns: RowColumns, line: Int, isNameless: Bool = false) {
    var isSomething = false
    for column in decimals.indices {
      let cell = columns.numbers[column]
      guard cell.state == .number, cell.value != 0 else { continue }
      isSomething = true
      all.add(column, cell.value)
      if cell.decimals > decimals[column] { decimals[column] = cell.decimals }
    }
    guard isSomething else { return }
    all.rows += 1
    // The sum itself belongs to no run.
    if isRunEnded {
      runStart = all
      isRunEnded = false
    }
    guard self.columns > 0, columns.numbers[0].state == .number else { return }
    if columns.numbers[0].value > largest?.cells[0].value ?? 0 { largest = (line, columns.numbers, isNameless) }
  }

  /// - Parameter isSum: whether the row is known to sum others, wherever they stand.
  mutating func state(_ columns: RowColumns, label: String, line: Int, isSum: Bool = false) {
    endBlock()
    let block = self.block
    runStart = all
    blockStart = all
    guard stated.count < TotalRows.mostStated else { return }
    stated.append(Stated(line: line, label: label, cells: columns.numbers, above: block, below: Sums(columns: self.columns), isSum: isSum))
  }

  /// What tells a row that holds the sum of those since the last that did.
  struct RunEnd {
    let digits: Int
    let rows: Int
    /// Whether it is one without others beside it: of three rows and more, in more digits than a file has rows that could be so by chance.
    var isSure: Bool { digits >= TotalRows.sureDigits && rows >= 3 }
  }

  private static let sureDigits = 7

  /// In how many digits a row holds the sum of those since the last that did; nil where it does not, or in no more than chance gives.
  @inline(__always) mutating func endsRun(_ columns: RowColumns) -> RunEnd? {
    let rows = all.rows - runStart.rows
    guard rows > 1, self.columns > 0 else { return nil }
    // Most rows are far from it in their first number.
    let first = columns.numbers[0]
    if first.state == .number, abs(first.value - (all[0] - runStart[0])) > 1 + Double(rows) { return nil }
    return agreesWithRun(columns)
  }

  private mutating func agreesWithRun(_ columns: RowColumns) -> RunEnd? {
    let digits = digits(columns.numbers)
    guard digits >= RollUps.enoughDigits, agrees(columns.numbers, all.since(runStart)) else { return nil }
    isRunEnded = true
    return RunEnd(digits: digits, rows: all.rows - runStart.rows)
  }

  private var block: Sums { all.since(blockStart) }

  private func digits(_ cells: [NumberCell]) -> Int {
    cells.indices.reduce(0) { cells[$1].state == .number ? $0 + RollUps.digits(of: cells[$1], decimals: decimals[$1]) : $0 }
  }

  private mutating func endBlock() {
    if let last = stated.indices.last { stated[last].below = block }
  }

  /// Whether a row's numbers are the sums of all rows above it, or of those since the last total.
  func isSum(_ columns: RowColumns) -> Bool { [all, block].contains { $0.rows > 1 && agrees(columns.numbers, $0) } }

  /// Whether a row without a name is a total: also of one row, and with numbers that do not add up (people reached) between the largest and the sum.
  func isNamelessSum(_ columns: RowColumns) -> Bool {
    [all, block].contains { sums in
      // Of one row, only more than a few digits are more than chance.
      guard sums.rows > 1 || (sums.rows == 1 && digits(columns.numbers) > 2) else { return false }
      if agrees(columns.numbers, sums) { return true }
      var exact = 0
      for column in columns.numbers.indices where columns.numbers[column].state == .number && columns.numbers[column].value != 0 {
        let cell = columns.numbers[column]
        if isWithinRounding(cell, sums[column], column, rows: sums.rows) {
          exact += RollUps.digits(of: cell, decimals: decimals[column])
        } else if cell.value < sums.most[column] || cell.value > sums[column] {
          return false
        }
      }
      return exact > 1 && sums.rows > 1
    }
  }

  /// Every number that is stated is the sum; one of them at least is not nothing.
  private func agrees(_ cells: [NumberCell], _ sums: Sums) -> Bool {
    var isAny = false
    for column in cells.indices where cells[column].state == .number {
      guard isWithinRounding(cells[column], sums[column], column, rows: sums.rows) else { return false }
      if cells[column].value != 0 { isAny = true }
    }
    return isAny
  }

  private func isWithinRounding(_ cell: NumberCell, _ sum: Double, _ column: Int, rows: Int) -> Bool {
    RollUps.isWithinRounding(cell, sum, most: decimals[column], rows: rows)
  }

  /// A row that equals the sum of all others, where that is no coincidence: five digits and more, of two others at least.
  var sumOfOthers: Int? {
    guard let row = largest, all.rows >= (row.isNameless ? 2 : 3) else { return nil }
    var digits = 0
    for column in row.cells.indices where row.cells[column].state == .number {
      let cell = row.cells[column]
      guard isWithinRounding(cell, all[column] - cell.value, column, rows: all.rows) else { return nil }
      digits += RollUps.digits(of: cell, decimals: decimals[column])
    }
    return digits >= (row.isNameless ? 2 : RollUps.enoughDigits) ? row.line : nil
  }

  /// Each total row beside the rows that it sums: all of them, the block above or below, or those of its groups, whichever it agrees with. Rates and averages are not sums,
  /// and are held against nothing.
  mutating func rows(names: [String], groups: (_ line: Int) -> [(rows: Int, sums: [Double])]) -> [DataQuality.TotalRow] {
    endBlock()
    return stated.map { total in
      let isAverage = TotalLabel.isAverage(total.label)
      let held = total.cells.indices.filter { !isAverage && total.cells[$0].state == .number && !TotalRows.isRate(names[$0], total.cells[$0]) }
      let cells = total.cells.indices.map { held.contains($0) ? total.cells[$0] : .missing }
      let own = groups(total.line).map { Sums(rows: $0.rows, sums: $0.sums) }
      let scope = ([all, total.above, total.below] + own).first { $0.rows > 0 && agrees(cells, $0) } ?? all
      let columns = held.map { column in
        let sum = total.isSum ? total.cells[column].value : scope[column]
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
