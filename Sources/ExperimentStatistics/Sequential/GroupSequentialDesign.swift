import Glibc

/// How a design's efficacy bounds are shaped.
public enum BoundaryFamily: Hashable, Sendable {
  /// By spending alpha (Lan & DeMets 1983).
  case spending(SpendingFunction)
  /// c_k = C·t_k^(δ − ½) (Wang & Tsiatis 1987).
  case wangTsiatis(delta: Double)

  /// c_k = C/√t_k (O'Brien & Fleming 1979).
  public static let obrienFlemingExact = BoundaryFamily.wangTsiatis(delta: 0)
  /// c_k = C (Pocock 1977).
  public static let pocockExact = BoundaryFamily.wangTsiatis(delta: 0.5)
}

/// Stopping for futility by spending beta (Pampallona, Tsiatis & Kim 2001).
public struct FutilityRule: Hashable, Sendable {
  public let spending: SpendingFunction
  /// Binding: a look below the bound must stop, and the efficacy bounds make use of it. Otherwise they are as if there were none.
  public let isBinding: Bool

  public init(spending: SpendingFunction, isBinding: Bool = false) {
    self.spending = spending
    self.isBinding = isBinding
  }
}

/// A group-sequential test: bounds on Z_k at information fractions t_k, with its operating characteristics.
///
/// Z_k ~ N(θ√t_k, 1) with correlations √(t_j/t_k); θ is the drift, the expected Z at t = 1. Power and inflation count the upper crossing.
/// Jennison & Turnbull (2000), ch. 2, 7 and 19.
public struct GroupSequentialDesign: Hashable, Sendable {
  /// Information fractions, increasing, 0…1.
  public let information: [Double]
  public let alpha: Double
  public let sides: Int
  public let family: BoundaryFamily
  public let beta: Double?
  public let futility: FutilityRule?
  /// Stop for efficacy at Z ≥ it (with two sides, at |Z| ≥ it); nil when nothing can be spent.
  public let criticalValues: [Double?]
  /// One-sided 1 − Φ(c_k); 0 where there is no critical value.
  public let nominalLevels: [Double]
  /// Cumulative, both sides together.
  public let alphaSpent: [Double]
  /// Stop for futility at Z < it; nil where there is none. The last equals the critical value.
  public let futilityBounds: [Double?]
  /// The θ at which the design has power 1 − beta; nil without beta.
  public let drift: Double?

  /// - Parameters:
  ///   - information: fractions of the maximum, > 0, increasing, at most 1.
  ///   - alpha: one-sided, or with `sides` 2 the total, half a side.
  ///   - beta: 1 − power; needed for futility, inflation and expected information.
  /// - Throws: `InvalidInput`; `NoAnswer.noConvergence`.
  public init(
    information: [Double], alpha: Double, sides: Int = 1, family: BoundaryFamily, beta: Double? = nil, futility: FutilityRule? = nil
  ) throws {
    try GroupSequentialDesign.check(information: information, alpha: alpha, sides: sides, family: family, beta: beta, futility: futility)
    self.information = information
    self.alpha = alpha
    self.sides = sides
    self.family = family
    self.beta = beta
    self.futility = futility
    let search = DesignSearch(information: information, alpha: alpha / Double(sides), isTwoSided: sides == 2, family: family)
    let region: StoppingRegion
    if let beta, let futility {
      let (drift, found) = try search.withFutility(futility, beta: beta)
      self.drift = drift
      region = found
      futilityBounds = found.lower
      criticalValues = found.upper
    } else {
      region = try search.efficacy()
      criticalValues = region.upper
      futilityBounds = information.map { _ in nil }
      drift = try beta.map { try search.drift(of: region, power: 1 - $0) }
    }
    nominalLevels = criticalValues.map { $0.map(StandardNormal.upperTail) ?? 0 }
    // What is spent does not count on stops for futility unless they bind.
    var counted = region
    if let futility, !futility.isBinding { counted.lower = counted.lower.map { _ in nil } }
    var spent = 0.0
    alphaSpent = counted.crossings(drift: 0).upper.map { crossing in
      spent += Double(sides) * crossing
      return spent
    }
  }

  var region: StoppingRegion {
    let lower = sides == 2 ? criticalValues.map { $0.map { -$0 } } : futilityBounds
    return StoppingRegion(information: information, lower: lower, upper: criticalValues)
  }

  /// Chances of stopping at each look for efficacy (upper) and for futility or harm (lower) under a drift.
  /// The final look's futility bound is its critical value, so with futility the two sum to 1.
  public func crossings(drift: Double) -> (upper: [Double], lower: [Double]) { region.crossings(drift: drift) }

  /// P(upper crossing at any look) under a drift.
  public func power(drift: Double) -> Double { crossings(drift: drift).upper.reduce(0, +) }

  /// Expected information at the end, as a fraction of the maximum.
  public func expectedInformation(drift: Double) -> Double {
    let (upper, lower) = crossings(drift: drift)
    var expected = 0.0, going = 1.0
    for k in information.indices.dropLast() {
      let stopped = upper[k] + lower[k]
      expected += stopped * information[k]
      going -= stopped
    }
    return expected + going * information[information.count - 1]
  }

  /// Maximum information over that of a fixed test of the same power: θ²/(z_α + z_β)². Nil without beta.
  public var inflationFactor: Double? {
    guard let beta, let drift else { return nil }
    let fixed = StandardNormal.upperQuantile(alpha / Double(sides)) + StandardNormal.upperQuantile(beta)
    return drift * drift / (fixed * fixed)
  }

  /// About how many exponentials one integration over these looks takes: it grows with their number and with how close they are.
  public static func work(information: [Double]) -> Double {
    var (work, before) = (0.0, 1.0)
    for k in information.indices.dropLast() {
      let own = k == 0 ? 1 : (1 - information[k - 1] / information[k]).squareRoot()
      let next = (1 - information[k] / information[k + 1]).squareRoot()
      let reach = 46.5
      let nodes = Panels.nodesPerWidth * reach * (own * own + next * next).squareRoot() / (own * next)
      work += nodes * min(before, 2 * (own < 0.05 ? 9 : 39) * own * before / reach) + nodes
      before = nodes
    }
    return work
  }

  private static func check(
    information: [Double], alpha: Double, sides: Int, family: BoundaryFamily, beta: Double?, futility: FutilityRule?
  ) throws {
    guard !information.isEmpty else { throw InvalidInput(key: "information", found: "none", allowed: "at least one look") }
    for (k, value) in information.enumerated() {
      // Looks closer than a millionth see the same Z, and would need grids of any fineness.
      guard value > 0, k == 0 || value >= information[k - 1] * (1 + 1e-6), value <= 1 + 1e-12 else {
        throw InvalidInput(key: "information[\(k)]", found: "\(value)", allowed: "fractions above 0, at most 1, each at least a millionth above the one before")
      }
    }
    guard alpha > 0, alpha < 1 else { throw InvalidInput(key: "alpha", found: "\(alpha)", allowed: "between 0 and 1") }
    guard sides == 1 || sides == 2 else { throw InvalidInput(key: "sides", found: "\(sides)", allowed: "1 or 2") }
    switch family {
    case .spending(.kimDeMets(let rho)) where !(rho > 0 && rho < .infinity):
      throw InvalidInput(key: "rho", found: "\(rho)", allowed: "above 0")
    case .spending(.hwangShihDeCani(let gamma)) where !(abs(gamma) <= 500):
      throw InvalidInput(key: "gamma", found: "\(gamma)", allowed: "-500 to 500")
    case .wangTsiatis(let delta) where !(abs(delta) <= 5): throw InvalidInput(key: "delta", found: "\(delta)", allowed: "-5 to 5")
    default: break
    }
    // Below this the power is 1 to a double's last digits, and its complement no longer says which drift has it.
    if let beta { guard beta >= 1e-9, beta < 1 - alpha else { throw InvalidInput(key: "beta", found: "\(beta)", allowed: "1e-9 to 1 - alpha") } }
    if futility != nil {
      guard beta != nil else { throw InvalidInput(key: "beta", found: "none", allowed: "a number, since futility spends it") }
      guard sides == 1 else { throw InvalidInput(key: "futility_spending", found: "with two sides", allowed: "a one-sided design") }
    }
  }
}
