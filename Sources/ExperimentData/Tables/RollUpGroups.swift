/// Sums of rows by group, and each group's largest row: flat arrays, so that a row costs a look-up and a few additions.
final class RollUpGroups {
  /// Days that have places of their own, around the first that was met; other cells of the date's column come behind them.
  private static let days = 1024
  private static let slots = 1280
  private static let mostOuters = 4096
  /// More groups are not watched: their sums would take more memory than the readers' own.
  private static let mostGroups = 200_000

  let key: RollUps.Key
  private let extras: [Int]
  private let variantColumn: Int?
  private let dateText: Int?
  private let width: Int
  private let variant: (String) -> Int
  /// What the variant's texts mean, by their numbers; −1: none, −2: not asked yet.
  @exclusivity(unchecked) private var meanings: [Int32] = []
  @exclusivity(unchecked) private var outers: [UInt64: Int] = [:]
  /// The group of each day (or other cell), by what stands around it.
  @exclusivity(unchecked) private var places: [[Int32]] = []
  @exclusivity(unchecked) private var firstDay: Int?

  @exclusivity(unchecked) private(set) var rows: [Int] = []
  @exclusivity(unchecked) private(set) var sums: [Double] = []
  @exclusivity(unchecked) private(set) var lines: [Int] = []
  @exclusivity(unchecked) private(set) var cells: [NumberCell] = []
  @exclusivity(unchecked) private var sizes: [Double] = []
  @exclusivity(unchecked) private var outerOf: [Int] = []

  /// - Parameter variant: the number of the variant that a name means; −1 for none, whose rows are not watched.
  init(_ key: RollUps.Key, _ columns: RowColumns, variant: @escaping (String) -> Int) {
    self.key = key
    self.variant = variant
    extras = key.extras.map(columns.textColumn)
    variantColumn = key.variant.map(columns.textColumn)
    dateText = key.date.map { columns.textColumn($0.field) }
    width = columns.numberFields.count
  }

  @inline(__always) func add(_ columns: RowColumns, line: Int, size: Double) {
    guard let place = place(columns) else { return }
    rows[place] += 1
    let start = place * width
    for column in 0..<width where columns.numbers[column].state == .number { sums[start + column] += columns.numbers[column].value }
    guard size > sizes[place] else { return }
    sizes[place] = size
    lines[place] = line
    for column in 0..<width { cells[start + column] = columns.numbers[column] }
  }

  /// What stands around the group of the row at hand: its variant and kept texts without its day; nil where it is not watched.
  @inline(__always) func outer(_ columns: RowColumns) -> Int? {
    var outer = 0
    if let variantColumn {
      let meaning = meaning(columns.text(variantColumn), columns, variantColumn)
      guard meaning >= 0 else { return nil }
      outer = meaning
    }
    for (position, column) in extras.enumerated() { outer = inner(outer, columns.text(column), position) }
    return outer < RollUpGroups.mostOuters ? outer : nil
  }

  /// The rows of all days together.
  func allDays(_ outer: Int) -> (rows: Int, sums: [Double]) {
    var all = (rows: 0, sums: [Double](repeating: 0, count: width))
    for place in rows.indices where outerOf[place] == outer {
      all.rows += rows[place]
      for column in 0..<width { all.sums[column] += sums[place * width + column] }
    }
    return all
  }

  /// The group of the row at hand; nil where it is not watched.
  @inline(__always) func place(_ columns: RowColumns) -> Int? {
    guard let outer = outer(columns) else { return nil }
    var slot = 0
    if let date = key.date {
      guard let found = self.slot(columns, date.column) else { return nil }
      slot = found
    }
    while places.count <= outer { places.append(Array(repeating: -1, count: key.date == nil ? 1 : RollUpGroups.slots)) }
    let known = places[outer][slot]
    return known >= 0 ? Int(known) : begin(outer, slot)
  }

  @inline(__always) private func slot(_ columns: RowColumns, _ column: Int) -> Int? {
    let date = columns.date(column)
    if date.state == .day, date.daysAfter == 0 {
      let first = firstDay ?? date.day
      firstDay = first
      let slot = date.day - first + RollUpGroups.days / 2
      return (0..<RollUpGroups.days).contains(slot) ? slot : nil
    }
    guard let dateText else { return nil }
    let slot = RollUpGroups.days + columns.text(dateText)
    return slot < RollUpGroups.slots ? slot : nil
  }

  @inline(__always) private func meaning(_ text: Int, _ columns: RowColumns, _ column: Int) -> Int {
    if text < meanings.count, meanings[text] > -2 { return Int(meanings[text]) }
    while meanings.count <= text { meanings.append(-2) }
    meanings[text] = Int32(variant(columns.string(column, text)))
    return Int(meanings[text])
  }

  /// A number for what stands around a group and one text more.
  private func inner(_ outer: Int, _ text: Int, _ position: Int) -> Int {
    let key = UInt64(position & 15) << 60 | UInt64(outer & 0x3FFF_FFFF) << 30 | UInt64(text & 0x3FFF_FFFF)
    if let known = outers[key] { return known }
    outers[key] = outers.count
    return outers.count - 1
  }

  private func begin(_ outer: Int, _ slot: Int) -> Int? {
    guard rows.count < RollUpGroups.mostGroups else { return nil }
    places[outer][slot] = Int32(rows.count)
    rows.append(0)
    sizes.append(-1)
    lines.append(0)
    outerOf.append(outer)
    for _ in 0..<width {
      sums.append(0)
      cells.append(.missing)
    }
    return rows.count - 1
  }

  /// One group: its rows, their sums, its largest row.
  struct Group {
    var rows: Int
    var sums: [Double]
    var line: Int
    var size: Double
    var largest: [NumberCell]
  }

  var groups: [Group] {
    rows.indices.map { place in
      let range = (place * width)..<((place + 1) * width)
      return Group(rows: rows[place], sums: Array(sums[range]), line: lines[place], size: sizes[place], largest: Array(cells[range]))
    }
  }

  /// The same rows with all days together.
  var withoutDates: [Group] {
    var all: [Int: Group] = [:]
    for (place, group) in groups.enumerated() {
      guard var known = all[outerOf[place]] else {
        all[outerOf[place]] = group
        continue
      }
      known.rows += group.rows
      for column in 0..<width { known.sums[column] += group.sums[column] }
      if group.size > known.size { (known.size, known.line, known.largest) = (group.size, group.line, group.largest) }
      all[outerOf[place]] = known
    }
    return Array(all.values)
  }
}
