import ExperimentModel

/// Finds the header among titles, periods and comments by the names that declarations use, and the delimiter with it.
struct HeaderSearch {
  /// Where the header of some readers stands.
  struct Place {
    let delimiter: UInt8
    let line: Int
    let index: ColumnIndex
    /// Indices into the needs.
    var readers: [Int]
  }

  struct Result {
    var places: [Place] = []
    /// For each reader whose columns were not all found, the header that came nearest.
    var failures: [(reader: Int, nearest: Place?)] = []
  }

  static let recordLimit = 2000
  static let delimiters: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C]

  /// - Parameter needs: one list of columns per reader; readers that ask for the same names are looked up together.
  static func locate(
    head: [UInt8], declared: Character?, skipRows: Int, needs: [[NeededColumn]]
  ) throws(FileProblem) -> Result {
    var numbers: [[String]: Int] = [:]
    var distinct: [[String]] = []
    var readers: [[Int]] = []
    for (reader, needed) in needs.enumerated() {
      let names = needed.map(\.name)
      if let known = numbers[names] {
        readers[known].append(reader)
      } else {
        numbers[names] = distinct.count
        distinct.append(names)
        readers.append([reader])
      }
    }
    let result = try best(head, declared, skipRows, distinct)
    return Result(
      places: result.places.map { place in
        var place = place
        place.readers = place.readers.flatMap { readers[$0] }
        return place
      },
      failures: result.failures.flatMap { failure in readers[failure.reader].map { ($0, failure.nearest) } })
  }

  private static func best(_ head: [UInt8], _ declared: Character?, _ skipRows: Int, _ needs: [[String]]) throws(FileProblem) -> Result {
    if let declared = declared?.asciiValue { return try locate(head, declared, skipRows, needs) }
    var best: Result?
    for delimiter in delimiters {
      let result = try locate(head, delimiter, skipRows, needs)
      if result.failures.isEmpty { return result }
      if best.map({ score(result, needs) > score($0, needs) }) ?? true { best = result }
    }
    return best ?? Result()
  }

  private static func score(_ result: Result, _ needs: [[String]]) -> Int {
    let found = result.places.reduce(0) { $0 + $1.readers.count }
    let near = result.failures.map { failure in
      failure.nearest.map { place in
        needs[failure.reader].filter { place.index.find($0) != .missing }.count * 1000 + place.index.names.count
      } ?? 0
    }
    return found * 1_000_000 + (near.max() ?? 0)
  }

  private static func locate(
    _ head: [UInt8], _ delimiter: UInt8, _ skipRows: Int, _ needs: [[String]]
  ) throws(FileProblem) -> Result {
    let scanner = RecordScanner(HeadedSource(head, then: nil), delimiter: delimiter)
    try scanner.skipLines(skipRows)
    var result = Result()
    var left = Array(needs.indices)
    var nearest: [Int: (place: Place, found: Int)] = [:]
    var seen = 0
    // The record before, where all its cells are names: it may be the upper row of a header of two.
    var above: ColumnIndex?
    while !left.isEmpty, seen < recordLimit, try scanner.next() {
      if scanner.isBlank { continue }
      seen += 1
      let index = ColumnIndex(record: scanner)
      let isNames = FileInspection.isNames(scanner)
      let both = isNames ? above.flatMap { ColumnIndex(groups: $0, over: index) } : nil
      var found = left.filter { accepts(index, needs[$0]) }
      // Names that stand twice are told apart by their groups.
      if let both { found.removeAll { reader in needs[reader].contains(where: index.isRepeated) && accepts(both, needs[reader]) } }
      if !found.isEmpty {
        result.places.append(Place(delimiter: delimiter, line: scanner.line, index: index, readers: found))
        left.removeAll { found.contains($0) }
      }
      if !left.isEmpty, let both {
        let found = left.filter { !needs[$0].isEmpty && accepts(both, needs[$0]) }
        if !found.isEmpty {
          result.places.append(Place(delimiter: delimiter, line: scanner.line, index: both, readers: found))
          left.removeAll { found.contains($0) }
        }
      }
      above = isNames ? index : nil
      for reader in left {
        let count = needs[reader].filter { index.find($0) != .missing }.count
        let known = nearest[reader]
        let wider =
          known.map { $0.found == 0 && count == 0 && $0.place.index.names.count < index.names.count && index.names.count > 1 } ?? true
        guard wider || count > known?.found ?? -1 else { continue }
        nearest[reader] = (Place(delimiter: delimiter, line: scanner.line, index: index, readers: []), count)
      }
    }
    result.failures = left.map { ($0, nearest[$0]?.place) }
    return result
  }

  /// With nothing to look for (one file per variant, counting rows) the first record that is no comment is the header.
  private static func accepts(_ index: ColumnIndex, _ needed: [String]) -> Bool {
    if needed.isEmpty { return !(index.names.first?.hasPrefix("#") ?? true) && (index.names.count > 1 || !index.names[0].isEmpty) }
    return needed.allSatisfy { index.find($0) != .missing }
  }
}
