import ExperimentModel
import Testing

@testable import ExperimentDecisions

@Suite("The ledger after a review, and looks taken once more")
struct LedgerAfterTests {
  @Test("a verdict repeated keeps its day; another has its own")
  func verdict() {
    let scale = Decision(action: .scale, variant: "b", reasons: [.winner])
    let first = ExperimentLedger().concluding(scale, on: Hall.end)
    #expect(first.lastVerdict?.date == Hall.end)
    #expect(first.concluding(scale, on: Hall.end + 14) == first)
    let stop = first.concluding(Decision(action: .stop, reasons: [.noWinner]), on: Hall.end + 14)
    #expect(stop.lastVerdict?.date == Hall.end + 14 && stop.lastVerdict?.variant == nil)
  }

  private static let yaml = """
    start: 2026-11-02
    duration: 28d
    variants: {old: {}, new: {}}
    data: {file: x.csv, variant: v, date: d}
    metrics:
      m: {type: proportion, numerator: a, denominator: b}
    primary: m

    """

  private func summary(_ story: Story, until day: CalendarDay, new: Double) -> ExperimentSummary {
    let start = story.experiment.start ?? day
    let days = (0..<max(0, min(28, day - start))).map { start + $0 }
    func arm(_ successes: Double) -> VariantSummary {
      let cells = days.map { DayCell(day: $0, numerator: successes + Double(($0 - start) % 3), denominator: 500) }
      return VariantSummary(
        units: nil, days: days, spend: [], undatedSpend: 0,
        metrics: [MetricSummary(values: .days(cells), missing: 0, immature: 0, segments: [], fractional: false)], rows: days.count)
    }
    return ExperimentSummary(variants: [arm(25), arm(new)], quality: .clean(newest: days.last))
  }

  @Test("spending time never falls back, whatever a later look comes to")
  func spendingTime() throws {
    let story = try Story(Self.yaml)
    let half = Hall.end - 14
    func after(_ before: Double) -> ExperimentLedger {
      ExperimentReviewer(calendar: story.calendar, asOf: half, purpose: .review).outcome(
        for: story.experiment, summary: .success(summary(story, until: half, new: 26)), ledger: ExperimentLedger(spendingTime: before)
      ).ledger
    }
    #expect(after(0).looks.count == 1 && after(0).spendingTime == 0.5)
    #expect(after(0.9).looks.count == 1 && after(0.9).spendingTime == 0.9)
  }

  @Test("looks replayed on the same data are the looks that were recorded; on corrected data they are what they would have been")
  func replay() throws {
    let story = try Story(Self.yaml)
    func reviewed(_ new: Double) -> ExperimentLedger {
      [Hall.end - 14, Hall.end].reduce(ExperimentLedger()) { ledger, day in
        ExperimentReviewer(calendar: story.calendar, asOf: day, purpose: .review).outcome(
          for: story.experiment, summary: .success(summary(story, until: day, new: new)), ledger: ledger
        ).ledger
      }
    }
    func replayed(_ looks: [RecordedLook], _ new: Double) -> ExperimentLedger {
      looks.reduce(ExperimentLedger()) { ledger, look in
        ExperimentReviewer(calendar: story.calendar, asOf: look.date, purpose: .replay(look)).outcome(
          for: story.experiment, summary: .success(summary(story, until: look.date, new: new)), ledger: ledger
        ).ledger
      }
    }
    let recorded = reviewed(34)
    #expect(recorded.standings["new"]?.standing == .winner && recorded.looks.count == 2)
    let same = replayed(recorded.looks, 34)
    #expect(same.looks == recorded.looks && same.standings == recorded.standings && same.lastVerdict == recorded.lastVerdict)
    let corrected = replayed(recorded.looks, 26)
    #expect(corrected.standings.isEmpty && corrected.lastVerdict?.action == .stop)
    #expect(corrected.looks.map(\.alphaSpent) == recorded.looks.map(\.alphaSpent), "alpha spent stays spent")
    #expect(corrected.looks == reviewed(26).looks)
  }
}
