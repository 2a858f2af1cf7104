import Glibc

/// `mvp calc --stdin`: a line in, a line out, in order, for as long as lines come.
package struct CalcStream: ~Copyable {
  private static let readSize = 1 << 18
  private static let writeSize = 1 << 17

  private let input: Int32
  private let output: Int32
  private var session: CalcSession
  private var pending: [UInt8] = []
  private var isFirstLine = true

  /// Between two open file descriptors.
  package init(input: Int32, output: Int32) {
    self.init(input: input, output: output, catalogue: .all)
  }

  init(input: Int32, output: Int32, catalogue: CalcCatalogue) {
    self.input = input
    self.output = output
    session = CalcSession(catalogue)
  }

  /// Runs until the input ends. Answers are written in blocks, and at once when the input pauses.
  package mutating func run() throws(CalcStreamFailure) {
    let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.readSize)
    defer { block.deallocate() }
    while true {
      if !isMoreWaiting() { try flush() }
      let count = read(input, block.baseAddress, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CalcStreamFailure(action: "read", code: errno) }
      if count == 0 { break }
      try take(UnsafeBufferPointer(rebasing: block[0..<count]))
    }
    if !pending.isEmpty { pending.withUnsafeBufferPointer { answer($0) } }
    try flush()
  }

  private mutating func take(_ block: UnsafeBufferPointer<UInt8>) throws(CalcStreamFailure) {
    var start = 0
    while start < block.count, let base = block.baseAddress, let end = memchr(base + start, 0x0A, block.count - start) {
      let newline = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(end))
      let piece = UnsafeBufferPointer(rebasing: block[start..<newline])
      if pending.isEmpty {
        answer(piece)
      } else {
        keep(piece)
        let line = pending
        pending.removeAll(keepingCapacity: line.count < 1 << 20)
        line.withUnsafeBufferPointer { answer($0) }
      }
      start = newline + 1
      if session.size >= Self.writeSize { try flush() }
    }
    keep(UnsafeBufferPointer(rebasing: block[start...]))
  }

  /// Of a line that does not end no more is kept than shows that it is too long.
  private mutating func keep(_ piece: UnsafeBufferPointer<UInt8>) {
    pending.append(contentsOf: piece.prefix(max(JSONTape.longest + 1 - pending.count, 0)))
  }

  private mutating func answer(_ line: UnsafeBufferPointer<UInt8>) {
    var line = line
    if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = UnsafeBufferPointer(rebasing: line[3...]) }
    isFirstLine = false
    if line.last == 0x0D { line = UnsafeBufferPointer(rebasing: line[..<(line.count - 1)]) }
    session.answer(line)
  }

  private func isMoreWaiting() -> Bool {
    var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  private mutating func flush() throws(CalcStreamFailure) {
    var written = 0
    let answers = session.answers
    while written < answers.count {
      let count = answers.withUnsafeBytes { write(output, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CalcStreamFailure(action: "write", code: errno) }
      written += count
    }
    session.clear()
  }
}

/// The system refused to read or to write.
package struct CalcStreamFailure: Error, CustomStringConvertible {
  let action: String
  let code: Int32

  package var description: String { "cannot \(action): \(String(cString: strerror(code)))" }
}
