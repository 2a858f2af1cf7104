/// The units of one metric one by one, as its comparison takes them: after what is missing, too young or cut at a height. For who draws from them.
public struct UnitRows: Hashable, Sendable {
  /// The variant of each unit, in the order of the declaration.
  public let variants: [Int32]
  /// The value, or the numerator of a ratio.
  public let values: [Double]
  /// What it is divided by; nil for a number of each unit.
  public let denominators: [Double]?
  /// From before the test; nil without one.
  public let covariates: [Double]?

  /// The number of each unit's stratum, from 0; nil without strata.
  public let strata: [Int32]?

  public init(variants: [Int32], values: [Double], denominators: [Double]? = nil, covariates: [Double]? = nil, strata: [Int32]? = nil) {
    self.variants = variants
    self.values = values
    self.denominators = denominators
    self.covariates = covariates
    self.strata = strata
  }
}
