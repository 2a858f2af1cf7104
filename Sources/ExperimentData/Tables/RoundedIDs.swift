import ExperimentModel

/// Whether a spreadsheet rounded the ids of units: `7.30120E+18`, or nineteen digits of which only fifteen are left (`7301234567890120000`).
struct RoundedIDs {
  /// Ids in the notation of a large number.
  private(set) var written = 0
  private(set) var first: (file: String, line: Int, text: String)?
  /// Whole numbers of 16 digits and more, and those of them with nothing but zeros behind the fifteenth.
  private var long = 0
  private var cut = 0
  private static let digits = 15
  /// So many long ids do not end in zeros by chance.
  private static let enough = 20

  @inline(__always) mutating func add(_ id: FieldBytes, file: String, line: Int) {
    let count = id.count
    guard count >= 5 else { return }
    if (id[count - 3] == 0x2B && id[count - 4] | 0x20 == 0x65) || id[count - 3] | 0x20 == 0x65, RoundedIDs.isWritten(id) {
      written += 1
      if first == nil { first = (file, line, id.text) }
    } else if count > RoundedIDs.digits, count <= 24 {
      addLong(id, file: file, line: line)
    }
  }

  private mutating func addLong(_ id: FieldBytes, file: String, line: Int) {
    for index in 0..<id.count where id[index] &- 0x30 >= 10 { return }
    long += 1
    guard (RoundedIDs.digits..<id.count).allSatisfy({ id[$0] == 0x30 }) else { return }
    cut += 1
    if first == nil { first = (file, line, id.text) }
  }

  /// One digit, a mark and more digits, and an exponent of at least eleven, from where spreadsheets write so.
  private static func isWritten(_ id: FieldBytes) -> Bool {
    let tens = id[id.count - 2] &- 0x30
    let ones = id[id.count - 1] &- 0x30
    guard tens < 10, ones < 10, tens * 10 + ones >= 11, id[0] &- 0x30 < 10 else { return false }
    let digits = id.count - (id[id.count - 3] == 0x2B ? 4 : 3)
    // Without a sign, `12e15` is any id; a spreadsheet's has one digit and a mark.
    guard id[id.count - 3] == 0x2B || (digits > 2 && id[1] &- 0x30 >= 10) else { return false }
    for index in 1..<max(digits, 1) {
      let isMark = index == 1 && (id[index] == 0x2E || id[index] == 0x2C)
      if !isMark, id[index] &- 0x30 >= 10 { return false }
    }
    return true
  }

  var isFound: Bool { written > 0 || (long >= RoundedIDs.enough && cut == long) }
  var rows: Int { written > 0 ? written : cut }
}

extension TableReader {
  /// Ids that a spreadsheet rounded are lost: units cannot be told apart any more.
  func refuseRoundedIDs() {
    guard case .units(let column) = table.grain, roundedIDs.isFound, let first = roundedIDs.first else { return }
    refuse(
      FileProblem("rounded_ids", RowSentences.roundedIDs(column, rows: roundedIDs.rows, text: first.text, file: first.file, line: first.line)), at: "unit")
  }
}
