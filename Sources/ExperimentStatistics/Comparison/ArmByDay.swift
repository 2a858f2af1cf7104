/// One arm's days: total over total, with the scatter of the days about it.
///
/// U(λ) = Σ(x_d − λ·s_d) has the variance max(model, D/(D − 1)·Σ(u_d − ū)²) on t(D − 1); the interval is where it does not reject, in
/// closed form: the model's is λ·Σs for counts (score form) and p(1 − p)·Σn for shares; values have the empirical one alone.
public struct ArmByDay: Sendable {
  public enum Kind: Hashable, Sendable { case counts, shares, values }

  public let kind: Kind
  public let days: Int
  public let count: Double
  public let exposure: Double
  private let spreadCount: Double
  private let spreadExposure: Double
  private let spreadBoth: Double

  /// - Throws: `tooFewUnits` below two days, `zeroExposure`, `impossibleCounts`, `outOfRange`.
  public init(counts: [Double], exposures: [Double], kind: Kind) throws(NoAnswer) {
    precondition(counts.count == exposures.count, "a count and an exposure for each day")
    guard counts.count >= 2 else { throw .tooFewUnits(have: counts.count, need: 2) }
    for (count, exposure) in zip(counts, exposures) {
      switch kind {
      case .counts: try Amounts.check(count, exposure)
      case .shares: try Amounts.checkShare(count, of: exposure)
      case .values:
        try Amounts.checkSigned(count)
        try Amounts.check(exposure)
      }
    }
    let days = Double(counts.count)
    let count = counts.reduce(0, +)
    let exposure = exposures.reduce(0, +)
    guard exposure > 0 else { throw .zeroExposure }
    var (cc, ee, ce) = (0.0, 0.0, 0.0)
    for index in counts.indices {
      let (dc, de) = (counts[index] - count / days, exposures[index] - exposure / days)
      cc += dc * dc
      ee += de * de
      ce += dc * de
    }
    self.kind = kind
    self.days = counts.count
    self.count = count
    self.exposure = exposure
    self.spreadCount = cc
    self.spreadExposure = ee
    self.spreadBoth = ce
  }

  public var value: Double { count / exposure }

  private var empiricalVariance: Double {
    let value = value
    return Double(days) / Double(days - 1) * max(spreadCount - 2 * value * spreadBoth + value * value * spreadExposure, 0)
  }

  /// Day-to-day over model variance.
  public var dispersion: Dispersion? {
    let model: Double
    switch kind {
    case .counts: model = count
    case .shares: model = count * (1 - value)
    case .values: return nil
    }
    return model > 0 ? Dispersion(phi: empiricalVariance / model, degreesOfFreedom: days - 1) : nil
  }

  /// Standard error of the value, the larger of model and day-to-day.
  public var standardError: Double {
    let model: Double
    switch kind {
    case .counts: model = count
    case .shares: model = count * (1 - value)
    case .values: model = 0
    }
    return max(model, empiricalVariance).squareRoot() / exposure
  }

  /// The value as an estimate by its days, for comparisons of arms that share none.
  public var arm: EstimatedArms.Arm {
    EstimatedArms.Arm(estimate: value, variance: standardError * standardError, degreesOfFreedom: Double(days - 1))
  }

  /// Interval of count per exposure.
  public func interval(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval {
    if kind == .values {
      guard empiricalVariance > 0 else { throw .zeroVariance }
      let t = StudentT(degreesOfFreedom: Double(days - 1))
      let error = standardError
      return try SidedInterval(
        estimate: value, lower: levels.lower > 0 ? .value(value - t.upperQuantile(levels.lower) * error) : .unbounded,
        upper: levels.upper > 0 ? .value(value + t.upperQuantile(levels.upper) * error) : .unbounded
      ).held()
    }
    let lower: Bound = .value(levels.lower > 0 ? quadratics(levels.lower).map { $0.lowerEnd(estimate: value) }.min() ?? 0 : 0)
    var upper: Bound = levels.upper > 0 ? .value(value) : .unbounded
    if levels.upper > 0 {
      for quadratic in quadratics(levels.upper) {
        guard let end = quadratic.upperEnd(estimate: value) else {
          upper = .unbounded
          break
        }
        if let largest = upper.value { upper = .value(max(largest, end)) }
      }
    }
    if kind == .shares {
      let top = upper.value.map { min($0, 1) } ?? 1
      upper = .value(top)
    }
    return try SidedInterval(estimate: value, lower: lower, upper: upper).held()
  }

  private func quadratics(_ level: Double) -> [AcceptanceQuadratic] {
    let t = StudentT(degreesOfFreedom: Double(days - 1)).upperQuantile(level)
    let tt = t * t
    let k = tt * Double(days) / Double(days - 1)
    let model: AcceptanceQuadratic
    switch kind {
    case .shares:
      model = AcceptanceQuadratic(
        square: exposure * exposure + tt * exposure, middle: count * exposure + tt * exposure / 2, constant: count * count)
    case .counts, .values:
      model = AcceptanceQuadratic(square: exposure * exposure, middle: count * exposure + tt * exposure / 2, constant: count * count)
    }
    let empirical = AcceptanceQuadratic(
      square: exposure * exposure - k * spreadExposure, middle: count * exposure - k * spreadBoth,
      constant: count * count - k * spreadCount)
    return [model, empirical]
  }
}
