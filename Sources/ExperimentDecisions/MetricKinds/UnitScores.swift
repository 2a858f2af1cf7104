import ExperimentModel
import ExperimentStatistics

/// Two arms of units whose values only the data know: a score test that sees how skewed they are, of a scale where none is below zero, of a shift where some
/// are (refunds, losses), so that a relative change is said only where it means something.
///
/// Its information is 1 / variance of the difference in either form, and the same from look to look whichever the data ask for.
struct UnitScores: ArmComparison {
  private let score: any ArmComparison
  let information: Double

  /// - Throws: `tooSkewed` where the smaller arm cannot carry the skewness; what the scores throw.
  init(control: UnitValues, treatment: UnitValues) throws(NoAnswer) {
    let skewness: Double
    if control.negative > 0 || treatment.negative > 0 || control.mean < 0 || treatment.mean < 0 {
      let shift = try ShiftScore(control: JointMoments(control), treatment: JointMoments(treatment))
      (score, skewness, information) = (shift, shift.skewness, shift.information)
    } else {
      let scale = try ScaleScore(control: JointMoments(control), treatment: JointMoments(treatment))
      (score, skewness, information) = (ThetaComparison(scale, scale: scale.thetaScale), scale.skewness, 1 / scale.variance)
    }
    let units = Double(control.count) + Double(treatment.count)
    if let need = SkewnessLimit.unitsThatWouldDo(skewness: skewness, units: units) {
      throw .tooSkewed(have: Int(units), need: Int(min(need, 0x1p53)))
    }
  }

  var method: String { score.method }
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
  fileprivate init(_ units: UnitValues) {
    let n = Double(units.count)
    let value = ThirdMoments(
      count: n, nonzero: Double(units.nonzero), mean: units.mean, squares: units.squaredDeviations, cubes: units.cubedDeviations)
    guard let part = units.denominator else {
      self.init(value)
      return
    }
    self.init(
      count: n, nonzero: value.nonzero, meanX: part.mean, meanY: units.mean, xx: part.squaredDeviations, xy: part.coDeviation, yy: units.squaredDeviations,
      xxx: part.cubedDeviations, xxy: part.partTwice, xyy: part.valueTwice, yyy: units.cubedDeviations)
  }
}
