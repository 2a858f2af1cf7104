import ExperimentStatistics
import Testing

private struct HashRow: Decodable {
  let seed, value: String
  let version: Int
  let point: Double
}

@Suite("Assignment")
struct AssignmentTests {
  @Test("points agree with FNV-1a from its definition, text beyond ASCII included")
  func reference() throws {
    for row in try ReferenceRows<HashRow>.load("hashing").rows {
      #expect(AssignmentHash.point(seed: row.seed, value: row.value, version: row.version) == row.point)
      if row.version == 2 { #expect(AssignmentHasher(seed: row.seed).point(row.value) == row.point) }
    }
  }

  @Test("published vectors of the feature-flag SDKs")
  func published() {
    for (seed, value, point) in [("", "a", 0.22), ("", "b", 0.077), ("b", "a", 0.946), ("ef", "d", 0.652), ("asdf", "8952klfjas09ujk", 0.549)] {
      #expect(AssignmentHash.point(seed: seed, value: value, version: 1) == point)
    }
    for (seed, value, point) in [("seed", "a", 0.0505), ("seed", "b", 0.2696), ("foo", "ab", 0.2575), ("foo", "def", 0.2019)] {
      #expect(AssignmentHash.point(seed: seed, value: value, version: 2) == point)
    }
    #expect(AssignmentHash.point(seed: "seed", value: "a", version: 99) == nil)
  }

  @Test("ranges: coverage is clamped, and weights that cannot be give way to equal ones")
  func ranges() {
    #expect(Buckets.ranges(variants: 2) == [BucketRange(lower: 0, upper: 0.5), BucketRange(lower: 0.5, upper: 1)])
    #expect(Buckets.ranges(variants: 2, coverage: 0.5) == [BucketRange(lower: 0, upper: 0.25), BucketRange(lower: 0.5, upper: 0.75)])
    #expect(Buckets.ranges(variants: 2, coverage: 7) == Buckets.ranges(variants: 2))
    #expect(Buckets.ranges(variants: 2, coverage: -1) == [BucketRange(lower: 0, upper: 0), BucketRange(lower: 0.5, upper: 0.5)])
    #expect(Buckets.ranges(variants: 2, weights: [0.4, 0.1]) == Buckets.ranges(variants: 2))
    #expect(Buckets.ranges(variants: 2, weights: [1]) == Buckets.ranges(variants: 2))
    #expect(Buckets.ranges(variants: 2, weights: [0.25, 0.75]) == [BucketRange(lower: 0, upper: 0.25), BucketRange(lower: 0.25, upper: 1)])
    #expect(Buckets.ranges(variants: 0).isEmpty)
  }

  @Test("the first range that holds the point is chosen, ends half open")
  func choose() {
    let ranges = Buckets.ranges(variants: 2, coverage: 0.8)
    #expect(Buckets.choose(0, from: ranges) == 0)
    #expect(Buckets.choose(0.4, from: ranges) == -1)
    #expect(Buckets.choose(0.5, from: ranges) == 1)
    #expect(Buckets.choose(0.95, from: ranges) == -1)
  }

  @Test("a namespace takes its share and no more")
  func namespaces() {
    let inside = (0..<20_000).filter { Buckets.isIncluded("user\($0)", namespace: "pricing", from: 0.2, to: 0.5) }.count
    // 6,000 expected; six standard deviations.
    #expect((5611...6389).contains(inside))
    #expect(
      !(0..<2000).contains { index in
        let id = "u\(index)"
        return Buckets.isIncluded(id, namespace: "n", from: 0, to: 0.4) && Buckets.isIncluded(id, namespace: "n", from: 0.4, to: 1)
      })
  }
}
