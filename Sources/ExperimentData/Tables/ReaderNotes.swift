import ExperimentModel

extension TableReader {
  /// Whether dates of open order would leave this table unreadable.
  var needsDateOrder: Bool {
    guard table.dateFormat == .detected else { return false }
    if isDated { return true }
    return plan.slots.contains { if case .elapsed = $0.kind { true } else { false } }
  }

  /// Names of the columns that are read as dates in the format that must be detected.
  var detectedDateColumns: [String] {
    guard table.dateFormat == .detected else { return [] }
    var names = [table.dateColumn, table.lastDayColumn].compactMap(\.self)
    for slot in plan.slots { if case .elapsed(let from, let to, _) = slot.kind { names += [from, to] } }
    return names
  }
}

enum ReaderNotes {
  /// 0.01 and 0.000001, without an exponent.
  static func small(_ value: Double) -> String {
    var (places, size) = (0, value)
    while size < 0.999, places < 15 { (places, size) = (places + 1, size * 10) }
    return "0." + String(repeating: "0", count: max(places - 1, 0)) + "\(Int(size.rounded()))"
  }

  /// A number without an exponent, at most two decimals.
  static func amount(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    let cents = (abs(value) * 100).rounded()
    let whole = Int(cents) / 100
    let rest = Int(cents) % 100
    let sign = value < 0 && cents > 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
