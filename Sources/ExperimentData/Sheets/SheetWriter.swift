/// Rows of a sheet written as comma-separated text, so that all that reads tables reads them: one line for each row of the sheet, its number the row's.
struct SheetWriter {
  /// Excel's last row and column; what is beyond is no sheet.
  static let mostRows = 1_048_576
  static let mostColumns = 16_384

  private(set) var bytes: [UInt8] = []
  private var row = 0
  private var column = 0

  init() {}

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
    guard index >= column, index < SheetWriter.mostColumns else { return }
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

  mutating func take() -> [UInt8] {
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
