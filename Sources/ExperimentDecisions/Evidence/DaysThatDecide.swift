import ExperimentModel
import ExperimentStatistics

/// Which treatments' days may carry a verdict already. Before, nothing is tested, and no alpha is spent.
struct DaysThatDecide {
  /// `minimum_days` have passed in every live arm.
  let hasMinimumDays: Bool
  /// Treatments that get no verdict on daily totals: too few days beside what they are compared with.
  let tooFew: Set<Int>

  /// What the first look that may decide needs, and what there is; for the reason why there is none yet.
  private let have: Int
  private let need: Int

  func mayDecide(_ treatment: Int) -> Bool { hasMinimumDays && !tooFew.contains(treatment) }

  /// Why two arms are not tested yet; nil where they are.
  func tooFewToTest(_ variant: Int, versus: Int) -> NoAnswer? {
    hasMinimumDays && !tooFew.contains(variant) && !tooFew.contains(versus) ? nil : .tooFewUnits(have: have, need: need)
  }

  /// - Parameters:
  ///   - days: with rows of a variant, ascending.
  ///   - paired: days on which a treatment and what it is compared with both ran; nil where nothing is compared by days.
  init(
    _ design: TestDesign, past: PastLooks, asOf: CalendarDay, isOver: Bool, days: (Int) -> ArraySlice<CalendarDay>, paired: (Int) -> Int?
  ) {
    hasMinimumDays = DaysThatDecide.hasMinimumDays(design, past, asOf: asOf, days: days)
    tooFew = DaysThatDecide.tooFew(design, past, isOver: isOver, paired: paired)
    have = tooFew.compactMap(paired).min() ?? design.experiment.daysElapsed(by: asOf)
    need = max(tooFew.isEmpty ? 0 : design.daysForVerdict ?? 0, hasMinimumDays ? 0 : design.experiment.plan.minimumDays)
  }

  private static func hasMinimumDays(_ design: TestDesign, _ past: PastLooks, asOf: CalendarDay, days: (Int) -> ArraySlice<CalendarDay>) -> Bool {
    let minimum = design.experiment.plan.minimumDays
    guard minimum > 1, design.experiment.start != nil else { return true }
    let horizon = min(asOf, (design.experiment.end ?? asOf) + 1)
    return design.experiment.variants.indices.allSatisfy { index in
      guard design.experiment.variants[index].allocation > 0, past.reached[index] == nil else { return true }
      let days = days(index)
      if days.isEmpty { return design.experiment.daysElapsed(by: asOf) >= minimum }
      // A treatment that has stopped for good is no live arm, and must not hold up the others.
      return days.count >= minimum || index != design.control && ArmActivity.hasStopped(days, by: horizon)
    }
  }

  /// In a test planned for a week or more those with fewer than the days that can tell their own scatter, in one that ends with its money alone until that
  /// end. Days with rows count, not days elapsed: who waits, or leaves out a day, learns nothing about scatter.
  private static func tooFew(_ design: TestDesign, _ past: PastLooks, isOver: Bool, paired: (Int) -> Int?) -> Set<Int> {
    guard let need = design.daysForVerdict else { return [] }
    if design.experiment.plannedDays == nil, isOver || past.hadFinalLook { return [] }
    var few = Set<Int>()
    for treatment in design.treatments where (paired(treatment) ?? .max) < need { few.insert(treatment) }
    return few
  }
}

extension Experiment {
  /// Days of the test that are over, with or without data; 0 where nothing has a date.
  func daysElapsed(by asOf: CalendarDay) -> Int {
    guard let start else { return 0 }
    let elapsed = max(0, asOf - start)
    return plannedDays.map { min(elapsed, $0) } ?? elapsed
  }
}
