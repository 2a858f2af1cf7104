/// Sums per variant and day: one cell for each, so memory does not grow with the rows.
final class DayTable {
  let variants: Int
  let days: Int
  let slots: Int
  /// Rows of each cell, day by day inside a variant.
  @exclusivity(unchecked) private(set) var rows: [Int]
  /// Rows of a cell that lack a slot's number.
  @exclusivity(unchecked) private(set) var missing: [Int]
  @exclusivity(unchecked) private(set) var sums: [Double]
  /// The file that a cell came from (when several are merged).
  private var files: [Int32]

  init(variants: Int, days: Int, slots: Int) {
    self.variants = variants
    self.days = days
    self.slots = slots
    rows = Array(repeating: 0, count: variants * days)
    missing = Array(repeating: 0, count: variants * days * slots)
    sums = Array(repeating: 0, count: variants * days * slots)
    files = []
  }

  func rows(_ variant: Int, _ day: Int) -> Int { rows[variant * days + day] }
  func sum(_ variant: Int, _ day: Int, _ slot: Int) -> Double { sums[(variant * days + day) * slots + slot] }
  func missing(_ variant: Int, _ day: Int, _ slot: Int) -> Int { missing[(variant * days + day) * slots + slot] }

  @inline(__always) func add(_ variant: Int, _ day: Int, _ values: UnsafePointer<Double>, _ known: UnsafePointer<Bool>) {
    let cell = variant * days + day
    rows[cell] += 1
    let start = cell * slots
    for slot in 0..<slots {
      if known[slot] { sums[start + slot] += values[slot] } else { missing[start + slot] += 1 }
    }
  }

  /// One more row (or unit) in a cell, slot by slot.
  func add(_ variant: Int, _ day: Int, slot: Int, _ value: Double, isKnown: Bool) {
    let place = (variant * days + day) * slots + slot
    if isKnown { sums[place] += value } else { missing[place] += 1 }
  }

  func countRow(_ variant: Int, _ day: Int) { rows[variant * days + day] += 1 }

  /// What becomes of a cell that two files have.
  enum Meeting { case keep, replace, add }

  /// Takes another file's cells in. `meet` is asked for each cell that both have: it is given the file the cell came from.
  /// The same decision then holds for every plane of segments, which `others` gives with its counterpart here.
  func merge(
    _ other: DayTable, file: Int, planes: [(into: DayTable, from: DayTable?)], meet: (_ cell: Int, _ file: Int) -> Meeting
  ) {
    if files.isEmpty { files = Array(repeating: -1, count: rows.count) }
    for cell in rows.indices where other.rows[cell] > 0 {
      var decision = Meeting.replace
      if rows[cell] > 0 {
        decision = meet(cell, Int(files[cell]))
      }
      if decision == .keep { continue }
      take(other, cell, decision)
      for plane in planes {
        if let from = plane.from { plane.into.take(from, cell, decision) } else if decision == .replace { plane.into.clear(cell) }
      }
      files[cell] = Int32(file)
    }
  }

  /// All cells so far came from this file.
  func claim(file: Int) { files = rows.map { $0 > 0 ? Int32(file) : -1 } }

  private func take(_ other: DayTable, _ cell: Int, _ decision: Meeting) {
    if decision == .replace { clear(cell) }
    take(other, from: cell, into: cell)
  }

  private func take(_ other: DayTable, from source: Int, into cell: Int) {
    rows[cell] += other.rows[source]
    for slot in 0..<slots {
      sums[cell * slots + slot] += other.sums[source * slots + slot]
      missing[cell * slots + slot] += other.missing[source * slots + slot]
    }
  }

  /// Puts what a variant has on several days into the last of them.
  func gather(_ variant: Int, _ places: ClosedRange<Int>) {
    let last = variant * days + places.upperBound
    for place in places.dropLast() {
      take(self, from: variant * days + place, into: last)
      clear(variant * days + place)
    }
  }

  func clear(_ cell: Int) {
    rows[cell] = 0
    for place in (cell * slots)..<(cell * slots + slots) {
      sums[place] = 0
      missing[place] = 0
    }
  }
}
