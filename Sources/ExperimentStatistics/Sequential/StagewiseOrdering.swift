/// What a sequential test says once it has stopped, by the stage-wise ordering: an earlier crossing is stronger evidence, at one look a larger
/// z is (Tsiatis, Rosner & Mehta 1984; Fairbanks & Madsen 1982). Needs only the looks that were: their information and critical values.
public struct StagewiseOrdering: Sendable {
  private let region: StoppingRegion
  private let z: Double
  /// Beyond this z, a p below 1e-88, the looks before change nothing that could be seen, and are left out.
  static let farthest = 20.0

  /// - Parameters:
  ///   - information: of the looks up to where it stopped, > 0, in any unit; taken as at least that of the looks before.
  ///   - critical: the critical values of the looks before (nil: none); one less than there are looks, or as many (the last is not used).
  ///   - z: where it stopped.
  public init(information: [Double], critical: [Double?], z: Double) {
    precondition(!information.isEmpty && critical.count >= information.count - 1, "a critical value for every look but the last")
    var floored = [Double]()
    for value in information { floored.append(max(value, floored.last ?? 0)) }
    let last = floored[floored.count - 1]
    // Looks without new information (a part in 10,000) see the same z again; those with next to none tell nothing of where the test stopped.
    var (kept, upper) = ([Double](), [Double?]())
    for index in floored.indices.dropLast()
    where abs(z) <= StagewiseOrdering.farthest && floored[index] < last * (1 - 1e-4) && floored[index] > max((kept.last ?? 0) * (1 + 1e-4), 1e-6 * last) {
      kept.append(floored[index])
      upper.append(critical[index])
    }
    region = StoppingRegion(
      information: (kept + [last]).map { $0 / last }, lower: [Double?](repeating: nil, count: kept.count + 1), upper: upper + [z])
    self.z = z
  }

  /// P(a result at least as extreme), Z at the last look having this mean.
  public func probability(mean: Double) -> Double { min(1, region.crossings(drift: mean).upper.reduce(0, +)) }

  /// One-sided.
  public var pValue: PValue { PValue(probability(mean: 0)) }

  /// The mean of Z under which the result lies in the middle of the ordering (Kim 1989), as a share of z itself: what a naive estimate is to be
  /// multiplied by. Nil at z = 0.
  /// - Throws: `NoAnswer.noConvergence`.
  public func medianUnbiasedShare() throws -> Double? {
    guard z != 0 else { return nil }
    var (low, high) = (z - 3, z + 3)
    for _ in 0..<20 where probability(mean: low) > 0.5 { low -= 3 }
    for _ in 0..<20 where probability(mean: high) < 0.5 { high += 3 }
    return try Roots.brent(between: low, and: high, tolerance: 1e-10) { probability(mean: $0) - 0.5 } / z
  }
}
