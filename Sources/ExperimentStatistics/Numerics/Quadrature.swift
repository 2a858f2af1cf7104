import Glibc

/// Adaptive integration with an error estimate and a bounded amount of work.
public enum Quadrature {
  /// ∫ f over a finite interval: Gauss–Kronrod 10/21 points, the worst piece halved until the error estimate is small enough
  /// (Piessens et al. 1983, QUADPACK).
  ///
  /// - Parameters: `pieces`: bound on the number of pieces; each costs 21 evaluations.
  /// - Throws: `NoAnswer.noConvergence` when the bound is reached before the tolerance.
  public static func integrate(
    from lower: Double, to upper: Double, relativeTolerance: Double = 1e-11, absoluteTolerance: Double = 0, pieces: Int = 500,
    _ function: (Double) throws -> Double
  ) throws -> Double {
    var parts = [try gaussKronrod(lower, upper, function)]
    while true {
      var total = 0.0, error = 0.0, worst = 0
      for i in parts.indices {
        total += parts[i].value
        error += parts[i].error
        if parts[i].error > parts[worst].error { worst = i }
      }
      if error <= max(absoluteTolerance, relativeTolerance * abs(total)) { return total }
      let part = parts[worst]
      let middle = 0.5 * (part.lower + part.upper)
      guard parts.count < pieces, middle > part.lower, middle < part.upper else { throw NoAnswer.noConvergence(iterations: parts.count) }
      parts[worst] = try gaussKronrod(part.lower, middle, function)
      parts.append(try gaussKronrod(middle, part.upper, function))
    }
  }

  private struct Part {
    var lower, upper, value, error: Double
  }

  private static func gaussKronrod(_ lower: Double, _ upper: Double, _ function: (Double) throws -> Double) rethrows -> Part {
    let centre = 0.5 * (lower + upper), half = 0.5 * (upper - lower)
    let middle = try function(centre)
    var kronrod = kronrodWeights[10] * middle, gauss = 0.0, magnitude = kronrodWeights[10] * abs(middle)
    for i in 0..<10 {
      let offset = half * kronrodNodes[i]
      let left = try function(centre - offset), right = try function(centre + offset)
      kronrod += kronrodWeights[i] * (left + right)
      magnitude += kronrodWeights[i] * (abs(left) + abs(right))
      if i % 2 == 1 { gauss += gaussWeights[i / 2] * (left + right) }
    }
    var error = abs((kronrod - gauss) * half)
    // QUADPACK's rescaling: the raw difference measures the 10-point rule, the 21-point one is far better.
    let scale = magnitude * abs(half)
    if scale > 0 && error > 0 { error = scale * min(1, pow(200 * error / scale, 1.5)) }
    error = max(error, 0.5 * Double.ulpOfOne * scale)
    return Part(lower: lower, upper: upper, value: kronrod * half, error: error)
  }
}

private let kronrodNodes = [
  0.995657163025808080735527280689003, 0.973906528517171720077964012084452, 0.930157491355708226001207180059508,
  0.865063366688984510732096688423493, 0.780817726586416897063717578345042, 0.679409568299024406234327365114874,
  0.562757134668604683339000099272694, 0.433395394129247190799265943165784, 0.294392862701460198131126603103866,
  0.148874338981631210884826001129720,
]
private let kronrodWeights = [
  0.011694638867371874278064396062192, 0.032558162307964727478818972459390, 0.054755896574351996031381300244580,
  0.075039674810919952767043140916190, 0.093125454583697605535065465083366, 0.109387158802297641899210590325805,
  0.123491976262065851077958109585166, 0.134709217311473325928054001771707, 0.142775938577060080797094273138717,
  0.147739104901338491374841515972068, 0.149445554002916905664936468389821,
]
private let gaussWeights = [
  0.066671344308688137593568809893332, 0.149451349150580593145863396957658, 0.219086362515982043995534934228163,
  0.269266719309996355091226921569469, 0.295524224714752870173815619188769,
]
