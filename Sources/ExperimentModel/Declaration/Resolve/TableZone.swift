/// The zone of a table's stamps: declared, else named by its date column.
enum TableZone {
  static func resolve(_ table: WrittenTable, timeZones: TimeZoneDatabase, log: ProblemLog) -> TableDeclaration.Zone? {
    if let written = table.zone {
      if let offset = ZoneName.offset(written.value) {
        return TableDeclaration.Zone(rules: TimeZoneRules(fixed: offset), isFromColumn: false)
      }
      return timeZones.tableRules(written, log: log).map { TableDeclaration.Zone(rules: $0, isFromColumn: false) }
    }
    guard let column = table.date else { return nil }
    switch ZoneName.named(by: column.value) {
    case .nothing: return nil
    case .offset(let seconds): return TableDeclaration.Zone(rules: TimeZoneRules(fixed: seconds), isFromColumn: true)
    case .iana(let name):
      // `Source/Medium` has the look of a zone's name; only one that is known is one.
      return (try? timeZones.rules(name)).map { TableDeclaration.Zone(rules: $0, isFromColumn: true) }
    case .unclear(let name):
      log.warning("unclear_zone", at: column.mark, TableSentences.unclearZone(name, column: column.value.shortened))
      return nil
    }
  }
}

/// Zones as consoles write them behind the name of a column: `Created date (UTC)`, `Start Date (in UTC)`, `Time in GMT`, `时间（UTC+8）`.
enum ZoneName {
  enum Named: Hashable {
    case nothing
    /// Seconds east of UTC.
    case offset(Int)
    case iana(String)
    /// An abbreviation of several zones, or of one that changes its clock under another abbreviation.
    case unclear(String)
  }

  /// What stands in brackets, or behind `in`, or as the last word of the name.
  static func named(by column: String) -> Named {
    let name = Spelling.halfWidth(column)
    var parts: [String] = []
    var inside: String?
    for character in name {
      switch character {
      case "(", "[": inside = ""
      case ")", "]":
        if let text = inside { parts.append(text) }
        inside = nil
      default: inside?.append(character)
      }
    }
    let words = name.split { " _,;".contains($0) }.map(String.init)
    if words.count > 1, let last = words.last { parts.append(last) }
    if words.count > 2 { parts.append(words.suffix(2).joined()) }
    var unclear: String?
    for part in parts {
      var text = trimmed(part)
      for lead in ["in ", "time zone: ", "timezone: ", "time zone ", "timezone ", "tz: ", "时区:", "时区", "時區:", "時區"]
      where text.lowercased().hasPrefix(lead) { text = trimmed(String(text.dropFirst(lead.count))) }
      if text.uppercased() != "Z", let seconds = offset(text), !text.allSatisfy({ $0.isNumber || $0 == "-" }) { return .offset(seconds) }
      if text.contains("/"), TimeZoneDatabase.isName(text), text.first?.isUppercase == true { return .iana(text) }
      if abbreviations.contains(text) { unclear = unclear ?? text }
    }
    return unclear.map { .unclear($0) } ?? .nothing
  }

  /// `UTC`, `GMT`, `Z`, `+08:00`, `UTC+8`, `GMT-03:30`, and zones that have one offset the year round; seconds east of UTC.
  static func offset(_ text: String) -> Int? {
    var rest = Substring(trimmed(Spelling.halfWidth(text)).uppercased())
    if let fixed = fixed[String(rest)] { return fixed }
    if rest.hasPrefix("UTC") || rest.hasPrefix("GMT") { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == " " }
    if rest.isEmpty { return text.isEmpty ? nil : 0 }
    guard let mark = rest.first, "+-\u{2212}".contains(mark) else { return nil }
    let digits = rest.dropFirst()
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
    var hours = 0
    var minutes = 0
    switch (parts.count, parts[0].count) {
    case (1, 1...2): hours = Int(parts[0]) ?? 99
    case (1, 4):
      hours = Int(parts[0].prefix(2)) ?? 99
      minutes = Int(parts[0].suffix(2)) ?? 99
    case (2, 1...2) where parts[1].count == 2:
      hours = Int(parts[0]) ?? 99
      minutes = Int(parts[1]) ?? 99
    default: return nil
    }
    guard hours <= 18, minutes < 60 else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return mark == "+" ? seconds : -seconds
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Zones without summer time that go by one short name.
  private static let fixed: [String: Int] = [
    "UTC": 0, "GMT": 0, "Z": 0, "ZULU": 0, "协调世界时": 0, "世界协调时": 0, "格林尼治时间": 0, "北京时间": 28_800, "東京時間": 32_400, "日本時間": 32_400,
    "JST": 32_400, "KST": 32_400, "HKT": 28_800, "SGT": 28_800, "MSK": 10_800, "WIB": 25_200, "한국시간": 32_400,
  ]

  /// Short names that several zones share, or that hold for half a year.
  private static let abbreviations: Set<String> = [
    "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "AKST", "AKDT", "BST", "IST", "CET", "CEST", "MEZ", "MESZ", "EET",
    "EEST", "WET", "WEST", "AEST", "AEDT", "ACST", "AWST", "NZST", "NZDT", "BRT",
  ]
}

extension TimeZoneRules {
  /// One offset, always: `UTC`, `+08:00`.
  init(fixed seconds: Int) {
    let minutes = abs(seconds) / 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let name = seconds == 0 ? "UTC" : (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    self.init(name: name, transitions: [], offsets: [seconds])
  }
}
