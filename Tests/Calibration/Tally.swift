import ExperimentDecisions
import ExperimentStatistics

/// What one method did over the repetitions of a cell: rejections at 2.5 % a side and coverage at 95 %.
struct Tally: Sendable {
  var runs = 0.0
  var answered = 0.0
  var higher = 0.0
  var lower = 0.0
  var intervals = 0.0
  var covered = 0.0

  /// The larger of the two directions' rates of false rejection, of all runs: no answer is no rejection.
  var worstError: Double { max(higher, lower) / max(runs, 1) }
  /// Of the runs that had an interval.
  var coverage: Double? { intervals > 0 ? covered / intervals : nil }
  var unanswered: Double { 1 - answered / max(runs, 1) }

  mutating func note(z: Double?) {
    runs += 1
    guard let z else { return }
    answered += 1
    if z > 1.959963984540054 { higher += 1 }
    if z < -1.959963984540054 { lower += 1 }
  }

  mutating func note(_ test: (any ArmComparison)?) {
    runs += 1
    guard let test else { return }
    answered += 1
    if test.higher.value <= 0.025 { higher += 1 }
    if test.lower.value <= 0.025 { lower += 1 }
  }

  /// A verdict, and whether the interval that the page shows holds no change.
  mutating func note(_ reviewed: ReviewedDays.Outcome) {
    runs += 1
    answered += 1
    if reviewed.isWinner { higher += 1 }
    if reviewed.isLoser { lower += 1 }
    guard let shown = reviewed.interval, shown.reason == nil else { return }
    intervals += 1
    if shown.lower.map({ $0 <= 0 }) ?? true, shown.upper.map({ $0 >= 0 }) ?? true { covered += 1 }
  }

  mutating func cover(_ interval: SidedInterval?, _ truth: Double) {
    guard let interval else { return }
    intervals += 1
    let above = interval.lower.value.map { $0 <= truth } ?? true
    let below = interval.upper.value.map { $0 >= truth } ?? true
    if above && below { covered += 1 }
  }

  mutating func cover(_ centre: Double, _ error: Double, _ truth: Double) {
    guard centre.isFinite, error.isFinite else { return }
    intervals += 1
    if abs(centre - truth) <= 1.959963984540054 * error { covered += 1 }
  }
}

/// One cell of the grid: the default method beside the textbook's.
struct CellResult: Sendable {
  let family: String
  /// Baseline, or the scatter of the days.
  let setting: String
  /// Units, trials or expected results of the control.
  let size: Double
  /// Treatment's size over the control's.
  let allocation: Double
  let ours: Tally
  let wald: Tally
}
