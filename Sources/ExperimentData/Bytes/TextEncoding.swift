import ExperimentModel

/// How a file's bytes become text.
struct TextEncoding {
  enum Kind: Equatable {
    case utf8
    case utf16(bigEndian: Bool)
    case other(KnownEncoding)
  }

  let kind: Kind
  let name: String
  /// Bytes of the mark before the text.
  var mark = 0
  /// Whether it was named by the declaration.
  var isDeclared = false

  /// What a declaration says; nil where the file is asked.
  static func declared(_ encoding: TableDeclaration.Encoding, head: [UInt8]) -> TextEncoding? {
    switch encoding {
    case .detected: return nil
    case .utf8:
      let mark = head.starts(with: [0xEF, 0xBB, 0xBF])
      return TextEncoding(kind: .utf8, name: mark ? "UTF-8 with BOM" : "UTF-8", mark: mark ? 3 : 0, isDeclared: true)
    case .utf16LittleEndian:
      return TextEncoding(kind: .utf16(bigEndian: false), name: "UTF-16LE", mark: head.starts(with: [0xFF, 0xFE]) ? 2 : 0, isDeclared: true)
    case .utf16BigEndian:
      return TextEncoding(kind: .utf16(bigEndian: true), name: "UTF-16BE", mark: head.starts(with: [0xFE, 0xFF]) ? 2 : 0, isDeclared: true)
    case .gb18030: return chinese(head, isDeclared: true)
    case .named(let name):
      let known = KnownEncoding.meant(by: name)
      return TextEncoding(kind: .other(known), name: known.name, isDeclared: true)
    }
  }

  /// What a mark at the start says, or the noughts of UTF-16; nil where only the text can tell.
  static func marked(_ head: [UInt8]) -> TextEncoding? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return TextEncoding(kind: .utf8, name: "UTF-8 with BOM", mark: 3) }
    if head.starts(with: [0xFF, 0xFE]) { return TextEncoding(kind: .utf16(bigEndian: false), name: "UTF-16LE", mark: 2) }
    if head.starts(with: [0xFE, 0xFF]) { return TextEncoding(kind: .utf16(bigEndian: true), name: "UTF-16BE", mark: 2) }
    if head.starts(with: [0x84, 0x31, 0x95, 0x33]) { return chinese(head, isDeclared: false) }
    return bareUTF16(head).map { TextEncoding(kind: .utf16(bigEndian: $0), name: $0 ? "UTF-16BE" : "UTF-16LE") }
  }

  private static func chinese(_ head: [UInt8], isDeclared: Bool) -> TextEncoding {
    TextEncoding(
      kind: .other(KnownEncoding("GB18030")), name: "GB18030", mark: head.starts(with: [0x84, 0x31, 0x95, 0x33]) ? 4 : 0, isDeclared: isDeclared)
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

  /// Whether bytes of nought say nothing against the text: UTF-16's, and what a declaration alone knows of.
  var mayHoldNoughts: Bool {
    switch kind {
    case .utf16: true
    case .other: isDeclared
    case .utf8: false
    }
  }

  /// The source as UTF-8.
  func decode(_ source: any ByteSource, chunk: Int) throws(FileProblem) -> any ByteSource {
    switch kind {
    case .utf8: source
    case .utf16(let bigEndian): UTF16Source(source, bigEndian: bigEndian, chunk: chunk)
    case .other(let encoding): try IconvSource(source, encoding: encoding.iconv, chunk: chunk)
    }
  }
}
