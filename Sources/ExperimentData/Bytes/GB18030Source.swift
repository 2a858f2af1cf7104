import Glibc

/// GB18030 (and its subsets GBK and GB2312) turned into UTF-8 by iconv; what is no character becomes U+FFFD.
final class GB18030Source: ByteSource {
  private let source: any ByteSource
  private let converter: iconv_t
  private let input: UnsafeMutablePointer<CChar>
  private let capacity: Int
  private var position = 0
  private var available = 0
  private var ended = false

  init(_ source: any ByteSource, chunk: Int = 1 << 16) throws(FileProblem) {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else {
      throw FileProblem("encoding", FileSentences.noGB18030)
    }
    self.source = source
    self.converter = converter
    capacity = max(chunk, 16)
    input = .allocate(capacity: capacity)
  }

  deinit {
    iconv_close(converter)
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    guard let start = buffer.bindMemory(to: CChar.self).baseAddress else { return 0 }
    var written = 0
    while written == 0 {
      if position == available, try !refill() { return 0 }
      var from: UnsafeMutablePointer<CChar>? = input + position
      var left = available - position
      var to: UnsafeMutablePointer<CChar>? = start
      var room = buffer.count
      let status = iconv(converter, &from, &left, &to, &room)
      let code = errno
      position = available - left
      written = buffer.count - room
      guard status == -1, code != E2BIG else { continue }
      // Half a character at the end of what has been read: more bytes may complete it.
      if code == EINVAL, try refill() { continue }
      if written + 3 <= buffer.count {
        for byte: UInt8 in [0xEF, 0xBF, 0xBD] {
          buffer[written] = byte
          written += 1
        }
        position += 1
      }
    }
    return written
  }

  private func refill() throws(FileProblem) -> Bool {
    let left = available - position
    if position > 0, left > 0 { memmove(input, input + position, left) }
    position = 0
    available = left
    guard !ended, left < capacity else { return false }
    let got = try source.read(into: UnsafeMutableRawBufferPointer(start: input + left, count: capacity - left))
    if got == 0 { ended = true }
    available += got
    return got > 0
  }

  /// Whether the bytes read as GB18030, but for a character cut off at their end.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return false }
    defer { iconv_close(converter) }
    var bytes = bytes
    var output = [CChar](repeating: 0, count: 4096)
    return bytes.withUnsafeMutableBytes { raw in
      var from = raw.bindMemory(to: CChar.self).baseAddress
      var left = raw.count
      while left > 0 {
        let status = output.withUnsafeMutableBufferPointer { buffer in
          var to = buffer.baseAddress
          var room = buffer.count
          return iconv(converter, &from, &left, &to, &room)
        }
        if status == -1, errno == EINVAL { return true }
        if status == -1, errno != E2BIG { return false }
      }
      return true
    }
  }
}
