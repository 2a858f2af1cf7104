import ExperimentModel

/// A file opened as text: unpacked, its encoding known, its start at hand for whoever must guess more about it.
struct TextFile {
  /// `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, `UTF-16BE`, `GB18030`, with `, gzip` where it was packed.
  let encoding: String
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

  static let headLimit = 1 << 16

  static func open(
    path: String, shown: String, encoding declared: TableDeclaration.Encoding, chunk: Int, headLimit: Int = TextFile.headLimit
  ) throws(FileProblem) -> TextFile {
    let file = try PlainFile(path: path, shown: shown)
    var (raw, ended) = try file.readHead(min(headLimit, file.size + 16))
    var source: any ByteSource = file
    var packed = ""
    if raw.starts(with: [0x1F, 0x8B]) {
      source = try GzipSource(HeadedSource(raw, then: file), chunk: chunk)
      (raw, ended) = try source.readHead(headLimit)
      packed = ", gzip"
    }
    let guess = try TextEncoding.of(raw, ended: ended, declared: declared)
    try TextEncoding.refuseNought(raw, guess.encoding)
    let body = Array(raw.dropFirst(guess.bom))
    let rest: (any ByteSource)? = ended ? nil : source
    let decoded: any ByteSource
    switch guess.encoding {
    case .utf8:
      return TextFile(
        encoding: guess.name + packed, size: file.size, head: body, isWhole: ended, source: HeadedSource(body, then: rest),
        hasChanged: { file.hasChanged })
    case .utf16(let bigEndian): decoded = UTF16Source(HeadedSource(body, then: rest), bigEndian: bigEndian, chunk: chunk)
    case .gb18030: decoded = try GB18030Source(HeadedSource(body, then: rest), chunk: chunk)
    }
    let (head, whole) = try decoded.readHead(headLimit)
    return TextFile(
      encoding: guess.name + packed, size: file.size, head: head, isWhole: whole, source: HeadedSource(head, then: decoded),
      hasChanged: { file.hasChanged })
  }
}

/// Which encoding a file's first bytes show.
enum TextEncoding {
  enum Kind {
    case utf8
    case utf16(bigEndian: Bool)
    case gb18030
  }

  static func of(
    _ head: [UInt8], ended: Bool, declared: TableDeclaration.Encoding
  ) throws(FileProblem) -> (encoding: Kind, name: String, bom: Int) {
    try refuseOtherFormats(head)
    switch declared {
    case .utf8: return head.starts(with: [0xEF, 0xBB, 0xBF]) ? (.utf8, "UTF-8 with BOM", 3) : (.utf8, "UTF-8", 0)
    case .utf16LittleEndian: return (.utf16(bigEndian: false), "UTF-16LE", head.starts(with: [0xFF, 0xFE]) ? 2 : 0)
    case .utf16BigEndian: return (.utf16(bigEndian: true), "UTF-16BE", head.starts(with: [0xFE, 0xFF]) ? 2 : 0)
    case .gb18030: return (.gb18030, "GB18030", head.starts(with: [0x84, 0x31, 0x95, 0x33]) ? 4 : 0)
    case .detected: break
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, "UTF-8 with BOM", 3) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16(bigEndian: false), "UTF-16LE", 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16(bigEndian: true), "UTF-16BE", 2) }
    if head.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, "GB18030", 4) }
    if let bigEndian = bareUTF16(head) { return (.utf16(bigEndian: bigEndian), bigEndian ? "UTF-16BE" : "UTF-16LE", 0) }
    if isUTF8(head, ended: ended) { return GB18030Likeness.isLikelier(head) ? (.gb18030, "GB18030", 0) : (.utf8, "UTF-8", 0) }
    if GB18030Source.accepts(head) { return (.gb18030, "GB18030", 0) }
    throw FileProblem("encoding", FileSentences.unknownEncoding)
  }

  private static func refuseOtherFormats(_ head: [UInt8]) throws(FileProblem) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw FileProblem("not_a_table", FileSentences.workbook)
    }
    let start = head.prefix(512).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard start.first == 0x3C else { return }
    let text = String(decoding: start, as: UTF8.self).lowercased()
    if ["<!doctype", "<html", "<table", "<?xml", "<meta", "<style"].contains(where: { text.hasPrefix($0) }) {
      throw FileProblem("not_a_table", FileSentences.webPage)
    }
  }

  /// A byte of nought stands in no text but UTF-16's: a picture, a database, or a download that was cut and padded.
  static func refuseNought(_ head: [UInt8], _ encoding: Kind) throws(FileProblem) {
    if case .utf16 = encoding { return }
    guard let place = head.firstIndex(of: 0) else { return }
    let line = head[..<place].count { $0 == 0x0A } + 1
    throw FileProblem("not_a_table", FileSentences.nulByte(line: line))
  }

  /// UTF-16 without a mark, told by the zero bytes that Latin letters, digits and separators leave in every other place.
  private static func bareUTF16(_ head: [UInt8]) -> Bool? {
    let sample = head.prefix(4096)
    guard sample.count >= 4 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in sample.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let pairs = sample.count / 2
    if zeros.odd * 10 > pairs * 2, zeros.even * 20 < zeros.odd { return false }
    if zeros.even * 10 > pairs * 2, zeros.odd * 20 < zeros.even { return true }
    return nil
  }

  private static func isUTF8(_ head: [UInt8], ended: Bool) -> Bool {
    if String(validating: head, as: UTF8.self) != nil { return true }
    guard !ended else { return false }
    // A character may be cut off at the end of the head.
    return (1...3).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
  }
}
