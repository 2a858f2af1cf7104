/// A comparison of values of which a share means nothing, such as scores that can be negative: its difference alone.
public struct WithoutRelative<Comparison: ArmComparison>: ArmComparison {
  public let comparison: Comparison

  public init(_ comparison: Comparison) { self.comparison = comparison }

  public var method: String { comparison.method }
  public var higher: PValue { comparison.higher }
  public var lower: PValue { comparison.lower }
  public var information: Double { comparison.information }
  public var precision: Double { comparison.precision }
  public var scale: EffectScale { comparison.scale }
  public var dispersion: Dispersion? { comparison.dispersion }
  public func difference(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval { try comparison.difference(levels) }
  public func relative(_ levels: SideLevels) throws(NoAnswer) -> SidedInterval { throw .undefined("a share of a score that can be negative") }
}
