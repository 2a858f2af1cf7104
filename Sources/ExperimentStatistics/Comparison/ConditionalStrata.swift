import Glibc

/// The exact conditional test of a common θ over a few days or strata: each stratum's treatment count given the stratum's sum, summed.
///
/// The sum's distribution is an exponential family, P_θ(X = k) ∝ c_k θᵏ, with c the convolution of the strata's own (Gart 1970; Mehta,
/// Patel & Gray 1985): it is built once and tilted for every θ. Mid-p halves the observed point. With one stratum it is the conditional
/// binomial or Fisher's noncentral hypergeometric test. Cost: O(N²) once for N results, O(N) a tail. Whole counts only.
public struct ConditionalStrata: ThetaTest {
  public enum Kind: Hashable, Sendable { case counts, odds }

  /// Above this many results the normal form is as good and this one slow.
  public static let largestTotal = 600.0

  /// More values than this of the treatment's sum are not worked through.
  static let mostOutcomes = 20_000.0

  public let kind: Kind
  public let isExact: Bool
  /// Null variance of the sum.
  private let variance: Double
  /// ln c_k for k = first…first + count − 1, at θ = 1 the log probabilities.
  private let logCoefficients: [Double]
  private let first: Int
  private let observed: Int

  /// - Throws: `zeroResults` when the sum can take one value only; `undefined` when a count is not whole or the sum can take very many values;
  ///   `zeroExposure`, `impossibleCounts`, `outOfRange`.
  public init(_ pairs: [DayPair], kind: Kind, isExact: Bool) throws(NoAnswer) {
    var combined = [1.0]
    var scaledLog = [0.0]
    var underflows = false
    var first = 0
    var observed = 0
    var variance = 0.0
    var outcomes = 1.0
    for pair in pairs {
      try pair.check(isShare: kind == .odds)
      let counts = [pair.controlCount, pair.treatmentCount] + (kind == .odds ? [pair.controlExposure, pair.treatmentExposure] : [])
      guard counts.allSatisfy({ $0 == $0.rounded() }) else { throw .undefined("exact conditional tests need whole counts") }
      guard pair.controlCount + pair.treatmentCount > 0 else { continue }
      outcomes += Stratum.outcomes(pair, kind: kind) - 1
      guard outcomes <= ConditionalStrata.mostOutcomes else { throw .undefined("a conditional sum of more than 20,000 values is not worked through") }
      let stratum = Stratum(pair, kind: kind)
      first += stratum.first
      observed += Int(pair.treatmentCount)
      variance += stratum.variance
      if stratum.logProbabilities.contains(where: { $0 < -280 }) { underflows = true }
      combined = convolve(combined, stratum.logProbabilities.map { exp($0) })
      if underflows || combined.contains(where: { $0 < 1e-280 }) {
        underflows = true
      }
      scaledLog = underflows ? logConvolve(scaledLog, stratum.logProbabilities) : combined.map { log($0) }
    }
    guard scaledLog.count > 1 else { throw .zeroResults }
    self.kind = kind
    self.isExact = isExact
    self.variance = variance
    self.logCoefficients = scaledLog
    self.first = first
    self.observed = observed
  }

  public var method: String { isExact ? "conditional-exact-by-day" : "conditional-midp-by-day" }
  public var information: Double { variance }
  public var dispersion: Dispersion? { nil }
  public var above: PValue { PValue(naturalLogarithm: min(logTail(from: observed, up: true, logTheta: 0), 0)) }
  public var below: PValue { PValue(naturalLogarithm: min(logTail(from: observed, up: false, logTheta: 0), 0)) }

  private var last: Int { first + logCoefficients.count - 1 }

  /// The conditional maximum-likelihood θ: where the mean of the sum is the observed one.
  public var estimate: Double? {
    if observed >= last { return nil }
    if observed <= first { return 0 }
    func excess(_ logTheta: Double) -> Double { mean(logTheta) - Double(observed) }
    return (try? solve(excess)).map { exp($0) }
  }

  public func lowerBound(_ level: Double) throws(NoAnswer) -> Double {
    if observed <= first { return 0 }
    let target = log(level)
    return exp(try solve { logTail(from: observed, up: true, logTheta: $0) - target })
  }

  public func upperBound(_ level: Double) throws(NoAnswer) -> Double? {
    if observed >= last { return nil }
    let target = log(level)
    return exp(try solve { target - logTail(from: observed, up: false, logTheta: $0) })
  }

  /// The zero of a function rising in ln θ.
  private func solve(_ function: (Double) -> Double) throws(NoAnswer) -> Double {
    var low = -1.0
    var high = 1.0
    var lowValue = function(low)
    while lowValue > 0 {
      low *= 2
      guard low > -4096 else { throw .outOfRange }
      lowValue = function(low)
    }
    var highValue = function(high)
    while highValue < 0 {
      high *= 2
      guard high < 4096 else { throw .outOfRange }
      highValue = function(high)
    }
    return try Bracketing.root(low: low, high: high, lowValue: lowValue, highValue: highValue, function)
  }

  private func mean(_ logTheta: Double) -> Double {
    let peak = logCoefficients.indices.map { logCoefficients[$0] + Double($0) * logTheta }.max() ?? 0
    var weight = 0.0
    var sum = 0.0
    for index in logCoefficients.indices {
      let w = exp(logCoefficients[index] + Double(index) * logTheta - peak)
      weight += w
      sum += w * Double(first + index)
    }
    return sum / weight
  }

  /// ln of P(X beyond the observed) + w·P(X = observed), the tail summed by itself.
  private func logTail(from observed: Int, up: Bool, logTheta: Double) -> Double {
    var peak = -Double.infinity
    for index in logCoefficients.indices { peak = max(peak, logCoefficients[index] + Double(index) * logTheta) }
    let at = observed - first
    var tail = 0.0
    var rest = 0.0
    var tailPeak = -Double.infinity
    for index in logCoefficients.indices where up ? index >= at : index <= at {
      tailPeak = max(tailPeak, logCoefficients[index] + Double(index) * logTheta)
    }
    for index in logCoefficients.indices {
      let log = logCoefficients[index] + Double(index) * logTheta
      let isTail = up ? index >= at : index <= at
      rest += exp(log - peak)
      guard isTail else { continue }
      tail += exp(log - tailPeak) * (index == at && !isExact ? 0.5 : 1)
    }
    return log(tail) + tailPeak - log(rest) - peak
  }
}

/// One stratum's treatment count given the stratum's sum, at θ = 1.
private struct Stratum {
  let first: Int
  let logProbabilities: [Double]
  let variance: Double

  /// How many values the count can take.
  static func outcomes(_ pair: DayPair, kind: ConditionalStrata.Kind) -> Double {
    let sum = pair.controlCount + pair.treatmentCount
    guard kind == .odds else { return sum + 1 }
    return min(pair.treatmentExposure, sum) - max(0, sum - pair.controlExposure) + 1
  }

  /// Built from the ratios of neighbouring probabilities: log-gammas of large counts would lose what their differences need.
  init(_ pair: DayPair, kind: ConditionalStrata.Kind) {
    let sum = pair.controlCount + pair.treatmentCount
    let exposure = pair.controlExposure + pair.treatmentExposure
    let share = pair.treatmentExposure / exposure
    // Arms of very unlike size: the smaller share by itself.
    let rest = share > 0.999999 ? pair.controlExposure / exposure : 1 - share
    let (nt, nc) = (pair.treatmentExposure, pair.controlExposure)
    let low: Double
    let high: Double
    switch kind {
    case .counts:
      (low, high) = (0, sum)
      variance = sum * share * rest
    case .odds:
      (low, high) = (max(0, sum - nc), min(nt, sum))
      variance = exposure > 1 ? share * rest * sum * ((exposure - sum) / (exposure - 1)) : 0
    }
    var logs = [0.0]
    var k = low
    // Counts beyond 2⁵³ have no next one; there are then no values between.
    while k < high, k + 1 > k {
      let ratio =
        switch kind {
        case .counts: (sum - k) / (k + 1) * (nt / nc)
        case .odds: (nt - k) / (k + 1) * ((sum - k) / (nc - sum + k + 1))
        }
      logs.append(logs[logs.count - 1] + log(ratio))
      k += 1
    }
    let peak = logs.max() ?? 0
    let scale = peak + log(logs.reduce(0.0) { $0 + exp($1 - peak) })
    first = Int(low)
    logProbabilities = logs.map { $0 - scale }
  }
}

fileprivate func convolve(_ a: [Double], _ b: [Double]) -> [Double] {
  var result = [Double](repeating: 0, count: a.count + b.count - 1)
  for i in a.indices {
    let weight = a[i]
    for j in b.indices { result[i + j] += weight * b[j] }
  }
  return result
}

/// The same on logarithms, for probabilities that a double cannot hold.
fileprivate func logConvolve(_ a: [Double], _ b: [Double]) -> [Double] {
  (0..<(a.count + b.count - 1)).map { k in
    let range = max(0, k - b.count + 1)...min(k, a.count - 1)
    let peak = range.map { a[$0] + b[k - $0] }.max() ?? -.infinity
    return peak + log(range.reduce(0.0) { $0 + exp(a[$1] + b[k - $1] - peak) })
  }
}
