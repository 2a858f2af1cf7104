import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentData

/// Many experiments on one file, and what the engine refuses.
@Suite struct EngineTests {
  private func declaration(_ data: String, variants: String = "{a: {}, b: {}}") -> String {
    """
    start: 2026-11-02
    end: 2026-11-05
    variants: \(variants)
    data: {file: data/t.csv, variant: name, date: day\(data)}
    metrics:
      rate: {type: proportion, numerator: won, denominator: seen}
    primary: rate
    """
  }

  @Test func eachOfManyExperimentsGetsItsOwnRows() throws {
    let disk = DiskWorkspace()
    var text = "test,day,name,seen,won\n"
    for test in 0..<40 { text += "t\(test),2026-11-02,a,\(100 + test),\(test)\nt\(test),2026-11-02,b,50,x\n" }
    disk.write("data/t.csv", text)
    let requests = try (0..<40).map { try Declared.request(declaration(", where: {test: t\($0)}"), asOf: "2026-12-01") }
    let together = FileEngine(root: disk.root).summaries(for: requests)
    for (index, answer) in together.enumerated() {
      let summary = try answer.get()
      #expect(summary.days(0) == ["2026-11-02 \(index)/\(100 + index)"])
      #expect(summary.quality.rows == 2)
      #expect(summary.quality.badRows == 1)
      #expect(summary.quality.files[0].rows == 80)
      // Read together or alone, the answer is the same.
      let alone = try FileEngine(root: disk.root).summaries(for: [requests[index]])[0].get()
      #expect(alone == summary)
    }
  }

  @Test func experimentsAreFoundByTheirVariantsNames() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "day,name,seen,won\n2026-11-02,x,10,1\n2026-11-02,y2,10,2\n2026-11-02,z,10,3\n2026-11-02,w,10,4\n")
    let declarations = [
      declaration("", variants: "{a: {names: [x]}, b: {names: [\"y*\"]}}"), declaration("", variants: "{a: {names: [z]}, b: {names: [x]}}"),
    ]
    let answers = FileEngine(root: disk.root).summaries(for: try declarations.map { try Declared.request($0, asOf: "2026-12-01") })
    let first = try answers[0].get()
    let second = try answers[1].get()
    #expect(first.days(0) + first.days(1) == ["2026-11-02 1/10", "2026-11-02 2/10"])
    #expect(second.days(0) + second.days(1) == ["2026-11-02 3/10", "2026-11-02 1/10"])
    #expect(first.quality.rows == 4)
    #expect(first.quality.outsideNames.map(\.name) == ["w", "z"])
    for (declared, answer) in zip(declarations, answers) {
      let alone = try disk.summary(declared, asOf: "2026-12-01")
      let together = try answer.get()
      #expect(alone == together)
    }
  }

  @Test func oneBadDeclarationLeavesTheOthersAnswered() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "day,name,seen,won\n2026-11-02,a,10,1\n")
    let requests = [
      try Declared.request(declaration(""), asOf: "2026-12-01"),
      try Declared.request(declaration("").replacing("won,", with: "win,"), asOf: "2026-12-01"),
      try Declared.request(declaration("").replacing("t.csv", with: "none.csv"), asOf: "2026-12-01"),
      try Declared.request(declaration(", skip_rows: 0, encoding: utf-8"), asOf: "2026-12-01"),
    ]
    let answers = FileEngine(root: disk.root).summaries(for: requests)
    let first = try answers[0].get()
    #expect(first.days(0) == ["2026-11-02 1/10"])
    #expect(throws: Diagnostics.self) { try answers[1].get() }
    #expect(throws: Diagnostics.self) { try answers[2].get() }
    let last = try answers[3].get()
    #expect(last.days(0) == ["2026-11-02 1/10"])
    #expect(FileEngine(root: disk.root).summaries(for: []).isEmpty)
  }

  @Test func whatFilesCannotAnswerYetIsSaidAtItsPlace() throws {
    let disk = DiskWorkspace()
    let head = "start: 2026-11-02\nend: 2026-11-05\nvariants: {a: {}, b: {}}\n"
    let cases: [(String, [Int])] = [
      (
        head + """
          data:
            exposures: {file: data/x.csv, unit: id, variant: v, time: ts}
            events: {file: data/e.csv, unit: id, time: ts, name: event, value: amount}
          metrics:
            m: {type: proportion, event: buy}
          primary: m
          """, [5, 6]
      )
    ]
    for (text, lines) in cases {
      let problems = try disk.problems(text)
      #expect(problems.map(\.line) == lines)
      #expect(problems.allSatisfy { $0.code == "not_yet" && $0.file == "experiments/test.yaml" })
    }
  }

  @Test("scores become promoters less detractors, quantiles carry the error of their order statistics, rates add up")
  func scoresQuantilesRates() throws {
    let disk = DiskWorkspace()
    // Ten scores of a: 3 promoters, 2 passives, 4 detractors, one that is none. Values 1…40 of b.
    let scores = [9, 10, 9, 7, 8, 6, 0, 3, 5, 11]
    var rows = "id,v,s,x\n"
    for (index, score) in scores.enumerated() { rows += "a\(index),a,\(score),\(index)\n" }
    for index in 1...40 { rows += "b\(index),b,10,\(index)\n" }
    disk.write("data/t.csv", rows)
    let head = "start: 2026-11-02\nend: 2026-11-05\nvariants: {a: {}, b: {}}\ndata: {file: data/t.csv, unit: id, variant: v}\n"
    let nps = try disk.summary(head + "metrics:\n  m: {type: nps, score: s}\nprimary: m\n", asOf: "2026-11-06")
    guard case .units(let a) = nps.variants[0].metrics[0].values else {
      Issue.record("scores are units")
      return
    }
    #expect(a.count == 9 && abs(a.mean + 100.0 / 9) < 1e-12 && nps.variants[0].metrics[0].missing == 1)
    // Σx² − n·x̄² = 7·10⁴ − 10⁴/9.
    #expect(abs(a.squaredDeviations - (70_000 - 10_000.0 / 9)) < 1e-6)
    let median = try disk.summary(head + "metrics:\n  m: {type: quantile, value: x, quantile: 0.5}\nprimary: m\n", asOf: "2026-11-06")
    guard case .units(let b) = median.variants[1].metrics[0].values else {
      Issue.record("values are units")
      return
    }
    // Of 40 values the 14th and the 27th hold the median with 96 %: P(X ≤ 13) = 0.0192 for X ~ B(40, ½). Width 13.
    let error = (b.squaredDeviations / 39 / 40).squareRoot()
    #expect(b.mean == 20.5 && abs(error - 13 / (2 * 1.959963984540054)) < 1e-9)
    disk.write("data/r.csv", "d,v,calls,hours\n2026-11-02,a,4,8\n2026-11-02,b,6,8\n2026-11-03,a,5,8\n")
    let rate = try disk.summary(
      "start: 2026-11-02\nend: 2026-11-05\nvariants: {a: {}, b: {}}\ndata: {file: data/r.csv, date: d, variant: v}\nmetrics:\n  m: {type: rate, count: calls, per: hours}\nprimary: m\n",
      asOf: "2026-11-06")
    let day = try #require(CalendarDay(iso: "2026-11-02"))
    #expect(
      rate.variants[0].metrics[0].values
        == .days([DayCell(day: day, numerator: 4, denominator: 8), DayCell(day: day + 1, numerator: 5, denominator: 8)]))
  }

  @Test("switched periods are the units: rows of units add up by day, and a table without dates has no periods")
  func switchback() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "id,d,v,s\n1,2026-11-02,a,5\n2,2026-11-02,a,7\n3,2026-11-03,b,4\n1,2026-11-02,a,1\n4,2026-11-04,b,\n")
    let head = "start: 2026-11-02\nend: 2026-11-05\nevidence: switchback\nvariants: {a: {}, b: {}}\n"
    let tail = "metrics:\n  m: {type: mean, value: s}\nprimary: m\n"
    let dated = try disk.summary(head + "data: {file: data/t.csv, unit: id, date: d, variant: v}\n" + tail, asOf: "2026-11-06")
    let day = try #require(CalendarDay(iso: "2026-11-02"))
    #expect(dated.variants[0].metrics[0].values == .days([DayCell(day: day, numerator: 13, denominator: 2)]))
    #expect(dated.variants[1].metrics[0].values == .days([DayCell(day: day + 1, numerator: 4, denominator: 1)]))
    #expect(dated.variants[1].metrics[0].missing == 1)
    let undated = try disk.problems(head + "data: {file: data/t.csv, unit: id, variant: v}\n" + tail)
    #expect(undated.map(\.code) == ["missing_key"] && undated.first?.line == 5)
  }

  @Test func aReviewBeforeTheStartFindsNothing() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "day,name,seen,won\n2026-11-02,a,10,1\n")
    let summary = try disk.summary(declaration(""), asOf: "2026-11-01")
    #expect(summary.variants[0].metrics[0].values == .nothing)
    #expect(summary.quality.afterAsOf == 1)
  }
}

/// However the bytes arrive, and whatever they are.
@Suite struct RobustnessTests {
  /// Hands its bytes out in pieces of random length.
  private final class Pieces: ByteSource {
    private let bytes: [UInt8]
    private var position = 0
    private var generator: SplitMix64
    private let most: Int

    init(_ bytes: [UInt8], seed: UInt64, most: Int) {
      self.bytes = bytes
      self.most = most
      generator = SplitMix64(seed: seed)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
      let wanted = Int(generator.next() % UInt64(most)) + 1
      let count = min(wanted, bytes.count - position, buffer.count)
      for index in 0..<count { buffer[index] = bytes[position + index] }
      position += count
      return count
    }
  }

  private func records(_ source: any ByteSource, chunk: Int = 1 << 12) throws -> [[String]] {
    let scanner = RecordScanner(source, delimiter: 0x2C, chunk: chunk)
    var records: [[String]] = []
    while try scanner.next() { records.append(["\(scanner.line)"] + (0..<scanner.count).map { scanner.field($0).text }) }
    return records
  }

  /// Text made of what breaks scanners.
  private func nastyText(_ generator: inout SplitMix64, length: Int) -> [UInt8] {
    let pieces = ["a", "12", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", " ", "\t", "合计", "\"x\"", ";", "é", "\u{FEFF}", "#", "2026-11-02"]
    var bytes: [UInt8] = []
    while bytes.count < length { bytes += Array(pieces[Int(generator.next() % UInt64(pieces.count))].utf8) }
    return bytes
  }

  @Test func recordsDoNotDependOnThePieces() throws {
    var generator = SplitMix64(seed: 11)
    for round in 0..<300 {
      let bytes = nastyText(&generator, length: 20 + Int(generator.next() % 200))
      let whole = try records(HeadedSource(bytes, then: nil))
      for most in [1, 3, 17] {
        let cut = try records(Pieces(bytes, seed: UInt64(round), most: most), chunk: 8)
        #expect(cut == whole)
      }
    }
  }

  @Test func decodersDoNotDependOnThePieces() throws {
    var generator = SplitMix64(seed: 12)
    let text = String((0..<400).map { _ in ["a", "合", "é", "😀", "\n", ",", "\u{80}"][Int(generator.next() % 7)] }.joined())
    let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for most in [1, 2, 5, 64] {
      let source = UTF16Source(Pieces(units, seed: UInt64(most), most: most), bigEndian: false, chunk: 8)
      let decoded = try source.readHead(1 << 14).bytes
      #expect(String(decoding: decoded, as: UTF8.self) == text)
    }
    let random = (0..<3000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    let reference = try IconvSource(Pieces(random, seed: 1, most: 4000), encoding: "GB18030", chunk: 1 << 14).readHead(1 << 16).bytes
    for most in [1, 2, 7] {
      let decoded = try IconvSource(Pieces(random, seed: 3, most: most), encoding: "GB18030", chunk: 16).readHead(1 << 16).bytes
      #expect(decoded == reference)
    }
    #expect(String(validating: reference, as: UTF8.self) != nil)
  }

  @Test func aLoneSurrogateBecomesAReplacement() throws {
    let bytes: [UInt8] = [0x00, 0xD8, 0x41, 0x00, 0x00, 0xDC, 0x42, 0x00, 0x43]
    let source = UTF16Source(HeadedSource(bytes, then: nil), bigEndian: false)
    let decoded = try source.readHead(64).bytes
    #expect(String(decoding: decoded, as: UTF8.self) == "\u{FFFD}A\u{FFFD}B\u{FFFD}")
  }

  private let daily = """
    start: 2026-11-01
    end: 2026-11-30
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, variant: name, date: day}
    metrics:
      rate: {type: proportion, numerator: won, denominator: seen}
    primary: rate
    """
  private let units = """
    start: 2026-11-01
    end: 2026-11-30
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, unit: id, variant: name, date: day, segments: [city, {seen: [5, 30]}]}
    metrics:
      won: {type: proportion, value: {column: won, at_least: 1}}
      seen: {type: mean, value: seen, winsorize: 90%}
    primary: won
    secondary: [seen]
    """

  @Test func summariesDoNotDependOnTheChunk() throws {
    var generator = SplitMix64(seed: 13)
    var text = "Report\n\nday,name,seen,won,id,city\n"
    for row in 0..<800 {
      let day = 1 + generator.next() % 30
      let noise = ["", "x,y", "a \"\"quote\"\"", "two\nlines", "上海"][Int(generator.next() % 5)]
      text += "2026-11-\(day < 10 ? "0" : "")\(day),\(generator.next() % 2 == 0 ? "a" : "b"),\(generator.next() % 100),"
      text += "\(generator.next() % 20 == 0 ? "" : "\(generator.next() % 3)"),u\(row % 500),\"\(noise)\"\n"
      if row % 200 == 0 { text += "合计,,\(row),\n" }
    }
    let disk = DiskWorkspace()
    disk.write("data/t.csv", text)
    for declaration in [daily, units] {
      let whole = try disk.summary(declaration)
      #expect(whole.quality.badRows == 0)
      for chunk in [8, 9, 31, 64, 1000, 4096] {
        let cut = try disk.summary(declaration, chunk: chunk)
        #expect(cut == whole)
      }
    }
  }

  @Test func anythingAtAllIsAnsweredOrRefused() throws {
    var generator = SplitMix64(seed: 14)
    let disk = DiskWorkspace()
    var answered = 0
    for round in 0..<250 {
      var bytes: [UInt8] =
        round % 5 == 4 ? (0..<600).map { _ in UInt8(truncatingIfNeeded: generator.next()) } : nastyText(&generator, length: 600)
      if round % 5 < 3 { bytes = Array("day,name,seen,won,id,city\n".utf8) + bytes }
      if round % 7 == 0 { bytes = [0xFF, 0xFE] + bytes }
      if round % 11 == 0 { bytes = [0x1F, 0x8B, 0x08] + bytes }
      disk.write("data/t.csv", bytes)
      for declaration in [daily, units] {
        switch try disk.answer(declaration) {
        case .success(let summary):
          answered += 1
          let quality = summary.quality
          #expect(quality.badRows + quality.afterAsOf + quality.outsideDates + summary.variants.reduce(0) { $0 + $1.rows } <= quality.rows)
        case .failure(let diagnostics): #expect(!diagnostics.all.isEmpty)
        }
      }
      _ = try? FileInspection.read(root: disk.root, path: "data/t.csv")
    }
    #expect(answered > 100)
  }

  @Test func cellsOfAnyBytesAreReadOrNot() {
    var generator = SplitMix64(seed: 15)
    let alphabet = Array("0123456789.,-/: TZ%¥（)eE年月日SatOct'+<".utf8) + [0xFF, 0xE5, 0x00]
    for _ in 0..<20_000 {
      let cell = (0..<(generator.next() % 14)).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] } + [0]
      cell.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        let field = FieldBytes(start: base, count: cell.count - 1).trimmed
        for mark in [DecimalMark.point, .comma] {
          let number = NumberReader.read(field, mark: mark)
          #expect(number.value.isFinite)
        }
        for order in [DateOrder?.none, .dayMonth, .monthDay, .yearMonthDay] {
          let date = DateReader.read(field, order: order)
          #expect(date.state != .yearless || (1...12).contains(date.month))
        }
        _ = DatePattern("EEE, MMM d yyyy HH:mm").read(field)
      }
    }
  }

  @Test func idsThatCollideInPartAreToldApart() {
    let interner = ByteInterner()
    var generator = SplitMix64(seed: 16)
    var known: [String: Int] = [:]
    for _ in 0..<20_000 {
      let text = "id-\(generator.next() % 9000)"
      let number = withCell(text) { interner.intern($0).number }
      if let before = known[text] { #expect(before == number) } else { known[text] = number }
    }
    #expect(interner.count == known.count)
    for (text, number) in known { #expect(interner.bytes(number).text == text) }
  }

  @Test func aLineWithoutEndIsRefused() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", Array("day,name,seen,won\n".utf8) + Array(repeating: 0x78, count: 5 << 20))
    #expect(try disk.problems(daily).map(\.code) == ["long_line"])
  }
}
