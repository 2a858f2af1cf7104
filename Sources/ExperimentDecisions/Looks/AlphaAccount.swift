import ExperimentStatistics

/// One hypothesis over its looks: what the spending function has allowed it, and what it allows now.
///
/// The looks are those at which the comparison had data; a look without keeps its alpha for the next one.
struct AlphaAccount {
  private let earlier: LookHistory
  /// This look; nil where the comparison has no data now.
  private let latest: LookHistory.Look?
  /// Nil: one look spends everything.
  let spending: SpendingFunction?

  /// - Parameter information: of this look; nil without data.
  init(after earlier: LookHistory, spendingTime: Double, information: Double?, spending: SpendingFunction?) {
    self.earlier = earlier
    latest = information.flatMap { earlier.following(spendingTime: spendingTime, information: $0) }
    self.spending = spending
  }

  init(history: [(spendingTime: Double, information: Double)], spending: SpendingFunction?) {
    var all = LookHistory()
    for look in history { all.add(spendingTime: look.spendingTime, information: look.information) }
    (earlier, latest) = (all, nil)
    self.spending = spending
  }

  /// Of the looks so far, this one last.
  var spendingTimes: [Double] { looks.map(\.spendingTime) }
  var information: [Double] { looks.map(\.information) }
  private var looks: [LookHistory.Look] { latest.map { earlier.looks + [$0] } ?? earlier.looks }

  private var count: Int { earlier.looks.count + (latest == nil ? 0 : 1) }
  private var lastTime: Double? { latest?.spendingTime ?? earlier.looks.last?.spendingTime }

  /// All is spent at once: without a spending function, or at the only look, which is the last.
  private func spendsAll(_ lastTime: Double) -> Bool { spending == nil || count == 1 && lastTime >= 1 }

  /// What this look is tested at.
  struct Allowance {
    /// Critical z; nil where nothing can be spent.
    let critical: Double?
    /// One-sided level of this look alone; 0 where nothing can be spent.
    let nominal: Double
    /// One-sided alpha spent so far, this look included.
    let spent: Double
  }

  /// - Parameter level: one-sided, for the whole life of the experiment; 0 < level < ½.
  func allowance(at level: Double) -> Allowance {
    guard let lastTime else { return Allowance(critical: nil, nominal: 0, spent: 0) }
    guard let spending, !spendsAll(lastTime) else {
      return Allowance(critical: StandardNormal.upperQuantile(level), nominal: level, spent: level)
    }
    let boundary = Boundary(spendingTimes: spendingTimes, information: information, alpha: level, spending: spending)
    let last = count - 1
    return Allowance(critical: boundary.criticalValues[last], nominal: boundary.nominalLevels[last], spent: boundary.alphaSpent[last])
  }

  /// Never less than this look's own level at `level`: exceeding a boundary here is rarer than having crossed one by now.
  func ceiling(at level: Double) -> Double {
    guard let lastTime else { return 0 }
    guard let spending, !spendsAll(lastTime) else { return level }
    let spent = spending.spent(at: lastTime, alpha: level)
    return spent > BoundaryState.leastAmount ? spent : 0
  }

  /// Never more than this look's own level: what is spent here is crossed for the first time here.
  func floor(at level: Double) -> Double {
    let floor = floor(at: level, below: ceiling(at: level))
    return floor > BoundaryState.leastAmount ? floor : 0
  }

  private func floor(at level: Double, below ceiling: Double) -> Double {
    guard let spending, count > 1, let before = latest == nil ? earlier.looks[count - 2] : earlier.looks.last else { return ceiling }
    return ceiling - spending.spent(at: before.spendingTime, alpha: level)
  }

  /// Whether a one-sided p crosses this look's boundary at `level`. Mostly its bounds tell, and the boundary need not be worked out.
  func isCrossed(by p: PValue, at level: Double) -> Bool {
    if let told = isSurelyCrossed(by: p, at: level) { return told }
    return p.value < allowance(at: level).nominal
  }

  /// The same by the bounds of this look's own level alone; nil where they do not tell.
  func isSurelyCrossed(by p: PValue, at level: Double) -> Bool? {
    // Mostly it is above all that may ever be spent.
    if p.value >= level * (1 + AlphaAccount.rounding) { return false }
    let ceiling = ceiling(at: level)
    guard ceiling > 0 else { return nil }
    // Further from the bounds than a rounding, so that the short answer is always the long one's.
    if p.value >= ceiling * (1 + AlphaAccount.rounding) { return false }
    let floor = floor(at: level, below: ceiling)
    return floor > BoundaryState.leastAmount && p.value < floor * (1 - AlphaAccount.rounding) ? true : nil
  }

  private static let rounding = 1e-9

  /// The smallest one-sided level at which this look would have been crossed.
  ///
  /// - Parameter tested: the level at which it was tested and whether it crossed there, so that the answer never contradicts the verdict
  ///   by a rounding error.
  func repeated(_ p: PValue, tested: (level: Double, crossed: Bool)?) -> PValue {
    guard let lastTime else { return PValue(1) }
    var answer: PValue
    if let spending, !spendsAll(lastTime) {
      answer = repeatedPValue(
        oneSidedP: p, atLook: count - 1, spendingTimes: spendingTimes, information: information, spending: spending)
    } else {
      answer = p
    }
    guard let tested else { return answer }
    if tested.crossed, answer.value >= tested.level { answer = PValue(tested.level.nextDown) }
    if !tested.crossed, answer.value < tested.level { answer = PValue(tested.level) }
    return answer
  }
}
