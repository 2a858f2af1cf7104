import ExperimentModel
import ExperimentStatistics

/// Two arms of units whose values only the data know: a score test that sees how skewed they are, of a scale where none is below zero, of a shift where some
/// are (refunds, losses), so that a relative change is said only where it means something.
///
/// Its information is 1 / variance of the difference in either form, and the same from look to look whichever the data ask for.
struct UnitScores: ArmComparison {
  private let score: any ArmComparison
  private let isAdjustedRatio: Bool
  let information: Double

  /// - Throws: `tooSkewed` where the smaller arm cannot carry the skewness; what the scores throw.
  init(control: UnitValues, treatment: UnitValues) throws(NoAnswer) {
    isAdjustedRatio = control.adjusted != nil && treatment.adjusted != nil
    let skewness: Double
    // A covariate that does not vary tells nothing.
    let isAdjusted = control.denominator == nil && (control.covariate?.squaredDeviations ?? 0) + (treatment.covariate?.squaredDeviations ?? 0) > 0
    let strata = MatchedStrata.of(control, treatment) { isAdjusted ? JointMoments(besideCovariate: $0) : JointMoments($0) }
    let second = isAdjusted ? SecondValue.covariate : .denominator
    if control.negative > 0 || treatment.negative > 0 || control.mean < 0 || treatment.mean < 0 {
      let shift = try ShiftScore(strata, second: second)
      (score, skewness, information) = (shift, shift.skewness, shift.information)
    } else {
      let scale = try ScaleScore(strata, second: second)
      (score, skewness, information) = (ThetaComparison(scale, scale: scale.thetaScale), scale.skewness, 1 / scale.variance)
    }
    try Self.check(skewness, units: Double(control.count) + Double(treatment.count))
  }

  /// Money for a result of each unit: the scale of results per money, which an arm without a result has too.
  init(costOf control: UnitValues, _ treatment: UnitValues) throws(NoAnswer) {
    guard let theirs = JointMoments(resultsOf: control), let ours = JointMoments(resultsOf: treatment) else { throw .zeroResults }
    isAdjustedRatio = false
    let scale = try ScaleScore(control: theirs, treatment: ours)
    let results = theirs.count * theirs.meanY + ours.count * ours.meanY
    score = ThetaComparison(
      scale, scale: .costPerResult(results: results, controlCost: theirs.count * theirs.meanX, treatmentCost: ours.count * ours.meanX))
    information = 1 / scale.variance
    try Self.check(scale.skewness, units: theirs.count + ours.count)
  }

  private static func check(_ skewness: Double, units: Double) throws(NoAnswer) {
    if let need = SkewnessLimit.unitsThatWouldDo(skewness: skewness, units: units) {
      throw .tooSkewed(have: Int(units), need: Int(min(need, 0x1p53)))
    }
  }

  var method: String { score.method + (isAdjustedRatio ? "-adjusted" : "") }
  var higher: PValue { score.higher }
  var lower: PValue { score.lower }
  var precision: Double { score.precision }
  var scale: EffectScale { score.scale }
  func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval { try score.difference(levels) }
  func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval { try score.relative(levels) }
  func intervals(_ levels: SideLevels) -> (difference: Result<SidedInterval, NoAnswer>, relative: Result<SidedInterval, NoAnswer>) { score.intervals(levels) }
}

extension JointMoments {
  /// y is the value, x what it is divided by; a plain mean is a ratio to 1.
  init(_ units: UnitValues) {
    let value = ThirdMoments(
      count: Double(units.count), nonzero: Double(units.nonzero), mean: units.mean, squares: units.squaredDeviations, cubes: units.cubedDeviations)
    guard let part = units.adjusted ?? units.denominator else {
      self.init(value)
      return
    }
    self.init(units, beside: part)
  }

  /// x is what was measured before the test.
  init(besideCovariate units: UnitValues) {
    self.init(units, beside: units.covariate ?? .init(mean: 0, squaredDeviations: 0, coDeviation: 0))
  }

  /// y are the results, x the money for them; nil without results to speak of.
  fileprivate init?(resultsOf units: UnitValues) {
    guard let results = units.denominator else { return nil }
    self.init(
      count: Double(units.count), nonzero: Double(results.nonzero ?? units.count), meanX: units.mean, meanY: results.mean, xx: units.squaredDeviations,
      xy: results.coDeviation, yy: results.squaredDeviations, xxx: units.cubedDeviations, xxy: results.valueTwice, xyy: results.partTwice,
      yyy: results.cubedDeviations)
  }

  private init(_ units: UnitValues, beside part: UnitValues.JointPart) {
    self.init(
      count: Double(units.count), nonzero: Double(units.nonzero), meanX: part.mean, meanY: units.mean, xx: part.squaredDeviations, xy: part.coDeviation,
      yy: units.squaredDeviations,
      xxx: part.cubedDeviations, xxy: part.partTwice, xyy: part.valueTwice, yyy: units.cubedDeviations)
  }
}
