/// Everything that rows say of randomised units, one record per unit: memory is bounded by distinct units.
final class UnitStore {
  /// The variant of a unit that was seen in two.
  static let twoVariants: Int16 = -1
  /// The variant of a row that a newer file replaces.
  static let replaced: Int16 = -2

  let slots: Int
  let dimensions: Int
  private let firsts: [Bool]
  /// Nil when each row is a unit of its own.
  private let ids: ByteInterner?
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private(set) var variants: [Int16] = []
  /// Milliseconds since 1970 on the local wall, of the unit's first row; 0 in an undated table.
  @exclusivity(unchecked) private(set) var times: [Int] = []
  /// slots per unit: the sum over its rows.
  @exclusivity(unchecked) private(set) var sums: [Double] = []
  /// slots per unit: whether a row lacked the number.
  @exclusivity(unchecked) private(set) var missing: [Bool] = []
  /// slots per unit: whether the first row has the number and all further rows are blank.
  @exclusivity(unchecked) private var firstOnly: [Bool] = []
  /// slots: whether any unit has the number on two of its rows.
  @exclusivity(unchecked) private var isRepeated: [Bool]
  /// dimensions per unit: its segment's number, of the first row; -1 where there was none.
  @exclusivity(unchecked) private(set) var segments: [Int32] = []
  private var files: [Int32] = []
  /// Slots whose equal numbers are watched.
  private let watched: [Bool]
  /// What the rows of a unit all have, by its place in `sums`.
  @exclusivity(unchecked) private var equals: [Int: (value: Double, rows: Int)] = [:]
  @exclusivity(unchecked) private var varies: [Bool]
  private let batch: UnitBatch

  init(slots: Int, firsts: [Bool], dimensions: Int, hasIDs: Bool, watched: [Int] = [], expected: Int) {
    self.slots = slots
    self.firsts = firsts
    isRepeated = Array(repeating: false, count: slots)
    self.dimensions = dimensions
    self.watched = (0..<slots).map { watched.contains($0) }
    varies = Array(repeating: false, count: slots)
    ids = hasIDs ? ByteInterner(minimumCapacity: max(expected, 16)) : nil
    batch = UnitBatch(slots: slots, dimensions: dimensions)
    variants.reserveCapacity(expected)
    times.reserveCapacity(expected)
    sums.reserveCapacity(expected * slots)
    missing.reserveCapacity(expected * slots)
    segments.reserveCapacity(expected * dimensions)
  }

  /// Counts a row; it may wait for some others (see `flush`). Rows of a unit add up, the earliest decides its time and segments, and a second variant is remembered as a fault.
  @inline(__always) func add(
    _ id: FieldBytes, variant: Int, time: Int, _ values: UnsafePointer<Double>, _ known: UnsafePointer<Bool>,
    _ segments: UnsafePointer<Int32>
  ) {
    guard ids != nil else { return append(variant, time, values, known, segments) }
    batch.add(id, variant, time, values, known, segments)
    if batch.count == UnitBatch.size { flush() }
  }

  /// Counts the rows that wait; to be called before anything is read.
  func flush() {
    guard let ids else { return }
    batch.drain(into: ids) { unit, variant, time, values, known, segments in
      if unit.isNew {
        append(variant, time, values, known, segments)
      } else {
        again(unit.number, variant, time, values, known, segments)
      }
    }
  }

  @inline(__always) private func append(
    _ variant: Int, _ time: Int, _ values: UnsafePointer<Double>, _ known: UnsafePointer<Bool>, _ segments: UnsafePointer<Int32>
  ) {
    count += 1
    variants.append(Int16(variant))
    times.append(time)
    for slot in 0..<slots {
      sums.append(known[slot] ? values[slot] : 0)
      missing.append(!known[slot])
      firstOnly.append(false)
    }
    for dimension in 0..<dimensions { self.segments.append(segments[dimension]) }
  }

  private func again(
    _ unit: Int, _ variant: Int, _ time: Int, _ values: UnsafePointer<Double>, _ known: UnsafePointer<Bool>,
    _ segments: UnsafePointer<Int32>
  ) {
    if variants[unit] != Int16(variant) { variants[unit] = UnitStore.twoVariants }
    let isEarlier = time < times[unit]
    if isEarlier {
      times[unit] = time
      for dimension in 0..<dimensions { self.segments[unit * dimensions + dimension] = segments[dimension] }
    }
    for slot in 0..<slots {
      let place = unit * slots + slot
      if firsts[slot] {
        guard isEarlier else { continue }
        sums[place] = known[slot] ? values[slot] : 0
        missing[place] = !known[slot]
      } else {
        if known[slot] {
          if missing[place] {
            firstOnly[place] = false
          } else {
            isRepeated[slot] = true
            if watched[slot], !varies[slot] { watch(slot, place, values[slot]) }
          }
          sums[place] += values[slot]
        } else {
          if !missing[place] { firstOnly[place] = true }
          missing[place] = true
        }
      }
    }
  }

  private func watch(_ slot: Int, _ place: Int, _ value: Double) {
    let known = equals[place] ?? (sums[place], 1)
    if known.value != value {
      varies[slot] = true
    } else {
      equals[place] = (value, known.rows + 1)
    }
  }

  /// Units whose rows all have the same number.
  var repeated: RepeatedNumbers {
    var found = RepeatedNumbers(slots: slots)
    for slot in 0..<slots where varies[slot] { found.vary(slot) }
    for (place, seen) in equals.sorted(by: { $0.key < $1.key }) where !varies[place % slots] {
      found.agree(place % slots, seen.value) {
        RepeatedNumbers.Example(id: ids?.bytes(place / slots).text ?? "", value: seen.value, rows: seen.rows, place: "")
      }
    }
    return found
  }

  /// Exports of orders state what belongs to the order on the first of its lines only. Where no unit has a number twice, one that stands on a unit's first
  /// row and on none of the others is the unit's.
  /// - Returns: how many units that concerns; 0 where it was settled before.
  func settle() -> Int {
    var units = 0
    for unit in 0..<count {
      var isConcerned = false
      for slot in 0..<slots where !isRepeated[slot] && firstOnly[unit * slots + slot] {
        firstOnly[unit * slots + slot] = false
        missing[unit * slots + slot] = false
        isConcerned = true
      }
      if isConcerned { units += 1 }
    }
    return units
  }

  /// All units so far came from this file.
  func claim(file: Int) { files = Array(repeating: Int32(file), count: count) }

  /// Leaves out the rows of some cells; `cell` gives a row's by its variant and time.
  func leaveOut(_ cells: Set<Int>, cell: (_ variant: Int, _ time: Int) -> Int) {
    guard !cells.isEmpty else { return }
    for unit in 0..<count where variants[unit] >= 0 && cells.contains(cell(Int(variants[unit]), times[unit])) {
      variants[unit] = UnitStore.replaced
    }
  }

  /// Takes another file's units in; `meet` decides about units that both have, given the file the known one came from.
  func merge(_ other: UnitStore, file: Int, meet: (Int) -> DayTable.Meeting) {
    for unit in 0..<other.count {
      let values = Array(other.sums[(unit * slots)..<(unit * slots + slots)])
      let known = other.missing[(unit * slots)..<(unit * slots + slots)].map { !$0 }
      let segments = Array(other.segments[(unit * dimensions)..<(unit * dimensions + dimensions)])
      let variant = Int(other.variants[unit])
      guard let ids, let otherIDs = other.ids else {
        append(variant, other.times[unit], values, known, segments)
        files.append(Int32(file))
        continue
      }
      let (number, isNew) = ids.intern(otherIDs.bytes(unit))
      if isNew {
        append(variant, other.times[unit], values, known, segments)
        files.append(Int32(file))
        continue
      }
      switch meet(Int(files[number])) {
      case .keep: break
      case .add: again(number, variant, other.times[unit], values, known, segments)
      case .replace:
        variants[number] = other.variants[unit]
        times[number] = other.times[unit]
        for slot in 0..<slots {
          sums[number * slots + slot] = values[slot]
          missing[number * slots + slot] = !known[slot]
        }
        for dimension in 0..<dimensions { self.segments[number * dimensions + dimension] = segments[dimension] }
        files[number] = Int32(file)
      }
    }
  }
}
