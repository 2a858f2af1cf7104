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
    var names = [table.dateColumn].compactMap(\.self)
    for slot in plan.slots { if case .elapsed(let from, let to, _) = slot.kind { names += [from, to] } }
    return names
  }

  /// Says which totals of a file do not add up: rows are missing from it, or stand in it twice.
  func noteTotals(_ file: DataQuality.FileRead) {
    let agreeing = file.totals.first { total in !total.columns.isEmpty && total.columns.allSatisfy(\.agrees) }
    for total in file.totals.prefix(12) {
      // Beside a total that agrees, a smaller one is of a part (`Total: Search`); a larger one counts what the rows lack.
      guard let column = total.columns.first(where: { !$0.agrees && (agreeing == nil || $0.stated > $0.summed) }) else { continue }
      let beside = agreeing.map { BilingualText(" ('\($0.label)' agrees)", "('\($0.label)' 相符)") } ?? BilingualText("", "")
      quality.note(
        "\(file.file), line \(total.line): '\(total.label)' states \(ReaderNotes.amount(column.stated)) for '\(column.name)', the rows add up to \(ReaderNotes.amount(column.summed))\(beside.english)",
        "\(file.file) 第 \(total.line) 行:'\(total.label)' 的 '\(column.name)' 写的是 \(ReaderNotes.amount(column.stated)),各行相加为 \(ReaderNotes.amount(column.summed))\(beside.simplifiedChinese)"
      )
    }
  }
}

enum ReaderNotes {
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
