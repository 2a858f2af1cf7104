/// Count, mean and centred sums to the third order of one value: what a test needs that sees how skewed the units are. Values merge exactly.
///
/// Centred, so that values near 1e6 with a spread of 1e-3 keep their digits (Pébay 2008, *Formulas for robust, one-pass parallel computation of
/// covariances and arbitrary-order statistical moments*, eq. 2.1).
public struct ThirdMoments: Hashable, Sendable {
  /// Units, ≥ 0.
  public private(set) var count: Double
  /// Units whose value is not zero (buyers), 0…count.
  public private(set) var nonzero: Double
  public private(set) var mean: Double
  /// Σ(y − ȳ)².
  public private(set) var squares: Double
  /// Σ(y − ȳ)³.
  public private(set) var cubes: Double

  public init() { self.init(count: 0, nonzero: 0, mean: 0, squares: 0, cubes: 0) }

  /// - Parameter nonzero: `count` where it is not known: every unit then counts as one with a value.
  public init(count: Double, nonzero: Double, mean: Double, squares: Double, cubes: Double) {
    (self.count, self.nonzero, self.mean, self.squares, self.cubes) = (count, nonzero, mean, squares, cubes)
  }

  public init(_ values: some Sequence<Double>) {
    self.init()
    for value in values { add(value) }
  }

  /// Cost: O(1).
  public mutating func add(_ value: Double) { merge(.init(count: 1, nonzero: value == 0 ? 0 : 1, mean: value, squares: 0, cubes: 0)) }

  public mutating func merge(_ other: ThirdMoments) {
    guard count > 0 else { return self = other }
    guard other.count > 0 else { return }
    let total = count + other.count
    let gap = other.mean - mean
    let (own, others) = (-gap * (other.count / total), gap * (count / total))
    cubes =
      cubes + 3 * own * squares + count * own * own * own
      + (other.cubes + 3 * others * other.squares + other.count * others * others * others)
    squares += other.squares + gap * gap * (count * (other.count / total))
    mean += gap * (other.count / total)
    count = total
    nonzero += other.nonzero
  }

  public func merged(with other: ThirdMoments) -> ThirdMoments {
    var sum = self
    sum.merge(other)
    return sum
  }

  /// Third standardised moment of a unit; nil without variation.
  public var skewness: Double? {
    guard count > 0, squares > 0 else { return nil }
    return cubes / squares * (count / squares).squareRoot()
  }
}
