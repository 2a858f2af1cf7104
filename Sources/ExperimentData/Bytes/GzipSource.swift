import CZlib

/// A gzip stream (RFC 1952) unpacked as it is read; several members one after the other are one file.
final class GzipSource: ByteSource {
  private let source: any ByteSource
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var sourceEnded = false
  private var memberEnded = false
  private var started = false

  init(_ source: any ByteSource, chunk: Int = 1 << 17) throws(FileProblem) {
    self.source = source
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: chunk, alignment: 16)
    // 15: the largest window; +16: gzip framing.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw FileProblem("unreadable", "zlib cannot be started", "zlib 无法启动")
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
        guard stream.pointee.avail_in > 0, stream.pointee.next_in?.pointee == 0x1F else { return 0 }
        inflateReset(stream)
        memberEnded = false
      }
      let status = inflate(stream, Z_NO_FLUSH)
      switch status {
      case Z_OK: break
      case Z_STREAM_END: memberEnded = true
      case Z_BUF_ERROR where sourceEnded && stream.pointee.avail_in == 0:
        throw FileProblem("truncated", "the compressed file ends too early: it was cut off", "压缩文件不完整:被截断了")
      case Z_BUF_ERROR: break
      default: throw FileProblem("corrupt", "the compressed file is damaged", "压缩文件已损坏")
      }
      if stream.pointee.avail_in == 0, sourceEnded, !memberEnded, Int(stream.pointee.avail_out) == room {
        throw FileProblem("truncated", "the compressed file ends too early: it was cut off", "压缩文件不完整:被截断了")
      }
    }
    return room - Int(stream.pointee.avail_out)
  }

  private func refill() throws(FileProblem) {
    guard stream.pointee.avail_in == 0, !sourceEnded else { return }
    let got = try source.read(into: input)
    if got == 0 { sourceEnded = true }
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(got)
  }
}
