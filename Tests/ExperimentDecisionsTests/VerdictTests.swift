import ExperimentDecisions
import ExperimentModel
import TestSupport
import Testing

private let signups = """
  title: Two pages
  start: 2026-11-02
  end: 2026-11-29
  variants:
    old: {}
    new: {}
  control: old
  data: {file: data.csv, variant: v, date: d, units: clicks}
  metrics:
    signup: {type: proportion, numerator: signups, denominator: clicks}
  primary: signup

  """

private func steady(_ arms: [(Double, Double)], days: Int, spend: Double = 0) -> [[Story.Day]] {
  arms.map { arm in (0..<days).map { _ in Story.Day(metrics: [arm], spend: spend, units: arm.1) } }
}

@Suite("Verdicts")
struct VerdictTests {
  @Test("Before the start nothing is decided")
  func planned() throws {
    var story = try Story(signups)
    let review = try story.review(steady([(10, 100), (10, 100)], days: 0), on: "2026-11-01")
    #expect(review.decision.action == .planned)
    #expect(review.decision.reasons == [.notStarted])
    #expect(story.ledger.looks.isEmpty)
  }

  @Test("Half way an O'Brien–Fleming look spends 0.0031 of 0.05, and the final one the rest")
  func alphaAccount() throws {
    var story = try Story(signups)
    let arms = steady([(10, 100), (11, 100)], days: 28)
    let first = try story.review(arms, on: "2026-11-16")
    #expect(first.monitoring.isLook && !first.monitoring.isFinalLook)
    #expect(first.monitoring.informationFraction == 0.5)
    // 2·(2 − 2Φ(2.2414/√½)) = 2·0.0015255 = 0.003051 (Lan & DeMets 1983, α₁ at ½ of one-sided 0.025).
    #expect(abs(first.monitoring.alphaSpent - 0.003050) < 2e-6)
    #expect(first.decision.action == .continue)
    #expect(first.decision.reasons == [.boundaryNotCrossed])
    #expect(first.monitoring.looks == 2)
    let last = try story.review(arms, on: "2026-11-30")
    #expect(last.monitoring.isFinalLook)
    #expect(abs(last.monitoring.alphaSpent - 0.05) < 1e-15)
    #expect(last.decision.action == .stop)
    #expect(last.decision.reasons == [.noWinner])
    let later = try story.review(arms, on: "2026-12-14")
    #expect(!later.monitoring.isLook)
    #expect(later.decision.action == .stop)
    #expect(later.monitoring.alphaSpent == last.monitoring.alphaSpent)
    #expect(story.ledger.looks.count == 2)
  }

  @Test("A clear winner is scaled, and the verdict stays as it was reached")
  func winner() throws {
    var story = try Story(signups)
    let arms = steady([(10, 100), (20, 100)], days: 28)
    let review = try story.review(arms, on: "2026-11-16")
    #expect(review.decision.action == .scale)
    #expect(review.decision.variant == "new")
    let comparison = try #require(review.metrics[0].variants[1].comparison)
    let lower = try #require(comparison.relative.lower)
    let p = try #require(comparison.pValue)
    #expect(lower > 0)
    #expect(p < 0.05)
    let repeated = try story.review(arms, on: "2026-11-30")
    let again = try #require(repeated.metrics[0].variants[1].comparison)
    #expect(again.pValue == comparison.pValue)
    #expect(again.relative == comparison.relative)
    #expect(again.asOf == CalendarDay(iso: "2026-11-16"))
    #expect(repeated.monitoring.verdictDate == CalendarDay(iso: "2026-11-16"))
  }

  @Test("A clear loser ends the test")
  func loser() throws {
    var story = try Story(signups)
    let review = try story.review(steady([(20, 100), (8, 100)], days: 14), on: "2026-11-16")
    #expect(review.decision.action == .stop)
    #expect(review.decision.reasons == [.loser])
    #expect(review.metrics[0].variants[1].standing == .loser)
  }

  @Test("A review on another day than a review date spends nothing and repeats the last verdict")
  func otherDay() throws {
    var story = try Story(signups)
    let review = try story.review(steady([(10, 100), (30, 100)], days: 28), on: "2026-11-18")
    #expect(!review.monitoring.isLook)
    #expect(review.monitoring.alphaSpent == 0)
    #expect(review.decision.action == .continue)
    #expect(review.decision.reasons == [.tooEarly])
    #expect(review.metrics[0].variants[1].comparison?.reason == "not_a_look")
  }

  @Test("A lopsided split blocks and spends no alpha; mended, the next look goes on")
  func sampleRatio() throws {
    var story = try Story(signups)
    let blocked = try story.review(steady([(10, 100), (30, 150)], days: 14), on: "2026-11-16")
    #expect(blocked.decision.action == .blocked)
    #expect(blocked.decision.reasons == [.sampleRatio])
    #expect(story.ledger.looks.isEmpty)
    let mended = try story.review(steady([(10, 100), (30, 100)], days: 28), on: "2026-11-30")
    #expect(mended.decision.action == .scale)
  }

  @Test("Keys that may not change after the start block, and are named")
  func changedDeclaration() throws {
    var story = try Story(signups)
    _ = try story.review(steady([(10, 100), (10, 100)], days: 28), on: "2026-11-16")
    var changed = try Story(signups.replacing("end: 2026-11-29", with: "end: 2026-12-06"))
    changed.ledger = story.ledger
    let review = try changed.review(steady([(10, 100), (10, 100)], days: 28), on: "2026-11-30")
    #expect(review.decision.action == .blocked)
    #expect(review.decision.reasons == [.invalidDeclaration])
    let item = try #require(review.health.first { $0.check == .declarationChanged })
    guard case .changedKeys(let keys) = item.finding else {
      Issue.record("the keys are named")
      return
    }
    #expect(keys.map(\.key).contains("end"))
  }

  @Test("Before seven days a daily test planned for longer names no winner")
  func firstWeek() throws {
    var story = try Story(signups, every: 5)
    let review = try story.review(steady([(10, 100), (40, 100)], days: 5), on: "2026-11-07")
    #expect(!review.monitoring.isLook && review.monitoring.alphaSpent == 0, "what may not decide spends nothing")
    #expect(review.decision.action == .continue && review.decision.reasons == [.tooEarly])
    #expect(review.health.contains { $0.check == .dispersionUnknown && !$0.blocking })
    let next = try story.review(steady([(10, 100), (40, 100)], days: 10), on: "2026-11-12")
    #expect(next.decision.action == .scale)
  }

  @Test("Evidence that is not randomised turns a scale, and only that, into blocked")
  func notRandomized() throws {
    let yaml = signups + "evidence: before-after\n"
    var story = try Story(yaml)
    let review = try story.review(steady([(10, 100), (30, 100)], days: 14), on: "2026-11-16")
    #expect(review.decision.action == .blocked)
    #expect(review.decision.reasons == [.notRandomized])
    var losing = try Story(yaml)
    let stop = try losing.review(steady([(30, 100), (10, 100)], days: 14), on: "2026-11-16")
    #expect(stop.decision.action == .stop)
    var accepted = try Story(yaml + "decision: {accept: [before-after]}\n")
    let scale = try accepted.review(steady([(10, 100), (30, 100)], days: 14), on: "2026-11-16")
    #expect(scale.decision.action == .scale)
  }

  @Test("A proven effect too small to act on is futile")
  func futile() throws {
    var story = try Story(signups + "decision: {minimum_effect: 50%}\n")
    let review = try story.review(steady([(1000, 10000), (1100, 10000)], days: 14), on: "2026-11-16")
    #expect(review.decision.action == .stop)
    #expect(review.decision.reasons == [.futile])
    #expect(review.metrics[0].variants[1].standing == .dropped)
  }

  @Test("Without a control a variant wins against every other one")
  func noControl() throws {
    let yaml = signups.replacing("control: old", with: "control: none").replacing("new: {}", with: "new: {}\n  bold: {}")
    var story = try Story(yaml)
    let review = try story.review(steady([(10, 100), (11, 100), (25, 100)], days: 14), on: "2026-11-16")
    #expect(review.decision.action == .scale)
    #expect(review.decision.variant == "bold")
    let bold = try #require(review.metrics[0].variants[2].comparison)
    #expect(bold.versus == "new")
    let adjusted = try #require(bold.adjustedPValue)
    #expect(adjusted < 0.05)
  }

  @Test("A broken guardrail drops a winner")
  func guardrail() throws {
    let yaml = signups.replacing(
      "primary: signup",
      with: "  refund: {type: proportion, numerator: refunds, denominator: clicks, direction: decrease}\nprimary: signup\nguardrails:\n  refund: {max: 5%}"
    )
    var story = try Story(yaml)
    let arms: [[Story.Day]] = [(20.0, 1.0), (40.0, 12.0)].map { arm in
      (0..<14).map { _ in Story.Day(metrics: [(arm.0, 100), (arm.1, 100)], units: 100) }
    }
    let review = try story.review(arms, on: "2026-11-16")
    #expect(review.decision.action == .stop)
    #expect(review.decision.reasons == [.guardrailBroken])
    #expect(review.metrics.first { $0.name == "refund" }?.variants[1].guardrail?.status == .broken)
  }

  @Test("A person's decision closes the experiment and stands beside the recommendation")
  func decided() throws {
    var story = try Story(signups)
    let arms = steady([(10, 100), (30, 100)], days: 14)
    _ = try story.review(arms, on: "2026-11-16")
    story.ledger.person = PersonDecision(action: .stop, variant: nil, note: "the page is going away", date: try #require(CalendarDay(iso: "2026-11-17")))
    let review = try story.review(arms, on: "2026-11-17")
    #expect(review.decision.action == .decided)
    #expect(review.decision.recommended == .scale)
    #expect(review.progress.phase == .decided)
  }

  @Test("Stale data, files that overlap, impossible counts, bad rows and units seen twice block, each by its name")
  func dataProblems() throws {
    let arms = steady([(10, 100), (30, 100)], days: 14)
    func decide(_ quality: DataQuality) throws -> Decision {
      var story = try Story(signups)
      return try story.review(arms, on: "2026-11-16", quality: quality).decision
    }
    let newest = CalendarDay(iso: "2026-11-15")
    #expect(try decide(.clean(newest: newest)).action == .scale)
    #expect(try decide(.clean(newest: CalendarDay(iso: "2026-11-13"))).reasons == [.staleData])
    #expect(try decide(.clean(newest: newest, overlaps: [.init(first: "a.csv", second: "b.csv", cells: 3)])).reasons == [.overlappingFiles])
    #expect(
      try decide(
        .clean(newest: newest, impossible: [.init(metric: "signup", variant: "new", count: 1, text: BilingualText("more", "多"))])
      ).reasons == [.impossibleCounts])
    #expect(try decide(.clean(newest: newest, badRows: 11)).reasons == [.badRows])
    #expect(try decide(.clean(newest: newest, badRows: 9)).action == .scale)
    #expect(try decide(.clean(newest: newest, inTwo: 11)).reasons == [.duplicateExposure])
  }

  @Test("The budget ends a test without an end date")
  func budget() throws {
    let yaml = signups.replacing("end: 2026-11-29\n", with: "budget: {total: 2800, spent: cost}\n")
    var story = try Story(yaml)
    let arms = steady([(10, 100), (11, 100)], days: 40, spend: 50)
    let first = try story.review(arms, on: "2026-11-16")
    #expect(first.monitoring.isLook)
    #expect(first.monitoring.informationFraction == 0.5)
    let last = try story.review(arms, on: "2026-11-30")
    #expect(last.monitoring.isFinalLook)
    #expect(last.decision.reasons == [.noWinner, .budgetSpent])
  }
}
