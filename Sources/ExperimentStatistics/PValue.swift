import Glibc

/// A p-value that keeps its logarithm, so that a value far below 1e-308 is still told apart from another.
public struct PValue: Hashable, Sendable, Comparable {
  /// ln p, ≤ 0; −∞ only when the probability is exactly zero.
  public let naturalLogarithm: Double

  /// p itself, 0…1; 0 when it underflows.
  public let value: Double

  /// log₁₀ p.
  public var log10: Double { naturalLogarithm / naturalLogarithmOfTen }

  /// From a probability; values a rounding error above 1 are taken as 1.
  public init(_ value: Double) {
    precondition(value >= 0 && value <= 1 + 1e-9, "a p-value lies in 0...1")
    self.value = min(value, 1)
    self.naturalLogarithm = Glibc.log(min(value, 1))
  }

  /// From ln p, for probabilities too small to be held.
  public init(naturalLogarithm: Double) {
    precondition(naturalLogarithm <= 1e-9, "a p-value lies in 0...1")
    self.naturalLogarithm = min(naturalLogarithm, 0)
    self.value = exp(min(naturalLogarithm, 0))
  }

  /// From both, when each comes from a function of its own.
  public init(value: Double, naturalLogarithm: Double) {
    self.value = min(value, 1)
    self.naturalLogarithm = min(naturalLogarithm, 0)
  }

  /// min(1, factor · p): a Bonferroni step, or a one-sided tail doubled.
  public func multiplied(by factor: Double) -> PValue {
    let log = naturalLogarithm + Glibc.log(factor)
    return log >= 0 ? PValue(1) : PValue(value: value * factor, naturalLogarithm: log)
  }

  public static func < (a: PValue, b: PValue) -> Bool { a.naturalLogarithm < b.naturalLogarithm }
}

/// ln 10, which both C libraries in use define and so neither can be named.
private let naturalLogarithmOfTen = 2.302585092994045684
