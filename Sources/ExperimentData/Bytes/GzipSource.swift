import CZlib

/// A gzip stream (RFC 1952) unpacked as it is read; several members one after the other are one file, as `cat a.gz b.gz` makes it.
///
/// What unpacks to more than any table would is refused: 16 GB, or beyond 256 MB more than 200 times its packed size (tables pack
/// to a fifth or a thirtieth; a bomb to a thousandth).
final class GzipSource: ByteSource {
  static let mostBytes = 16 << 30
  static let freeBytes = 256 << 20
  static let mostRatio = 200

  private let source: any ByteSource
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var sourceEnded = false
  private var memberEnded = false
  private var started = false
  private var packed = 0
  private var unpacked = 0
  private let free: Int

  /// - Parameter free: bytes that may come out before their ratio to the packed ones is asked.
  init(_ source: any ByteSource, chunk: Int = 1 << 17, free: Int = GzipSource.freeBytes) throws(FileProblem) {
    self.source = source
    self.free = free
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: chunk, alignment: 16)
    // 15: the largest window; +16: gzip framing.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw FileProblem("unreadable", FileSentences.noZlib)
    }
    started = true
  }

  deinit {
    if started { inflateEnd(stream) }
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(min(buffer.count, Int(UInt32.max)))
    let room = Int(stream.pointee.avail_out)
    while Int(stream.pointee.avail_out) == room {
      try refill()
      if memberEnded {
        guard stream.pointee.avail_in > 0 else { return 0 }
        guard stream.pointee.next_in?.pointee == 0x1F else {
          try refuseRest()
          return 0
        }
        inflateReset(stream)
        memberEnded = false
      }
      let status = inflate(stream, Z_NO_FLUSH)
      switch status {
      case Z_OK: break
      case Z_STREAM_END: memberEnded = true
      case Z_BUF_ERROR where sourceEnded && stream.pointee.avail_in == 0:
        throw FileProblem("truncated", FileSentences.cutOff)
      case Z_BUF_ERROR: break
      default: throw FileProblem("corrupt", FileSentences.damaged)
      }
      if stream.pointee.avail_in == 0, sourceEnded, !memberEnded, Int(stream.pointee.avail_out) == room {
        throw FileProblem("truncated", FileSentences.cutOff)
      }
    }
    let count = room - Int(stream.pointee.avail_out)
    unpacked += count
    guard unpacked <= GzipSource.mostBytes, unpacked <= free || unpacked / max(packed, 1) <= GzipSource.mostRatio else {
      throw FileProblem("too_large", FileSentences.unpacksTooFar(packed: packed, unpacked: unpacked))
    }
    return count
  }

  /// Behind the last member only noughts may stand, which tapes and downloads add.
  private func refuseRest() throws(FileProblem) {
    while stream.pointee.avail_in > 0 {
      let rest = UnsafeBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in))
      guard rest.allSatisfy({ $0 == 0 }) else {
        throw FileProblem("corrupt", FileSentences.trailingBytes)
      }
      stream.pointee.avail_in = 0
      try refill()
    }
  }

  private func refill() throws(FileProblem) {
    guard stream.pointee.avail_in == 0, !sourceEnded else { return }
    let got = try source.read(into: input)
    if got == 0 { sourceEnded = true }
    packed += got
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(got)
  }
}
