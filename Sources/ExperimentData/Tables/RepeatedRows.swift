import ExperimentModel

/// Whether rows of a file stand in it twice, one after the other as before: an export pasted under itself, or under another that overlaps it, without a header between.
///
/// Single equal rows may be of two advertisements that are not named; several in a row, with so many digits, are not.
struct RepeatedRows {
  /// First and last line.
  struct Lines: Hashable {
    let first: Int
    var last: Int
  }

  /// Rows by the hash of all their cells; those beyond are not watched.
  private var known: [UInt64: Int] = [:]
  private var lines: [Int] = []
  private static let mostRows = 200_000
  private static let fewest = 3
  private static let enoughDigits = 12

  private var previous = -2
  private var rows = 0
  private var digits = 0
  private var run: (before: Lines, again: Lines)?
  /// The longest such run, and where the rows stood before.
  private(set) var found: (before: Lines, again: Lines)?

  /// What comes is another part, which is compared with its own rows only.
  mutating func begin() {
    known = [:]
    lines = []
    previous = -2
  }

  mutating func add(_ columns: RowColumns, line: Int) {
    guard lines.count < RepeatedRows.mostRows else { return }
    let place = lines.count
    lines.append(line)
    let hash = RepeatedRows.hash(columns.scanner)
    guard let before = known[hash] else {
      known[hash] = place
      previous = -2
      return
    }
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
    if let found, found.again.first != run.again.first, found.again.last - found.again.first >= run.again.last - run.again.first { return }
    found = run
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
