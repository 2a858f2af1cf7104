import ExperimentModel

/// The largest table of a web page, as comma-separated text: many consoles save one under the name `.xls`.
final class PageTable: MarkupListener {
  /// A page is read whole before its largest table is known.
  static let mostBytes = 256 << 20
  static let mostText = 512 << 20

  private(set) var tables = 0
  private var best: (bytes: [UInt8], rows: Int) = ([], 0)
  private var writer = SheetWriter()
  private var row = 0
  private var column = 0
  private var depth = 0
  private var cell: [UInt8]?
  /// Columns that cells above still fill: the cell's text, and rows to come.
  private var spans: [Int: (text: [UInt8], rows: Int)] = [:]
  private var span = (columns: 1, rows: 1)
  private var problem: FileProblem?
  /// Bytes of the page so far.
  private var read = 0 { didSet { writer.read = read } }

  static func read(_ source: any ByteSource, size: Int) throws(FileProblem) -> (text: [UInt8], tables: Int) {
    guard size <= mostBytes else { throw FileProblem("too_large", FileSentences.webPage) }
    let page = PageTable()
    let parser = try MarkupParser(.html, page)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let count = try source.read(into: buffer)
      total += count
      page.read = total
      try parser.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), last: count == 0)
      if let problem = page.problem { throw problem }
      guard total <= mostBytes else { throw FileProblem("too_large", FileSentences.webPage) }
      if count == 0 { break }
    }
    page.closeTable()
    if let problem = page.problem { throw problem }
    guard page.best.rows > 0 else { throw FileProblem("not_a_table", FileSentences.webPage) }
    return (page.best.bytes, page.tables)
  }

  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    switch name {
    case MarkupName("table"):
      if depth == 0 { openTable() }
      depth += 1
    case MarkupName("tr") where depth == 1:
      closeCell()
      closeRow()
      row += 1
      column = 0
      do throws(FileProblem) { try writer.begin(row: row) } catch { problem = problem ?? error }
    case MarkupName("td") where depth == 1 && row > 0, MarkupName("th") where depth == 1 && row > 0:
      closeCell()
      cell = []
      span = (min(max(attributes.integer(MarkupName("colspan")) ?? 1, 1), 1000), min(max(attributes.integer(MarkupName("rowspan")) ?? 1, 1), 65_534))
    case MarkupName("br"): if cell != nil { cell?.append(0x20) }
    default: break
    }
  }

  func end(_ name: MarkupName) {
    switch name {
    case MarkupName("table"):
      depth = max(0, depth - 1)
      if depth == 0 { closeTable() }
    case MarkupName("td") where depth == 1, MarkupName("th") where depth == 1: closeCell()
    case MarkupName("tr") where depth == 1: closeRow()
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { if cell != nil, depth == 1 { cell?.append(contentsOf: bytes) } }

  private func openTable() {
    tables += 1
    writer = SheetWriter(read: read, most: PageTable.mostText)
    row = 0
    spans = [:]
  }

  private func closeTable() {
    closeCell()
    closeRow()
    guard row > best.rows else { return }
    writer.end()
    do throws(FileProblem) { best = (try writer.take(), row) } catch { problem = problem ?? error }
    row = 0
  }

  private func closeCell() {
    guard let text = cell else { return }
    cell = nil
    fill()
    let trimmed = text.withUnsafeBufferPointer { buffer -> [UInt8] in
      guard let base = buffer.baseAddress else { return [] }
      let field = FieldBytes(start: base, count: buffer.count).trimmed
      return Array(UnsafeBufferPointer(start: field.start, count: field.count))
    }
    writer.cell(column, trimmed)
    // A cell over several rows stands in each of them, unless it is a number, which would be counted twice.
    let isNumber = trimmed.allSatisfy { $0 < 0x41 }
    if span.rows > 1, column < SheetWriter.mostColumns {
      for place in column..<(column + span.columns) { spans[place] = (place == column && !isNumber ? trimmed : [], span.rows - 1) }
    }
    column += span.columns
  }

  /// Cells that reach down from above stand before the next one.
  private func fill() {
    while let above = spans[column] {
      writer.cell(column, above.text)
      spans[column] = above.rows > 1 ? (above.text, above.rows - 1) : nil
      column += 1
    }
  }

  private func closeRow() { if row > 0 { fill() } }
}
