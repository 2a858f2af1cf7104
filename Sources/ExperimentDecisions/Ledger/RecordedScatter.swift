public import ExperimentModel
import ExperimentStatistics

/// How far an arm's day is taken to scatter beyond chance in a test of too few days to tell: found once, at its first review, and kept, so that all looks of the
/// test are judged alike whatever other tests come to.
public struct RecordedScatter: Hashable, Sendable, Codable {
  /// Variance of the logarithm of an arm's daily rate, ≥ 0.
  public let logVariance: Double
  /// Tests of the workspace that it was learned from, and their days; none: taken from the literature.
  public let tests: Int
  public let days: Int

  public init(logVariance: Double, tests: Int, days: Int) {
    self.logVariance = logVariance
    self.tests = tests
    self.days = days
  }

  /// `DayScatter.assumed`.
  public static let assumed = RecordedScatter(logVariance: DayScatter.assumed.logVariance, tests: 0, days: 0)

  /// A record that was changed by hand may hold anything.
  var scatter: DayScatter { logVariance.isFinite && logVariance >= 0 ? DayScatter(logVariance: logVariance) : .assumed }
  /// As a share of a day's results.
  public var share: Double { scatter.logVariance.squareRoot() }

  /// From what other tests of the workspace had before this one began, by their primary metrics within days; those of fewer than 3 days with both arms, of values
  /// that only the days can tell, and of periods that switch say nothing.
  public static func learned(from tests: [(experiment: Experiment, summary: ExperimentSummary)]) -> RecordedScatter {
    var contributions = [DayContributions]()
    var (count, days) = (0, 0)
    for (experiment, summary) in tests {
      let own = RecordedScatter.contributions(experiment, summary)
      guard let longest = own.map(\.days).max() else { continue }
      contributions += own
      count += 1
      days += longest
    }
    guard count > 0 else { return .assumed }
    return RecordedScatter(logVariance: DayScatter.learned(from: contributions, assumed: .assumed).logVariance, tests: count, days: days)
  }

  /// Of each treatment beside the control, or without one beside the first variant.
  private static func contributions(_ experiment: Experiment, _ summary: ExperimentSummary) -> [DayContributions] {
    let metric = MetricDesign(experiment, metric: 0)
    guard let room = metric.analysis.room as? any CountedRoom, metric.analysis.switchback == nil, experiment.evidence == .randomized, summary.quality.impossible.isEmpty
    else { return [] }
    let reference = metric.control ?? 0
    guard case .days(let theirs) = summary.variants[reference].metrics[0].values else { return [] }
    return experiment.variants.indices.compactMap { variant in
      guard variant != reference, case .days(let ours) = summary.variants[variant].metrics[0].values else { return nil }
      let pairs = metric.analysis.pairs(theirs, ours)
      guard pairs.count >= 3, (try? metric.analysis.check(pairs)) != nil else { return nil }
      return DayContributions(pairs, kind: room.quantity == .share ? .odds : .counts)
    }
  }
}

extension Experiment {
  /// Whether a verdict may have to come from days that are too few to tell their scatter.
  public var needsScatterAllowance: Bool {
    primary.grain == .days && plan.daily == .withinDay && !plan.isWithoutScatter && primary.kind.room is any CountedRoom && SwitchbackPeriods(self) == nil
      && (daysForVerdict == nil || plannedDays == nil)
  }
}
