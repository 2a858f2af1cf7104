/// A run of UTF-8 bytes inside a buffer that somebody else owns: valid only until the next record is read.
struct FieldBytes {
  let start: UnsafePointer<UInt8>
  let count: Int

  @inline(__always) subscript(index: Int) -> UInt8 { start[index] }

  var isEmpty: Bool { count == 0 }

  /// A copy as text; bytes that are not UTF-8 become U+FFFD.
  var text: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

  var isUTF8: Bool { String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) != nil }

  @inline(__always) func isSame(as other: FieldBytes) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where start[index] != other.start[index] { return false }
    return true
  }

  /// Without spaces, tabs and line ends around it (other control characters stay: they are no spaces); no-break and ideographic spaces and stray byte order marks count as spaces.
  var trimmed: FieldBytes {
    var low = 0
    var high = count
    while low < high {
      let byte = start[low]
      if byte == 0x20 || byte &- 0x09 < 5 {
        low += 1
        continue
      }
      let wide = byte < 0xC2 ? 0 : FieldBytes.spaceLength(start + low, high - low)
      if wide == 0 { break }
      low += wide
    }
    while high > low {
      let byte = start[high - 1]
      if byte == 0x20 || byte &- 0x09 < 5 {
        high -= 1
        continue
      }
      if byte < 0x80 { break }
      if high - low >= 2, FieldBytes.spaceLength(start + high - 2, 2) == 2 {
        high -= 2
        continue
      }
      if high - low >= 3, FieldBytes.spaceLength(start + high - 3, 3) == 3 {
        high -= 3
        continue
      }
      break
    }
    return FieldBytes(start: start + low, count: high - low)
  }

  /// Bytes of a space character other than ASCII's at the pointer, or 0: U+00A0, U+202F, U+3000, U+FEFF, U+200B.
  private static func spaceLength(_ at: UnsafePointer<UInt8>, _ room: Int) -> Int {
    if room >= 2, at[0] == 0xC2, at[1] == 0xA0 { return 2 }
    guard room >= 3 else { return 0 }
    switch (at[0], at[1], at[2]) {
    case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF), (0xE2, 0x80, 0xAF), (0xE2, 0x80, 0x8B): return 3
    default: return 0
    }
  }
}
