/// The system's time zones, as far as a declaration needs them; the reading of files stays with the caller.
public struct TimeZoneDatabase: Sendable {
  private let file: @Sendable (String) -> [UInt8]?
  private let names: @Sendable () -> [String]

  /// - Parameters:
  ///   - names: all zone names for "did you mean", asked only when a name is wrong. Empty: a short list of common zones serves.
  ///   - file: the bytes of a zone's TZif file by its IANA name (`Asia/Shanghai`), nil when there is none. Only asked with names made of
  ///     letters, digits and `+ - _ /`, never with a path that leads elsewhere.
  public init(names: @escaping @Sendable () -> [String] = { [] }, file: @escaping @Sendable (String) -> [UInt8]?) {
    self.names = names
    self.file = file
  }

  public enum Problem: Error, Hashable, Sendable {
    /// No IANA name: it holds characters that none has.
    case notAName
    case unknown(suggestion: String?)
    /// Not even UTC is there: the system has no time zone database.
    case noDatabase
    case damaged(TimeZoneFileError)
  }

  /// The rules of one zone.
  public func rules(_ name: String) throws(Problem) -> TimeZoneRules {
    guard TimeZoneDatabase.isName(name) else { throw Problem.notAName }
    if ["UTC", "Etc/UTC"].contains(name) { return TimeZoneRules(name: name, transitions: [], offsets: [0]) }
    guard let bytes = file(name) else {
      if file("Etc/UTC") == nil, file("UTC") == nil { throw Problem.noDatabase }
      throw Problem.unknown(suggestion: suggestion(for: name))
    }
    do {
      return try TimeZoneRules(name: name, tzif: bytes)
    } catch {
      throw Problem.damaged(error)
    }
  }

  /// `Area/Place` of letters, digits, `+`, `-` and `_`; no empty part, no dot: nothing that could leave the folder of zones.
  static func isName(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 64 else { return false }
    return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy {
          (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || [0x2B, 0x2D, 0x5F].contains($0)
        }
    }
  }

  private func suggestion(for name: String) -> String? {
    let folded = Spelling.fold(name)
    if let habit = TimeZoneDatabase.habits[folded] { return habit }
    let known = names()
    let candidates = known.isEmpty ? TimeZoneDatabase.common : known
    if let near = Spelling.nearest(name, among: candidates) { return near }
    // The place alone, without its area: `Shanghai`.
    let place = folded.split(separator: "/").last.map(String.init) ?? folded
    return candidates.first { Spelling.fold($0).split(separator: "/").last.map(String.init) == place }
  }

  /// The workspace's zone.
  func rules(_ written: Marked<String>, log: ProblemLog) -> TimeZoneRules? {
    rules(written, log: log, unknown: WorkspaceKeySentences.unknownTimeZone)
  }

  /// The zone of a table.
  func tableRules(_ written: Marked<String>, log: ProblemLog) -> TimeZoneRules? {
    rules(written, log: log, unknown: TableSentences.unknownZone)
  }

  private func rules(_ written: Marked<String>, log: ProblemLog, unknown: (String, String?) -> BilingualText) -> TimeZoneRules? {
    do {
      return try rules(written.value)
    } catch {
      let name = written.value.shortened
      switch error {
      case .notAName, .unknown:
        var meant = suggestion(for: written.value)
        if case .unknown(let suggestion) = error { meant = suggestion }
        log.error(
          "unknown_time_zone", at: written.mark,
          unknown(name, meant))
      case .noDatabase:
        log.error(
          "no_time_zone_database", at: written.mark,
          WorkspaceKeySentences.noTimeZones)
      case .damaged(let reason):
        log.error(
          "damaged_time_zone", at: written.mark,
          WorkspaceKeySentences.damagedTimeZone(name, reason: reason.reason))
      }
      return nil
    }
  }

  private static let habits: [String: String] = [
    "beijing": "Asia/Shanghai", "asia/beijing": "Asia/Shanghai", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "中国": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai", "cst": "Asia/Shanghai", "china": "Asia/Shanghai", "utc+8": "Asia/Shanghai", "gmt+8": "Asia/Shanghai",
    "+08:00": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai", "asia/shenzhen": "Asia/Shanghai", "hong_kong": "Asia/Hong_Kong", "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
    "东京": "Asia/Tokyo", "est": "America/New_York", "edt": "America/New_York", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "cet": "Europe/Berlin", "gmt": "Europe/London", "z": "UTC",
  ]

  private static let common = [
    "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Tokyo", "Asia/Seoul", "Asia/Singapore", "Asia/Kolkata", "Asia/Dubai",
    "Asia/Jakarta",
    "Asia/Bangkok", "Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Ho_Chi_Minh", "Europe/London", "Europe/Berlin", "Europe/Paris",
    "Europe/Madrid",
    "Europe/Rome", "Europe/Amsterdam", "Europe/Zurich", "Europe/Moscow", "Europe/Istanbul", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Sao_Paulo", "America/Mexico_City", "Australia/Sydney",
    "Australia/Melbourne", "Pacific/Auckland", "Africa/Johannesburg", "Africa/Lagos", "Africa/Cairo", "UTC",
  ]
}
