/// Which point of 0..<1 a unit falls on: the hashing of the field's feature-flag SDKs, so that assignments can be recomputed.
///
/// 32-bit FNV-1a (Fowler, Noll & Vo; offset basis 2166136261, prime 16777619) over UTF-8. Deterministic; not for secrets.
public enum AssignmentHash {
  /// The point, or nil for another version than 1 or 2.
  ///
  /// Version 1: FNV(value + seed) mod 1,000 / 1,000. Version 2: FNV of the decimal text of FNV(seed + value), mod 10,000 / 10,000,
  /// which takes out version 1's bias between experiments that share a unit.
  /// - Complexity: O(length): four cycles a byte, each waiting for the one before. `AssignmentHasher` hashes a seed once for many units.
  public static func point(seed: String, value: String, version: Int = 2) -> Double? {
    switch version {
    case 1: return Double(fnv1a(seed.utf8, after: fnv1a(value.utf8)) % 1000) / 1000
    case 2: return Double(fnv1a(decimal: fnv1a(value.utf8, after: fnv1a(seed.utf8))) % 10_000) / 10_000
    default: return nil
    }
  }

  /// 32-bit FNV-1a, going on from `state`.
  @inline(__always)
  static func fnv1a(_ text: String.UTF8View, after state: UInt32 = 2_166_136_261) -> UInt32 {
    let contiguous = text.withContiguousStorageIfAvailable { bytes in
      var hash = state
      for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
      return hash
    }
    if let contiguous { return contiguous }
    var hash = state
    for byte in text { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }

  /// FNV-1a of a number's decimal digits.
  @inline(__always)
  static func fnv1a(decimal number: UInt32) -> UInt32 {
    // Digits come last first; four bits each, they fit in a word to be read back.
    var digits: UInt64 = 0, count = 0
    var rest = number
    repeat {
      digits = digits << 4 | UInt64(rest % 10)
      rest /= 10
      count += 1
    } while rest > 0
    var hash: UInt32 = 2_166_136_261
    for _ in 0..<count {
      hash = (hash ^ (48 + UInt32(truncatingIfNeeded: digits & 15))) &* 16_777_619
      digits >>= 4
    }
    return hash
  }
}

/// `AssignmentHash` version 2 for many units of one experiment.
public struct AssignmentHasher: Hashable, Sendable {
  private let afterSeed: UInt32

  public init(seed: String) { afterSeed = AssignmentHash.fnv1a(seed.utf8) }

  /// The same point as `AssignmentHash.point(seed:value:version: 2)`.
  /// - Complexity: about 40 ns for ids of 16 bytes.
  public func point(_ value: String) -> Double {
    Double(AssignmentHash.fnv1a(decimal: AssignmentHash.fnv1a(value.utf8, after: afterSeed)) % 10_000) / 10_000
  }
}

/// A half-open part of 0..<1 that a variant takes.
public struct BucketRange: Hashable, Sendable {
  public let lower: Double
  public let upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  public func contains(_ point: Double) -> Bool { point >= lower && point < upper }
}

/// Ranges of variants, the choice among them, and namespaces, as the feature-flag SDKs have them.
public enum Buckets {
  /// Each variant's range: it starts where the weights before it end and is `coverage` of its weight long.
  ///
  /// Coverage is clamped to 0…1; weights of the wrong number, or whose sum is further than 0.01 from 1, give way to equal ones.
  public static func ranges(variants: Int, coverage: Double = 1, weights: [Double]? = nil) -> [BucketRange] {
    guard variants > 0 else { return [] }
    let clamped = coverage.isNaN ? 1 : min(max(coverage, 0), 1)
    var used = Array(repeating: 1 / Double(variants), count: variants)
    if let weights, weights.count == variants, (0.99...1.01).contains(weights.reduce(0, +)) { used = weights }
    var start = 0.0
    return used.map { weight in
      defer { start += weight }
      return BucketRange(lower: start, upper: start + clamped * weight)
    }
  }

  /// The index of the first range that holds the point; −1 for none.
  public static func choose(_ point: Double, from ranges: [BucketRange]) -> Int { ranges.firstIndex { $0.contains(point) } ?? -1 }

  /// Whether a unit is in a part of a namespace, which experiments share so as not to overlap: version 1 of the hash, seed `__` + id.
  public static func isIncluded(_ value: String, namespace id: String, from lower: Double, to upper: Double) -> Bool {
    guard let point = AssignmentHash.point(seed: "__" + id, value: value, version: 1) else { return false }
    return point >= lower && point < upper
  }
}
