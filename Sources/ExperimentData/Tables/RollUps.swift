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

  /// The sums of one group, and its largest row.
  private struct Group {
    var rows = 0
    var sums: [Double]
    var line = 0
    var size = -1.0
    var largest: [NumberCell] = []
  }

  /// How rows are grouped.
  struct Key: Equatable {
    let fields: [Int]
    /// The field whose texts mean variants, of which one may have several names.
    let variant: Int?
  }

  private struct Grouping {
    let key: Key
    let columns: [Int]
    let variantColumn: Int?
    var places: [[Int]: Int] = [:]
    var groups: [Group] = []
    /// Where the row before stood: rows of a group stand together.
    var last: (texts: [Int], place: Int) = ([], -1)
  }

  /// More groups are not watched: their sums would take more memory than the readers' own.
  private static let mostGroups = 200_000
  /// Digits of agreement that chance does not give.
  static let enoughDigits = 5

  private var groupings: [Grouping]
  private let variant: (String) -> Int
  /// What the texts of the variant's column mean, by their numbers.
  private var meanings: [Int: Int] = [:]
  /// The most digits behind the mark in each column.
  private var decimals: [Int]
  /// Rows that hold the sum of those above them.
  private var below: Set<Int> = []
  private static let mostBelow = 5000
  /// The groups of rows that are totals, by their lines.
  private var stated: [Int: [[Int]]] = [:]

  /// - Parameter variant: the number of the variant that a name means; negative for none.
  init(keys: [Key], columns: RowColumns, variant: @escaping (String) -> Int) {
    self.variant = variant
    groupings = keys.map { key in Grouping(key: key, columns: key.fields.map(columns.textColumn), variantColumn: key.variant.map(columns.textColumn)) }
    decimals = Array(repeating: 0, count: columns.numberFields.count)
  }

  /// A row that counts.
  func add(_ columns: RowColumns, line: Int) {
    var size = 0.0
    var isSomething = false
    for column in decimals.indices where columns.numbers[column].state == .number {
      let cell = columns.numbers[column]
      size += cell.value
      if cell.value != 0 { isSomething = true }
      if cell.decimals > decimals[column] { decimals[column] = cell.decimals }
    }
    guard isSomething else { return }
    for index in groupings.indices { add(columns, line, size, to: index) }
  }

  private func add(_ columns: RowColumns, _ line: Int, _ size: Double, to index: Int) {
    var isLast = groupings[index].last.place >= 0
    for (position, column) in groupings[index].columns.enumerated() where isLast {
      if columns.text(column) != groupings[index].last.texts[position] { isLast = false }
    }
    let place: Int
    if isLast {
      place = groupings[index].last.place
    } else {
      let key = key(groupings[index], columns)
      if let known = groupings[index].places[key] {
        place = known
      } else {
        guard groupings[index].groups.count < RollUps.mostGroups else { return }
        place = groupings[index].groups.count
        groupings[index].places[key] = place
        groupings[index].groups.append(Group(sums: Array(repeating: 0, count: decimals.count)))
      }
      groupings[index].last = (groupings[index].columns.map { columns.text($0) }, place)
    }
    groupings[index].groups[place].rows += 1
    for column in decimals.indices where columns.numbers[column].state == .number {
      groupings[index].groups[place].sums[column] += columns.numbers[column].value
    }
    guard size > groupings[index].groups[place].size else { return }
    groupings[index].groups[place].size = size
    groupings[index].groups[place].line = line
    groupings[index].groups[place].largest = columns.numbers
  }

  private func key(_ grouping: Grouping, _ columns: RowColumns) -> [Int] {
    grouping.columns.map { column in
      let text = columns.text(column)
      guard column == grouping.variantColumn else { return text }
      if let known = meanings[text] { return known }
      let meaning = variant(columns.string(column, text))
      // Names of no variant are groups of their own.
      meanings[text] = meaning >= 0 ? meaning : -1 - text
      return meanings[text] ?? meaning
    }
  }

  /// A row that is a total, to be held against the rows of its groups.
  func state(_ columns: RowColumns, line: Int) {
    guard stated.count < TotalRows.mostStated else { return }
    stated[line] = groupings.map { key($0, columns) }
  }

  /// What the groups of a total hold: rows and sums.
  func groups(ofTotalOn line: Int) -> [(rows: Int, sums: [Double])] {
    zip(groupings, stated[line] ?? []).compactMap { grouping, key in grouping.places[key].map { (grouping.groups[$0].rows, grouping.groups[$0].sums) } }
  }

  /// A row with a name that holds the sum of the rows above it.
  func addBelow(line: Int) { if below.count < RollUps.mostBelow { below.insert(line) } }

  /// What may be totals; the surest grouping first.
  func found() -> [Found] {
    var all: [Found] = []
    for grouping in groupings {
      let eligible = grouping.groups.filter { $0.rows >= 3 }
      let matched = eligible.filter { digits($0) > 0 }
      guard !matched.isEmpty, matched.count == eligible.count || (eligible.count >= 5 && matched.count * 5 >= eligible.count * 4) else { continue }
      guard matched.reduce(0, { $0 + digits($1) }) >= RollUps.enoughDigits else { continue }
      all.append(Found(key: grouping.key, lines: Set(matched.map(\.line))))
    }
    if below.count >= 3 { all.append(Found(key: Key(fields: [], variant: nil), lines: below)) }
    return all
  }

  /// In how many digits the group's largest row agrees with the sum of the others; 0 where it does not.
  private func digits(_ group: Group) -> Int {
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
