import Glibc

/// Exact tests of two shares.
public enum ExactShares {
  public typealias Arm = SharesComparison.Arm

  private static func conditional(_ control: Arm, _ treatment: Arm) throws(NoAnswer) -> Hypergeometric {
    guard control.trials > 0, treatment.trials > 0 else { throw .zeroExposure }
    guard control.trials + treatment.trials <= 1e12 else { throw .undefined("tables of more than 1e12 trials are not summed") }
    return Hypergeometric(
      treatmentTrials: treatment.trials, controlTrials: control.trials, successes: control.successes + treatment.successes)
  }

  /// Fisher's exact test (1935); two-sided by probability ordering. With `isMidP` half of the observed table counts (Lancaster 1961).
  public static func fisher(control: Arm, treatment: Arm, isMidP: Bool = false) throws(NoAnswer) -> TailedTest {
    let table = try conditional(control, treatment)
    let x = treatment.successes
    let half = isMidP ? exp(table.logProbability(of: x)) / 2 : 0
    func less(_ p: PValue) -> PValue {
      guard isMidP else { return p }
      let share = exp(table.logProbability(of: x) - p.naturalLogarithm) / 2
      return share < 1 ? PValue(value: max(0, p.value - half), naturalLogarithm: p.naturalLogarithm + log1p(-share)) : PValue(0.5)
    }
    return TailedTest(
      statistic: nil, higher: less(table.tail(from: x, isUpper: true)), lower: less(table.tail(from: x, isUpper: false)),
      twoSided: less(table.byProbability(x)))
  }

  /// How tables are ordered.
  public enum Ordering: Hashable, Sendable {
    /// By the pooled z (Barnard 1945; Suissa & Shuster 1985).
    case pooledZ
    /// By Fisher's one-sided p, the smaller one-sided result doubled (Boschloo 1970).
    case fisherDoubled
    /// By Fisher's two-sided p.
    case fisherTwoSided
  }

  /// The largest number of trials that is enumerated.
  public static let largestTotal = 2_000.0

  /// An unconditional exact test: the largest probability, over the common share, of a table at least as extreme.
  ///
  /// Given the total of successes the rejected tables have a hypergeometric probability, so the size is a mixture over totals, binomial in the
  /// common share: N + 1 terms a share. Its maximum is sought on 500 shares and refined. Cost: O(N²) tables once.
  /// - Throws: `undefined` above 2,000 trials in all.
  public static func unconditional(control: Arm, treatment: Arm, ordering: Ordering) throws(NoAnswer) -> TailedTest {
    _ = try conditional(control, treatment)
    guard control.trials + treatment.trials <= largestTotal else {
      throw .undefined("tables of more than \(Int(largestTotal)) trials are not enumerated; the score test serves there")
    }
    let higher = size(control, treatment, ordering, side: 1)
    let lower = size(control, treatment, ordering, side: -1)
    return TailedTest(
      statistic: nil, higher: higher, lower: lower,
      twoSided: ordering == .fisherDoubled ? nil : size(control, treatment, ordering, side: 0))
  }

  /// `side`: 1 for treatment higher, −1 lower, 0 both.
  private static func size(_ control: Arm, _ treatment: Arm, _ ordering: Ordering, side: Double) -> PValue {
    let (m, n) = (Int(control.trials), Int(treatment.trials))
    let total = m + n
    func z(_ x0: Double, _ x1: Double) -> Double {
      let pooled = (x0 + x1) * (Double(total) - x0 - x1)
      guard pooled > 0 else { return 0 }
      return (x1 * control.trials - x0 * treatment.trials) * (Double(total) / (control.trials * treatment.trials * pooled)).squareRoot()
    }
    func extremity(_ table: [Double], _ x1: Int, _ s: Int, _ first: Int) -> Double {
      // Larger is more extreme.
      if ordering == .pooledZ {
        let value = z(Double(s - x1), Double(x1))
        return side == 0 ? abs(value) : side * value
      }
      let place = x1 - first
      if ordering == .fisherTwoSided, side == 0 {
        let limit = table[place] * (1 + 1e-7)
        return -table.reduce(0) { $1 <= limit ? $0 + $1 : $0 }
      }
      return -(side > 0 ? table[place...].reduce(0, +) : table[...place].reduce(0, +))
    }
    func conditional(_ s: Int) -> (first: Int, probabilities: [Double]) {
      let table = Hypergeometric(treatmentTrials: treatment.trials, controlTrials: control.trials, successes: Double(s))
      let (first, last) = (Int(table.smallest), Int(table.largest))
      return (first, (first...last).map { exp(table.logProbability(of: Double($0))) })
    }
    let observedTotal = Int(control.successes + treatment.successes)
    let observed = conditional(observedTotal)
    let threshold = extremity(observed.probabilities, Int(treatment.successes), observedTotal, observed.first)
    let limit = threshold - 1e-9 * max(abs(threshold), 1e-300)
    let logRejected: [Double] = (0...total).map { s in
      let (first, probabilities) = conditional(s)
      var sum = 0.0
      for (offset, probability) in probabilities.enumerated()
      where extremity(probabilities, first + offset, s, first) >= limit { sum += probability }
      return log(min(sum, 1))
    }
    func size(_ share: Double) -> Double {
      let binomial = Binomial(trials: Double(total), probability: share)
      var largest = -Double.infinity
      var terms: [Double] = []
      for s in 0...total where logRejected[s] > -.infinity {
        let term = logRejected[s] + binomial.logProbability(of: Double(s))
        terms.append(term)
        largest = max(largest, term)
      }
      return largest == -.infinity ? -.infinity : largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
    }
    let steps = 500
    // Equal steps of the arc sine, so that shares near 0 and 1 are looked at as closely.
    func share(_ step: Double) -> Double {
      let sine = sin(Double.pi / 2 * step / Double(steps))
      return sine * sine
    }
    var best = (step: 1.0, value: -Double.infinity)
    for step in 1..<steps {
      let value = size(share(Double(step)))
      if value > best.value { best = (Double(step), value) }
    }
    var (low, high) = (best.step - 1, best.step + 1)
    for _ in 0..<60 {
      let (a, b) = (low + 0.382 * (high - low), low + 0.618 * (high - low))
      if size(share(a)) < size(share(b)) { low = a } else { high = b }
    }
    return PValue(naturalLogarithm: min(0, max(best.value, size(share((low + high) / 2)))))
  }
}
