/// The second layer: what each choice would cost now, in money. Never instead of the verdict.
public struct Advice: Hashable, Sendable {
  /// The variant with the smallest expected loss; nil when there is no posterior.
  public var best: String?
  /// Money lost, on average over the posterior, by choosing each variant now; nil without a money scale.
  public var expectedLoss: [String: Double]?
  /// Share of the money lost (0…1) by choosing each variant; what `expectedLoss` is before it meets `scale_value`.
  public var expectedShareLost: [String: Double]?
  /// Posterior probability that each variant is the best.
  public var probabilityBest: [String: Double]?
  /// Expected loss of choosing each variant, in the metric's own unit.
  public var lossInMetric: [String: Double]?
  /// Spend of one review period at the present pace.
  public var costOfWaiting: Double?
  /// That spend × its expected share lost on inferior arms.
  public var regretOfWaiting: Double?
  /// What another review period's data are expected to add to the choice, in money: by how much the best choice made then beats the best made now.
  public var valueOfWaiting: Double?
  /// True when that is more than `regretOfWaiting`; nil without both.
  public var isWorthWaiting: Bool? { valueOfWaiting.flatMap { value in regretOfWaiting.map { value > $0 } } }
  /// Why there is no money figure: `no_money_scale`, `no_data`.
  public var reason: String?
  /// The declared winner's effect shrunk for the winner's curse, as a relative change, and the prior's width.
  public var shrunkenEffect: Double?
  public var shrinkagePrior: Double?
  /// True when cost per unit was taken as equal between arms.
  public var assumesEqualCost: Bool

  public init(
    best: String? = nil, expectedLoss: [String: Double]? = nil, expectedShareLost: [String: Double]? = nil, costOfWaiting: Double? = nil,
    regretOfWaiting: Double? = nil, reason: String? = nil, shrunkenEffect: Double? = nil, shrinkagePrior: Double? = nil,
    assumesEqualCost: Bool = false, probabilityBest: [String: Double]? = nil, lossInMetric: [String: Double]? = nil
  ) {
    self.probabilityBest = probabilityBest
    self.lossInMetric = lossInMetric
    self.best = best
    self.expectedLoss = expectedLoss
    self.expectedShareLost = expectedShareLost
    self.costOfWaiting = costOfWaiting
    self.regretOfWaiting = regretOfWaiting
    self.reason = reason
    self.shrunkenEffect = shrunkenEffect
    self.shrinkagePrior = shrinkagePrior
    self.assumesEqualCost = assumesEqualCost
  }
}
