/// Bytes that come in pieces: a file, a compressed one, or another source decoded.
protocol ByteSource: AnyObject {
  /// Fills the start of the buffer with at least one byte; 0 only at the end. The buffer holds 8 bytes or more.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int
}

/// Bytes already read, then what follows them.
final class HeadedSource: ByteSource {
  private let head: [UInt8]
  private var position = 0
  private let rest: (any ByteSource)?

  init(_ head: [UInt8], then rest: (any ByteSource)?) {
    self.head = head
    self.rest = rest
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    let count = min(head.count - position, buffer.count)
    guard count > 0 else { return try rest?.read(into: buffer) ?? 0 }
    head.withUnsafeBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)]))
    }
    position += count
    return count
  }
}

extension ByteSource {
  /// Reads until so many bytes are there or nothing is left. `ended` tells which.
  func readHead(_ limit: Int) throws(FileProblem) -> (bytes: [UInt8], ended: Bool) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 16)
    defer { buffer.deallocate() }
    var count = 0
    while limit - count >= 8 {
      let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if got == 0 { return (Array(buffer[..<count]), true) }
      count += got
    }
    return (Array(buffer[..<count]), false)
  }
}
