/// UTF-16 turned into UTF-8 piece by piece; a lone surrogate becomes U+FFFD.
final class UTF16Source: ByteSource {
  private let source: any ByteSource
  private let bigEndian: Bool
  private let input: UnsafeMutableRawBufferPointer
  private var position = 0
  private var available = 0
  private var ended = false
  /// A high surrogate that waits for its other half.
  private var high: UInt32?

  init(_ source: any ByteSource, bigEndian: Bool, chunk: Int = 1 << 16) {
    self.source = source
    self.bigEndian = bigEndian
    input = .allocate(byteCount: max(chunk, 4), alignment: 16)
  }

  deinit { input.deallocate() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    precondition(buffer.count >= 8, "a code point and a replacement need room")
    var written = 0
    func put(_ scalar: UInt32) {
      func byte(_ value: UInt32) {
        buffer[written] = UInt8(truncatingIfNeeded: value)
        written += 1
      }
      switch scalar {
      case ..<0x80: byte(scalar)
      case ..<0x800:
        byte(0xC0 | scalar >> 6)
        byte(0x80 | scalar & 0x3F)
      case ..<0x10000:
        byte(0xE0 | scalar >> 12)
        byte(0x80 | scalar >> 6 & 0x3F)
        byte(0x80 | scalar & 0x3F)
      default:
        byte(0xF0 | scalar >> 18)
        byte(0x80 | scalar >> 12 & 0x3F)
        byte(0x80 | scalar >> 6 & 0x3F)
        byte(0x80 | scalar & 0x3F)
      }
    }
    while written == 0 {
      if available - position < 2 {
        guard try refill() else {
          if high != nil || available > position { put(0xFFFD) }
          high = nil
          position = available
          return written
        }
      }
      while available - position >= 2, written + 7 <= buffer.count {
        let first = UInt32(input[position])
        let second = UInt32(input[position + 1])
        position += 2
        let unit = bigEndian ? first << 8 | second : second << 8 | first
        switch unit {
        case 0xD800..<0xDC00:
          if high != nil { put(0xFFFD) }
          high = unit
        case 0xDC00..<0xE000:
          put(high.map { 0x10000 + ($0 - 0xD800) << 10 + (unit - 0xDC00) } ?? 0xFFFD)
          high = nil
        default:
          if high != nil { put(0xFFFD) }
          high = nil
          put(unit)
        }
      }
    }
    return written
  }

  /// Keeps an odd byte and reads on; false at the end.
  private func refill() throws(FileProblem) -> Bool {
    let left = available - position
    if left == 1 { input[0] = input[position] }
    position = 0
    available = left
    guard !ended else { return false }
    let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[left...]))
    if got == 0 { ended = true }
    available += got
    return got > 0
  }
}
