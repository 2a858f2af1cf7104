import Glibc

/// Text of any encoding that iconv knows, turned into UTF-8 a piece at a time; what is no character becomes U+FFFD.
final class IconvSource: ByteSource {
  private let source: any ByteSource
  private let converter: iconv_t
  private let input: UnsafeMutablePointer<CChar>
  private let capacity: Int
  private var position = 0
  private var available = 0
  private var ended = false
  private var flushed = false

  /// - Parameter encoding: as iconv names it.
  init(_ source: any ByteSource, encoding: String, chunk: Int = 1 << 16) throws(FileProblem) {
    guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else {
      throw FileProblem("encoding", FileSentences.noConverter(encoding))
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
      if position == available, try !refill() { return flush(start, buffer.count) }
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

  /// Some encodings hold a letter back until they know that no accent follows.
  private func flush(_ start: UnsafeMutablePointer<CChar>, _ count: Int) -> Int {
    guard !flushed else { return 0 }
    flushed = true
    var to: UnsafeMutablePointer<CChar>? = start
    var room = count
    iconv(converter, nil, nil, &to, &room)
    return count - room
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
}

/// Short texts turned from one encoding into another, whole.
enum Iconv {
  /// The text in UTF-8 and how many bytes of it were no characters (each became U+FFFD); a character cut off at the end is left out.
  static func decode(_ bytes: [UInt8], from encoding: String) -> (text: [UInt8], bad: Int)? {
    guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var bytes = bytes
    var text: [UInt8] = []
    var bad = 0
    var output = [CChar](repeating: 0, count: 1 << 14)
    bytes.withUnsafeMutableBytes { raw in
      var from = raw.bindMemory(to: CChar.self).baseAddress
      var left = raw.count
      while left > 0 {
        let (status, code, written) = output.withUnsafeMutableBufferPointer { buffer in
          var to = buffer.baseAddress
          var room = buffer.count
          let status = iconv(converter, &from, &left, &to, &room)
          return (status, errno, buffer.count - room)
        }
        for byte in output[..<written] { text.append(UInt8(bitPattern: byte)) }
        guard status == -1, code != E2BIG else { continue }
        if code == EINVAL { return }
        bad += 1
        text += [0xEF, 0xBF, 0xBD]
        from = from.map { $0 + 1 }
        left -= 1
      }
    }
    return (text, bad)
  }

  /// The bytes of a text in an encoding; nil where it has no way to write it.
  static func encode(_ text: String, to encoding: String) -> [UInt8]? {
    guard let converter = iconv_open(encoding, "UTF-8"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    let written = input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to -> Int? in
        var source = from.baseAddress
        var left = from.count
        var target = to.baseAddress
        var room = to.count
        guard iconv(converter, &source, &left, &target, &room) == 0, left == 0 else { return nil }
        return to.count - room
      }
    }
    return written.map { output[..<$0].map { UInt8(bitPattern: $0) } }
  }
}
