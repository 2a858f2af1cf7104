import Glibc
import Testing

@testable import ExperimentCalculator

struct CalcStreamTests {
  /// What comes out for what goes in: each piece is written by a thread of its own making, the stream runs in another.
  static func output(of pieces: [[UInt8]], waitingForAnswers: Bool = false) throws -> String {
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    try #require(pipe(&input) == 0 && pipe(&output) == 0)
    let (source, writeEnd, readEnd, sink) = (input[0], input[1], output[0], output[1])
    let answering = try PosixThread {
      var stream = CalcStream(input: source, output: sink, catalogue: CalcProtocolTests.catalogue)
      do { try stream.run() } catch { Issue.record(error) }
      close(sink)
    }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    func feed() {
      for piece in pieces {
        var written = 0
        while written < piece.count { written += write(writeEnd, Array(piece[written...]), piece.count - written) }
        if waitingForAnswers {
          let count = read(readEnd, &block, block.count)
          bytes += block[0..<max(count, 0)]
        }
      }
      close(writeEnd)
    }
    var feeding: PosixThread?
    if waitingForAnswers {
      feed()
    } else {
      feeding = try PosixThread {
        for piece in pieces {
          var written = 0
          while written < piece.count { written += write(writeEnd, Array(piece[written...]), piece.count - written) }
        }
        close(writeEnd)
      }
    }
    while case let count = read(readEnd, &block, block.count), count > 0 { bytes += block[0..<count] }
    feeding?.join()
    answering.join()
    close(readEnd)
    close(source)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func line(_ id: Int) -> String { #"{"id":\#(id),"method":"test.sum","values":[\#(id),1]}"# }

  @Test func linesKeepTheirOrderWhateverTheirEnds() throws {
    let text = "\u{FEFF}" + Self.line(1) + "\r\n\r\n\n" + Self.line(2) + "\nnot json\n  \n" + Self.line(3)
    let answers = try Self.output(of: [Array(text.utf8)]).split(separator: "\n").map(String.init)
    try #require(answers.count == 4)
    #expect(answers[0].hasPrefix(#"{"id":1,"sum":2,"#))
    #expect(answers[1].hasPrefix(#"{"id":2,"sum":3,"#))
    #expect(answers[2].hasPrefix(#"{"id":null,"error":{"code":"invalid_input""#))
    #expect(answers[3].hasPrefix(#"{"id":3,"sum":4,"#))
  }

  @Test func linesMayComeInPiecesOfAnySize() throws {
    let lines = (0..<3_000).map(Self.line)
    let whole = Array((lines.joined(separator: "\n") + "\n").utf8)
    let pieces = stride(from: 0, to: whole.count, by: 997).map { Array(whole[$0..<min($0 + 997, whole.count)]) }
    let answers = try Self.output(of: pieces).split(separator: "\n")
    #expect(answers.count == 3_000)
    for (id, answer) in answers.enumerated() { #expect(answer.hasPrefix("{\"id\":\(id),\"sum\":\(id + 1),")) }
  }

  @Test func aLineLongerThanAnyBufferIsRead() throws {
    let ones = [String](repeating: "1", count: 300_000).joined(separator: ",")
    let text = #"{"method":"test.sum","values":[\#(ones)]}"# + "\n" + Self.line(1) + "\n"
    let answers = try Self.output(of: [Array(text.utf8)]).split(separator: "\n")
    #expect(answers.count == 2)
    #expect(answers.first?.hasPrefix(#"{"sum":300000,"#) == true)
  }

  @Test func anAnswerComesBeforeTheNextQuestion() throws {
    let questions = (0..<3).map { Array((Self.line($0) + "\n").utf8) }
    let answers = try Self.output(of: questions, waitingForAnswers: true).split(separator: "\n")
    #expect(answers.count == 3)
  }
}

/// A thread outside the pool of tasks, so that it may block on a pipe.
private struct PosixThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let thread: pthread_t

  init(_ run: @escaping @Sendable () -> Void) throws {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run))
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    try #require(status == 0)
    self.thread = thread
  }

  func join() { pthread_join(thread, nil) }
}
