import Glibc

/// What more data are worth to a choice between arms, as a share of the good at stake: pre-posterior analysis (Raiffa & Schlaifer 1961, §4.5).
///
/// Each arm's ln g is normal now; the data to come will move its mean, normally, and leave less spread. Choosing v loses 1 − g_v / max g. The best choice
/// made now loses min_v E[loss_v]; made after the data, E[min_v E[loss_v | data]], which is never more. Two arms of few counts exactly (`PreposteriorCounts`);
/// other two by quadrature over the difference of their means, three or four over all means at once; of more the four most promising. There gamma and beta
/// posteriors enter by the mean and variance of ln g: at three results against eight, where that is poorest for a value that matters, 13 % too little of the
/// loss is said to be taken away; at one or none up to half too much.
public enum PreposteriorLoss {
  /// An arm's ln g.
  public struct Arm: Hashable, Sendable {
    public let mean: Double
    /// Of ln g now, ≥ 0. An arm of which this or the mean is no number has no value to be told.
    public let deviation: Double
    /// Share of the present variance that the data to come take away, 0…1.
    public let resolved: Double
    /// Of counted results: their posterior itself.
    var counts: PreposteriorCounts.Arm?

    public init(mean: Double, deviation: Double, resolved: Double) {
      self.mean = mean
      self.deviation = deviation
      self.resolved = resolved
    }

    var isKnown: Bool { mean.isFinite && deviation >= 0 && deviation < 1e6 && (0...1).contains(resolved) }

    /// Results of an exposure, posterior Gamma(results + ½, exposure).
    /// - Parameter growth: data to come over the data there are, ≥ 0.
    public init(results: Double, exposure: Double, growth: Double) {
      let shape = results + 0.5
      self.init(
        mean: LogMoments.digamma(shape) - log(exposure), deviation: LogMoments.trigamma(shape).squareRoot(), resolved: growth / (1 + growth))
      counts = .init(shape: shape, exposure: exposure, growth: growth)
    }

    /// Successes among trials, posterior Beta(successes + 1, failures + 1).
    public init(successes: Double, trials: Double, growth: Double) {
      let (a, whole) = (successes + 1, trials + 2)
      self.init(
        mean: LogMoments.digamma(a) - LogMoments.digamma(whole),
        deviation: max(LogMoments.trigamma(a) - LogMoments.trigamma(whole), 0).squareRoot(), resolved: growth * trials / (growth * trials + whole))
    }
  }

  /// The least expected loss of a choice made now, and of one made after the data; 0 ≤ after ≤ now < 1. Nil below two arms, or
  /// where an arm is not known.
  public static func expected(_ arms: [Arm]) -> (now: Double, after: Double)? {
    guard arms.count >= 2, arms.allSatisfy(\.isKnown) else { return nil }
    let kept = arms.sorted { $0.mean + 2 * $0.deviation > $1.mean + 2 * $1.deviation }.prefix(4)
    guard kept.count == 2 else { return several(Array(kept)) }
    if let first = kept[0].counts, let second = kept[1].counts, let exact = PreposteriorCounts(first: first, second: second).expected() { return exact }
    return two(kept[0], kept[1])
  }

  // MARK: Two arms

  /// E[(1 − e^−Δ)⁺] for Δ ~ N(mean, deviation²): what not choosing the arm that is ahead by Δ loses.
  private static func lossBehind(_ mean: Double, _ deviation: Double) -> Double {
    guard deviation > 0 else { return mean > 0 ? -expm1(-mean) : 0 }
    let z = mean / deviation
    // e^(−m + s²/2)·Φ(z − s) = φ(z)·Φ(z − s)/φ(z − s): kept in logarithms where the exponential would overflow.
    let second = exp(-mean + 0.5 * deviation * deviation + StandardNormal.logUpperTail(deviation - z))
    return max(StandardNormal.lowerTail(z) - second, 0)
  }

  private static func least(_ mean: Double, _ deviation: Double) -> Double { min(lossBehind(mean, deviation), lossBehind(-mean, deviation)) }

  private static func two(_ a: Arm, _ b: Arm) -> (now: Double, after: Double) {
    let mean = b.mean - a.mean
    let (va, vb) = (a.deviation * a.deviation, b.deviation * b.deviation)
    let now = least(mean, (va + vb).squareRoot())
    let moved = (va * a.resolved + vb * b.resolved).squareRoot()
    let left = max(va + vb - moved * moved, 0).squareRoot()
    guard moved > 0 else { return (now, now) }
    // The choice turns at a difference of 0: the kink lies between two pieces.
    var after = 0.0
    let (low, high) = (mean - 9 * moved, mean + 9 * moved)
    let cuts = ([low, high] + [0, mean - 3 * moved, mean + 3 * moved, mean].filter { $0 > low && $0 < high }).sorted()
    for (from, to) in zip(cuts, cuts.dropFirst()) where to > from {
      after += rule.integrate(from: from, to: to) { StandardNormal.density(($0 - mean) / moved) / moved * least($0, left) }
    }
    return (now, min(after, now))
  }

  private static let rule = GaussLegendre(count: 48)

  // MARK: More

  private static func several(_ arms: [Arm]) -> (now: Double, after: Double) {
    let now = least(arms.map { ($0.mean, $0.deviation) })
    let nodes = arms.count == 3 ? 16 : 9
    let width = 4.5
    let rule = GaussLegendre(count: nodes)
    let weights = zip(rule.nodes, rule.weights).map { StandardNormal.density(width * $0) * $1 * width }
    let whole = weights.reduce(0, +)
    var places = [Int](repeating: 0, count: arms.count)
    var after = 0.0
    while true {
      var weight = 1.0
      let states = arms.indices.map { index -> (Double, Double) in
        let arm = arms[index]
        weight *= weights[places[index]] / whole
        return (
          arm.mean + width * rule.nodes[places[index]] * arm.deviation * arm.resolved.squareRoot(), arm.deviation * (1 - arm.resolved).squareRoot()
        )
      }
      if weight > 1e-9 { after += weight * least(states) }
      var digit = 0
      while digit < places.count {
        places[digit] += 1
        if places[digit] < nodes { break }
        places[digit] = 0
        digit += 1
      }
      if digit == places.count { break }
    }
    return (now, min(after, now))
  }

  /// min_v 1 − E[e^(X_v − max X)] of independent normals, by quadrature over the largest.
  private static func least(_ arms: [(mean: Double, deviation: Double)]) -> Double {
    let known = arms.map { (mean: $0.mean, deviation: max($0.deviation, 1e-9)) }
    let low = known.map { $0.mean - 8 * $0.deviation }.max() ?? 0
    let high = known.map { $0.mean + 8 * $0.deviation }.max() ?? 0
    var kept = [Double](repeating: 0, count: arms.count)
    for (from, to) in pieces(low, high, known) {
      let (centre, half) = (0.5 * (from + to), 0.5 * (to - from))
      for (node, weight) in zip(fine.nodes, fine.weights) {
        let x = centre + half * node
        let below = known.map { StandardNormal.lowerTail((x - $0.mean) / $0.deviation) }
        let density = known.map { StandardNormal.density((x - $0.mean) / $0.deviation) / $0.deviation }
        for v in known.indices {
          let arm = known[v]
          // Either v is the largest, or it lies below a largest other: E[e^(X_v − x); X_v < x].
          let partial = exp(
            arm.mean + 0.5 * arm.deviation * arm.deviation - x
              + StandardNormal.logUpperTail(-(x - arm.mean - arm.deviation * arm.deviation) / arm.deviation))
          for j in known.indices {
            var product = density[j] * (j == v ? 1 : partial)
            for l in known.indices where l != j && l != v { product *= below[l] }
            kept[v] += half * weight * product
          }
        }
      }
    }
    return min(max(1 - (kept.max() ?? 1), 0), 1)
  }

  /// The range of the largest, cut where an arm is narrow.
  private static func pieces(_ low: Double, _ high: Double, _ arms: [(mean: Double, deviation: Double)]) -> [(Double, Double)] {
    var cuts = [low, high]
    for arm in arms { for step in [-3.0, 0, 3] { cuts.append(arm.mean + step * arm.deviation) } }
    let sorted = cuts.filter { $0 >= low && $0 <= high }.sorted()
    return zip(sorted, sorted.dropFirst()).filter { $0.1 > $0.0 }.map { ($0.0, $0.1) }
  }

  private static let fine = GaussLegendre(count: 12)
}
