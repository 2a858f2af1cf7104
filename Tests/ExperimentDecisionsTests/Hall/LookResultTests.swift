import ExperimentModel
import ExperimentStatistics
import Testing

@testable import ExperimentDecisions

@Suite("Looks: which days are looks, and what crosses at them")
struct LookResultTests {
  private static let blocked = HealthItem(check: .sampleRatio, ok: false, blocking: true)

  private static func past(_ date: CalendarDay, isFinal: Bool = false) -> PastLooks {
    var past = PastLooks()
    past.add(
      .init(date: date, spendingTime: 0.5, isFinal: isFinal, comparisons: [.init(information: 1, statistic: 0)], guardrails: []), reached: [:])
    return past
  }

  @Test("a look is a date of the plan, once, on data that may decide")
  func dates() throws {
    let design = try Hall.design("looks: auto")
    let half = Hall.end - 14
    func look(_ day: CalendarDay, health: [HealthItem] = [], past: PastLooks = PastLooks(), isClosed: Bool = false) -> LookResult? {
      LookResult(Hall.evidence(design, on: day, health: health, days: min(28, day - (Hall.end - 28))), past: past, isClosed: isClosed)
    }
    #expect(look(half)?.isFinal == false && look(half)?.spendingTime == 0.5)
    #expect(look(half + 1) == nil, "no date of the calendar")
    #expect(look(half, health: [Self.blocked]) == nil)
    #expect(look(half, isClosed: true) == nil, "a person has closed it")
    #expect(look(half, past: Self.past(half)) == nil, "taken already")
    #expect(look(Hall.end)?.isFinal == true && look(Hall.end + 3)?.spendingTime == 1, "past the end any day is the final look")
    #expect(look(Hall.end + 14, past: Self.past(Hall.end, isFinal: true)) == nil, "nothing follows the final look")
  }

  @Test("no new data, no look, unless it is the final one")
  func news() throws {
    let design = try Hall.design("looks: auto")
    let half = Hall.end - 14
    let evidence = Hall.evidence(design, on: half, days: 14)
    let first = try #require(LookResult(evidence, past: PastLooks()))
    var past = PastLooks()
    past.add(
      .init(date: half - 14, spendingTime: 0.4, isFinal: false, comparisons: first.remembered(variants: 2).comparisons, guardrails: []), reached: [:])
    #expect(LookResult(evidence, past: past) == nil)
    #expect(LookResult(Hall.evidence(design, days: 14), past: past)?.isFinal == true)
  }

  @Test("a recorded look is taken once more whatever the calendar and the health of the data say")
  func forced() throws {
    let design = try Hall.design("looks: auto")
    let day = Hall.end - 9
    let recorded = RecordedLook(number: 1, date: day, spendingTime: 0.61, isFinal: false, alphaSpent: 0.01, comparisons: [], guardrails: [])
    let look = LookResult(Hall.evidence(design, on: day, health: [Self.blocked], days: 19), past: PastLooks(), forced: recorded)
    #expect(look?.spendingTime == 0.61 && look?.date == day && look?.isFinal == false)
  }

  /// Levels, times and p-values around every bound: the short answer is the long one's, and is given for most of them.
  @Test("the bounds of a look's level agree with the boundary")
  func bounds() {
    var short = 0
    var all = 0
    for spending in [SpendingFunction.obrienFleming, .pocock] {
      for times in [[0.25], [0.25, 0.5], [0.2, 0.4, 0.6], [0.5, 1], [0.25, 0.5, 0.75, 1]] {
        for level in [0.025, 0.0125] {
          let account = AlphaAccount(history: times.map { ($0, 100 * $0) }, spending: spending)
          let nominal = account.allowance(at: level).nominal
          let ceiling = account.ceiling(at: level)
          for p in [nominal * 0.2, nominal * 0.999, nominal, nominal * 1.001, ceiling * 0.999, ceiling, 0.2, 0.9, 1e-12] {
            all += 1
            let told = account.isSurelyCrossed(by: PValue(p), at: level)
            if told != nil { short += 1 }
            #expect(told ?? (p < nominal) == (p < nominal), "\(spending) \(times) \(level) \(p)")
            #expect(account.isCrossed(by: PValue(p), at: level) == (p < nominal))
          }
        }
      }
    }
    #expect(short > all / 3)
  }

  @Test("Holm leaves a treatment that may not be decided yet out of its steps: p and interval of the others agree")
  func barred() {
    let family = HypothesisFamily(alpha: 0.025, size: 2, correction: .holm)
    let account = AlphaAccount(history: [(1, 100)], spending: nil)
    func hypothesis(_ p: Double, mayReject: Bool = true) -> HypothesisFamily.Hypothesis {
      .init(account: account, pValue: PValue(p), wasRejected: false, mayReject: mayReject)
    }
    // b crosses and is barred: c stays at alpha/2/2 = 0.0125, and its p of 0.017 is 0.034 over both, not 0.017.
    let tested = family.test([hypothesis(0.0001, mayReject: false), hypothesis(0.017)])
    #expect(tested.map(\.level) == [0.0125, 0.0125] && !tested[1].isCrossed && !tested[0].isRejected)
    let adjusted = family.adjusted([PValue(0.0001), PValue(0.017)], barred: [0])
    #expect(abs((adjusted[1]?.value ?? 0) - 0.034) < 1e-12 && abs((adjusted[0]?.value ?? 0) - 0.0002) < 1e-12)
    // Once it may be rejected, c is tested again at alpha/2 and crosses.
    let free = family.test([hypothesis(0.0001), hypothesis(0.017)])
    #expect(free.map(\.level) == [0.0125, 0.025] && free[1].isCrossed && free[1].isRejected)
    let steps = family.adjusted([PValue(0.0001), PValue(0.017)])
    #expect(abs((steps[1]?.value ?? 0) - 0.017) < 1e-12)
    // Three, worked by hand: 0.004 · 3, then 0.006 · 2 = 0.012 too, then 0.04.
    let three = HypothesisFamily(alpha: 0.025, size: 3, correction: .holm)
    #expect(three.adjusted([PValue(0.04), PValue(0.004), PValue(0.006)]).map { (($0?.value ?? 0) * 1e6).rounded() } == [40_000, 12_000, 12_000])
  }
}
