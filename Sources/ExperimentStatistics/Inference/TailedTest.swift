/// A test with both of its tails. One-sided alternatives are of treatment over control.
public struct TailedTest: Sendable {
  public let statistic: Double?
  public let higher: PValue
  public let lower: PValue
  public let twoSided: PValue

  public init(statistic: Double?, higher: PValue, lower: PValue, twoSided: PValue? = nil) {
    self.statistic = statistic
    self.higher = higher
    self.lower = lower
    self.twoSided = twoSided ?? min(higher, lower).multiplied(by: 2)
  }

  /// A z on the standard normal.
  public init(z: Double) {
    func tail(_ z: Double) -> PValue { PValue(value: StandardNormal.upperTail(z), naturalLogarithm: StandardNormal.logUpperTail(z)) }
    self.init(statistic: z, higher: tail(z), lower: tail(-z))
  }

  /// A t on its degrees of freedom.
  public init(t: Double, degreesOfFreedom: Double) {
    let student = StudentT(degreesOfFreedom: degreesOfFreedom)
    self.init(statistic: t, higher: student.upperPValue(t), lower: student.upperPValue(-t))
  }
}
