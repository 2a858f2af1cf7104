import ExperimentModel

/// Sums of a file's number columns, held against the totals that the file states itself.
struct TotalRows {
  private var sums: [Double]
  private var lost: [Double]
  private var decimals: [Int]
  private var rows = 0
  private var stated: [(line: Int, label: String, cells: [NumberCell])] = []

  init(columns: Int) {
    sums = Array(repeating: 0, count: columns)
    lost = sums
    decimals = Array(repeating: 0, count: columns)
  }

  /// Compensated (Neumaier 1974): the sum of a million amounts of cents stays right to the cent.
  @inline(__always) mutating func add(_ columns: RowColumns) {
    rows += 1
    for column in sums.indices {
      let cell = columns.numbers[column]
      guard cell.state == .number else { continue }
      let total = sums[column] + cell.value
      lost[column] += abs(sums[column]) >= abs(cell.value) ? (sums[column] - total) + cell.value : (cell.value - total) + sums[column]
      sums[column] = total
      if cell.decimals > decimals[column] { decimals[column] = cell.decimals }
    }
  }

  mutating func state(_ columns: RowColumns, label: String, line: Int) {
    guard stated.count < 50 else { return }
    stated.append((line, label, columns.numbers))
  }

  /// Each total row beside what the rows add up to. Whole numbers must agree exactly; amounts that were rounded row by row
  /// may differ by what rounding explains: 10^−d·(½ + √rows) for d decimals.
  func rows(names: [String]) -> [DataQuality.TotalRow] {
    stated.map { total in
      let columns = sums.indices.compactMap { column -> DataQuality.TotalRow.Column? in
        let cell = total.cells[column]
        guard cell.state == .number else { return nil }
        let sum = sums[column] + lost[column]
        let places = max(decimals[column], cell.decimals)
        var unit = 1.0
        for _ in 0..<min(cell.decimals, 15) { unit /= 10 }
        let tolerance = places == 0 ? 0.5 : unit * (0.5 + Double(rows).squareRoot()) + abs(sum) * 1e-12
        let scale = 1e6
        let shown = abs(sum) < 1e9 ? (sum * scale).rounded() / scale : sum
        return DataQuality.TotalRow.Column(
          name: names[column], stated: cell.value, summed: shown, agrees: abs(cell.value - sum) <= tolerance)
      }
      return DataQuality.TotalRow(line: total.line, label: total.label, columns: columns)
    }
  }
}
