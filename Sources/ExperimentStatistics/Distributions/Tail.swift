import Glibc

/// One tail of a continuous distribution, by its logarithm: the smaller of the two, from which the other follows without loss.
struct Tail {
  /// Whether it is P(X ≤ x); otherwise P(X > x).
  var isLower: Bool
  /// ln of its probability.
  var logarithm: Double

  var lower: Double { isLower ? exp(logarithm) : -expm1(logarithm) }
  var upper: Double { isLower ? -expm1(logarithm) : exp(logarithm) }
  var logLower: Double { isLower ? logarithm : Tail.logComplement(logarithm) }
  var logUpper: Double { isLower ? Tail.logComplement(logarithm) : logarithm }

  /// ln(1 − eᵃ), a ≤ 0.
  static func logComplement(_ a: Double) -> Double {
    a >= 0 ? -Double.infinity : (a > -0.693 ? log(-expm1(a)) : log1p(-exp(a)))
  }
}
