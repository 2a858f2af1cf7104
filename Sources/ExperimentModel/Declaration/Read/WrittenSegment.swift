/// A segment column as written: its name, and limits when a number is cut into bands.
struct WrittenSegment: Hashable, Sendable {
  let column: Marked<String>
  let bands: [Double]

  static func read(_ reader: MappingReader, _ name: String = "segments") -> [WrittenSegment] {
    let log = reader.log
    var result: [WrittenSegment] = []
    for item in reader.list(name, atMost: 20) {
      if let entries = item.entries {
        for entry in entries {
          guard let bands = bands(entry.value, log: log) else { continue }
          result.append(WrittenSegment(column: Marked(value: entry.key, mark: entry.keyMark), bands: bands))
        }
      } else if let column = ScalarReading.text(item, name, limit: 200, log: log) {
        result.append(WrittenSegment(column: column, bands: []))
      }
    }
    var seen: Set<String> = []
    for segment in result where !seen.insert(segment.column.value).inserted {
      log.error(
        "duplicate_name", at: segment.column.mark,
        MetricSentences.segmentTwice(segment.column.value))
    }
    return result
  }

  private static func bands(_ node: SourceNode, log: ProblemLog) -> [Double]? {
    let expected = MetricSentences.bands
    guard let items = node.items, (1...50).contains(items.count) else {
      ScalarReading.wrong(node, "segments", expected, log: log)
      return nil
    }
    let values = items.compactMap { ScalarReading.number($0, "segments", .any, log: log)?.value }
    guard values.count == items.count else { return nil }
    guard zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else {
      ScalarReading.outOfRange(node, "segments", expected, log: log)
      return nil
    }
    return values
  }
}
