/// Two arms compared inside each day on counts or shares, rejecting where chance alone *and* the days' own scatter both do.
///
/// U(θ) = Σ u_d(θ) (`DayContributions`) has a variance by chance, referred to the normal, and one seen from day to day, D/(D − 1)·Σ(u_d − ū)², widened by what
/// the days remember (`DayMemory`) and referred to t on D − 1 degrees of freedom (fewer where they do). The p-value is the larger of the two and the interval the
/// hull of both, an intersection–union test (Berger 1982): its size is at most that of the better founded of the two, and the model's variance is never referred
/// to t, which at 7 / 14 / 28 days of pure chance left 0.5 / 1.2 / 1.7 % of 2.5 %.
/// With too few days to tell, the variance by chance is widened by a stated allowance instead (`DayScatter`). Cost: O(days), each bound O(1) after.
public struct WithinDayScore: ThetaTest {
  /// Where the scatter of the days comes from.
  public enum Scatter: Hashable, Sendable {
    /// From these days themselves; two at least, seven to be relied on.
    case observed
    /// Stated beforehand.
    case allowed(DayScatter)
  }

  public let contributions: DayContributions
  public let scatter: Scatter
  /// Nil under an allowance.
  public let memory: DayMemory?
  /// Σ(a − ā)², Σ(b − b̄)² and Σ(a − ā)(b − b̄).
  private let spreadA: Double
  private let spreadB: Double
  private let spreadAB: Double
  /// By chance at θ = 1, the allowance in it; at θ it is θ times this.
  private let chanceVariance: Double

  /// - Throws: `tooFewUnits` below 2 days where the scatter is to be seen, `zeroResults` when nothing happened, `zeroVariance`; `zeroExposure`,
  ///   `impossibleCounts`, `outOfRange` for days that cannot be.
  public init(_ pairs: [DayPair], kind: DayContributions.Kind, scatter: Scatter) throws(NoAnswer) {
    for pair in pairs { try pair.check(isShare: kind == .odds) }
    try self.init(DayContributions(pairs, kind: kind), scatter: scatter)
  }

  public init(_ contributions: DayContributions, scatter: Scatter) throws(NoAnswer) {
    let need = scatter == .observed ? 2 : 1
    guard contributions.days >= need else { throw .tooFewUnits(have: contributions.days, need: need) }
    guard contributions.sumA != 0 || contributions.sumB != 0 else { throw .zeroResults }
    guard contributions.sumV > 0 else { throw .zeroVariance }
    self.contributions = contributions
    self.scatter = scatter
    if case .allowed(let allowance) = scatter {
      chanceVariance = contributions.sumV * allowance.dispersion(of: contributions.variances)
    } else {
      chanceVariance = contributions.sumV
    }
    guard scatter == .observed else {
      (spreadA, spreadB, spreadAB, memory) = (0, 0, 0, nil)
      return
    }
    let days = Double(contributions.days)
    let (meanA, meanB) = (contributions.sumA / days, contributions.sumB / days)
    var (aa, bb, ab) = (0.0, 0.0, 0.0)
    for day in contributions.each {
      let (a, b) = (day.treatment - meanA, day.control - meanB)
      aa += a * a
      bb += b * b
      ab += a * b
    }
    (spreadA, spreadB, spreadAB) = (aa, bb, ab)
    // At the estimate, where the contributions hold no effect; chance there is θ̂ times that at 1.
    let theta = contributions.balance
    let residuals = contributions.each.lazy.map { $0.residual(at: theta) }
    let mean = residuals.reduce(0, +) / days
    let seen = residuals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * days / (days - 1)
    let chance = contributions.sumV * (contributions.estimate.map { $0 > 0 ? $0 : 1 } ?? 1)
    memory = DayMemory(residuals, dispersion: seen / chance)
  }

  public var days: Int { contributions.days }

  public var method: String {
    switch (contributions.kind, scatter) {
    case (.counts, .observed): "within-day"
    case (.counts, .allowed): "within-day-poisson"
    case (.odds, .observed): "within-day-mantel-haenszel"
    case (.odds, .allowed): "within-day-cmh"
    }
  }

  // MARK: The two variances

  private var widening: Double { Double(days) / Double(days - 1) * (memory?.factor ?? 1) }

  /// From day to day at θ = 1, memory included; 0 under an allowance.
  private var seenVariance: Double { scatter == .observed ? max(widening * (spreadA - 2 * spreadAB + spreadB), 0) : 0 }

  private var law: StudentT { StudentT(degreesOfFreedom: memory?.degreesOfFreedom ?? .infinity) }

  // MARK: Test

  private func upper(_ score: Double) -> PValue {
    let (variance, seen) = (chanceVariance, seenVariance)
    let z = score / variance.squareRoot()
    func chance() -> PValue { PValue(value: StandardNormal.upperTail(z), naturalLogarithm: StandardNormal.logUpperTail(z)) }
    guard seen > 0 else { return chance() }
    func scatter() -> PValue { law.upperPValue(score / seen.squareRoot()) }
    // t has the heavier tails: where the days scatter no less than chance, it alone tells above zero, and chance alone below. Away from zero, where the two
    // differ by more than a rounding.
    if seen >= variance, abs(z) > 0.01 { return z > 0 ? scatter() : chance() }
    return max(chance(), scatter())
  }

  /// The score over the larger of the two errors.
  public var statistic: Double { (contributions.sumA - contributions.sumB) / max(chanceVariance, seenVariance).squareRoot() }
  public var above: PValue { upper(contributions.sumA - contributions.sumB) }
  public var below: PValue { upper(contributions.sumB - contributions.sumA) }
  public var estimate: Double? { contributions.estimate }
  public var information: Double { contributions.sumV }
  public var precision: Double { contributions.sumV * contributions.sumV / max(chanceVariance, seenVariance) }

  /// Of the days themselves or of the allowance, over chance; memory not in it.
  public var dispersion: Dispersion? {
    switch scatter {
    case .allowed: Dispersion(phi: chanceVariance / contributions.sumV, degreesOfFreedom: 0)
    case .observed: Dispersion(phi: seenVariance / (memory?.factor ?? 1) / contributions.sumV, degreesOfFreedom: days - 1)
    }
  }

  // MARK: Inversion

  public func lowerBound(_ level: Double) throws(NoAnswer) -> Double { accepted(level).lowerBound }

  public func upperBound(_ level: Double) throws(NoAnswer) -> Double? { WithinDayScore.finite(accepted(level).upperBound) }

  public func bounds(_ level: Double) throws(NoAnswer) -> (low: Double, high: Double?) {
    let accepted = accepted(level)
    return (accepted.lowerBound, WithinDayScore.finite(accepted.upperBound))
  }

  /// What chance alone accepts.
  public func coreBounds(_ level: Double) -> (low: Double, high: Double?)? {
    guard scatter == .observed else { return nil }
    let accepted = AcceptedPieces([chanceQuadratic(level)], estimate: estimate ?? .infinity)
    return (accepted.lowerBound, WithinDayScore.finite(accepted.upperBound))
  }

  private static func finite(_ bound: Double) -> Double? { bound == .infinity ? nil : bound }

  private func chanceQuadratic(_ level: Double) -> AcceptanceQuadratic {
    let (a, b, z) = (contributions.sumA, contributions.sumB, StandardNormal.upperQuantile(level))
    return AcceptanceQuadratic(square: b * b, middle: a * b + z * z * chanceVariance / 2, constant: a * a)
  }

  /// The sets U(θ)² ≤ c²·V(θ), each in closed form: what either accepts is accepted.
  private func accepted(_ level: Double) -> AcceptedPieces {
    let (a, b) = (contributions.sumA, contributions.sumB)
    var sets = [chanceQuadratic(level)]
    if scatter == .observed {
      let t = law.upperQuantile(level)
      let k = t * t * widening
      sets.append(AcceptanceQuadratic(square: b * b - k * spreadB, middle: a * b - k * spreadAB, constant: a * a - k * spreadA))
    }
    return AcceptedPieces(sets, estimate: estimate ?? .infinity)
  }
}
