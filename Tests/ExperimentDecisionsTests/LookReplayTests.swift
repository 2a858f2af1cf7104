import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentDecisions

/// Recorded looks taken once more.
@Suite("Replayed looks")
struct LookReplayTests {
  private static let yaml = """
    start: 2026-11-02
    duration: 42d
    variants: {old: {}, new: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      m: {type: proportion, numerator: a, denominator: b}
    primary: m
    decision: {looks: auto, spending: pocock}

    """

  private func arm(_ results: Double, days: Int = 42) -> [Story.Day] {
    (0..<days).map { Story.Day(metrics: [(results + Double($0 % 3), 200)]) }
  }

  /// Two looks, the new page ahead by so much a day.
  private func twoLooks(_ new: Double, _ yaml: String = Self.yaml) throws -> Story {
    var story = try Story(yaml, every: 7)
    for date in ["2026-11-09", "2026-11-16"] { _ = try story.review([arm(20), arm(new)], on: date) }
    return story
  }

  private func replay(
    _ story: Story, _ arms: [[Story.Day]], reason: RecordedRevision.Reason = .correctedData, rows: Bool = true
  ) throws -> LookReplay.Outcome {
    let latest = try #require(CalendarDay(iso: "2026-11-16"))
    let replay = LookReplay(experiment: story.experiment, calendar: story.calendar, recorded: story.ledger, latest: latest)
    var summaries = [CalendarDay: ExperimentSummary]()
    for day in replay.days {
      var summary = story.summary(arms, until: day)
      if !rows { summary = ExperimentSummary(variants: summary.variants, quality: .clean(newest: day - 1, overlaps: [.init(first: "x", second: "y", cells: 1)])) }
      summaries[day] = summary
    }
    return try #require(replay.outcome(summaries, reason: reason, date: latest + 7))
  }

  @Test("on the same data it comes to the same, to the last bit")
  func same() throws {
    for new in [20.0, 24, 45] {
      let story = try twoLooks(new)
      let outcome = try replay(story, [arm(20), arm(new)])
      #expect(outcome.ledger.looks == story.ledger.looks && outcome.ledger.standings == story.ledger.standings)
      #expect(outcome.ledger.lastVerdict == story.ledger.lastVerdict && outcome.ledger.revised?.changesVerdict == false)
    }
  }

  @Test("it is what looks on the corrected data would have been, on the same dates")
  func corrected() throws {
    let (before, after) = (try twoLooks(45), try twoLooks(22))
    let outcome = try replay(before, [arm(20), arm(22)])
    #expect(outcome.ledger.looks == after.ledger.looks && outcome.ledger.standings.isEmpty && outcome.verdict.action == .continue)
    let revised = try #require(outcome.ledger.revised)
    #expect(revised.isOpen && revised.was?.action == .scale && revised.was?.variant == "new" && revised.now.action == .continue)
    #expect(revised.changes.map(\.variant) == ["new"] && revised.changes[0].was == .winner && revised.changes[0].now == nil && revised.changes[0].look == 1)
    #expect(revised.changes[0].statisticWas == before.ledger.looks[0].comparisons[0].statistic)
    #expect(revised.changes[0].statisticNow == after.ledger.looks[0].comparisons[0].statistic)
    #expect(outcome.ledger.lastVerdict?.date == CalendarDay(iso: "2026-11-23"), "a verdict is reached when it is found")
  }

  @Test("a look whose corrected data do not hold gives no standing and keeps what it spent")
  func heldBack() throws {
    let story = try twoLooks(45)
    let outcome = try replay(story, [arm(20), arm(45)], rows: false)
    #expect(outcome.ledger.standings.isEmpty && outcome.verdict.action == .blocked && outcome.verdict.reasons == [.overlappingFiles])
    #expect(outcome.ledger.looks.map(\.alphaSpent) == story.ledger.looks.map(\.alphaSpent) && outcome.alphaSpent == story.ledger.looks.last?.alphaSpent)
    #expect(outcome.ledger.looks.map { $0.comparisons[0].information } == story.ledger.looks.map { $0.comparisons[0].information })
    #expect(outcome.ledger.looks.allSatisfy { $0.comparisons[0].estimate == nil && $0.comparisons[0].statistic == 0 })
  }

  @Test("alpha that was spent stays spent, and people still believe what they were told last")
  func spentAndBelieved() throws {
    var story = try twoLooks(22)
    story.ledger.looks[1].alphaSpent = 0.045
    let day = try #require(CalendarDay(iso: "2026-11-16"))
    let told = RecordedVerdict(action: .scale, variant: "new", reasons: [.winner], date: day)
    let last = try #require(story.ledger.lastVerdict)
    story.ledger.revised = RecordedRevision(date: day, reason: .correctedData, was: told, now: last, changes: [], acknowledged: nil)
    let outcome = try replay(story, [arm(20), arm(22)])
    #expect(outcome.ledger.looks[1].alphaSpent == 0.045 && outcome.ledger.looks[0].alphaSpent == story.ledger.looks[0].alphaSpent)
    #expect(outcome.alphaSpent == 0.045 && outcome.ledger.revised?.was == told)
    // Seen and acknowledged, it is believed no longer.
    story.ledger.revised?.acknowledged = Acknowledgement(note: "seen", date: day)
    #expect(try replay(story, [arm(20), arm(22)]).ledger.revised?.was == last)
  }

  @Test("what was blocked and still is has no other verdict for that")
  func stillBlocked() throws {
    var story = try twoLooks(22)
    let blocking = DataQuality.clean(newest: CalendarDay(iso: "2026-11-19"), overlaps: [.init(first: "x", second: "y", cells: 1)])
    let review = try story.review([arm(20), arm(22)], on: "2026-11-20", quality: blocking)
    #expect(review.decision.action == .blocked)
    let latest = try #require(CalendarDay(iso: "2026-11-20"))
    let replay = LookReplay(experiment: story.experiment, calendar: story.calendar, recorded: story.ledger, latest: latest, wasBlocked: true)
    let summaries = Dictionary(
      uniqueKeysWithValues: replay.days.map { ($0, story.summary([arm(20), arm(23)], until: $0, quality: $0 == latest ? blocking : nil)) })
    let outcome = try #require(replay.outcome(summaries, reason: .correctedData, date: latest + 3))
    #expect(outcome.verdict.action == .blocked && outcome.ledger.revised?.changesVerdict == false && outcome.ledger.revised?.now.action == .continue)
  }

  @Test("an amendment makes no winner of what was in sight, and keeps one that was")
  func amended() throws {
    let open = try twoLooks(22)
    let outcome = try replay(open, [arm(20), arm(45)], reason: .amended)
    #expect(outcome.ledger.standings.isEmpty && outcome.verdict.action == .continue)
    let bar = try #require(outcome.ledger.bars?["new"])
    let last = try #require(outcome.ledger.looks.last).comparisons[0]
    #expect(bar.baselines == [.init(versus: "old", statistic: last.statistic, information: last.information)])
    let won = try twoLooks(45)
    #expect(try replay(won, [arm(20), arm(40)], reason: .amended).ledger.standings["new"]?.standing == .winner)
  }

  @Test("without a control a barred variant waits for later days against each of the others")
  func withoutControl() throws {
    let yaml = Self.yaml.replacing("{old: {}, new: {}}", with: "{old: {}, new: {}}\ncontrol: none")
    let outcome = try replay(try twoLooks(22, yaml), [arm(20), arm(45)], reason: .amended)
    #expect(outcome.ledger.standings["new"] == nil && outcome.verdict.action != .scale)
    let bar = try #require(outcome.ledger.bars?["new"])
    #expect(bar.baselines.map(\.versus) == ["old"] && bar.baselines[0].statistic > 3, "seen from its side")
  }

  @Test("a guardrail that corrected data break drops what had won")
  func guardrail() throws {
    let yaml = Self.yaml.replacing(
      "  m: {type: proportion, numerator: a, denominator: b}",
      with: "  m: {type: proportion, numerator: a, denominator: b}\n  g: {type: proportion, numerator: c, denominator: d, direction: decrease}"
    )
    .replacing("primary: m", with: "primary: m\nguardrails: {g: {max_increase: 10%}}")
    func arm(_ results: Double, _ harm: Double) -> [Story.Day] {
      (0..<42).map { Story.Day(metrics: [(results + Double($0 % 3), 200), (harm + Double($0 % 2), 200)]) }
    }
    var story = try Story(yaml, every: 7)
    for date in ["2026-11-09", "2026-11-16"] { _ = try story.review([arm(20, 10), arm(45, 10)], on: date) }
    #expect(story.ledger.standings["new"]?.standing == .winner)
    let outcome = try replay(story, [arm(20, 10), arm(45, 60)])
    #expect(outcome.ledger.standings["new"]?.reason == .guardrailBroken && outcome.verdict.action == .stop)
    #expect(outcome.ledger.revised?.was?.action == .scale && outcome.ledger.revised?.changes.map(\.now) == [.dropped])
  }

  @Test("what came after an amendment: (3·3 − 1·2) / √5, by hand")
  func laterDays() throws {
    let day = try #require(CalendarDay(iso: "2026-11-16"))
    let bar = RecordedBar(date: day, baselines: [.init(versus: "old", statistic: 1, information: 4)])
    let later = try #require(bar.later(versus: "old", statistic: 3, information: 9))
    #expect(abs(later - 3.130_495_168_499_705_6) < 1e-14)
    #expect(bar.later(versus: "old", statistic: 3, information: 4) == nil, "nothing came after")
    #expect(bar.later(versus: "third", statistic: 3, information: 9) == nil)
  }
}
