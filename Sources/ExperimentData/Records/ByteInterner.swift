import Glibc

/// Gives each distinct run of bytes a number, in the order of their first appearance: a table of texts or of unit ids.
///
/// Open addressing with linear probing; a slot holds 32 bits of the hash beside the number, so that a probe that misses
/// rarely looks at the bytes. One lookup costs about one cache miss in a large table.
final class ByteInterner {
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var arena: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var arenaCapacity: Int
  @exclusivity(unchecked) private var offsets: UnsafeMutablePointer<Int>
  @exclusivity(unchecked) private var hashes: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private var capacity: Int
  /// 0: free; else (upper half of the hash) << 32 | number + 1.
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private var mask: Int
  /// Keeps the reads of `touch` from being optimised away.
  @exclusivity(unchecked) private var touched: UInt64 = 0

  init(minimumCapacity: Int = 16) {
    capacity = max(minimumCapacity, 16)
    var size = 32
    while size < capacity * 2 { size *= 2 }
    mask = size - 1
    slots = ByteInterner.emptySlots(size)
    offsets = .allocate(capacity: capacity + 1)
    offsets[0] = 0
    hashes = .allocate(capacity: capacity)
    arenaCapacity = capacity * 16
    arena = .allocate(capacity: arenaCapacity)
  }

  deinit {
    arena.deallocate()
    offsets.deallocate()
    hashes.deallocate()
    free(slots)
  }

  /// The bytes that have this number.
  func bytes(_ number: Int) -> FieldBytes {
    FieldBytes(start: UnsafePointer(arena + offsets[number]), count: offsets[number + 1] - offsets[number])
  }

  /// The number of these bytes, a new one if they have none yet.
  func intern(_ bytes: FieldBytes) -> (number: Int, isNew: Bool) {
    intern(bytes, hash: ByteInterner.hash(bytes))
  }

  func intern(_ bytes: FieldBytes, hash: UInt64) -> (number: Int, isNew: Bool) {
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      if entry & 0xFFFF_FFFF_0000_0000 == tag {
        let number = Int(entry & 0xFFFF_FFFF) - 1
        if self.bytes(number).isSame(as: bytes) { return (number, false) }
      }
      slot = (slot + 1) & mask
    }
    if count == capacity { grow() }
    let start = offsets[count]
    if start + bytes.count > arenaCapacity { growArena(start + bytes.count) }
    (arena + start).update(from: bytes.start, count: bytes.count)
    offsets[count + 1] = start + bytes.count
    hashes[count] = hash
    count += 1
    if count * 2 > mask + 1 {
      rehash()
    } else {
      slots[slot] = tag | UInt64(count)
    }
    return (count - 1, true)
  }

  /// Brings the place where this hash would stand nearer, so that a lookup soon after does not wait for it.
  @inline(__always) func touch(_ hash: UInt64) {
    touched &+= slots[Int(truncatingIfNeeded: hash) & mask]
  }

  /// The same bytes always hash alike; no seed, so that results do not depend on the run.
  @inline(__always) static func hash(_ bytes: FieldBytes) -> UInt64 {
    let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* prime
    let raw = UnsafeRawPointer(bytes.start)
    var at = 0
    while at + 8 <= bytes.count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self), prime)
      at += 8
    }
    if at < bytes.count {
      var tail: UInt64 = 0
      while at < bytes.count {
        tail = tail << 8 | UInt64(bytes[at])
        at += 1
      }
      hash = mix(hash ^ tail, 0xD6E8_FEB8_6659_FD93)
    }
    return mix(hash, 0xD6E8_FEB8_6659_FD93)
  }

  @inline(__always) private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low ^ a
  }

  private func grow() {
    let larger = capacity * 2
    let moreOffsets = UnsafeMutablePointer<Int>.allocate(capacity: larger + 1)
    moreOffsets.update(from: offsets, count: count + 1)
    offsets.deallocate()
    offsets = moreOffsets
    let moreHashes = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
    moreHashes.update(from: hashes, count: count)
    hashes.deallocate()
    hashes = moreHashes
    capacity = larger
  }

  private func growArena(_ needed: Int) {
    let larger = max(arenaCapacity * 2, needed)
    let more = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    more.update(from: arena, count: offsets[count])
    arena.deallocate()
    arena = more
    arenaCapacity = larger
  }

  /// Large tables ask for huge pages: random probes otherwise spend their time on address translation.
  private static func emptySlots(_ size: Int) -> UnsafeMutablePointer<UInt64> {
    let bytes = size * MemoryLayout<UInt64>.stride
    let huge = 1 << 21
    var memory: UnsafeMutableRawPointer?
    if bytes >= huge, posix_memalign(&memory, huge, bytes) == 0, let memory {
      // Advice only: where it is not taken, nothing else changes. 14 is MADV_HUGEPAGE, which Glibc's module does not export everywhere.
      madvise(memory, bytes, 14)
      memset(memory, 0, bytes)
      return memory.bindMemory(to: UInt64.self, capacity: size)
    }
    guard let small = calloc(size, MemoryLayout<UInt64>.stride) else { preconditionFailure("out of memory") }
    return small.bindMemory(to: UInt64.self, capacity: size)
  }

  private func rehash() {
    let size = (mask + 1) * 2
    free(slots)
    slots = ByteInterner.emptySlots(size)
    mask = size - 1
    for number in 0..<count {
      let hash = hashes[number]
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
    }
  }
}
