public import ExperimentModel

/// What a file holds, for a person whose columns were not found in it: its tables, wherever they stand.
public struct FileInspection: Hashable, Sendable {
  /// One table of the file.
  public struct Block: Hashable, Sendable {
    /// 1-based line of the header.
    public let line: Int
    public let header: [String]
    /// Rows below it.
    public let rows: Int

    public init(line: Int, header: [String], rows: Int) {
      self.line = line
      self.header = header
      self.rows = rows
    }
  }

  /// Relative to the workspace.
  public let file: String
  public let encoding: String
  /// Printable: `,`, `;`, `tab`, `|`.
  public let delimiter: String
  public let blocks: [Block]

  public init(file: String, encoding: String, delimiter: String, blocks: [Block]) {
    self.file = file
    self.encoding = encoding
    self.delimiter = delimiter
    self.blocks = blocks
  }

  /// Looks into a file of a workspace without knowing what to expect. Reads it once.
  /// - Throws: one diagnostic when the file cannot be read as a table at all.
  public static func read(root: String, path: String, encoding: TableDeclaration.Encoding = .detected) throws(Diagnostics) -> FileInspection {
    do {
      let text = try TextFile.open(path: root + "/" + path, shown: path, encoding: encoding, chunk: 1 << 18)
      return try read(text, path: path, delimiter: nil, chunk: 1 << 18)
    } catch {
      throw Diagnostics([Diagnostic(file: path, code: error.code, message: error.text)])
    }
  }

  /// One sentence on the tables found.
  public var found: BilingualText {
    guard !blocks.isEmpty else { return FileSentences.noTableFound }
    func header(_ block: Block) -> String {
      let names = block.header.prefix(12).map { $0.isEmpty ? "–" : $0 }.joined(separator: ", ")
      return block.header.count > 12 ? names + ", …" : names
    }
    if blocks.count == 1 {
      return FileSentences.oneTable(line: blocks[0].line, header: header(blocks[0]))
    }
    let shown = blocks.prefix(12)
    let rest = blocks.count > 12 ? "; …" : ""
    return FileSentences.tables(count: blocks.count, shown: shown.map { ($0.line, $0.rows, header($0)) }, rest: rest)
  }

  /// Where the columns of a reader stand, if one of the tables has them all.
  func place(of needs: [NeededColumn], after skipped: Int, reader: Int) -> HeaderSearch.Place? {
    guard !needs.isEmpty, let byte = HeaderSearch.delimiters.first(where: { FilePass.shown($0) == delimiter }) else { return nil }
    for block in blocks where block.line > skipped {
      let index = ColumnIndex(block.header)
      if index.holds(needs) { return HeaderSearch.Place(delimiter: byte, line: block.line, index: index, readers: [reader]) }
    }
    return nil
  }

  // MARK: Finding blocks

  static func read(_ text: TextFile, path: String, delimiter: Character?, chunk: Int) throws(FileProblem) -> FileInspection {
    var byte = delimiter?.asciiValue ?? 0
    if byte == 0 { byte = try likelyDelimiter(text.head) }
    let blocks = try blocks(RecordScanner(text.source, delimiter: byte, chunk: chunk))
    return FileInspection(file: path, encoding: text.encoding, delimiter: FilePass.shown(byte), blocks: blocks)
  }

  /// The tables that the records make.
  static func blocks(_ scanner: RecordScanner) throws(FileProblem) -> [Block] {
    var blocks: [Block] = []
    var open: (line: Int, header: [String], rows: Int)?
    var gap = true
    func close() {
      if let block = open { blocks.append(Block(line: block.line, header: block.header, rows: block.rows)) }
      open = nil
    }
    while try scanner.next() {
      let filled = (0..<scanner.count).filter { !scanner.field($0).isEmpty }
      guard let first = filled.first, !(filled.count == 1 && scanner.field(first)[0] == 0x23) else {
        gap = true
        continue
      }
      if filled.count >= 2, isNames(scanner), let header = header(scanner, filled, below: gap ? nil : open) {
        if open?.rows == 0 { open = nil }
        close()
        guard blocks.count < 200 else { break }
        open = (scanner.line, header, 0)
      } else if filled.count >= 2 {
        open?.rows += 1
      }
      gap = false
    }
    close()
    return blocks
  }

  /// Whether all cells that hold something could head a column.
  static func isNames(_ record: RecordScanner) -> Bool {
    (0..<record.count).allSatisfy { record.field($0).isEmpty || isName(record.field($0)) }
  }

  /// The names of a table that begins with this line of names; nil where it is a row. Under a line of names that has no rows it is the header, and the upper
  /// line its groups, where it is wider, or fills what the upper one leaves blank and says more of what columns are for.
  private static func header(_ record: RecordScanner, _ filled: [Int], below open: (line: Int, header: [String], rows: Int)?) -> [String]? {
    guard let open else { return ColumnIndex(record: record).names }
    guard open.rows == 0 else { return nil }
    let index = ColumnIndex(record: record)
    let groups = ColumnIndex(open.header)
    let both = ColumnIndex(groups: groups, over: index)
    if filled.count > open.header.count { return (both ?? index).tellingNames }
    let blank = open.header.indices.filter { open.header[$0].isEmpty } + Array(open.header.count..<max(index.names.count, open.header.count))
    guard let both, !blank.isEmpty, blank.allSatisfy(filled.contains) else { return nil }
    func known(_ index: ColumnIndex) -> Int { ConsolePresets.generic.columns.values.joined().count { index.find($0) != .missing } }
    return known(both) > known(groups) ? both.tellingNames : nil
  }

  /// Whether a cell could head a column: text, neither a number nor a date nor a yes or no.
  static func isName(_ cell: FieldBytes) -> Bool {
    guard !cell.isEmpty, cell.count <= 300 else { return false }
    switch NumberReader.read(cell, mark: .point).state {
    case .number, .censored, .missing, .beyond: return false
    // `n` and `t` head columns more often than they answer yes or no.
    case .logical: return cell.count == 1
    case .unreadable: break
    }
    // `日` is the name of a column and, where a date is looked for, a weekday.
    guard (0..<cell.count).contains(where: { cell[$0] &- 0x30 < 10 }) else { return true }
    let date = DateReader.reading(cell, order: .dayMonth)
    return date.cell.state == .unreadable && date.open == nil
  }

  /// The delimiter that cuts most records into the same number of cells, more than one.
  private static func likelyDelimiter(_ head: [UInt8]) throws(FileProblem) -> UInt8 {
    var best: (byte: UInt8, score: Int) = (0x2C, 0)
    for byte in HeaderSearch.delimiters {
      let scanner = RecordScanner(HeadedSource(head, then: nil), delimiter: byte)
      var counts: [Int: Int] = [:]
      var seen = 0
      while seen < 500, try scanner.next() {
        seen += 1
        if scanner.count > 1 { counts[scanner.count, default: 0] += 1 }
      }
      let score = counts.map { $0.value * $0.key }.max() ?? 0
      if score > best.score { best = (byte, score) }
    }
    return best.byte
  }
}
