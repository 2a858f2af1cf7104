import Glibc

/// Totals of values a day (revenue per money, profit per click) compared inside each day by a score test of the ratio θ that sees how skewed the days are.
///
/// u_d(θ) = (y_td·s_cd − θ·y_cd·s_td)/(s_td + s_cd) is free of what a day does to both arms. Where the arms are alike in size its own scatter from day to day is
/// the variance, on t; where one is small that scatter moves with the small arm's total, as Welch's variance does, and variance and third moment of an arm's day
/// are taken as proportional to its exposure and pooled over both arms (a compound Poisson of days: Sundt & Vernic 2009, §4), the shocks that both arms share
/// taken out as far as they can be told, with Pearson III for the skewness left in the score. Between the two the weight moves with the balance
/// 4·Σs_t·s_c / Σ(s_t + s_c)². The variance is widened by what the days remember (`DayMemory`).
/// Cost: O(days) a point of θ.
public struct ValuesByDay: ThetaTest {
  public let pairs: [DayPair]
  /// Of the day before; always there.
  public let memory: DayMemory?
  private let factor: Double
  /// Of the score under θ = 1.
  public let skewness: Double
  public let estimate: Double?
  public let above: PValue
  public let below: PValue
  public let information: Double
  public let precision: Double
  public var dispersion: Dispersion? { nil }
  private let balance: Double

  /// - Throws: `tooFewUnits` below 2 days, `zeroResults`, `zeroVariance`, `undefined` for a total below zero.
  public init(_ pairs: [DayPair]) throws(NoAnswer) {
    guard pairs.count >= 2 else { throw .tooFewUnits(have: pairs.count, need: 2) }
    let sums = pairs.reduce(into: (a: 0.0, b: 0.0, weight: 0.0)) { sum, day in
      let exposure = day.controlExposure + day.treatmentExposure
      sum.a += day.treatmentCount * (day.controlExposure / exposure)
      sum.b += day.controlCount * (day.treatmentExposure / exposure)
      sum.weight += (day.controlCount + day.treatmentCount) * (day.controlExposure / exposure) * (day.treatmentExposure / exposure)
    }
    guard sums.a >= 0, sums.b >= 0 else { throw .undefined("a total below zero has no scale") }
    guard sums.a > 0 || sums.b > 0 else { throw .zeroResults }
    self.pairs = pairs
    estimate = sums.b > 0 ? sums.a / sums.b : nil
    let (product, square) = pairs.reduce(into: (0.0, 0.0)) { sum, day in
      sum.0 += day.controlExposure * day.treatmentExposure
      sum.1 += (day.controlExposure + day.treatmentExposure) * (day.controlExposure + day.treatmentExposure)
    }
    balance = 4 * product / square
    let theta = estimate ?? 1
    let seen = DayMemory(
      pairs.map { ($0.treatmentCount * $0.controlExposure - theta * $0.controlCount * $0.treatmentExposure) / ($0.controlExposure + $0.treatmentExposure) })
    memory = seen
    factor = seen.factor
    guard let null = Law(pairs, theta: 1, balance: balance, factor: factor) else { throw .zeroVariance }
    guard null.statistic.isFinite, null.skewness.isFinite else { throw .outOfRange }
    skewness = null.skewness
    precision = null.information
    // By what came in alone: the scatter freshly seen would only blur how looks are correlated.
    information = sums.weight
    above = null.above
    below = null.below
  }

  public var method: String { "within-day-values" }

  public func lowerBound(_ level: Double) throws(NoAnswer) -> Double {
    // Without a value in the control no θ stands out: the null value bounds what it rejects.
    guard let estimate else { return above.naturalLogarithm <= log(level) ? 1.nextUp : 0 }
    guard estimate > 0 else { return 0 }
    return try inversion(isAbove: true).bound(estimate: estimate, level: level, null: above, isLower: true) ?? 0
  }

  public func upperBound(_ level: Double) throws(NoAnswer) -> Double? {
    guard let estimate else { return nil }
    guard estimate > 0 else { return below.naturalLogarithm <= log(level) ? 1.nextDown : nil }
    return try inversion(isAbove: false).bound(estimate: estimate, level: level, null: below, isLower: false)
  }

  private func inversion(isAbove: Bool) -> ThetaInversion { ThetaInversion(logP: { logP($0, isAbove: isAbove) }, information: precision) }

  private func logP(_ theta: Double, isAbove: Bool) -> Double {
    guard let law = Law(pairs, theta: theta, balance: balance, factor: factor) else { return .nan }
    return (isAbove ? law.above : law.below).naturalLogarithm
  }

  /// The score's law at θ, the treatment's values scaled down and the control's up by √θ.
  private struct Law {
    let statistic: Double
    let skewness: Double
    let information: Double

    init?(_ pairs: [DayPair], theta: Double, balance: Double, factor: Double) {
      let scale = theta.squareRoot()
      let days = Double(pairs.count)
      var (value, exposure) = (0.0, 0.0)
      for day in pairs {
        value += day.controlCount * scale + day.treatmentCount / scale
        exposure += day.controlExposure + day.treatmentExposure
      }
      let level = value / exposure
      var (score, squares, own, cross) = (0.0, 0.0, 0.0, 0.0)
      var (cubes, products, sides, weight, tilt) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for day in pairs {
        let (sc, st) = (day.controlExposure, day.treatmentExposure)
        let (ec, et) = (day.controlCount * scale - level * sc, day.treatmentCount / scale - level * st)
        let u = (et * sc - ec * st) / (sc + st)
        let h = sc * st / (sc + st)
        score += u
        squares += u * u
        own += ec * ec + et * et
        cross += ec * et
        cubes += ec * ec * ec + et * et * et
        products += sc * st
        sides += sc * sc + st * st
        weight += h
        tilt += h * (sc - st) / (sc + st)
      }
      // What both arms share shows in their product; taken out in full only where the arms are alike, as its own error grows with the split.
      let common = max(cross / products, 0) * balance * balance * balance
      let correction = days / (days - 1)
      let pooled = correction * max(own - common * sides, 0.05 * own) / exposure * weight
      let ownScatter = correction * max(squares - score * score / days, 0)
      let alike = balance * balance * balance * balance
      let share = alike * alike
      let variance = factor * (share * ownScatter + (1 - share) * pooled)
      guard variance > 0, level > 0 else { return nil }
      let error = variance.squareRoot()
      let freedom = max((days - 1) * (2 - share) / factor, 2)
      let t = StudentT(degreesOfFreedom: freedom).upperPValue(abs(score) / error)
      statistic = StandardNormal.upperQuantile(of: t) * (score < 0 ? -1 : 1)
      skewness = (1 - share) * cubes / exposure * tilt / (variance * error)
      information = level * weight * (level * weight) / variance
    }

    var above: PValue { ScoreLaw.above(statistic, skewness: skewness) }
    var below: PValue { ScoreLaw.below(statistic, skewness: skewness) }
  }
}
