import ExperimentModel

/// Whether rows of a file stand in it twice, one after the other as before: an export pasted under itself, or under another that overlaps it, without a header between.
///
/// Single equal rows may be of two advertisements that are not named; several in a row, with so many digits, are not, unless the file has few different rows at all (a
/// price list's), which then come again and again.
struct RepeatedRows {
  /// First and last line.
  struct Lines: Hashable {
    let first: Int
    var last: Int
  }

  /// Rows by the hash of all their cells; those beyond are not watched.
  private var known: [UInt64: Int] = [:]
  private var lines: [Int] = []
  /// How often the row of a place came, by the place where it came first.
  private var times: [Int32] = []
  private static let mostRows = 200_000
  private static let fewest = 3
  private static let enoughDigits = 12
  /// A row that comes oftener is one of few.
  private static let mostTimes = 3

  private var previous = -2
  private var rows = 0
  private var digits = 0
  private var run: (before: Lines, again: Lines)?
  /// The longest of this part, the places of its rows, and that of the parts before.
  private var longest: (before: Lines, again: Lines)?
  private var places = 0..<0
  private var earlier: (before: Lines, again: Lines)?

  /// The longest such run, and where the rows stood before.
  var found: (before: Lines, again: Lines)? {
    guard let longest, places.count(where: { times[$0] <= RepeatedRows.mostTimes }) >= RepeatedRows.fewest else { return earlier }
    return longest
  }

  /// What comes is another part, which is compared with its own rows only.
  mutating func begin() {
    earlier = found
    (known, lines, times) = ([:], [], [])
    (longest, places, previous) = (nil, 0..<0, -2)
  }

  mutating func add(_ columns: RowColumns, line: Int) {
    guard lines.count < RepeatedRows.mostRows else { return }
    let place = lines.count
    lines.append(line)
    times.append(1)
    let hash = RepeatedRows.hash(columns.scanner)
    guard let before = known[hash] else {
      known[hash] = place
      previous = -2
      return
    }
    times[before] += 1
    if before != previous + 1 || run == nil {
      run = (Lines(first: lines[before], last: lines[before]), Lines(first: line, last: line))
      (rows, digits) = (0, 0)
    }
    previous = before
    rows += 1
    for cell in columns.numbers where cell.state == .number { digits += RollUps.digits(of: cell, decimals: cell.decimals) }
    run?.before.last = lines[before]
    run?.again.last = line
    guard rows >= RepeatedRows.fewest, digits >= RepeatedRows.enoughDigits, let run else { return }
    if let longest, longest.again.first != run.again.first, longest.again.last - longest.again.first >= run.again.last - run.again.first { return }
    (longest, places) = (run, (before - rows + 1)..<(before + 1))
  }

  private static func hash(_ scanner: RecordScanner) -> UInt64 {
    var hash: UInt64 = 0
    for field in 0..<scanner.count { hash = (hash &* 0x9E37_79B9_7F4A_7C15).byteSwapped ^ ByteInterner.hash(scanner.field(field)) }
    return hash
  }
}

extension TableReader {
  /// Whether rows of this table that are there twice count twice.
  var watchesRepeatedRows: Bool { (table.grain == .dailyTotals || table.grain == .unitPerRow) && table.overlap != .add }
}
