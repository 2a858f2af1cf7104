import ExperimentStatistics

/// One hypothesis over its looks: what the spending function has allowed it, and what it allows now.
///
/// The looks are those at which the comparison had data; a look without keeps its alpha for the next one.
struct AlphaAccount {
  /// Spending times and information of the looks so far, this one last; information is floored at the earlier looks'.
  let spendingTimes: [Double]
  let information: [Double]
  /// Nil: one look spends everything.
  let spending: SpendingFunction?

  init(history: [(spendingTime: Double, information: Double)], spending: SpendingFunction?) {
    var times = [Double]()
    var levels = [Double]()
    for look in history where look.information > 0 {
      times.append(max(look.spendingTime, times.last ?? 0))
      levels.append(max(look.information, levels.last ?? 0))
    }
    spendingTimes = times
    information = levels
    self.spending = spending
  }

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
    guard !spendingTimes.isEmpty else { return Allowance(critical: nil, nominal: 0, spent: 0) }
    guard let spending, spendingTimes.count > 1 || spendingTimes[0] < 1 else {
      return Allowance(critical: StandardNormal.upperQuantile(level), nominal: level, spent: level)
    }
    let boundary = Boundary(spendingTimes: spendingTimes, information: information, alpha: level, spending: spending)
    let last = spendingTimes.count - 1
    return Allowance(critical: boundary.criticalValues[last], nominal: boundary.nominalLevels[last], spent: boundary.alphaSpent[last])
  }

  /// Never less than this look's own level at `level`: exceeding a boundary here is rarer than having crossed one by now.
  func ceiling(at level: Double) -> Double {
    guard let last = spendingTimes.last else { return 0 }
    guard let spending, spendingTimes.count > 1 || last < 1 else { return level }
    let spent = spending.spent(at: last, alpha: level)
    return spent > BoundaryState.leastAmount ? spent : 0
  }

  /// Never more than this look's own level: what is spent here is crossed for the first time here.
  private func floor(at level: Double) -> Double {
    guard let spending, spendingTimes.count > 1 else { return ceiling(at: level) }
    return ceiling(at: level) - spending.spent(at: spendingTimes[spendingTimes.count - 2], alpha: level)
  }

  /// Whether a one-sided p crosses this look's boundary at `level`. Mostly its bounds tell, and the boundary need not be worked out.
  func isCrossed(by p: PValue, at level: Double) -> Bool {
    if let told = isSurelyCrossed(by: p, at: level) { return told }
    return p.value < allowance(at: level).nominal
  }

  /// The same by the bounds of this look's own level alone; nil where they do not tell.
  func isSurelyCrossed(by p: PValue, at level: Double) -> Bool? {
    let ceiling = ceiling(at: level)
    guard ceiling > 0 else { return nil }
    // Further from the bounds than a rounding, so that the short answer is always the long one's.
    if p.value >= ceiling * (1 + AlphaAccount.rounding) { return false }
    let floor = floor(at: level)
    return floor > BoundaryState.leastAmount && p.value < floor * (1 - AlphaAccount.rounding) ? true : nil
  }

  private static let rounding = 1e-9

  /// The smallest one-sided level at which this look would have been crossed.
  ///
  /// - Parameter tested: the level at which it was tested and whether it crossed there, so that the answer never contradicts the verdict
  ///   by a rounding error.
  func repeated(_ p: PValue, tested: (level: Double, crossed: Bool)?) -> PValue {
    guard !spendingTimes.isEmpty else { return PValue(1) }
    var answer: PValue
    if let spending, spendingTimes.count > 1 || spendingTimes[0] < 1 {
      answer = repeatedPValue(
        oneSidedP: p, atLook: spendingTimes.count - 1, spendingTimes: spendingTimes, information: information, spending: spending)
    } else {
      answer = p
    }
    guard let tested else { return answer }
    if tested.crossed, answer.value >= tested.level { answer = PValue(tested.level.nextDown) }
    if !tested.crossed, answer.value < tested.level { answer = PValue(tested.level) }
    return answer
  }
}
