/// Some rows of units that wait to be counted together.
///
/// In a large table each lookup of an id waits for memory. Touching the places of a few dozen ids first lets those waits overlap;
/// the order of rows, and so the answer, stays what it was.
final class UnitBatch {
  static let size = 32

  private let slots: Int
  private let dimensions: Int
  private var bytes: UnsafeMutablePointer<UInt8>
  private var room = 1024
  private let stops: UnsafeMutablePointer<Int>
  private let hashes: UnsafeMutablePointer<UInt64>
  private let variants: UnsafeMutablePointer<Int>
  private let times: UnsafeMutablePointer<Int>
  private let values: UnsafeMutablePointer<Double>
  private let known: UnsafeMutablePointer<Bool>
  private let segments: UnsafeMutablePointer<Int32>
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var used = 0

  init(slots: Int, dimensions: Int) {
    self.slots = slots
    self.dimensions = dimensions
    bytes = .allocate(capacity: room)
    stops = .allocate(capacity: UnitBatch.size)
    hashes = .allocate(capacity: UnitBatch.size)
    variants = .allocate(capacity: UnitBatch.size)
    times = .allocate(capacity: UnitBatch.size)
    values = .allocate(capacity: max(UnitBatch.size * slots, 1))
    known = .allocate(capacity: max(UnitBatch.size * slots, 1))
    segments = .allocate(capacity: max(UnitBatch.size * dimensions, 1))
  }

  deinit {
    bytes.deallocate()
    stops.deallocate()
    hashes.deallocate()
    variants.deallocate()
    times.deallocate()
    values.deallocate()
    known.deallocate()
    segments.deallocate()
  }

  /// Keeps a copy of a row. The batch must have room.
  @inline(__always) func add(
    _ id: FieldBytes, _ variant: Int, _ time: Int, _ values: UnsafePointer<Double>, _ known: UnsafePointer<Bool>,
    _ segments: UnsafePointer<Int32>
  ) {
    if used + id.count > room { grow(used + id.count) }
    (bytes + used).update(from: id.start, count: id.count)
    used += id.count
    stops[count] = used
    hashes[count] = ByteInterner.hash(id)
    variants[count] = variant
    times[count] = time
    (self.values + count * slots).update(from: values, count: slots)
    (self.known + count * slots).update(from: known, count: slots)
    (self.segments + count * dimensions).update(from: segments, count: dimensions)
    count += 1
  }

  /// Hands the rows out in their order, and is empty again.
  func drain(
    into ids: ByteInterner,
    _ row: (
      _ unit: (number: Int, isNew: Bool), _ variant: Int, _ time: Int, _ values: UnsafePointer<Double>, _ known: UnsafePointer<Bool>,
      _ segments: UnsafePointer<Int32>
    ) -> Void
  ) {
    for index in 0..<count { ids.touch(hashes[index]) }
    var start = 0
    for index in 0..<count {
      let id = FieldBytes(start: UnsafePointer(bytes + start), count: stops[index] - start)
      start = stops[index]
      row(
        ids.intern(id, hash: hashes[index]), variants[index], times[index], values + index * slots, known + index * slots,
        segments + index * dimensions)
    }
    count = 0
    used = 0
  }

  private func grow(_ needed: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
    larger.update(from: bytes, count: used)
    bytes.deallocate()
    bytes = larger
    room = needed * 2
  }
}
