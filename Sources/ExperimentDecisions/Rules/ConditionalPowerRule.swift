import ExperimentModel
import ExperimentStatistics

/// Rule 5's second half: a treatment whose chance to win, were it as good as `minimum_effect`, is below the declared conditional power.
///
/// Non-binding: the boundary does not count on it. Not at the final look, nor with fewer than 5 results (or units) in an arm.
struct ConditionalPowerRule {
  private let evidence: Evidence
  private let past: PastLooks
  private let spendingTime: Double
  /// Spending times of the looks still planned, the last 1.
  private let later: [Double]

  static let fewestResults = 5.0

  init(evidence: Evidence, past: PastLooks, spendingTime: Double) {
    self.evidence = evidence
    self.past = past
    self.spendingTime = spendingTime
    var schedule = evidence.schedule
    schedule.lastLook = spendingTime
    later = schedule.remainingTimes(after: evidence.asOf)
  }

  /// True when the conditional power under `minimum_effect` is below `threshold`; false where the rule does not apply.
  ///
  /// - Parameter asksBounds: false works every boundary out, as a check that the bounds come to the same.
  func isBelow(_ threshold: Double, _ test: PrimaryTest.Treatment, asksBounds: Bool = true) -> Bool {
    guard let expected = expected(test), let place = place(of: test), let final = later.last, final > spendingTime else { return false }
    let statistic = test.pair.statistic
    if asksBounds, let lines = evidence.lines?.enclosure(before: past.looks.last?.spendingTime ?? 0, now: spendingTime, later: later, level: test.winner.level) {
      if let told = isSurelyBelow(threshold, lines, expected: expected, statistic: statistic) { return told }
    } else if asksBounds {
      if surelyReaches(threshold, expected: expected, statistic: statistic, level: test.winner.level) { return false }
      if surelyFallsShort(threshold, expected: expected, statistic: statistic, test) { return true }
    }
    return power(place, test, expected: expected, statistic: statistic).map { $0 < threshold } ?? false
  }

  /// By the boundary of every look still planned.
  private func power(_ place: Int, _ test: PrimaryTest.Treatment, expected: Double, statistic: Double) -> Double? {
    guard let spending = evidence.design.spending else { return nil }
    var history = past.history(place).map { (time: $0.spendingTime, information: $0.information) }
    history.append((spendingTime, test.pair.information))
    let now = history.map(\.information).max() ?? 0
    guard now > 0 else { return nil }
    // I at the end is taken as I_k / t_k.
    let planned = later.filter { $0 > spendingTime }.map { (time: $0, information: now * $0 / spendingTime) }
    guard !planned.isEmpty else { return nil }
    let boundary = Boundary(
      spendingTimes: (history + planned).map(\.time), information: (history + planned).map(\.information), alpha: test.winner.level, spending: spending)
    let critical = boundary.criticalValues.suffix(planned.count)
    return ConditionalPower.crossing(z: statistic, expected: expected, looks: zip(planned, critical).map { ($0.information / now, $1) })
  }

  /// A bound of the rule: where the lines of the later looks are known to lie, nil where that does not tell. At least what crosses the final line crosses; at most
  /// that and what crosses an earlier line without it, which happens more rarely than from just on that line.
  private func isSurelyBelow(_ threshold: Double, _ lines: BoundaryEnclosure, expected: Double, statistic: Double) -> Bool? {
    guard let final = later.last else { return nil }
    let now = Standing(statistic: statistic, time: spendingTime, expected: expected)
    let margin = ConditionalPowerRule.margin
    if let line = lines.upper.last ?? nil, now.chance(beyond: line, at: final) >= threshold * (1 + margin) { return false }
    guard let finalLine = lines.lower.last ?? nil else { return nil }
    let most = threshold * (1 - margin)
    var sum = now.chance(beyond: finalLine, at: final)
    for (time, line) in zip(later, lines.lower).dropLast() {
      guard sum < most else { return nil }
      guard let line else { continue }
      let onLine = Standing(statistic: line, time: time, expected: expected * (time / spendingTime).squareRoot())
      sum += now.chance(beyond: line, at: time) * (1 - onLine.chance(beyond: finalLine, at: final))
    }
    return sum < most ? true : nil
  }

  /// A bound of the rule: true where the final look alone is likely enough to be crossed. Its level is never less than what is spent there, so its line lies
  /// no higher than that of the amount by itself. Works no boundary out.
  private func surelyReaches(_ threshold: Double, expected: Double, statistic: Double, level: Double) -> Bool {
    guard let spending = evidence.design.spending, let final = later.last else { return true }
    let before = later.last { $0 < final } ?? spendingTime
    let amount = spending.spent(at: final, alpha: level) - spending.spent(at: max(before, spendingTime), alpha: level)
    guard amount > BoundaryState.leastAmount else { return false }
    return chance(ofCrossing: amount, at: final, expected: expected, statistic: statistic) >= threshold
  }

  /// A bound of the rule: true where all later looks together are crossed too rarely. What crosses at all crosses at one of them, and each one's line lies no lower
  /// than that of all the alpha spent by then, since exceeding it there is rarer than having crossed by then. Works no boundary out.
  private func surelyFallsShort(_ threshold: Double, expected: Double, statistic: Double, _ test: PrimaryTest.Treatment) -> Bool {
    guard let spending = evidence.design.spending, test.pair.information > 0 else { return false }
    // Further inside than the boundary's own error and a rounding, so that the short answer is always the long one's.
    let most = threshold * (1 - ConditionalPowerRule.margin)
    var sum = 0.0
    for time in later where time > spendingTime {
      let spent = spending.spent(at: time, alpha: test.winner.level)
      guard spent > BoundaryState.leastAmount else { continue }
      sum += chance(ofCrossing: spent, at: time, expected: expected, statistic: statistic)
      if sum >= most { return false }
    }
    return true
  }

  /// The chance that the statistic at `time` lies beyond the line of this amount of alpha, from where it stands now.
  private func chance(ofCrossing amount: Double, at time: Double, expected: Double, statistic: Double) -> Double {
    Standing(statistic: statistic, time: spendingTime, expected: expected).chance(beyond: StandardNormal.upperQuantile(amount), at: time)
  }

  /// Where the statistic stands at a time, and what it would be there on average under the effect.
  private struct Standing {
    let statistic: Double
    let time: Double
    let expected: Double

    /// The chance that at a later time it lies beyond a line.
    func chance(beyond line: Double, at later: Double) -> Double {
      let ratio = later / time
      let mean = (statistic + expected * (ratio - 1)) / ratio.squareRoot()
      return StandardNormal.upperTail((line - mean) / ((ratio - 1) / ratio).squareRoot())
    }
  }

  private static let margin = 1e-6

  /// Where the comparison stands in the records, seen from either side.
  private func place(of test: PrimaryTest.Treatment) -> Int? {
    evidence.design.place(test.variant, versus: test.versus) ?? evidence.design.place(test.versus, versus: test.variant)
  }

  private func hasEnough(_ variant: Int) -> Bool {
    guard let totals = evidence.primary.totals(variant) else { return false }
    return evidence.primary.design.analysis.room.results(totals) >= ConditionalPowerRule.fewestResults
  }

  /// The effect over its standard error, on the test's scale; nil where the rule does not apply.
  private func expected(_ test: PrimaryTest.Treatment) -> Double? {
    guard let least = evidence.design.experiment.plan.minimumEffect, let comparison = test.pair.comparison, evidence.design.spending != nil, spendingTime > 0, spendingTime < 1,
      hasEnough(test.variant), hasEnough(test.versus), let baseline = evidence.primary.totals(test.versus)?.value
    else { return nil }
    let target = least.target(from: baseline, evidence.primary.design.metric.direction)
    return comparison.scale.effect(from: baseline, to: target).map { abs($0) * comparison.precision.squareRoot() }
  }
}

extension AnalysisPlan.MinimumEffect {
  var isRelative: Bool { if case .relative = self { true } else { false } }

  var size: Double {
    switch self {
    case .relative(let share): share
    case .absolute(let amount): amount
    }
  }

  /// The value that an effect of this size in the wanted direction makes of a baseline.
  func target(from baseline: Double, _ direction: Metric.Direction) -> Double {
    let sign = direction == .increase ? 1.0 : -1.0
    return switch self {
    case .relative(let share): baseline * (1 + sign * share)
    case .absolute(let amount): baseline + sign * amount
    }
  }
}
