/// Cuts delimited text (RFC 4180, as people's programs bend it) into records, a piece of the file at a time.
///
/// A quote opens a quoted cell only where a cell begins. A quoted cell that never closes, or that closes before the cell ends
/// (`"12 inch" cable`), was not meant as one: its line is read again with quotes as ordinary characters.
/// Records end at LF, CR LF or CR. Answers do not depend on how the source cuts its bytes.
///
/// This and the other classes that a row passes through turn the run-time exclusivity checks of their properties off: they are used by
/// one thread and never re-entered, and the checks cost more than the reading.
final class RecordScanner {
  /// A quoted cell longer than this was opened by accident.
  static let quotedLimit = 1 << 20
  /// A line longer than this is no line of a table.
  static let lineLimit = 1 << 22
  /// More cells than this in a record are no row of a table; spreadsheets end at 16,384 columns.
  static let cellLimit = 16_384

  private let source: any ByteSource
  private let delimiter: UInt8
  private let chunk: Int
  @exclusivity(unchecked) private var base: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private var position = 0
  @exclusivity(unchecked) private var end = 0
  @exclusivity(unchecked) private var ended = false
  @exclusivity(unchecked) private var nextLine = 1

  /// 1-based line on which the current record starts.
  @exclusivity(unchecked) private(set) var line = 0
  /// Cells of the current record.
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var starts: UnsafeMutablePointer<Int>
  @exclusivity(unchecked) private var stops: UnsafeMutablePointer<Int>
  @exclusivity(unchecked) private var room = 64
  @exclusivity(unchecked) private var escaped: [Int] = []

  init(_ source: any ByteSource, delimiter: UInt8, chunk: Int = 1 << 18) {
    self.source = source
    self.delimiter = delimiter
    self.chunk = max(chunk, 8)
    capacity = self.chunk
    base = .allocate(capacity: capacity)
    starts = .allocate(capacity: room)
    stops = .allocate(capacity: room)
  }

  deinit {
    base.deallocate()
    starts.deallocate()
    stops.deallocate()
  }

  /// Moves to the next record; false at the end of the source.
  func next() throws(FileProblem) -> Bool {
    while true {
      if position < end {
        var outcome = parse(quotes: true)
        if outcome == .literal { outcome = parse(quotes: false) }
        if outcome == .record {
          guard count <= RecordScanner.cellLimit else {
            throw FileProblem("too_many_columns", FileSentences.tooManyColumns(line: line, count: count))
          }
          return true
        }
        if end - position > RecordScanner.lineLimit {
          throw FileProblem("long_line", FileSentences.longLine(nextLine))
        }
      } else if ended {
        return false
      }
      if ended, position >= end { return false }
      try refill()
    }
  }

  /// Leaves out whole lines, wherever quotes stand.
  func skipLines(_ lines: Int) throws(FileProblem) {
    for _ in 0..<lines {
      while true {
        if position < end, parse(quotes: false) == .record { break }
        if ended, position >= end { return }
        try refill()
      }
    }
  }

  /// A cell of the current record, trimmed; empty where the record is too short to have it.
  @inline(__always) func field(_ index: Int) -> FieldBytes {
    guard index < count else { return FieldBytes(start: UnsafePointer(base), count: 0) }
    let start = base + starts[index]
    let count = stops[index] - starts[index]
    let field = FieldBytes(start: UnsafePointer(start), count: count)
    // Most cells begin and end with a visible ASCII character.
    if count > 0, start[0] &- 0x21 < 0x5E, start[count - 1] &- 0x21 < 0x5E { return field }
    return field.trimmed
  }

  /// Whether nothing stands on the line.
  var isBlank: Bool { count == 1 && field(0).isEmpty }

  private enum Outcome { case record, more, literal }

  private func parse(quotes: Bool) -> Outcome {
    let base = self.base
    let end = self.end
    let delimiter = self.delimiter
    var at = position
    var cells = 0
    var lines = 1
    escaped.removeAll(keepingCapacity: true)
    while true {
      if cells == room { grow() }
      if quotes {
        var quote = at
        while quote < end, base[quote] == 0x20 { quote += 1 }
        if quote == end, !ended { return .more }
        if quote < end, base[quote] == 0x22 {
          var close = quote + 1
          var doubled = false
          while true {
            while close < end, base[close] != 0x22 {
              if base[close] == 0x0A { lines += 1 }
              close += 1
            }
            if close - position > RecordScanner.quotedLimit { return .literal }
            if close >= end { return ended ? .literal : .more }
            if close + 1 >= end, !ended { return .more }
            guard close + 1 < end, base[close + 1] == 0x22 else { break }
            doubled = true
            close += 2
          }
          var after = close + 1
          while after < end, base[after] == 0x20 { after += 1 }
          if after >= end, !ended { return .more }
          if after < end, base[after] != delimiter, base[after] != 0x0A, base[after] != 0x0D { return .literal }
          starts[cells] = quote + 1
          stops[cells] = close
          if doubled { escaped.append(cells) }
          cells += 1
          at = after
          if at < end, base[at] == delimiter {
            at += 1
            continue
          }
          guard let next = lineEnd(at) else { return .more }
          finish(cells, lines, next)
          return .record
        }
      }
      var stop = at
      while stop < end {
        let byte = base[stop]
        if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
        stop += 1
      }
      if stop >= end, !ended { return .more }
      starts[cells] = at
      stops[cells] = stop
      cells += 1
      if stop < end, base[stop] == delimiter {
        at = stop + 1
        continue
      }
      guard let next = lineEnd(stop) else { return .more }
      finish(cells, lines, next)
      return .record
    }
  }

  /// Where the next record begins, when this one ends at `at`; nil while it cannot be known.
  @inline(__always) private func lineEnd(_ at: Int) -> Int? {
    if at >= end { return at }
    if base[at] == 0x0A { return at + 1 }
    if at + 1 >= end { return ended ? at + 1 : nil }
    return base[at + 1] == 0x0A ? at + 2 : at + 1
  }

  private func finish(_ cells: Int, _ lines: Int, _ next: Int) {
    count = cells
    line = nextLine
    nextLine += lines
    position = next
    for cell in escaped { unescape(cell) }
  }

  /// `""` → `"`, in place: the record will not be read again.
  private func unescape(_ cell: Int) {
    var to = starts[cell]
    var from = to
    while from < stops[cell] {
      base[to] = base[from]
      from += base[from] == 0x22 && from + 1 < stops[cell] && base[from + 1] == 0x22 ? 2 : 1
      to += 1
    }
    stops[cell] = to
  }

  private func refill() throws(FileProblem) {
    let left = end - position
    if left > capacity / 2 {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: base + position, count: left)
      base.deallocate()
      base = larger
      capacity *= 2
    } else if left > 0, position > 0 {
      base.update(from: base + position, count: left)
    }
    position = 0
    end = left
    guard !ended else { return }
    let got = try source.read(into: UnsafeMutableRawBufferPointer(start: base + left, count: min(capacity - left, max(chunk, 8))))
    if got == 0 { ended = true }
    end += got
  }

  private func grow() {
    let moreStarts = UnsafeMutablePointer<Int>.allocate(capacity: room * 2)
    let moreStops = UnsafeMutablePointer<Int>.allocate(capacity: room * 2)
    moreStarts.update(from: starts, count: room)
    moreStops.update(from: stops, count: room)
    starts.deallocate()
    stops.deallocate()
    starts = moreStarts
    stops = moreStops
    room *= 2
  }
}
