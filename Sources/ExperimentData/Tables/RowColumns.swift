import ExperimentModel

/// The cells of the current row that somebody asked for, each read once however many experiments use it.
final class RowColumns {
  /// How a column of dates is to be read.
  enum DateFormat: Hashable {
    case ordered(DateOrder?)
    case pattern(DatePattern)
  }

  let scanner: RecordScanner
  @exclusivity(unchecked) private var mark: DecimalMark
  /// Whether nothing told the mark so far, so that numbers must be looked at.
  @exclusivity(unchecked) private var isWatching: Bool
  /// The field of a number in the current row that is read one way or the other by the mark.
  @exclusivity(unchecked) private(set) var open: Int?
  @exclusivity(unchecked) private var row = 0

  @exclusivity(unchecked) private(set) var numberFields: [Int] = []
  @exclusivity(unchecked) private(set) var numbers: [NumberCell] = []
  /// Whether the column wrote a 0 in any row.
  @exclusivity(unchecked) private(set) var hasZero: [Bool] = []
  @exclusivity(unchecked) private var textFields: [Int] = []
  @exclusivity(unchecked) private var interners: [ByteInterner] = []
  @exclusivity(unchecked) private var textNumbers: [Int] = []
  @exclusivity(unchecked) private var textRows: [Int] = []
  @exclusivity(unchecked) private var textSound: [[Bool]] = []
  @exclusivity(unchecked) private var dateFields: [(field: Int, format: DateFormat)] = []
  @exclusivity(unchecked) private var dates: [DateCell] = []
  @exclusivity(unchecked) private var dateRows: [Int] = []
  /// Dates in other forms than the quickest, each read once: days repeat from row to row.
  @exclusivity(unchecked) private var slowDates: [(texts: ByteInterner, cells: [DateCell])] = []
  private static let mostSlowDates = 20_000

  init(_ scanner: RecordScanner, mark: DecimalMark, isSettled: Bool = true) {
    self.scanner = scanner
    self.mark = mark
    isWatching = !isSettled
  }

  /// The whole file was asked: the row at hand and those behind it are read by its mark. Rows before it had no number that depends on it.
  func settle(_ mark: DecimalMark) {
    self.mark = mark
    isWatching = false
    open = nil
    row -= 1
    load()
  }

  private func watch() {
    for field in numberFields {
      let cell = scanner.field(field)
      guard (5...100).contains(cell.count), (0..<cell.count).contains(where: { cell[$0] == 0x2C || cell[$0] == 0x2E }) else { continue }
      let text = cell.text
      // Any number with a mark ends the watch: it tells, or it asks.
      if WrittenNumber.isOpen(text) || WrittenNumber.evidence(text) != nil { open = field }
    }
  }

  /// A number that stands in another column than those that are asked for.
  func number(at field: Int) -> NumberCell { field < scanner.count ? NumberReader.read(scanner.field(field), mark: mark) : .missing }

  func numberColumn(_ field: Int) -> Int {
    if let known = numberFields.firstIndex(of: field) { return known }
    numberFields.append(field)
    numbers.append(.missing)
    hasZero.append(false)
    return numberFields.count - 1
  }

  func textColumn(_ field: Int) -> Int {
    if let known = textFields.firstIndex(of: field) { return known }
    textFields.append(field)
    interners.append(ByteInterner())
    textNumbers.append(-1)
    textRows.append(0)
    textSound.append([])
    return textFields.count - 1
  }

  func dateColumn(_ field: Int, _ format: DateFormat) -> Int {
    if let known = dateFields.firstIndex(where: { $0.field == field && $0.format == format }) { return known }
    dateFields.append((field, format))
    dates.append(.missing)
    dateRows.append(0)
    slowDates.append((ByteInterner(), []))
    return dateFields.count - 1
  }

  /// Reads the numbers of the record that the scanner stands on; texts and dates are read when first asked for.
  func load() {
    row += 1
    for column in numberFields.indices {
      numbers[column] = NumberReader.read(scanner.field(numberFields[column]), mark: mark).limited
      if numbers[column].value == 0, numbers[column].state == .number { hasZero[column] = true }
    }
    if isWatching { watch() }
  }

  /// A small number for the text of a cell: equal bytes, equal numbers.
  @inline(__always) func text(_ column: Int) -> Int {
    if textRows[column] == row { return textNumbers[column] }
    textRows[column] = row
    let cell = scanner.field(textFields[column])
    let interner = interners[column]
    let last = textNumbers[column]
    if last >= 0, interner.bytes(last).isSame(as: cell) { return last }
    let (number, isNew) = interner.intern(cell)
    if isNew { textSound[column].append(cell.isUTF8) }
    textNumbers[column] = number
    return number
  }

  func string(_ column: Int, _ number: Int) -> String { interners[column].bytes(number).text }
  func isUTF8(_ column: Int, _ number: Int) -> Bool { textSound[column][number] }
  func texts(_ column: Int) -> Int { interners[column].count }

  @inline(__always) func date(_ column: Int) -> DateCell {
    if dateRows[column] == row { return dates[column] }
    dateRows[column] = row
    let cell = scanner.field(dateFields[column].field)
    let date: DateCell
    switch dateFields[column].format {
    case .ordered(let order): date = DateReader.quick(cell) ?? slowDate(column, cell, order)
    case .pattern(let pattern): date = pattern.read(cell)
    }
    dates[column] = date
    return date
  }

  private func slowDate(_ column: Int, _ cell: FieldBytes, _ order: DateOrder?) -> DateCell {
    guard slowDates[column].cells.count < RowColumns.mostSlowDates else { return DateReader.read(cell, order: order) }
    let (number, isNew) = slowDates[column].texts.intern(cell)
    if isNew { slowDates[column].cells.append(DateReader.read(cell, order: order)) }
    return slowDates[column].cells[number]
  }

  /// A cell's text, cut for a message.
  func shown(_ field: Int) -> String {
    let text = scanner.field(field).text
    return text.count <= 40 ? text : String(text.prefix(39)) + "…"
  }

  /// Columns that are read as numbers or dates.
  var typedFields: [Int] { numberFields + dateFields.map(\.field) }

  func dateField(_ column: Int) -> Int { dateFields[column].field }
}
