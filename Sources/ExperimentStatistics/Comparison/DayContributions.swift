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

  public let kind: Kind
  public let treatment: [Double]
  public let control: [Double]
  /// V_d at θ = 1.
  public let variances: [Double]
  let sumA: Double
  let sumB: Double
  let sumV: Double

  public init(_ pairs: [DayPair], kind: Kind) {
    var (a, b, v) = ([Double](), [Double](), [Double]())
    a.reserveCapacity(pairs.count)
    b.reserveCapacity(pairs.count)
    v.reserveCapacity(pairs.count)
    for pair in pairs {
      let (xc, sc, xt, st) = (pair.controlCount, pair.controlExposure, pair.treatmentCount, pair.treatmentExposure)
      let (exposure, count) = (sc + st, xc + xt)
      switch kind {
      case .counts:
        a.append(xt * (sc / exposure))
        b.append(xc * (st / exposure))
        v.append(count * (st / exposure) * (sc / exposure))
      case .odds:
        a.append(xt * ((sc - xc) / exposure))
        b.append(xc * ((st - xt) / exposure))
        // A day with one trial in all tells nothing.
        v.append(exposure > 1 ? st / exposure * (sc / exposure) * count * ((exposure - count) / (exposure - 1)) : 0)
      }
    }
    self.kind = kind
    treatment = a
    control = b
    variances = v
    sumA = a.reduce(0, +)
    sumB = b.reduce(0, +)
    sumV = v.reduce(0, +)
  }

  public var days: Int { treatment.count }

  /// Where the contributions balance; nil is +∞.
  public var estimate: Double? { sumB > 0 ? max(sumA / sumB, 0) : nil }

  /// Each day's u at the estimate, where it holds no effect.
  public var residuals: [Double] {
    guard sumB > 0 else { return treatment }
    let theta = sumA / sumB
    return zip(treatment, control).map { $0 - theta * $1 }
  }
}
