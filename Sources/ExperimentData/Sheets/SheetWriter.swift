/// Rows of a sheet written as comma-separated text, so that all that reads tables reads them: one line for each row of the sheet, its number the row's.
struct SheetWriter {
  /// Excel's last row and column; what is beyond is no sheet.
  static let mostRows = 1_048_576
  static let mostColumns = 16_384

  /// Text that may come out before its ratio to the sheet's own bytes is asked. A few bytes can ask for far more: a cell in the last column of every row,
  /// a long text that all cells share.
  static let freeBytes = 32 << 20
  static let mostRatio = 50
  /// Longer than any cell: Excel's end at 32,767 characters.
  static let mostCellBytes = 1 << 20

  /// Bytes of the sheet as it is kept, read so far.
  var read = 0
  private(set) var bytes: [UInt8] = []
  private var row = 0
  private var column = 0
  private var taken = 0
  private var isTooMuch = false

  private let most: Int

  /// - Parameter most: text that may come out in all.
  init(read: Int = 0, most: Int = .max) {
    self.read = read
    self.most = most
  }

  /// Begins a row, 1-based; rows that were left out are empty lines.
  mutating func begin(row next: Int) throws(FileProblem) {
    guard next > row, next <= SheetWriter.mostRows else { throw FileProblem("corrupt", SheetSentences.damaged) }
    if row > 0 { bytes.append(0x0A) }
    for _ in (row + 1)..<max(next, row + 1) { bytes.append(0x0A) }
    row = next
    column = 0
  }

  mutating func end() { if row > 0 { bytes.append(0x0A) } }

  /// A cell of the row, 0-based, to the right of those before.
  mutating func cell(_ index: Int, _ text: [UInt8]) {
    guard index >= column, index < SheetWriter.mostColumns, !isTooMuch else { return }
    let all = taken + bytes.count + text.count + index - column
    guard text.count <= SheetWriter.mostCellBytes, all <= min(most, max(SheetWriter.freeBytes, read * SheetWriter.mostRatio)) else {
      isTooMuch = true
      return
    }
    for _ in column..<index { bytes.append(0x2C) }
    column = index
    var needsQuotes = false
    for byte in text where byte == 0x2C || byte == 0x22 || byte < 0x20 || byte == 0x3B || byte == 0x7C { needsQuotes = true }
    guard needsQuotes else {
      bytes += text
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      // A line break inside a cell would shift the numbers of the lines below.
      bytes.append(byte < 0x20 ? 0x20 : byte)
    }
    bytes.append(0x22)
  }

  /// What was written since the last time.
  mutating func take() throws(FileProblem) -> [UInt8] {
    guard !isTooMuch else { throw FileProblem("too_large", SheetSentences.swollen) }
    taken += bytes.count
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}

/// Text that is made as it is asked for.
class PulledSource: ByteSource {
  private var ready: [UInt8] = []
  private var position = 0

  /// More text, or nil at the end; never empty for ever.
  func more() throws(FileProblem) -> [UInt8]? { nil }

  final func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    while position == ready.count {
      guard let next = try more() else { return 0 }
      ready = next
      position = 0
    }
    let count = min(buffer.count, ready.count - position)
    ready.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<(position + count)])) }
    position += count
    return count
  }
}
