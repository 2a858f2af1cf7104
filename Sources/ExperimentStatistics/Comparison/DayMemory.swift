import Glibc

/// Whether the days' contributions to a comparison remember the day before, and what that costs.
///
/// The variance of a sum of D days that forget is D times a day's; where a shock lasts it is larger, by (1 + ρ)/(1 − ρ) for an autoregressive one. The lag-1
/// correlation r of the contributions about their mean is corrected for its bias (r + (1 + 3r)/D: Kendall 1954, Marriott & Pope 1954) and the factor is applied
/// only as far as it is seen: not below 1.1 standard errors of r, wholly from 2.1 on, by the power in between. Its exponent 1.25 is for the part of a day's
/// scatter that is not remembered, which lowers r more than it lowers the factor. Chance itself has no memory, so r counts no further than the share of the
/// scatter that is beyond chance.
/// Measured with 78 % of a day's variance lasting (one side, nominal 2.5 %; 28 days): 4.5 / 5.9 / 8.6 % at ρ 0.3 / 0.5 / 0.8, where days taken as independent
/// give 6.0 / 11.3 / 23 %, for 2 to 3 points of power where days forget (docs/calibration.md).
public struct DayMemory: Hashable, Sendable {
  /// Fewer days than this cannot tell; nothing is corrected.
  public static let daysToTell = 14

  /// Lag-1 correlation of the days' contributions about their mean.
  public let correlation: Double
  public let days: Int
  /// By how much the variance of the sum is widened, ≥ 1.
  public let factor: Double

  /// - Parameters:
  ///   - contributions: in the order of the days, at the estimate (where they hold no effect).
  ///   - dispersion: their scatter over that of chance; nil where no model says what chance does.
  public init(_ contributions: some Collection<Double>, dispersion: Double? = nil) {
    days = contributions.count
    let count = Double(contributions.count)
    let mean = contributions.reduce(0, +) / max(count, 1)
    var (squares, products, last) = (0.0, 0.0, 0.0)
    for value in contributions {
      let gap = value - mean
      squares += gap * gap
      // Before the first there is none.
      products += gap * last
      last = gap
    }
    guard squares > 0 else {
      (correlation, factor) = (0, 1)
      return
    }
    correlation = products / squares
    guard contributions.count >= DayMemory.daysToTell else {
      factor = 1
      return
    }
    // r of days that forget lies about −1/D with standard error 1/√D.
    let seen = min(max((correlation + 1 / count) * count.squareRoot() - 1.1, 0), 1)
    let most = dispersion.map { $0 > 1 ? min(1 - 1 / $0, 0.95) : 0 } ?? 0.95
    let corrected = min(max(correlation + (1 + 3 * correlation) / count, 0), most)
    factor = pow((1 + corrected) / (1 - corrected), 1.25 * seen)
  }

  /// True where the correction widens by a tenth or more of the standard error: worth a line in the report.
  public var isSeen: Bool { factor > 1.21 }

  /// How many days' worth of evidence are left.
  public var effectiveDays: Double { Double(days) / factor }

  /// Degrees of freedom of the scatter: one less than the days, or as many as their memory leaves.
  public var degreesOfFreedom: Double { min(Double(days - 1), max(effectiveDays, 2)) }

  /// Variance of the mean of so many autoregressive days over that of days that forget.
  static func inflation(correlation: Double, days: Int) -> Double {
    var (inflation, power) = (1.0, 1.0)
    for lag in 1..<max(days, 1) {
      power *= correlation
      inflation += 2 * (1 - Double(lag) / Double(days)) * power
    }
    return inflation
  }

  /// The same where the scatter is not seen but allowed for, chance and allowance together `dispersion` times chance: what lasts is the allowance's part.
  public static func falseWinnerChance(correlation: Double, days: Int, level: Double, dispersion: Double) -> Double {
    let most = 1 + max(dispersion - 1, 0) * inflation(correlation: correlation, days: days)
    return StandardNormal.upperTail(StandardNormal.upperQuantile(level) * (max(dispersion, 1) / most).squareRoot())
  }

  /// The chance of a false winner at a one-sided `level` if the difference between the arms followed an autoregressive course with this lag-1 correlation and
  /// were taken as independent days: P(T > t·√(s²/σ²)) with the exact variances of mean and scatter over these days, t on D − 1.
  public static func falseWinnerChance(correlation: Double, days: Int, level: Double) -> Double {
    guard days >= 2 else { return 0.5 }
    let count = Double(days)
    let inflation = inflation(correlation: correlation, days: days)
    // E s² falls short of a day's variance by what the mean takes.
    let scatter = (count - inflation) / (count - 1)
    let t = StudentT(degreesOfFreedom: count - 1)
    return t.upperTail(t.upperQuantile(level) * (scatter / inflation).squareRoot())
  }
}
