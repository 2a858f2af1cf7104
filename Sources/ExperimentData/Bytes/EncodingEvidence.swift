/// What a file's bytes say of their encoding: its lines with characters outside ASCII, gathered as they pass, as far as a quarter of a megabyte of them.
struct EncodingEvidence {
  static let mostBytes = 1 << 18
  /// A line longer than this is taken in parts.
  private static let longestLine = 1 << 16

  private(set) var sample: [UInt8] = []
  /// Bytes of the sample that are outside ASCII.
  private(set) var high = 0
  /// Of those, the bytes of characters that are whole in UTF-8, and of such characters with three bytes and more.
  private(set) var valid = 0
  private(set) var wide = 0
  /// Bytes that are no UTF-8, and the 1-based line of the first.
  private(set) var stray = 0
  private(set) var strayLine = 0
  private var lines = 0
  private var carry: [UInt8] = []

  var isFull: Bool { sample.count >= EncodingEvidence.mostBytes }
  /// Whether nothing that follows could speak against UTF-8: Chinese, Japanese or Korean text that is whole by chance would be a wonder.
  var isSurelyUTF8: Bool { stray == 0 && wide >= 32 }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var at = 0
    while at < bytes.count, !isFull {
      let end = bytes[at...].firstIndex(of: 0x0A)
      let piece = UnsafeRawBufferPointer(rebasing: bytes[at..<(end.map { $0 + 1 } ?? bytes.count)])
      if carry.isEmpty, end != nil {
        take(piece)
      } else {
        carry.append(contentsOf: piece)
        if end != nil || carry.count > EncodingEvidence.longestLine { flush() }
      }
      if end != nil { lines += 1 }
      at += piece.count
    }
  }

  /// The last line may have no end.
  mutating func flush() {
    let line = carry
    carry.removeAll(keepingCapacity: true)
    line.withUnsafeBytes { take($0) }
  }

  private mutating func take(_ line: UnsafeRawBufferPointer) {
    guard line.contains(where: { $0 >= 0x80 }) else { return }
    sample.append(contentsOf: line)
    var at = 0
    while at < line.count {
      guard line[at] >= 0x80 else {
        at += 1
        continue
      }
      let length = EncodingEvidence.characterLength(line, at)
      if length == 0, at + 4 > line.count, EncodingEvidence.isCutOff(line, at) { break }
      if length == 0 {
        if stray == 0 { strayLine = lines + 1 }
        stray += 1
      } else {
        valid += length
        if length > 2 { wide += 1 }
      }
      high += max(length, 1)
      at += max(length, 1)
    }
  }

  /// Bytes of the UTF-8 character at the place; 0 where there is none (RFC 3629).
  private static func characterLength(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int {
    let lead = bytes[at]
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, at + length <= bytes.count else { return 0 }
    for place in (at + 1)..<(at + length) where bytes[place] & 0xC0 != 0x80 { return 0 }
    let second = bytes[at + 1]
    switch lead {
    case 0xE0: return second >= 0xA0 ? 3 : 0
    case 0xED: return second < 0xA0 ? 3 : 0
    case 0xF0: return second >= 0x90 ? 4 : 0
    case 0xF4: return second < 0x90 ? 4 : 0
    default: return length
    }
  }

  /// Whether a character begins here that only the end of the piece cuts off.
  private static func isCutOff(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    let lead = bytes[at]
    guard lead >= 0xC2, lead < 0xF5, at + (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4) > bytes.count else { return false }
    return bytes[(at + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
  }
}
