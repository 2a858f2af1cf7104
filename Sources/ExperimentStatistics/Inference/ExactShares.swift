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
  /// common share: N + 1 terms a share. Its maximum is sought on 500 shares and refined. Cost: O(N²) tables once; half a second at 2,000 trials.
  /// - Throws: `undefined` above 2,000 trials in all.
  public static func unconditional(control: Arm, treatment: Arm, ordering: Ordering) throws(NoAnswer) -> TailedTest {
    _ = try conditional(control, treatment)
    guard control.trials + treatment.trials <= largestTotal else {
      throw .undefined("tables of more than \(Int(largestTotal)) trials are not enumerated; the score test serves there")
    }
    let tables = UnconditionalTables(control: control, treatment: treatment, ordering: ordering)
    return TailedTest(
      statistic: nil, higher: tables.size(side: 1), lower: tables.size(side: -1), twoSided: ordering == .fisherDoubled ? nil : tables.size(side: 0))
  }
}
