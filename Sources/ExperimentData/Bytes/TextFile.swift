import ExperimentModel

/// A file opened as text: unpacked, its encoding known, its start at hand for whoever must guess more about it.
struct TextFile {
  /// Bytes on disk.
  let size: Int
  /// The beginning in UTF-8, without a byte order mark.
  let head: [UInt8]
  /// Whether `head` is everything.
  let isWhole: Bool
  /// All of it from the start, the head included.
  let source: any ByteSource
  /// Whether the file is another by now than the one opened.
  let hasChanged: () -> Bool
  /// What is to be said of the file once all of it has been read.
  let remarks: (_ shown: String) -> [BilingualText]
  private let found: Found
  private let packed: String

  static let headLimit = 1 << 16

  /// `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, `GB18030`, `Windows-1252` …, with `, gzip` where it was packed, `xlsx, sheet 'July'`. Of a file that
  /// begins with a long stretch of ASCII it is final when all has been read.
  var encoding: String { found.name + packed }

  /// What is known of the encoding by now.
  private final class Found {
    var name: String
    var doubt: EncodingChoice.Doubt?

    init(_ name: String, _ doubt: EncodingChoice.Doubt? = nil) {
      self.name = name
      self.doubt = doubt
    }
  }

  /// Opens text, a page's table, or a workbook's sheet, whichever the bytes are.
  /// - Parameters:
  ///   - words: what the file is expected to hold: names of columns and of variants.
  ///   - sheet: a workbook's sheet, by name or number.
  ///   - shelf: keeps a workbook that is opened again and again.
  ///   - score: how well a sheet serves, from its beginning.
  static func open(
    path: String, shown: String, encoding declared: TableDeclaration.Encoding, words: [String] = [], sheet: String? = nil,
    shelf: BookShelf = BookShelf(), chunk: Int, headLimit: Int = TextFile.headLimit, score: ([UInt8]) -> Int = { min($0.count, 1) }
  ) throws(FileProblem) -> TextFile {
    let raw = try RawFile(path: path, shown: shown, chunk: chunk, headLimit: headLimit)
    if !raw.isPacked, let kind = BookShelf.kind(raw.head) {
      let rows = try shelf.open(path: path, head: raw.head, size: raw.size, wanted: sheet, chunk: chunk) { source in
        (try? source.readHead(headLimit)).map { score($0.bytes) } ?? 0
      }
      let (head, whole) = try rows.source.readHead(headLimit)
      return TextFile(
        size: raw.size, head: head, isWhole: whole, source: HeadedSource(head, then: rows.source), hasChanged: raw.hasChanged, remarks: rows.remarks,
        found: Found("\(kind), sheet '\(rows.name)'"), packed: "")
    }
    if let sheet { throw FileProblem("no_sheet", SheetSentences.noSheets(sheet)) }
    try OtherFormat.refuse(raw.head)
    func decide() throws(FileProblem) -> EncodingChoice {
      try choose(raw, words: words) { () throws(FileProblem) in try RawFile(path: path, shown: shown, chunk: chunk, headLimit: 0).source }
    }
    let isPage = OtherFormat.isPage(raw.head)
    let said = isPage ? OtherFormat.charset(raw.head).map { KnownEncoding.meant(by: $0) } : nil
    let found: Found
    let encoding: TextEncoding
    var open = false
    if let known = TextEncoding.declared(declared, head: raw.head) ?? TextEncoding.marked(raw.head)
      ?? said.map({ TextEncoding(kind: .other($0), name: $0.name) })
    {
      encoding = known
      found = Found(known.name)
    } else if raw.head.withUnsafeBytes({ UndecidedSource.plainCount($0) }) == raw.head.count {
      encoding = TextEncoding(kind: .utf8, name: "UTF-8")
      found = Found("UTF-8")
      open = !raw.ended
    } else {
      let choice = try decide()
      encoding = choice.text
      found = Found(choice.name, choice.doubt)
    }
    if !encoding.mayHoldNoughts { try OtherFormat.refuseNought(raw.head) }
    let body = Array(raw.head.dropFirst(encoding.mark))
    let rest: (any ByteSource)? = raw.ended ? nil : raw.source
    func file(_ head: [UInt8], _ isWhole: Bool, _ source: any ByteSource) throws(FileProblem) -> TextFile {
      guard isPage else {
        return TextFile(
          size: raw.size, head: head, isWhole: isWhole, source: source, hasChanged: raw.hasChanged,
          remarks: { shown in found.doubt.map { [FileSentences.doubt(shown, found.name, $0)] } ?? [] }, found: found,
          packed: raw.isPacked ? ", gzip" : "")
      }
      let page = try PageTable.read(source, size: raw.size)
      return TextFile(
        size: raw.size, head: page.text, isWhole: true, source: HeadedSource(page.text, then: nil), hasChanged: raw.hasChanged,
        remarks: { shown in [SheetSentences.page(shown, tables: page.tables)] }, found: found, packed: ", HTML")
    }
    if encoding.kind == .utf8 {
      guard open else { return try file(body, raw.ended, HeadedSource(body, then: rest)) }
      let undecided = UndecidedSource(raw.source, chunk: chunk) { () throws(FileProblem) in
        let choice = try decide()
        found.name = choice.name
        found.doubt = choice.doubt
        return choice.text
      }
      return try file(body, false, HeadedSource(body, then: undecided))
    }
    let decoded = try encoding.decode(HeadedSource(body, then: rest), chunk: chunk)
    var (head, whole) = try decoded.readHead(headLimit)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    if encoding.isDeclared { try OtherFormat.refuseNought(head) }
    return try file(head, whole, HeadedSource(head, then: decoded))
  }

  /// The head's word, or the whole file's where the head leaves a doubt.
  private static func choose(
    _ raw: RawFile, words: [String], reopen: () throws(FileProblem) -> any ByteSource
  ) throws(FileProblem) -> EncodingChoice {
    var evidence = EncodingEvidence()
    raw.head.withUnsafeBytes { evidence.add($0) }
    if raw.ended || evidence.isSurelyUTF8 {
      evidence.flush()
      return try EncodingChoice.of(evidence, words: words)
    }
    evidence = EncodingEvidence()
    let source = try reopen()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while !evidence.isFull, !evidence.isSurelyUTF8 {
      let count = try source.read(into: buffer)
      guard count > 0 else { break }
      evidence.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    evidence.flush()
    return try EncodingChoice.of(evidence, words: words)
  }
}

extension EncodingChoice {
  fileprivate var text: TextEncoding {
    TextEncoding(kind: encoding.map { .other($0) } ?? .utf8, name: name)
  }
}

/// A file's bytes, unpacked where it is packed, with their beginning.
private struct RawFile {
  let head: [UInt8]
  /// Whether `head` is everything.
  let ended: Bool
  /// What follows the head.
  let source: any ByteSource
  let isPacked: Bool
  let size: Int
  let hasChanged: () -> Bool

  init(path: String, shown: String, chunk: Int, headLimit: Int) throws(FileProblem) {
    let file = try PlainFile(path: path, shown: shown)
    size = file.size
    hasChanged = { file.hasChanged }
    let magic = try file.readHead(min(max(headLimit, 16), file.size + 16))
    guard magic.bytes.starts(with: [0x1F, 0x8B]) else {
      isPacked = false
      head = headLimit == 0 ? [] : magic.bytes
      ended = magic.ended
      source = headLimit == 0 ? HeadedSource(magic.bytes, then: file) : file
      return
    }
    isPacked = true
    let unpacked = try GzipSource(HeadedSource(magic.bytes, then: file), chunk: chunk)
    source = unpacked
    (head, ended) = headLimit == 0 ? ([], false) : try unpacked.readHead(headLimit)
  }
}
