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
    let scanner = RecordScanner(text.source, delimiter: byte, chunk: chunk)
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
      let names = filled.count >= 2 && filled.allSatisfy { isName(scanner.field($0)) }
      if names, gap || open == nil || (open?.rows == 0 && filled.count > (open?.header.count ?? 0)) {
        // Two lines of names on top of each other: the second, wider one is the header, the first its groups.
        if open?.rows == 0 { open = nil }
        close()
        guard blocks.count < 200 else { break }
        open = (scanner.line, ColumnIndex(record: scanner).names, 0)
      } else if filled.count >= 2 {
        open?.rows += 1
      }
      gap = false
    }
    close()
    return FileInspection(file: path, encoding: text.encoding, delimiter: FilePass.shown(byte), blocks: blocks)
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
