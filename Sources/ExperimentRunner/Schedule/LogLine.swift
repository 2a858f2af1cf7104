package import ExperimentModel

/// One event of a scheduled run on one line, `key=value` as log shippers read it (https://brandur.org/logfmt): the same in every language.
package struct LogLine: Sendable {
  package enum Level: String, Sendable { case info, warning, error }

  private let pairs: [(key: String, value: String)]

  package init(_ event: String, level: Level = .info, at seconds: Int, in zone: TimeZoneRules, _ pairs: KeyValuePairs<String, String?>) {
    self.pairs =
      [(key: "time", value: LogLine.stamp(seconds, in: zone)), (key: "level", value: level.rawValue), (key: "event", value: event)]
      + pairs.compactMap { pair in pair.value.map { (key: pair.key, value: $0) } }
  }

  package var text: String { pairs.map { "\($0.key)=\(LogLine.quoted($0.value))" }.joined(separator: " ") }

  /// Quoted where a reader could not tell the end of the value; nothing in a value can begin a line of its own.
  private static func quoted(_ value: String) -> String {
    let isBare = !value.isEmpty && value.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "\"" && $0 != "=" && $0 != "\\" && $0.value != 127 }
    guard !isBare else { return value }
    return JSONText.string(value).text.trimmedEnd
  }

  /// RFC 3339, with the zone's offset at that instant.
  package static func stamp(_ seconds: Int, in zone: TimeZoneRules) -> String {
    let offset = zone.offset(at: seconds)
    let local = seconds + offset
    let day = zone.day(at: seconds)
    let rest = local - day.number * 86_400
    let minutes = abs(offset) / 60
    return "\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
  }

  static func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
}

extension String {
  fileprivate var trimmedEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
