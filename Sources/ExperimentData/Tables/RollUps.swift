/// Rows that hold the sum of those above them, since the last that did.
struct SumsOfRowsAbove {
  private var lines: Set<Int> = []
  /// Those of which one is enough.
  private var sure: Set<Int> = []
  private static let most = 5000
  /// Fewer may be so by chance.
  private static let fewest = 3

  mutating func add(_ line: Int, _ end: TotalRows.RunEnd) {
    guard lines.count < SumsOfRowsAbove.most else { return }
    lines.insert(line)
    if end.isSure { sure.insert(line) }
  }

  var found: Set<Int>? { lines.count >= SumsOfRowsAbove.fewest ? lines : sure.isEmpty ? nil : sure }
}

/// Looks for rows that hold the sums of the others of their group: of a variant's day, of a variant, of whatever a column of an undated table names.
/// Such a row is a total whatever it is called and wherever it stands.
///
/// Keeps sums by group, never rows. Chance makes single rows equal to sums; so all groups of three rows and more (but for a fifth, where there are many) must hold such a row.
final class RollUps {
  /// Rows that may be totals, by one way of grouping.
  struct Found {
    /// What names a group; no fields: the rows above, up to the total before.
    let key: Key
    let lines: Set<Int>
  }

  /// How rows are grouped.
  struct Key: Equatable {
    /// Fields whose texts name a group.
    let extras: [Int]
    /// The field whose texts mean variants, of which one may have several names.
    let variant: Int?
    /// The date's field, and its number among the columns of dates.
    let date: Date?

    struct Date: Equatable {
      let field: Int
      let column: Int
    }

    static let none = Key(extras: [], variant: nil, date: nil)

    var fields: [Int] { extras + [variant, date?.field].compactMap(\.self) }
    var withoutDate: Key { Key(extras: extras, variant: variant, date: nil) }
  }

  /// Digits of agreement that chance does not give.
  static let enoughDigits = 5

  private let groupings: [RollUpGroups]
  /// The most digits behind the mark in each column.
  @exclusivity(unchecked) private var decimals: [Int]
  /// Rows that hold the sum of those above them.
  private var below = SumsOfRowsAbove()
  /// The groups of rows that are totals, by their lines.
  private var stated: [Int: [(place: Int?, outer: Int?)]] = [:]

  /// - Parameter variant: the number of the variant that a name means; −1 for none, whose rows are not watched.
  init(keys: [Key], columns: RowColumns, variant: @escaping (String) -> Int) {
    groupings = keys.map { RollUpGroups($0, columns, variant: variant) }
    decimals = Array(repeating: 0, count: columns.numberFields.count)
  }

  /// A row that counts.
  @inline(__always) func add(_ columns: RowColumns, line: Int) {
    var size = 0.0
    var isSomething = false
    for column in decimals.indices where columns.numbers[column].state == .number {
      let value = columns.numbers[column].value
      size += value
      if value != 0 { isSomething = true }
      if columns.numbers[column].decimals > decimals[column] { decimals[column] = columns.numbers[column].decimals }
    }
    guard isSomething else { return }
    for grouping in groupings { grouping.add(columns, line: line, size: size) }
  }

  /// A row that is a total, to be held against the rows of its groups.
  func state(_ columns: RowColumns, line: Int) {
    guard stated.count < TotalRows.mostStated else { return }
    stated[line] = groupings.map { ($0.place(columns), $0.outer(columns)) }
  }

  /// What the groups of a total hold: rows and sums.
  func groups(ofTotalOn line: Int) -> [(rows: Int, sums: [Double])] {
    zip(groupings, stated[line] ?? []).flatMap { grouping, found -> [(rows: Int, sums: [Double])] in
      let width = decimals.count
      let own = found.place.map { [(grouping.rows[$0], Array(grouping.sums[($0 * width)..<(($0 + 1) * width)]))] } ?? []
      // A variant's total may stand far from its rows, which go day by day.
      guard grouping.key.date != nil, let outer = found.outer else { return own }
      return own + [grouping.allDays(outer)]
    }
  }

  /// A row with a name that holds the sum of the rows above it.
  func addBelow(line: Int, _ end: TotalRows.RunEnd) { below.add(line, end) }

  /// What may be totals; the surest grouping first.
  func found() -> [Found] {
    var all: [Found] = []
    for grouping in groupings {
      if let found = found(grouping.groups, grouping.key) { all.append(found) }
      guard grouping.key.date != nil, grouping.key.fields.count > 1 else { continue }
      if let found = found(grouping.withoutDates, grouping.key.withoutDate) { all.append(found) }
    }
    if let lines = below.found { all.append(Found(key: .none, lines: lines)) }
    return all
  }

  private func found(_ groups: [RollUpGroups.Group], _ key: Key) -> Found? {
    let eligible = groups.filter { $0.rows >= 3 }
    let matched = eligible.filter { digits($0) > 0 }
    guard !matched.isEmpty, matched.count == eligible.count || (eligible.count >= 5 && matched.count * 5 >= eligible.count * 4),
      matched.reduce(0, { $0 + digits($1) }) >= RollUps.enoughDigits
    else { return nil }
    return Found(key: key, lines: Set(matched.map(\.line)))
  }

  /// In how many digits the group's largest row agrees with the sum of the others; 0 where it does not.
  private func digits(_ group: RollUpGroups.Group) -> Int {
    var digits = 0
    for column in decimals.indices where group.largest[column].state == .number {
      let cell = group.largest[column]
      guard RollUps.isWithinRounding(cell, group.sums[column] - cell.value, most: decimals[column], rows: group.rows) else { return 0 }
      digits += RollUps.digits(of: cell, decimals: decimals[column])
    }
    return digits
  }

  /// Whole numbers must agree exactly; amounts that were rounded row by row may differ by what rounding explains: 10^−d·(½ + √rows) for d decimals.
  static func isWithinRounding(_ cell: NumberCell, _ sum: Double, most decimals: Int, rows: Int) -> Bool {
    let places = max(decimals, cell.decimals)
    var unit = 1.0
    for _ in 0..<min(cell.decimals, 15) { unit /= 10 }
    let tolerance = places == 0 ? 0.5 : unit * (0.5 + Double(rows).squareRoot()) + abs(sum) * 1e-12
    return abs(cell.value - sum) <= tolerance
  }

  /// Digits of a number written with so many decimals: how much its agreement says.
  static func digits(of cell: NumberCell, decimals: Int) -> Int {
    var size = abs(cell.value)
    for _ in 0..<min(decimals, 6) { size *= 10 }
    var digits = 0
    while size >= 1 {
      digits += 1
      size /= 10
    }
    return digits
  }
}
