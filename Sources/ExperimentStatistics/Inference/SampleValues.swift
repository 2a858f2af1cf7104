/// Raw values, sorted once.
public struct SampleValues: Sendable {
  public let sorted: [Double]
  public let mean: Double
  /// Over count − 1; 0 of a single value.
  public let variance: Double

  /// At least one value.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "there are values")
    sorted = values.sorted()
    let count = Double(values.count)
    // About a value of the middle, so that a mean of 1e9 with a spread of 1e-3 keeps its digits (Chan, Golub & LeVeque 1983).
    let origin = sorted[sorted.count / 2]
    let shift = sorted.reduce(0) { $0 + ($1 - origin) } / count
    mean = origin + shift
    var (squares, rest) = (0.0, 0.0)
    for value in sorted {
      let gap = (value - origin) - shift
      squares += gap * gap
      rest += gap
    }
    variance = values.count > 1 ? max(0, squares - rest * rest / count) / (count - 1) : 0
  }

  public var summary: GroupSummary { GroupSummary(count: Double(sorted.count), mean: mean, variance: variance) }

  /// Type 7 of Hyndman & Fan (1996).
  public func quantile(_ p: Double) -> Double {
    let place = Double(sorted.count - 1) * p
    let index = Int(place)
    guard index + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
  }

  /// Order statistics between which the quantile lies with at least this confidence; nil for a side that none reaches.
  public func quantileInterval(_ p: Double, confidence: Double) -> (lower: Double?, upper: Double?) {
    guard p > 0, p < 1 else { return (p <= 0 ? nil : sorted.last, p >= 1 ? nil : sorted.first) }
    let binomial = Binomial(trials: Double(sorted.count), probability: p)
    let level = (1 - confidence) / 2
    // The largest l with P(X ≤ l − 1) ≤ level, and the smallest u with P(X ≥ u) ≤ level, by halving.
    var (low, high) = (0, sorted.count + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if binomial.lowerTail(Double(middle - 1)) <= level { low = middle } else { high = middle }
    }
    let first = low
    (low, high) = (0, sorted.count + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if binomial.upperTail(Double(middle)) <= level { high = middle } else { low = middle }
    }
    return (first >= 1 ? sorted[first - 1] : nil, high <= sorted.count ? sorted[high - 1] : nil)
  }
}
