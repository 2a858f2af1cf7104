import ExperimentModel

/// Numbers that `once:` says stand on several rows of one thing: the first row's counts, the others must repeat it.
final class OnceRows {
  /// One rule in the file being read.
  private struct Place {
    let rule: OnceColumns.Rule
    let field: Int
    let slots: [Int]
    let ids = ByteInterner()
    /// By the number of the id, slot by slot: the number that counted; nil where none has yet.
    var counted: [Double?] = []
  }

  private var places: [Place]

  /// - Returns: nil where nothing is declared. A rule of a column that no metric uses has nothing to do.
  init?(_ table: TableDeclaration, _ plan: SlotPlan, _ index: ColumnIndex) {
    func field(_ name: String) -> Int? { if case .found(let field) = index.find(name) { field } else { nil } }
    places = table.once.rules.compactMap { rule in
      guard let own = field(rule.column), let id = field(rule.per) else { return nil }
      let slots = plan.slots.indices.filter { slot in
        guard case .number(let name) = plan.slots[slot].kind else { return false }
        return field(name) == own
      }
      return slots.isEmpty ? nil : Place(rule: rule, field: id, slots: slots)
    }
    if places.isEmpty { return nil }
  }

  /// Leaves in a row what has not counted yet.
  /// - Returns: why the row cannot be read, if so.
  func take(_ scanner: RecordScanner, _ values: UnsafeMutablePointer<Double>, _ known: UnsafeMutablePointer<Bool>) -> BilingualText? {
    for index in places.indices {
      let id = scanner.field(places[index].field)
      // A row without an id is a thing of its own.
      guard !id.isEmpty else { continue }
      let number = places[index].ids.intern(id).number
      let width = places[index].slots.count
      while places[index].counted.count < (number + 1) * width { places[index].counted.append(nil) }
      for (position, slot) in places[index].slots.enumerated() {
        let place = number * width + position
        guard let before = places[index].counted[place] else {
          if known[slot] { places[index].counted[place] = values[slot] }
          continue
        }
        if known[slot], values[slot] != before {
          return RowSentences.notRepeated(places[index].rule, id: id.text, value: ReaderNotes.amount(values[slot]), before: ReaderNotes.amount(before))
        }
        values[slot] = 0
        known[slot] = true
      }
    }
    return nil
  }
}
