import Glibc

/// One day on which both arms ran. Any numbers: what is made of the days says whether they can be.
public struct DayPair: Hashable, Sendable {
  /// Results, successes or values.
  public let controlCount: Double
  /// Money, trials or the denominator's total; > 0.
  public let controlExposure: Double
  public let treatmentCount: Double
  public let treatmentExposure: Double

  public init(controlCount: Double, controlExposure: Double, treatmentCount: Double, treatmentExposure: Double) {
    self.controlCount = controlCount
    self.controlExposure = controlExposure
    self.treatmentCount = treatmentCount
    self.treatmentExposure = treatmentExposure
  }
}

extension DayPair {
  /// - Throws: `zeroExposure`, `impossibleCounts`, `outOfRange`.
  func check(isShare: Bool, isSigned: Bool = false) throws(NoAnswer) {
    try Amounts.check(controlExposure, treatmentExposure)
    guard controlExposure > 0, treatmentExposure > 0 else { throw .zeroExposure }
    if isSigned {
      try Amounts.checkSigned(controlCount)
      return try Amounts.checkSigned(treatmentCount)
    }
    try Amounts.check(controlCount, treatmentCount)
    guard !isShare || (controlCount <= controlExposure && treatmentCount <= treatmentExposure) else { throw .impossibleCounts }
  }
}

/// Two arms compared inside each day, so that days on which their shares differ cannot stand in for an effect.
///
/// Mantel–Haenszel estimating functions, linear in θ: for counts per exposure
/// u_d(θ) = (x_td·s_cd − θ·x_cd·s_td)/(s_td + s_cd) (Rothman & Boice 1979, Greenland & Robins 1985), for odds
/// u_d(θ) = [x_td·(n_cd − x_cd) − θ·x_cd·(n_td − x_td)]/(n_td + n_cd) (Mantel & Haenszel 1959). The test refers
/// U(1)/√max(ΣV_d, D/(D − 1)·Σ(u_d − ū)²) to t on D − 1 degrees of freedom; the bounds solve U(θ)² = t²·max(…) in closed form, and the
/// union of the two quadratic sets is where the larger variance does not reject. ΣV_d(θ) = θ·ΣV_d(1): exact for counts given each day's
/// sum, and for odds the CMH variance at the null, carried on linearly (never too small by more than the rare-event limit).
/// Cost: O(days), each bound O(1) after.
public struct WithinDay: ThetaTest {
  public enum Kind: Hashable, Sendable {
    /// Counts per exposure, each day's sum binomial between the arms.
    case counts
    /// Successes among trials.
    case odds
    /// Any totals (revenue per click, revenue per money): the scatter of the days is the only variance.
    case values
  }

  /// How variance is taken.
  public enum Variance: Hashable, Sendable {
    /// The larger of model and day-to-day, on t(D − 1).
    case empirical
    /// The model's alone, on the normal: too few days to tell.
    case model
  }

  public let kind: Kind
  public let variance: Variance
  public let days: Int
  private let sumA: Double
  private let sumB: Double
  /// Σ(a − ā)², Σ(b − b̄)² and Σ(a − ā)(b − b̄), centred.
  private let spreadA: Double
  private let spreadB: Double
  private let spreadAB: Double
  /// ΣV_d at θ = 1; for values the same weights, as the sensitivity of U to ln θ only.
  private let modelVariance: Double

  /// - Throws: `tooFewUnits` below 2 days for the empirical variance, `zeroExposure` for a day on which an arm did not run, `zeroResults` when nothing
  ///   happened, `zeroVariance` when the days do not scatter and no model gives a variance, `impossibleCounts`, `outOfRange`.
  public init(_ pairs: [DayPair], kind: Kind, variance: Variance) throws(NoAnswer) {
    guard pairs.count >= (variance == .empirical ? 2 : 1) else {
      throw .tooFewUnits(have: pairs.count, need: variance == .empirical ? 2 : 1)
    }
    precondition(variance == .empirical || kind != .values, "values have no model variance")
    for pair in pairs { try pair.check(isShare: kind == .odds, isSigned: kind == .values) }
    var a = [Double]()
    var b = [Double]()
    a.reserveCapacity(pairs.count)
    b.reserveCapacity(pairs.count)
    var model = 0.0
    for pair in pairs {
      let (xc, sc, xt, st) = (pair.controlCount, pair.controlExposure, pair.treatmentCount, pair.treatmentExposure)
      let exposure = sc + st
      let count = xc + xt
      switch kind {
      case .counts, .values:
        a.append(xt * (sc / exposure))
        b.append(xc * (st / exposure))
        model += count * (st / exposure) * (sc / exposure)
      case .odds:
        a.append(xt * ((sc - xc) / exposure))
        b.append(xc * ((st - xt) / exposure))
        // Hypergeometric variance; a day with one trial in all tells nothing.
        if exposure > 1 { model += st / exposure * (sc / exposure) * count * ((exposure - count) / (exposure - 1)) }
      }
    }
    let days = Double(pairs.count)
    let sumA = a.reduce(0, +)
    let sumB = b.reduce(0, +)
    guard sumA != 0 || sumB != 0 else { throw .zeroResults }
    var spreadA = 0.0
    var spreadB = 0.0
    var spreadAB = 0.0
    for index in a.indices {
      let da = a[index] - sumA / days
      let db = b[index] - sumB / days
      spreadA += da * da
      spreadB += db * db
      spreadAB += da * db
    }
    self.kind = kind
    self.variance = variance
    self.days = pairs.count
    self.sumA = sumA
    self.sumB = sumB
    self.spreadA = spreadA
    self.spreadB = spreadB
    self.spreadAB = spreadAB
    self.modelVariance = model
    guard nullVariance > 0 else { throw .zeroVariance }
  }

  public var method: String {
    switch (kind, variance) {
    case (.counts, .empirical): "within-day"
    case (.counts, .model): "within-day-poisson"
    case (.odds, .empirical): "within-day-mantel-haenszel"
    case (.odds, .model): "within-day-cmh"
    case (.values, _): "within-day-residuals"
    }
  }

  private var dayFactor: Double { Double(days) / Double(days - 1) }

  private var empiricalNullVariance: Double { days > 1 ? dayFactor * (spreadA - 2 * spreadAB + spreadB) : 0 }

  private var nullVariance: Double {
    switch (kind, variance) {
    case (.values, _): empiricalNullVariance
    case (_, .model): modelVariance
    case (_, .empirical): max(modelVariance, empiricalNullVariance)
    }
  }

  private func tail(_ statistic: Double) -> PValue {
    switch variance {
    case .model: PValue(value: StandardNormal.upperTail(statistic), naturalLogarithm: StandardNormal.logUpperTail(statistic))
    case .empirical: StudentT(degreesOfFreedom: Double(days - 1)).upperPValue(statistic)
    }
  }

  private func criticalValue(_ level: Double) -> Double {
    switch variance {
    case .model: StandardNormal.upperQuantile(level)
    case .empirical: StudentT(degreesOfFreedom: Double(days - 1)).upperQuantile(level)
    }
  }

  public var statistic: Double { (sumA - sumB) / nullVariance.squareRoot() }
  public var above: PValue { tail(statistic) }
  public var below: PValue { tail(-statistic) }
  public var estimate: Double? { sumB > 0 ? max(sumA / sumB, 0) : nil }
  public var information: Double { modelVariance }
  public var precision: Double { modelVariance * modelVariance / nullVariance }

  public var dispersion: Dispersion? {
    guard days > 1, kind != .values, modelVariance > 0 else { return nil }
    return Dispersion(phi: empiricalNullVariance / modelVariance, degreesOfFreedom: days - 1)
  }

  public func lowerBound(_ level: Double) throws(NoAnswer) -> Double {
    AcceptedPieces(quadratics(criticalValue(level)), estimate: estimate ?? .infinity).lowerBound
  }

  public func upperBound(_ level: Double) throws(NoAnswer) -> Double? {
    let bound = AcceptedPieces(quadratics(criticalValue(level)), estimate: estimate ?? .infinity).upperBound
    return bound == .infinity ? nil : bound
  }

  /// The sets U(θ)² ≤ t²·V(θ), one for each variance in force.
  private func quadratics(_ t: Double) -> [AcceptanceQuadratic] {
    let tt = t * t
    var sets = [AcceptanceQuadratic]()
    if kind != .values {
      sets.append(AcceptanceQuadratic(square: sumB * sumB, middle: sumA * sumB + tt * modelVariance / 2, constant: sumA * sumA))
    }
    if variance == .empirical {
      let k = tt * dayFactor
      sets.append(
        AcceptanceQuadratic(
          square: sumB * sumB - k * spreadB, middle: sumA * sumB - k * spreadAB, constant: sumA * sumA - k * spreadA))
    }
    return sets
  }
}

/// The θ ≥ 0 about the estimate with `square`·θ² − 2·`middle`·θ + `constant` ≤ 0.
struct AcceptanceQuadratic {
  let square: Double
  let middle: Double
  let constant: Double

  private var root: Double { max(middle * middle - square * constant, 0).squareRoot() }

  /// 0 when 0 is not rejected.
  func lowerEnd(estimate: Double?) -> Double {
    guard constant > 0 else { return 0 }
    // The smaller root, written so that it does not cancel.
    let divisor = middle + root
    guard divisor > 0 else { return 0 }
    let end = constant / divisor
    return estimate.map { min(end, $0) } ?? end
  }

  /// Nil when every large θ is accepted.
  func upperEnd(estimate: Double?) -> Double? {
    guard square > 0, let estimate else { return nil }
    return max((middle + root) / square, estimate)
  }
}
