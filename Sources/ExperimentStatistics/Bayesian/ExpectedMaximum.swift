/// The mean of the largest of several independent normal quantities, by quadrature.
public enum ExpectedMaximum {
  /// E max(X₁, …, X_K) less the largest mean: never negative, and small differences keep their digits.
  ///
  /// ∫ (1 − ∏F_i(x)) dx above the largest mean, less ∫ ∏F_i(x) dx below it. A deviation of 0 is a known quantity.
  /// - Complexity: 64 nodes on each side a deviation of 9 wide, times K.
  public static func gain(of arms: [(mean: Double, deviation: Double)]) -> Double {
    precondition(!arms.isEmpty && arms.allSatisfy { $0.deviation >= 0 }, "there are arms, with deviations from 0")
    let top = arms.map(\.mean).max() ?? 0
    let width = 9 * (arms.map(\.deviation).max() ?? 0)
    guard width > 0 else { return 0 }
    func below(_ x: Double) -> Double {
      arms.reduce(1) { product, arm in
        arm.deviation > 0 ? product * StandardNormal.lowerTail((x - arm.mean) / arm.deviation) : (x >= arm.mean ? product : 0)
      }
    }
    /// 1 − ∏F by a union of tails, so that small chances are not lost.
    func above(_ x: Double) -> Double {
      arms.reduce(0) { union, arm in
        let tail = arm.deviation > 0 ? StandardNormal.upperTail((x - arm.mean) / arm.deviation) : (x < arm.mean ? 1 : 0)
        return union + tail * (1 - union)
      }
    }
    // Below what is known for certain nothing can be the largest.
    let known = arms.filter { $0.deviation == 0 }.map(\.mean).max() ?? -.infinity
    // In pieces, so that arms of very different spread are seen by the nodes.
    let rule = GaussLegendre(count: 32)
    var gain = 0.0
    var (from, step) = (0.0, width / 64)
    while from < width {
      let to = min(from + step, width)
      gain += rule.integrate(from: top + from, to: top + to, above)
      if top - from > known { gain -= rule.integrate(from: max(top - to, known), to: top - from, below) }
      from = to
      step *= 1.6
    }
    return max(gain, 0)
  }
}
