/// Two shares: the score test where every expected count is at least 5, the conditional (mid-p or exact) test below.
public enum SharesComparison {
  /// Any numbers: what is made of them says whether they can be.
  public struct Arm: Hashable, Sendable {
    public let successes: Double
    public let trials: Double

    public init(successes: Double, trials: Double) {
      self.successes = successes
      self.trials = trials
    }
  }

  /// The smallest of the four expected counts under one common share.
  public static func smallestExpected(
    _ control: (count: Double, exposure: Double), _ treatment: (count: Double, exposure: Double)
  ) -> Double {
    let total = control.exposure + treatment.exposure
    let successes = control.count + treatment.count
    return min(control.exposure, treatment.exposure) * (min(successes, total - successes) / total)
  }

  /// - Throws: `zeroExposure` without trials in an arm, `zeroVariance` when all trials succeeded or `zeroResults` when none did,
  ///   `impossibleCounts`, `outOfRange`.
  public static func choose(control: Arm, treatment: Arm, isExact: Bool) throws(NoAnswer) -> any ArmComparison {
    try Amounts.check(control)
    try Amounts.check(treatment)
    guard control.trials > 0, treatment.trials > 0 else { throw .zeroExposure }
    let successes = control.successes + treatment.successes
    let trials = control.trials + treatment.trials
    guard successes > 0 else { throw .zeroResults }
    guard successes < trials else { throw .zeroVariance }
    let expected = smallestExpected((control.successes, control.trials), (treatment.successes, treatment.trials))
    if isExact || expected < 5 {
      let pair = DayPair(
        controlCount: control.successes.rounded(), controlExposure: control.trials.rounded(),
        treatmentCount: treatment.successes.rounded(), treatmentExposure: treatment.trials.rounded())
      if let test = try? ConditionalStrata([pair], kind: .odds, isExact: isExact) {
        let scale = ThetaScale.odds(
          successes: pair.controlCount + pair.treatmentCount, controlTrials: pair.controlExposure,
          treatmentTrials: pair.treatmentExposure)
        return ThetaComparison(NamedTest(test, method: isExact ? "conditional-exact" : "conditional-midp"), scale: scale)
      }
    }
    return ScoreComparison(control: control, treatment: treatment)
  }
}

/// A θ test under another name: with a single stratum "by day" would mislead.
struct NamedTest<Test: ThetaTest>: ThetaTest {
  let test: Test
  let method: String

  init(_ test: Test, method: String) {
    self.test = test
    self.method = method
  }

  var estimate: Double? { test.estimate }
  var above: PValue { test.above }
  var below: PValue { test.below }
  var information: Double { test.information }
  var precision: Double { test.precision }
  var dispersion: Dispersion? { test.dispersion }
  func lowerBound(_ level: Double) throws(NoAnswer) -> Double { try test.lowerBound(level) }
  func upperBound(_ level: Double) throws(NoAnswer) -> Double? { try test.upperBound(level) }
}
