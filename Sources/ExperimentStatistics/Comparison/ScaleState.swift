/// What of x and y makes a unit's residual.
public enum SecondValue: Hashable, Sendable {
  /// x is what y is divided by: clicks, money, days of use. A plain mean has x = 1.
  case denominator
  /// x was measured before the experiment and explains part of y (CUPED).
  case covariate
}

/// Both arms under the hypothesis that the treatment's values are those of the control times θ: the score, its variance and its third central moment.
///
/// With y scaled so that both arms agree, each unit's residual is e = y − r·x with the pooled r (for a covariate e = y − r − β(x − x̄) with the pooled β, each arm
/// first moved to the common x̄: what chance gave an arm before the test is no part of its shape). Arms
/// may reach the same value in different ways — more buyers with smaller baskets — so each keeps its own share of units with a value, p, and its own mean
/// denominator, and only the *shape* of a unit's value is pooled: a value in units of r/p. Own shares and denominators are taken where the hypothesis would
/// have them, by subtracting their regression on the score; without that their chance errors would move with the score, which is the fault of a variance from
/// each arm by itself. With p and x alike it is the permutation variance (Pitman 1937) with its third moment; where every unit has a value and x = 1 it is that
/// exactly.
struct ScaleState {
  let score: Double
  let variance: Double
  let third: Double
  /// The pooled value r, in the scaled unit.
  let level: Double

  /// Nil when the pooled value or its variance vanishes.
  init?(control: JointMoments, treatment: JointMoments, second: SecondValue, theta: Double) {
    let scale = theta.squareRoot()
    var arms = [Arm(control, scale: scale), Arm(treatment, scale: 1 / scale)]
    let units = control.count + treatment.count
    let meanX = (control.count * control.meanX + treatment.count * treatment.meanX) / units
    let meanY = (arms[0].count * arms[0].meanY + arms[1].count * arms[1].meanY) / units
    let (level, slope): (Double, Double)
    switch second {
    case .denominator:
      level = meanY / meanX
      slope = level
    case .covariate:
      level = meanY
      let spread = control.xx + treatment.xx
      slope = spread > 0 ? (arms[0].xy + arms[1].xy) / spread : 0
      for index in arms.indices { arms[index].meanY -= slope * (arms[index].meanX - meanX) }
    }
    guard level > 0 else { return nil }
    var (total, shared) = (0.0, 0.0)
    var residuals = [0.0, 0.0]
    for (index, arm) in arms.enumerated() {
      residuals[index] = second == .denominator ? arm.meanY - slope * arm.meanX : arm.meanY - level
      total += arm.yy - 2 * slope * arm.xy + slope * slope * arm.xx + arm.count * residuals[index] * residuals[index]
      shared += arm.xy - slope * arm.xx
    }
    guard total > 0 else { return nil }
    let perUnit = total / units
    let towardsX = second == .denominator ? shared / total : 0
    var pool = Pool()
    var restricted = [(share: Double, mean: Double)]()
    for (index, arm) in arms.enumerated() {
      let own = second == .denominator ? arm.meanX : 1
      let mean = min(max(own - towardsX * residuals[index], own / 4), own * 4)
      let share = arm.nonzero / arm.count
      let expected = share - meanY * (1 - share) / perUnit * residuals[index]
      let held = min(max(expected, share / 4 + 0.125 / arm.count), 1)
      restricted.append((held, mean))
      pool.add(arm, share: held, mean: mean, size: level / held)
    }
    let (variances, thirds) = pool.moments(restricted, level: level, slope: slope, floor: 0.05 * perUnit)
    // As a sum drawn without replacement from the pooled units has them.
    let correction = units / (units - 1)
    let skewCorrection = correction * units / (units - 2)
    score = residuals[1] / restricted[1].mean - residuals[0] / restricted[0].mean
    variance = correction * (variances[0] / arms[0].count + variances[1] / arms[1].count)
    third = skewCorrection * (thirds[1] / (arms[1].count * arms[1].count) - thirds[0] / (arms[0].count * arms[0].count))
    self.level = level
  }

  /// One arm with y scaled.
  private struct Arm {
    let count, nonzero, meanX, xx, xy, yy, xxx, xxy, xyy, yyy: Double
    var meanY: Double

    init(_ moments: JointMoments, scale: Double) {
      count = moments.count
      nonzero = moments.nonzero
      meanX = moments.meanX
      meanY = scale * moments.meanY
      xx = moments.xx
      xy = scale * moments.xy
      yy = scale * scale * moments.yy
      xxx = moments.xxx
      xxy = scale * moments.xxy
      xyy = scale * scale * moments.xyy
      yyy = scale * scale * scale * moments.yyy
    }
  }

  /// The pooled shape: y about zero in units of its size, x about its mean in units of it.
  private struct Pool {
    var weight = 0.0
    var units = 0.0
    var (yy, yyy, xy, xyy, xxy, xx, xxx) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    mutating func add(_ arm: Arm, share: Double, mean: Double, size: Double) {
      let (y, x) = (1 / (mean * size), 1 / mean)
      weight += arm.count * share
      units += arm.count
      yy += y * y * (arm.yy + arm.count * arm.meanY * arm.meanY)
      yyy += y * y * y * (arm.yyy + 3 * arm.meanY * arm.yy + arm.count * arm.meanY * arm.meanY * arm.meanY)
      xy += x * y * arm.xy
      xyy += x * y * y * (arm.xyy + 2 * arm.meanY * arm.xy)
      xxy += x * x * y * (arm.xxy + arm.meanY * arm.xx)
      xx += x * x * arm.xx
      xxx += x * x * x * arm.xxx
    }

    /// E e² and E e³ of a unit in each arm, over its mean denominator: e = size·y − level − slope·x with E(size·y) = level.
    func moments(_ arms: [(share: Double, mean: Double)], level r: Double, slope q: Double, floor: Double) -> (second: [Double], third: [Double]) {
      var (second, third) = ([Double](), [Double]())
      for (share, mean) in arms {
        let g = r / share
        let (y2, y3) = (g * r * yy / weight, g * g * r * yyy / weight)
        let (xy1, xyy1, xxy1) = (r * xy / weight, g * r * xyy / weight, r * xxy / weight)
        let (x2, x3) = (xx / units, xxx / units)
        second.append(max(y2 - r * r - 2 * q * xy1 + q * q * x2, floor / (mean * mean)))
        third.append(
          y3 - 3 * r * y2 - 3 * q * xyy1 + 2 * r * r * r + 6 * r * q * xy1 + 3 * q * q * xxy1 - 3 * r * q * q * x2 - q * q * q * x3)
      }
      return (second, third)
    }
  }
}
