import ExperimentModel

/// A workbook in one XML file (SpreadsheetML of 2003, `<?mso-application progid="Excel.Sheet"?>`), as many programs save under the name `.xls`: its sheets
/// as comma-separated text.
final class FlatWorkbook: MarkupListener {
  /// It is read whole, with all of its sheets, before one of them is known to serve.
  static let mostBytes = 256 << 20
  static let mostText = 512 << 20

  struct Sheet {
    let name: String
    var isHidden = false
    var text: [UInt8] = []
    var hiddenRows = 0
  }

  private(set) var sheets: [Sheet] = []
  private var writer = SheetWriter()
  private var read = 0 { didSet { writer.read = read } }
  private var text = 0
  private var problem: FileProblem?
  private var formats: [String: NumberFormat] = [:]
  private var style = ""
  private var row = 0
  private var column = 0
  private var format = NumberFormat.plain
  private var kind = ""
  private var across = 0
  private var down = 0
  private var value: [UInt8] = []
  private var isValue = false
  private var isComment = false
  private var isVisible = false
  /// Texts of merged cells that stand in rows below as well.
  private var reaching: [Int: (text: [UInt8], last: Int)] = [:]

  /// Whether the bytes begin one, whatever the file's name.
  static func isOne(_ head: [UInt8]) -> Bool {
    guard let first = head.first(where: { $0 > 0x20 && ![0xEF, 0xBB, 0xBF, 0xFF, 0xFE].contains($0) }), first == 0x3C else { return false }
    // Without noughts UTF-16 reads as ASCII here.
    let text = String(decoding: head.prefix(4096).filter { $0 != 0 }, as: UTF8.self)
    return text.contains("<?mso-application progid=\"Excel.Sheet\"?>")
      || (text.contains("urn:schemas-microsoft-com:office:spreadsheet") && text.contains("Workbook") && !text.contains("<html"))
  }

  init(path: String, size: Int) throws(FileProblem) {
    guard size <= FlatWorkbook.mostBytes else { throw FileProblem("too_large", SheetSentences.largeFlatWorkbook) }
    try parse(try PlainFile(path: path, shown: path))
  }

  init(_ source: any ByteSource) throws(FileProblem) { try parse(source) }

  private func parse(_ source: any ByteSource) throws(FileProblem) {
    let parser = try MarkupParser(.xml, self)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer)
      read += count
      guard read <= FlatWorkbook.mostBytes else { throw FileProblem("too_large", SheetSentences.largeFlatWorkbook) }
      try parser.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), last: count == 0)
      if let problem { throw problem }
      if count == 0 { break }
    }
    guard !sheets.isEmpty else { throw FileProblem("not_a_table", FileSentences.webPage) }
  }

  // MARK: Markup

  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    switch name {
    case MarkupName("Style"): style = attributes.text(MarkupName("ID")) ?? ""
    case MarkupName("NumberFormat"): if let written = attributes.text(MarkupName("Format")) { formats[style] = FlatWorkbook.format(written) }
    case MarkupName("Worksheet"):
      sheets.append(Sheet(name: attributes.text(MarkupName("Name")) ?? "\(sheets.count + 1)"))
      writer = SheetWriter(read: read, most: FlatWorkbook.mostText)
      row = 0
      reaching = [:]
    case MarkupName("Row") where !sheets.isEmpty:
      row = attributes.integer(MarkupName("Index")) ?? row + 1
      column = -1
      across = 0
      if attributes.isTrue(MarkupName("Hidden")) { sheets[sheets.count - 1].hiddenRows += 1 }
      attempt { () throws(FileProblem) in try writer.begin(row: row) }
    case MarkupName("Cell") where row > 0:
      let index = attributes.integer(MarkupName("Index"))
      var next = index.map { $0 - 1 } ?? column + 1 + across
      // A cell without a number of its own stands beside what reaches down from above.
      while index == nil, let above = reaching[next], above.last >= row { next += 1 }
      fill(before: next)
      column = next
      across = attributes.integer(MarkupName("MergeAcross")) ?? 0
      down = attributes.integer(MarkupName("MergeDown")) ?? 0
      format = attributes.text(MarkupName("StyleID")).flatMap { formats[$0] } ?? .plain
      value.removeAll(keepingCapacity: true)
    case MarkupName("Comment"): isComment = true
    case MarkupName("Data") where !isComment:
      kind = attributes.text(MarkupName("Type")) ?? ""
      isValue = true
    case MarkupName("Visible"):
      isVisible = true
      value.removeAll(keepingCapacity: true)
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isValue || isVisible, value.count <= SheetWriter.mostCellBytes { value.append(contentsOf: bytes) }
  }

  func end(_ name: MarkupName) {
    switch name {
    case MarkupName("Data"): isValue = false
    case MarkupName("Comment"): isComment = false
    case MarkupName("Cell") where row > 0: finishCell()
    case MarkupName("Row") where row > 0:
      fill(before: SheetWriter.mostColumns)
      reaching = reaching.filter { $0.value.last > row }
    case MarkupName("Table"): finishSheet()
    case MarkupName("Visible"):
      isVisible = false
      if !sheets.isEmpty { sheets[sheets.count - 1].isHidden = String(decoding: value, as: UTF8.self).hasSuffix("Hidden") }
    default: break
    }
  }

  private func finishCell() {
    guard !value.isEmpty else { return }
    let text = written
    writer.cell(column, text)
    if down > 0, kind == "String", column < SheetWriter.mostColumns { reaching[column] = (text, row + down) }
  }

  /// What reaches down from merged cells above, between the last cell and the next.
  private func fill(before next: Int) {
    guard !reaching.isEmpty else { return }
    for place in reaching.keys.sorted() where place > column && place < next {
      guard let above = reaching[place], above.last >= row else { continue }
      writer.cell(place, above.text)
      column = place
    }
  }

  private func finishSheet() {
    guard !sheets.isEmpty, row > 0 else { return }
    writer.end()
    attempt { () throws(FileProblem) in
      let bytes = try writer.take()
      text += bytes.count
      guard text <= FlatWorkbook.mostText else { throw FileProblem("too_large", SheetSentences.swollen) }
      sheets[sheets.count - 1].text = bytes
    }
    row = 0
  }

  private func attempt(_ work: () throws(FileProblem) -> Void) {
    do throws(FileProblem) { try work() } catch { problem = problem ?? error }
  }

  // MARK: Values

  /// The cell's text as it is meant.
  private var written: [UInt8] {
    let text = String(decoding: value, as: UTF8.self)
    switch kind {
    case "Number": return Double(text).map { $0.isFinite ? Array(format.text($0, isEpoch1904: false).utf8) : value } ?? value
    case "Boolean": return Array((text == "1" ? "TRUE" : "FALSE").utf8)
    case "DateTime":
      // `2026-11-02T00:00:00.000`
      let parts = text.split(separator: "T", maxSplits: 1)
      guard parts.count == 2 else { return value }
      let clock = parts[1].hasSuffix(".000") ? parts[1].dropLast(4) : parts[1]
      return Array((clock == "00:00:00" ? String(parts[0]) : "\(parts[0]) \(clock)").utf8)
    default: return value
    }
  }

  /// Formats by name stand beside codes.
  private static func format(_ written: String) -> NumberFormat {
    switch written {
    case "Percent": .percent
    case "Euro Currency": .currency("€")
    case "General", "General Number", "Currency", "Fixed", "Standard", "Scientific", "Yes/No", "True/False", "On/Off": .plain
    default: NumberFormat(code: written)
    }
  }
}
