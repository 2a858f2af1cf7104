import CZip
import Glibc

/// One sheet of a workbook as comma-separated text in UTF-8, streamed: line n is row n.
///
/// Numbers stand as the cell means them (`NumberFormat`), formulas by the value that was kept with them, texts of merged cells in each of their rows.
final class WorksheetSource: PulledSource, MarkupListener {
  private let source: any ByteSource
  private let formats: [NumberFormat]
  private let texts: SharedTexts
  private let isEpoch1904: Bool
  /// By their first cell.
  private let merges: [Int: Merge]
  private var parser: MarkupParser?
  private let buffer: UnsafeMutableRawBufferPointer
  private var ended = false

  @exclusivity(unchecked) private var writer = SheetWriter()
  @exclusivity(unchecked) private var problem: FileProblem?
  @exclusivity(unchecked) private var row = 0
  @exclusivity(unchecked) private var column = 0
  @exclusivity(unchecked) private var kind: UInt8 = 0x6E
  @exclusivity(unchecked) private var style = 0
  @exclusivity(unchecked) private var isValue = false
  @exclusivity(unchecked) private var isPhonetic = false
  @exclusivity(unchecked) private var isInRow = false
  @exclusivity(unchecked) private var value: [UInt8] = []
  /// Texts of merged cells that reach down to rows still to come.
  private var reaching: [(merge: Merge, text: [UInt8])] = []
  /// Those to come, of merged cells that begin in this row; those before that the row has passed.
  private var begun: [(merge: Merge, text: [UInt8])] = []
  private var passed = 0
  private var written = -1
  /// Rows that the spreadsheet does not show; they are read all the same.
  private(set) var hiddenRows = 0

  struct Merge: Hashable {
    let firstRow: Int
    let lastRow: Int
    let column: Int
  }

  private static let rowName = MarkupName("row")
  private static let cellName = MarkupName("c")
  private static let valueName = MarkupName("v")
  private static let textName = MarkupName("t")
  private static let phoneticName = MarkupName("rPh")
  private static let reference = MarkupName("r")
  private static let styleName = MarkupName("s")
  private static let hidden = MarkupName("hidden")

  init(
    _ source: any ByteSource, formats: [NumberFormat], texts: SharedTexts, isEpoch1904: Bool, merges: [Merge] = [], chunk: Int = 1 << 16
  ) throws(FileProblem) {
    self.source = source
    self.formats = formats
    self.texts = texts
    self.isEpoch1904 = isEpoch1904
    self.merges = Dictionary(merges.map { (WorksheetSource.place($0.firstRow, $0.column), $0) }) { first, _ in first }
    buffer = .allocate(byteCount: max(chunk, 8), alignment: 16)
    super.init()
    parser = try MarkupParser(.xml, self)
  }

  deinit { buffer.deallocate() }

  override func more() throws(FileProblem) -> [UInt8]? {
    guard !ended, let parser else { return nil }
    let count = try source.read(into: buffer)
    if count == 0 { ended = true }
    writer.read += count
    try parser.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), last: ended)
    if let problem { throw problem }
    if ended { writer.end() }
    return try writer.take()
  }

  // MARK: Markup

  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    switch name {
    case WorksheetSource.cellName where isInRow:
      column = attributes.bytes(WorksheetSource.reference).flatMap(WorksheetSource.column) ?? column + 1
      style = attributes.integer(WorksheetSource.styleName) ?? 0
      kind = 0x6E
      // n, s, str, inlineStr, b, e, d: the first letter tells, but for `s` and `str`.
      if let type = attributes.bytes(WorksheetSource.textName) { kind = type[0] == 0x73 && type[1] != 0 ? 0x74 : type[0] }
      value.removeAll(keepingCapacity: true)
    case WorksheetSource.valueName: isValue = true
    case WorksheetSource.textName: isValue = !isPhonetic
    case WorksheetSource.phoneticName: isPhonetic = true
    case WorksheetSource.rowName:
      row = attributes.integer(WorksheetSource.reference) ?? row + 1
      column = -1
      written = -1
      isInRow = problem == nil
      if attributes.isTrue(WorksheetSource.hidden) { hiddenRows += 1 }
      do throws(FileProblem) { try writer.begin(row: row) } catch {
        if problem == nil { problem = error }
        isInRow = false
      }
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    // What is longer than a cell is refused when it is written.
    if isValue, value.count <= SheetWriter.mostCellBytes { value.append(contentsOf: bytes) }
  }

  func end(_ name: MarkupName) {
    switch name {
    case WorksheetSource.valueName, WorksheetSource.textName: isValue = false
    case WorksheetSource.phoneticName: isPhonetic = false
    case WorksheetSource.cellName where isInRow: finishCell()
    case WorksheetSource.rowName where isInRow:
      fill(before: SheetWriter.mostColumns)
      if !reaching.isEmpty || !begun.isEmpty {
        reaching = (reaching + begun).filter { $0.merge.lastRow > row }
        reaching.sort { $0.merge.column < $1.merge.column }
        begun = []
        passed = 0
      }
      isInRow = false
    default: break
    }
  }

  private func finishCell() {
    guard !value.isEmpty else { return }
    switch kind {
    case 0x73:  // s
      let index = Int(String(decoding: value, as: UTF8.self)) ?? -1
      write(Array(texts[index]), isText: true)
    case 0x62: write(Array((value == [0x31] ? "TRUE" : "FALSE").utf8), isText: false)  // b
    case 0x6E: write(number(), isText: false)  // n
    case 0x64:  // d
      let text = String(decoding: value, as: UTF8.self)
      write(Array((text.hasSuffix("T00:00:00") ? String(text.dropLast(9)) : text).utf8), isText: false)
    default: write(value, isText: kind != 0x65)
    }
  }

  /// Digits as they stand where nothing has to be made of them.
  private func number() -> [UInt8] {
    let format = formats.indices.contains(style) ? formats[style] : .plain
    if format == .plain, value.count <= 15, value.allSatisfy({ (0x30...0x39).contains($0) }) { return value }
    guard let number = Double(String(decoding: value, as: UTF8.self)), number.isFinite else { return value }
    return Array(format.text(number, isEpoch1904: isEpoch1904).utf8)
  }

  private func write(_ text: [UInt8], isText: Bool) {
    fill(before: column)
    guard column > written else { return }
    writer.cell(column, text)
    written = column
    guard isText, !merges.isEmpty, let merge = merges[WorksheetSource.place(row, column)] else { return }
    begun.append((merge, text))
  }

  /// What reaches down from merged cells above.
  private func fill(before column: Int) {
    while passed < reaching.count, case let (merge, text) = reaching[passed], merge.column < column {
      passed += 1
      guard merge.firstRow < row, merge.lastRow >= row, merge.column > written else { continue }
      writer.cell(merge.column, text)
      written = merge.column
    }
  }

  private static func place(_ row: Int, _ column: Int) -> Int { row * SheetWriter.mostColumns + column }

  /// `BC12` → 54; nil where it is no reference.
  static func column(_ reference: UnsafePointer<UInt8>) -> Int? {
    var column = 0
    var at = reference
    while case let letter = at.pointee & 0xDF, (0x41...0x5A).contains(letter), column < SheetWriter.mostColumns {
      column = column * 26 + Int(letter - 0x40)
      at += 1
    }
    return column > 0 && column <= SheetWriter.mostColumns ? column - 1 : nil
  }
}

extension WorksheetSource.Merge {
  /// Cells merged over several rows. They are named behind the rows, so the sheet's end is looked at first.
  static func read(_ source: any ByteSource) throws(FileProblem) -> [WorksheetSource.Merge] {
    let room = 1 << 16
    // What is kept of the piece before: a reference may lie across two.
    let kept = 256
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room + kept, alignment: 16)
    defer { buffer.deallocate() }
    let mark = Array("<mergeCell ".utf8)
    var found: [WorksheetSource.Merge] = []
    var left = 0
    while true {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[left..<(left + room)]))
      guard count > 0 else { return found }
      let all = left + count
      var from = 0
      while found.count < mostMerges, let base = buffer.baseAddress, let start = memmem(base + from, all - from, mark, mark.count),
        let end = memchr(start, 0x3E, base + all - start)
      {
        let tag = UnsafeRawBufferPointer(start: start, count: end - start)
        if let merge = parse(String(decoding: tag, as: UTF8.self)) { found.append(merge) }
        from = end - base
      }
      left = min(kept, all - from)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[(all - left)..<all]))
    }
  }

  private static let mostMerges = 1 << 16

  private static func parse(_ tag: String) -> WorksheetSource.Merge? {
    guard let range = tag.split(separator: "\"").dropFirst().first else { return nil }
    let ends = range.split(separator: ":").map { $0.filter { $0 != "$" } }
    guard ends.count == 2 else { return nil }
    let rows = ends.map { Int($0.drop { $0.isLetter }) ?? 0 }
    let column = (Array(ends[0].utf8) + [0]).withUnsafeBufferPointer { $0.baseAddress.flatMap(WorksheetSource.column) }
    guard let column, rows[0] > 0, rows[1] > rows[0] else { return nil }
    return WorksheetSource.Merge(firstRow: rows[0], lastRow: rows[1], column: column)
  }
}
