import Glibc

/// What a group-sequential design says after some of its looks.
///
/// Stage-wise ordering (Tsiatis, Rosner & Mehta 1984): an earlier crossing is stronger evidence, at one look a larger Z is. Before a
/// crossing the newest look is taken as if it were where the trial stops. Futility bounds that do not bind are left out.
public struct SequentialAnalysis: Sendable {
  public let design: GroupSequentialDesign
  /// Z at the looks so far, at least one.
  public let statistics: [Double]

  /// - Throws: `InvalidInput` when there are no statistics or more than the design has looks.
  public init(design: GroupSequentialDesign, statistics: [Double]) throws {
    guard !statistics.isEmpty, statistics.count <= design.information.count else {
      throw InvalidInput(key: "statistics", found: "\(statistics.count)", allowed: "1 to \(design.information.count) numbers, one a look")
    }
    for (k, z) in statistics.enumerated() where !z.isFinite {
      throw InvalidInput(key: "statistics[\(k)]", found: "\(z)", allowed: "a number")
    }
    self.design = design
    self.statistics = statistics
  }

  /// Index of the first look at which the critical value is reached, upwards or with two sides either way; nil for none.
  public var crossing: Int? {
    statistics.indices.first { k in
      guard let critical = design.criticalValues[k] else { return false }
      return (design.sides == 2 ? abs(statistics[k]) : statistics[k]) >= critical
    }
  }

  /// The look that the stage-wise quantities rest on: where the trial crossed, else the newest.
  public var look: Int { crossing ?? statistics.count - 1 }

  /// The smallest alpha (one-sided; with two sides the total) at which a design of this family is crossed at the newest look by the newest Z.
  /// - Throws: `NoAnswer.noConvergence`.
  public func repeatedPValue() throws -> PValue {
    let k = statistics.count - 1
    let z = design.sides == 2 ? abs(statistics[k]) : statistics[k]
    if case .spending(let spending) = design.family, design.sides == 1, design.futility?.isBinding != true {
      return ExperimentStatistics.repeatedPValue(
        z: z, atLook: k, spendingTimes: design.information, information: design.information, spending: spending,
        design: (design.alpha, design.criticalValues[k]))
    }
    // Later looks count in the classical families, whose constant depends on all of them.
    func excess(_ logAlpha: Double) throws -> Double {
      let critical = try DesignSearch(
        information: design.information, alpha: exp(logAlpha) / Double(design.sides), isTwoSided: design.sides == 2, family: design.family
      ).efficacy().upper[k]
      return (critical ?? 40) - z
    }
    let most = log(0.999), least = -600.0
    if try excess(most) > 0 { return PValue(1) }
    if try excess(least) < 0 {
      // So far out the two sides of a spending design do not meet: twice one side's. The classical families have no answer there.
      guard case .spending(let spending) = design.family, design.futility?.isBinding != true else { throw NoAnswer.outOfRange }
      return ExperimentStatistics.repeatedPValue(
        z: z, atLook: k, spendingTimes: design.information, information: design.information, spending: spending
      ).multiplied(by: 2)
    }
    return PValue(naturalLogarithm: try Roots.brent(between: least, and: most, tolerance: 1e-11, of: excess))
  }

  /// P(a result at least as extreme upwards) under a drift, by the stage-wise ordering; one-sided.
  public func stagewiseProbability(drift: Double) -> Double {
    let k = look
    var region = design.region
    if design.futility?.isBinding != true, design.sides == 1 { region.lower = region.lower.map { _ in nil } }
    region.information = Array(region.information[...k])
    region.lower = Array(region.lower[...k])
    region.upper = Array(region.upper[...k])
    region.upper[k] = statistics[k]
    region.lower[k] = nil
    return region.crossings(drift: drift).upper.reduce(0, +)
  }

  /// The one-sided stage-wise p-value.
  public var stagewisePValue: PValue {
    // At the first look that can stop it is a plain tail, which logarithms carry as far as may be.
    if design.criticalValues[..<look].allSatisfy({ $0 == nil }), design.futility?.isBinding != true {
      return PValue(naturalLogarithm: StandardNormal.logUpperTail(statistics[look]))
    }
    return PValue(min(1, stagewiseProbability(drift: 0)))
  }

  /// The drift θ under which the result lies in the middle of the stage-wise ordering (Kim 1989).
  public func medianUnbiasedEstimate() throws -> Double { try drift(atProbability: 0.5) }

  /// Equal-tailed interval of the drift by the stage-wise ordering.
  public func stagewiseInterval(confidence: Double) throws -> (lower: Double, upper: Double) {
    CredibleInterval.check(confidence: confidence)
    let tail = 0.5 * (1 - confidence)
    return (try drift(atProbability: tail), try drift(atProbability: 1 - tail))
  }

  private func drift(atProbability probability: Double) throws -> Double {
    let root = design.information[look].squareRoot()
    let naive = statistics[look] / root
    let reach = StandardNormal.upperQuantile(min(probability, 1 - probability))
    var lower = naive - (reach + 1.5) / root, upper = naive + (reach + 1.5) / root
    // A z far beyond what its look's drift would give puts the middle of the ordering far below it: steps that grow.
    var step = 2 / root
    for _ in 0..<60 where stagewiseProbability(drift: lower) > probability {
      lower -= step
      step *= 1.5
    }
    step = 2 / root
    for _ in 0..<60 where stagewiseProbability(drift: upper) < probability {
      upper += step
      step *= 1.5
    }
    return try Roots.brent(between: lower, and: upper, tolerance: 1e-12) { stagewiseProbability(drift: $0) - probability }
  }

  /// Repeated confidence interval (Jennison & Turnbull 1989) of the drift at the newest look: (Z ± c)/√t; nil where nothing can be spent.
  /// Its confidence is 1 − 2·alpha of a one-sided design, 1 − alpha of a two-sided one.
  public var repeatedInterval: (lower: Double, upper: Double)? {
    let k = statistics.count - 1
    guard let critical = design.criticalValues[k] else { return nil }
    let root = design.information[k].squareRoot()
    return ((statistics[k] - critical) / root, (statistics[k] + critical) / root)
  }

  /// The same of the effect, whose estimate at the newest look has this standard error: (Z ± c)·SE.
  public func repeatedInterval(standardError: Double) -> (lower: Double, upper: Double)? {
    let k = statistics.count - 1
    guard let critical = design.criticalValues[k] else { return nil }
    return ((statistics[k] - critical) * standardError, (statistics[k] + critical) * standardError)
  }

  /// P(an upper crossing at some later look | the newest Z), under a drift: the trend so far, Z/√t, unless given (Lan, Simon & Halperin 1982).
  /// Nil after the last look. Futility bounds that do not bind are left out.
  public func conditionalPower(drift: Double? = nil) -> Double? {
    let k = statistics.count - 1
    guard k < design.information.count - 1 else { return nil }
    return remaining.crossings(
      drift: drift ?? statistics[k] / design.information[k].squareRoot(), from: (statistics[k], design.information[k])
    ).upper.reduce(0, +)
  }

  /// Conditional power averaged over the drift given the newest Z and no prior knowledge: θ ~ N(Z/√t, 1/t) (Spiegelhalter et al. 1986).
  ///
  /// So seen the estimate Z/√t moves without a trend, by N(0, 1/t − 1/s) from information t to s: one integration, with 1/t − 1/s for the information.
  public var predictivePower: Double? {
    let k = statistics.count - 1
    guard k < design.information.count - 1 else { return nil }
    let now = design.information[k], region = remaining
    let estimate = statistics[k] / now.squareRoot()
    func standardised(_ bounds: [Double?]) -> [Double?] {
      zip(bounds, region.information).map { bound, later in bound.map { ($0 / later.squareRoot() - estimate) / (1 / now - 1 / later).squareRoot() } }
    }
    let seen = StoppingRegion(
      information: region.information.map { 1 / now - 1 / $0 }, lower: standardised(region.lower), upper: standardised(region.upper))
    return min(1, seen.crossings(drift: 0).upper.reduce(0, +))
  }

  private var remaining: StoppingRegion {
    let k = statistics.count
    var region = design.region
    if design.futility?.isBinding != true, design.sides == 1 { region.lower = region.lower.map { _ in nil } }
    return StoppingRegion(information: Array(region.information[k...]), lower: Array(region.lower[k...]), upper: Array(region.upper[k...]))
  }
}
