/// Escapes in a JSON text, and what bytes are UTF-8.
enum JSONEscapes {
  /// How many bytes the escape takes (a pair of surrogates is one escape), or nil when it is none.
  static func length(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      guard let unit = codeUnit(bytes, at: start + 2) else { return nil }
      if unit & 0xFC00 == 0xDC00 { return nil }
      guard unit & 0xFC00 == 0xD800 else { return 6 }
      guard start + 7 < bytes.count, bytes[start + 6] == UInt8(ascii: "\\"), bytes[start + 7] == UInt8(ascii: "u"),
        let low = codeUnit(bytes, at: start + 8), low & 0xFC00 == 0xDC00
      else { return nil }
      return 12
    default: return nil
    }
  }

  private static func codeUnit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt16? {
    guard start + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for offset in 0..<4 {
      let byte = bytes[start + offset]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// The UTF-8 of a text whose escapes are known to be good.
  static func decoded(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "\\"), let length = length(bytes, at: at) else {
        text.append(bytes[at])
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        let high = UInt32(codeUnit(bytes, at: at + 2) ?? 0)
        let low = length == 12 ? UInt32(codeUnit(bytes, at: at + 8) ?? 0) : 0
        let scalar = length == 12 ? 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00) : high
        if let scalar = Unicode.Scalar(scalar) { text.append(contentsOf: Array(String(Character(scalar)).utf8)) }
      default: text.append(bytes[at + 1])
      }
      at += length
    }
    return text
  }
}

enum UTF8Sequence {
  /// Bytes of the well-formed sequence here (Unicode 16, table 3-7), or nil.
  static func length(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    let first = bytes[start]
    let (length, second): (Int, ClosedRange<UInt8>)
    switch first {
    case 0...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard start + length <= bytes.count, second ~= bytes[start + 1] else { return nil }
    for offset in 2..<max(length, 2) where bytes[start + offset] & 0xC0 != 0x80 { return nil }
    return length
  }
}

/// A piece of what a person wrote, short enough for a message.
enum Excerpt {
  static func of(_ text: String, limit: Int = 60) -> String {
    var short = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      // Control characters would break the line of the message.
      short.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
    }
    return text.unicodeScalars.count > limit ? String(short) + "…" : String(short)
  }
}
