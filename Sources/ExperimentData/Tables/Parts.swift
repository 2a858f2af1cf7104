import ExperimentModel

/// Exports pasted under each other in one file: each repeated header starts a part, and a day that two parts hold is the overlap of two files.
struct Parts {
  /// The part being read; 0 until a header is repeated.
  private(set) var current = 0
  /// First lines of the parts, their headers.
  private(set) var lines: [Int]
  /// The part that each cell came from; -1: none yet.
  private var cells: [Int32] = []
  /// Cells that two parts hold.
  private(set) var overlaps: [[Int]: Int] = [:]

  init(firstLine: Int) { lines = [firstLine] }

  mutating func begin(line: Int, rows: [Int]) {
    if current == 0 { cells = rows.map { $0 > 0 ? 0 : -1 } }
    current += 1
    lines.append(line)
  }

  /// - Returns: whether another part has the cell.
  @inline(__always) mutating func meets(_ cell: Int, countsOverlap: Bool) -> Bool {
    guard current > 0 else { return false }
    let known = Int(cells[cell])
    cells[cell] = Int32(current)
    guard known >= 0, known != current else { return false }
    if countsOverlap { overlaps[[known, current], default: 0] += 1 }
    return true
  }
}

extension TableReader {
  /// The header stands in the file once more.
  func beginPart(_ file: String, line: Int) {
    if hasUnits { beginUnitPart(file, line: parts?.lines.last ?? 0) }
    guard hasUnits || table.grain == .dailyTotals else { return }
    parts?.begin(line: line, rows: hasUnits ? [] : fileDays.rows)
  }

  /// What is read next of the file under this name.
  func partName(_ file: String) -> String { (parts?.current ?? 0) > 0 ? "\(file):\(parts?.lines.last ?? 0)" : file }

  /// A row in a cell that an earlier part has too: an overlap, unless the declaration says what to do about it.
  @inline(__always) func meetParts(_ variant: Int, _ day: Int) {
    guard let current = parts?.current, current > 0 else { return }
    let cell = variant * dayCount + day
    guard parts?.meets(cell, countsOverlap: table.overlap == .refuse) ?? false, table.overlap == .newest else { return }
    fileDays.clear(cell)
    for dimension in filePlanes { for plane in dimension { plane.clear(cell) } }
  }

  /// What the parts of a file have in common, at its end.
  func finishParts(_ file: String) {
    guard let parts, parts.current > 0 else { return }
    func name(_ part: Int) -> String { "\(file):\(parts.lines[part])" }
    for (pair, cells) in parts.overlaps.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      quality.partOverlaps.append(DataQuality.Overlap(first: name(pair[0]), second: name(pair[1]), cells: cells))
    }
    quality.note(FileSentences.parts(file, lines: parts.lines))
  }
}
