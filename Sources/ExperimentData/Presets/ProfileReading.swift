import ExperimentModel

/// Reads a file twice: a look at its head to see what its columns are, then all of it.
struct ProfileReading {
  let path: String
  let shown: String
  let preset: ConsolePreset?
  private let shelf = BookShelf()

  init(path: String, shown: String, preset: ConsolePreset?) {
    self.path = path
    self.shown = shown
    self.preset = preset
  }

  private static let chunk = 1 << 18
  /// Rows by which columns are told.
  private static let sampleRows = 2000

  /// Words of columns that tell when something was made or last touched.
  private static let made = ["创建", "生成", "更新", "修改", "created", "modified", "updated", "last ", "start", "end", "expir"]

  /// How much of what a sheet begins with is known: of a workbook's sheets the one that says most is read.
  private func score(_ head: [UInt8]) -> Int {
    let blocks = (try? FileInspection.blocks(RecordScanner(HeadedSource(head, then: nil), delimiter: 0x2C))) ?? []
    return blocks.filter { $0.rows > 0 }.map(weight).max() ?? 0
  }

  private func open() throws(FileProblem) -> TextFile {
    try TextFile.open(path: path, shown: shown, encoding: .detected, words: ConsolePresets.words, shelf: shelf, chunk: ProfileReading.chunk, score: score)
  }

  func read() throws(FileProblem) -> FileProfile {
    let inspection = try FileInspection.read(open(), path: shown, delimiter: nil, chunk: ProfileReading.chunk)
    guard let delimiter = HeaderSearch.delimiters.first(where: { FilePass.shown($0) == inspection.delimiter }), !inspection.blocks.isEmpty else {
      throw FileProblem("no_table", FileSentences.noTableFound)
    }
    let ranked = inspection.blocks.map { block in (block, weight(block)) }
    // The first of those that say most.
    guard let most = ranked.map(\.1).max(), let block = ranked.first(where: { $0.1 == most })?.0, block.rows > 0 else {
      throw FileProblem("no_table", FileSentences.noTableFound)
    }
    let index = ColumnIndex(block.header)
    let console = preset ?? ConsolePresets.recognised(index)?.preset
    let roles = roles(index, console)
    let end = inspection.blocks.first { $0.line > block.line }?.line ?? .max

    let amounts = Set(roles.indices.filter { roles[$0].map(ConsolePreset.Role.amounts.contains) ?? false })
    var sample = SampledColumns(count: block.header.count, amounts: amounts)
    try rows(delimiter, from: block.line, to: end, most: ProfileReading.sampleRows) { scanner in sample.add(scanner) }
    // Text under the header is no row: looked at again once it is known what rows hold.
    var text = TextUnderHeader(typed: sample.typed)
    var isHead = true
    func isRow(_ scanner: RecordScanner) -> Bool {
      if isHead { isHead = text.takes(scanner) }
      return !isHead
    }
    var again = SampledColumns(count: block.header.count, amounts: amounts)
    try rows(delimiter, from: block.line, to: end, most: ProfileReading.sampleRows) { scanner in if isRow(scanner) { again.add(scanner) } }
    sample = again
    text = TextUnderHeader(typed: sample.typed)
    isHead = true
    // The day an advertisement was made is not the day it ran.
    let isPaid = roles.contains(.spend) || roles.contains(.impressions)
    let others = roles.indices.filter { place in !isPaid || !ProfileReading.made.contains { block.header[place].lowercased().contains($0) } }
    let dates = sample.dates(preferred: roles.indices.filter { roles[$0] == .day } + roles.indices.filter { roles[$0] == .created }, others: others)
    var tally = ColumnTally(sample: sample, header: block.header, roles: roles, date: dates)
    try rows(delimiter, from: block.line, to: end, most: .max) { scanner in if isRow(scanner) { tally.add(scanner) } }
    return tally.profile(
      file: shown, encoding: inspection.encoding, delimiter: inspection.delimiter, block: block, preset: console,
      others: inspection.blocks.filter { $0 != block && $0.rows > 0 })
  }

  /// How much a table says: columns whose part is known, then its rows.
  private func weight(_ block: FileInspection.Block) -> Int {
    let index = ColumnIndex(block.header)
    let known = roles(index, preset ?? ConsolePresets.recognised(index)?.preset).count { $0 != nil }
    return min(known, 1000) * 10_000_000 + min(block.rows, 9_999_999)
  }

  /// One role a column at most: the console's names before everyday words, roles in the order of their table.
  private func roles(_ index: ColumnIndex, _ console: ConsolePreset?) -> [ConsolePreset.Role?] {
    var roles = [ConsolePreset.Role?](repeating: nil, count: index.names.count)
    for preset in [console, ConsolePresets.generic].compactMap(\.self) {
      for role in ConsolePreset.Role.allCases {
        for place in preset.places(of: role, in: index) where roles[place] == nil { roles[place] = role }
      }
    }
    return roles
  }

  private func rows(
    _ delimiter: UInt8, from header: Int, to end: Int, most: Int, _ body: (RecordScanner) -> Void
  ) throws(FileProblem) {
    let scanner = RecordScanner(try open().source, delimiter: delimiter, chunk: ProfileReading.chunk)
    var seen = 0
    while seen < most, try scanner.next() {
      if scanner.line <= header || scanner.isBlank { continue }
      if scanner.line >= end { break }
      seen += 1
      body(scanner)
    }
  }
}

/// What the first rows say about the columns of a table.
struct SampledColumns {
  private(set) var numbers: [Int]
  private(set) var logical: [Int]
  private var datesSeen: [Int]
  private(set) var texts: [Int]
  private var orders: [DateOrderSearch]
  private var openDays: [[(Int, Int, Int)]]
  private var marks = DecimalMarkSearch()

  private let amounts: Set<Int>

  init(count: Int, amounts: Set<Int>) {
    self.amounts = amounts
    numbers = Array(repeating: 0, count: count)
    logical = numbers
    datesSeen = numbers
    texts = numbers
    orders = Array(repeating: DateOrderSearch(), count: count)
    openDays = Array(repeating: [], count: count)
  }

  var openNumber: String? { marks.isUndecided ? marks.open?.text : nil }
  /// Where nothing tells, three digits behind one mark are thousands.
  var mark: DecimalMark {
    guard marks.isUntold, let open = marks.open?.text else { return marks.mark }
    return open.contains(",") ? .point : .comma
  }

  mutating func add(_ scanner: RecordScanner) {
    guard (0..<scanner.count).count(where: { !scanner.field($0).isEmpty }) > 1,
      !(0..<scanner.count).contains(where: { TotalLabel.matches(scanner.field($0)) })
    else { return }
    for column in numbers.indices {
      let cell = scanner.field(column)
      guard !cell.isEmpty else { continue }
      marks.add(cell, isOwn: amounts.contains(column), field: column, line: scanner.line)
      var number = NumberReader.read(cell, mark: .point)
      // Which mark parts decimals is known when all rows are seen.
      if number.state == .unreadable { number = NumberReader.read(cell, mark: .comma) }
      switch number.state {
      case .missing: continue
      case .logical: logical[column] += 1
      case .number, .censored, .beyond: numbers[column] += 1
      case .unreadable: texts[column] += 1
      }
      let date = DateReader.reading(cell, order: .dayMonth)
      // A serial number of a spreadsheet or `20261102` is a date only where the name says so.
      guard date.cell.state == .day || date.open != nil else { continue }
      datesSeen[column] += 1
      orders[column].add(cell, line: scanner.line)
    }
  }

  /// Columns of which most cells are numbers or dates.
  var typed: [Int] { numbers.indices.filter { numbers[$0] + datesSeen[$0] > 0 && max(numbers[$0], datesSeen[$0]) * 2 >= numbers[$0] + texts[$0] + logical[$0] } }

  func isDate(_ column: Int) -> Bool { datesSeen[column] > 0 && datesSeen[column] * 10 >= (numbers[column] + texts[column] + logical[column]) * 9 }

  /// - Parameter isAmount: whether its name says that it counts or is money: some cells that are no numbers are then mistakes in it, not its kind.
  func kind(_ column: Int, isDate: Bool, isAmount: Bool) -> FileProfile.Column.Kind {
    let all = numbers[column] + texts[column] + logical[column]
    if all == 0 { return .empty }
    if isDate || (self.isDate(column) && texts[column] > 0) { return .date }
    if logical[column] * 10 >= all * 9 { return .yesNo }
    return numbers[column] * 10 >= all * (isAmount ? 5 : 9) ? .number : .text
  }

  /// The column of the rows' days, and how its dates are read.
  /// - Parameter others: columns that may be it without a name that says so.
  func dates(preferred: [Int], others: [Int]) -> (column: Int, search: DateOrderSearch)? {
    if let column = preferred.first(where: isDate) { return (column, orders[column]) }
    // Without a name that says so only what is no number.
    return others.first { isDate($0) && texts[$0] == datesSeen[$0] }.map { ($0, orders[$0]) }
  }
}
