import ExperimentModel

/// Counts what stands in the columns of a table, row by row. Memory is bounded by columns × `FileProfile.mostValues` × days.
struct ColumnTally {
  private struct Seen {
    var rows = 0
    var days: Set<Int> = []
    var spend = 0.0
    var results = 0.0
  }

  private let sample: SampledColumns
  private let roles: [ConsolePreset.Role?]
  private let date: (column: Int, search: DateOrderSearch)?
  private var order: DateOrder?
  private let isOpen: Bool
  private var blanks: [Int]
  private var filled: [Int]
  private var zeros: [Int]
  private var sums: [Double]
  private var ranges: [ClosedRange<Double>?]
  private var isWhole: [Bool]
  private var values: [[String: Seen]?]
  private var sequence: [[String]]
  private var rows = 0
  private var totals: [Int] = []
  /// Days under both orders, while none is known.
  private var days: [Set<Int>] = [[], []]
  private var written: DateShape?
  private var broken: Set<[Int]> = []
  private let counts: [Int]
  private let spend: Int?
  private let results: Int?
  /// The column with the last day of rows that cover several.
  private let lastDayColumn: Int?
  private var repeats: [RepeatTally]

  init(sample: SampledColumns, header: [String], roles: [ConsolePreset.Role?], date: (column: Int, search: DateOrderSearch)?) {
    self.sample = sample
    self.roles = roles
    self.date = date
    let count = roles.count
    blanks = Array(repeating: 0, count: count)
    filled = blanks
    zeros = blanks
    sums = Array(repeating: 0, count: count)
    ranges = Array(repeating: nil, count: count)
    isWhole = Array(repeating: true, count: count)
    values = Array(repeating: [:], count: count)
    sequence = Array(repeating: [], count: count)
    counts = roles.indices.filter { [.impressions, .clicks, .results].contains(roles[$0]) }
    spend = roles.firstIndex(of: .spend)
    results = roles.firstIndex(of: .results)
    repeats = RepeatTally.of(header, roles: roles)
    lastDayColumn = date.flatMap { LastDayColumn.find(beside: header[$0.column], in: ColumnIndex(header)) }
    var decided: DateOrder?
    var open = false
    if let date { do { decided = try date.search.decide(file: "") } catch { open = true } }
    order = decided
    isOpen = open
  }

  mutating func add(_ scanner: RecordScanner) {
    let count = roles.count
    // A line with one cell is a remark below the table.
    guard (0..<scanner.count).count(where: { !scanner.field($0).isEmpty }) > 1 || count == 1 else { return }
    if (0..<min(count, scanner.count)).contains(where: { TotalLabel.matches(scanner.field($0)) }) {
      if totals.count < 50 { totals.append(scanner.line) }
      return
    }
    rows += 1
    var covered: ClosedRange<Int>?
    if let date {
      let cell = scanner.field(date.column)
      let one = DateReader.reading(cell, order: order ?? .dayMonth)
      if one.cell.state == .day {
        let own = one.cell.day...lastDay(scanner, from: one.cell.day, more: one.cell.daysAfter)
        covered = own
        days[0].formUnion(own)
      }
      if written == nil, one.cell.state == .day || one.open != nil { written = one.shape }
      if isOpen {
        let other = DateReader.read(cell, order: .monthDay)
        if other.state == .day { days[1].insert(other.day) }
      }
    }
    var numbers = [NumberCell](repeating: .missing, count: count)
    for column in 0..<count {
      let cell = scanner.field(column)
      let number = NumberReader.read(cell, mark: sample.mark)
      numbers[column] = number
      if number.state == .missing {
        blanks[column] += 1
        continue
      }
      filled[column] += 1
      guard number.state == .number else { continue }
      if number.value == 0 { zeros[column] += 1 }
      sums[column] += number.value
      if number.value != number.value.rounded() { isWhole[column] = false }
      ranges[column] = ranges[column].map { min($0.lowerBound, number.value)...max($0.upperBound, number.value) } ?? number.value...number.value
    }
    for index in repeats.indices { repeats[index].add(scanner, numbers) }
    for part in counts {
      for whole in counts where part != whole && !broken.contains([part, whole]) {
        let blank = numbers[whole].state == .missing && numbers[part].state == .number
        if blank || numbers[part].state == .number && numbers[part].value > numbers[whole].value { broken.insert([part, whole]) }
      }
    }
    for column in 0..<count where values[column] != nil && numbers[column].state != .missing && column != date?.column {
      let text = scanner.field(column).text
      if values[column]?[text] == nil {
        guard sequence[column].count < FileProfile.mostValues else {
          values[column] = nil
          sequence[column] = []
          continue
        }
        sequence[column].append(text)
      }
      var seen = values[column]?[text] ?? Seen()
      seen.rows += 1
      if let covered { seen.days.formUnion(covered) }
      if let spend, numbers[spend].state == .number { seen.spend += numbers[spend].value }
      if let results, numbers[results].state == .number { seen.results += numbers[results].value }
      values[column]?[text] = seen
    }
  }

  /// The last day that a row covers: of its cell, or of the column beside it.
  private func lastDay(_ scanner: RecordScanner, from first: Int, more: Int) -> Int {
    if more > 0 { return first + more }
    guard let lastDayColumn else { return first }
    let cell = DateReader.read(scanner.field(lastDayColumn), order: order ?? .dayMonth)
    return cell.state == .day && (first..<first + DateRange.mostDays).contains(cell.day) ? cell.day : first
  }

  /// Of two readings of open dates the one whose days lie closer together.
  private var isMonthFirst: Bool {
    guard isOpen else { return order == .monthDay }
    func span(_ days: Set<Int>) -> Int { (days.max() ?? 0) - (days.min() ?? 0) - days.count }
    return !days[1].isEmpty && span(days[1]) < span(days[0])
  }

  func profile(
    file: String, encoding: String, delimiter: String, block: FileInspection.Block, preset: ConsolePreset?, others: [FileInspection.Block]
  ) -> FileProfile {
    let days = days[isOpen && isMonthFirst ? 1 : 0]
    var dates: FileProfile.Dates?
    if let date, let first = days.min(), let last = days.max() {
      let order: DateOrder? = isOpen ? (isMonthFirst ? .monthDay : .dayMonth) : self.order
      dates = .init(
        column: date.column, first: CalendarDay(number: first), last: CalendarDay(number: last), days: days.count,
        written: written?.pattern(order) ?? "", guessedOrder: isOpen ? (isMonthFirst ? "MDY" : "DMY") : nil)
    }
    var currencies: [String] = []
    let columns = block.header.indices.map { place -> FileProfile.Column in
      let name = block.header[place]
      let kind = sample.kind(place, isDate: place == date?.column, isAmount: roles[place].map(ConsolePreset.Role.amounts.contains) ?? false)
      let isMoney = roles[place] == .spend || roles[place] == .revenue
      let code = isMoney ? HeaderCurrency.code(name) : nil
      if let code, !currencies.contains(code) { currencies.append(code) }
      if roles[place] == .currency, let values = values[place] {
        for code in sequence[place] where values[code] != nil && !currencies.contains(code.uppercased()) && code.count == 3 {
          currencies.append(code.uppercased())
        }
      }
      let listed = values[place].map { seen in
        sequence[place].map { text -> FileProfile.Value in
          let value = seen[text] ?? Seen()
          return .init(
            text: text, rows: value.rows, days: date == nil ? nil : value.days.count, spend: spend == nil ? nil : value.spend,
            results: results == nil ? nil : value.results)
        }
      }
      return .init(
        name: name, kind: kind, blanks: blanks[place], filled: filled[place], range: kind == .number ? ranges[place] : nil, sum: sums[place],
        zeros: zeros[place], isWhole: isWhole[place], values: place == date?.column ? nil : listed, role: roles[place], currency: code,
        isRepeated: block.header.count { $0 == name } > 1)
    }
    var within: Set<[Int]> = []
    for part in counts { for whole in counts where part != whole && !broken.contains([part, whole]) { within.insert([part, whole]) } }
    return FileProfile(
      file: file, encoding: encoding, delimiter: delimiter, decimalMark: sample.mark == .comma ? "," : ".", openNumber: sample.openNumber, headerLine: block.line,
      columns: columns, rows: rows, totals: totals, dates: dates, currencies: currencies, preset: preset, otherTables: others, within: within, repeated: RepeatTally.found(repeats),
      hasUnitsOfSeveralRows: repeats.first?.hasSeveralRows ?? false)
  }
}

/// The currency in brackets behind a column's name: `Amount spent (USD)`, `消耗(元)`.
enum HeaderCurrency {
  static func code(_ name: String) -> String? {
    let text = CellText.halfWidth(name)
    guard let last = text.last, last == ")" || last == "]", let open = text.lastIndex(where: { $0 == "(" || $0 == "[" }) else { return nil }
    let inside = text[text.index(after: open)...].dropLast()
    if inside.count == 3, inside.allSatisfy({ $0.isASCII && $0.isUppercase }) { return Currency.codes.contains(String(inside)) ? String(inside) : nil }
    // Signs that mean one currency alone; `$` and `¥` mean several.
    return ["元": "CNY", "人民币": "CNY", "€": "EUR", "£": "GBP", "R$": "BRL", "руб.": "RUB", "원": "KRW", "円": "JPY"][String(inside)]
  }
}
