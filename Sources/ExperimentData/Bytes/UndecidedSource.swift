/// Text that is ASCII so far: passed on as it is until the first other byte, which makes the question of its encoding worth asking.
///
/// So a file in plain English is read once, and its encoding costs nothing.
final class UndecidedSource: ByteSource {
  private let source: any ByteSource
  private let decide: () throws(FileProblem) -> TextEncoding
  private let chunk: Int
  private var decoded: (any ByteSource)?

  /// - Parameter decide: asked once, at the first byte outside ASCII.
  init(_ source: any ByteSource, chunk: Int, decide: @escaping () throws(FileProblem) -> TextEncoding) {
    self.source = source
    self.chunk = chunk
    self.decide = decide
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    if let decoded { return try decoded.read(into: buffer) }
    let count = try source.read(into: buffer)
    let plain = UndecidedSource.plainCount(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    guard plain < count else { return count }
    let rest = HeadedSource(Array(buffer[plain..<count]), then: source)
    let decoded = try decide().decode(rest, chunk: chunk)
    self.decoded = decoded
    return plain > 0 ? plain : try decoded.read(into: buffer)
  }

  /// Bytes before the first outside ASCII.
  static func plainCount(_ bytes: UnsafeRawBufferPointer) -> Int {
    var at = 0
    while at + 32 <= bytes.count {
      let words = (0..<4).reduce(UInt64(0)) { $0 | bytes.loadUnaligned(fromByteOffset: at + $1 * 8, as: UInt64.self) }
      if words & 0x8080_8080_8080_8080 != 0 { break }
      at += 32
    }
    while at < bytes.count, bytes[at] < 0x80 { at += 1 }
    return at
  }
}
