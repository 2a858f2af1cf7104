/// What each day on which both arms ran adds to the comparison: u_d(θ) = a_d − θ·b_d with the variance θ·V_d by chance alone.
///
/// Mantel–Haenszel estimating functions, linear in θ: for counts per exposure a = x_t·s_c/(s_t + s_c), b = x_c·s_t/(s_t + s_c) (Rothman & Boice 1979; Greenland &
/// Robins 1985), for odds a = x_t·(n_c − x_c)/n, b = x_c·(n_t − x_t)/n (Mantel & Haenszel 1959). V is the conditional variance at θ = 1: binomial given the day's
/// sum, hypergeometric for odds.
public struct DayContributions: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Counts per exposure.
    case counts
    /// Successes among trials.
    case odds
  }

  /// One day's.
  public struct Day: Hashable, Sendable {
    /// a and b of u = a − θ·b.
    public let treatment, control: Double
    /// V at θ = 1.
    public let variance: Double

    init(_ pair: DayPair, kind: Kind) {
      let (xc, sc, xt, st) = (pair.controlCount, pair.controlExposure, pair.treatmentCount, pair.treatmentExposure)
      let (exposure, count) = (sc + st, xc + xt)
      switch kind {
      case .counts:
        treatment = xt * (sc / exposure)
        control = xc * (st / exposure)
        variance = count * (st / exposure) * (sc / exposure)
      case .odds:
        treatment = xt * ((sc - xc) / exposure)
        control = xc * ((st - xt) / exposure)
        // A day with one trial in all tells nothing.
        variance = exposure > 1 ? st / exposure * (sc / exposure) * count * ((exposure - count) / (exposure - 1)) : 0
      }
    }

    /// u at θ; at an estimate of +∞ the treatment's part.
    func residual(at theta: Double?) -> Double { theta.map { treatment - $0 * control } ?? treatment }
  }

  public let kind: Kind
  /// In the order of the days.
  public let each: ArraySlice<Day>
  let sumA: Double
  let sumB: Double
  let sumV: Double

  public init(_ pairs: [DayPair], kind: Kind) { self.init(pairs.map { Day($0, kind: kind) }[...], kind: kind) }

  private init(_ each: ArraySlice<Day>, kind: Kind) {
    var (a, b, v) = (0.0, 0.0, 0.0)
    for day in each {
      a += day.treatment
      b += day.control
      v += day.variance
    }
    self.kind = kind
    self.each = each
    (sumA, sumB, sumV) = (a, b, v)
  }

  /// Those of the first days alone.
  func first(_ days: Int) -> DayContributions { days == self.days ? self : DayContributions(each.prefix(days), kind: kind) }

  public var days: Int { each.count }

  public var variances: [Double] { each.map(\.variance) }

  /// Where the contributions balance; nil is +∞.
  public var estimate: Double? { sumB > 0 ? max(sumA / sumB, 0) : nil }

  /// θ at which the residuals are taken; nil is +∞.
  var balance: Double? { sumB > 0 ? sumA / sumB : nil }

  /// Each day's u at the estimate, where it holds no effect.
  public var residuals: [Double] {
    let theta = balance
    return each.map { $0.residual(at: theta) }
  }
}
