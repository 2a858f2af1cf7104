import ExperimentModel
import Testing

@testable import ExperimentDecisions

/// What counts as a wrong verdict in a simulation, by the true worth of each variant.
@Suite("What simulated verdicts are counted as") struct SimulationTallyTests {
  struct Counted: Equatable {
    let winners, losers, verdicts, right: Int
  }

  private func counted(_ decision: Decision, truths: [Double], hasControl: Bool = true) -> Counted {
    let variants = ["a", "b", "c"].prefix(truths.count).map {
      Variant(id: $0, title: $0, allocation: 1, names: [], mark: SourceMark(file: "t.yaml", line: 1, column: 1))
    }
    var tally = SimulationTally()
    tally.note(decision, variants: variants, truths: truths, control: 0, hasControl: hasControl, days: 7, looks: 1, spend: nil)
    let result = tally.result(.noEffect, scaleValue: nil)
    return Counted(winners: result.falseWinners, losers: result.falseLosers, verdicts: result.falseVerdicts, right: result.rightWinners)
  }

  private func scale(_ id: String) -> Decision { Decision(action: .scale, variant: id, reasons: [.winner]) }
  private func lost(_ ids: String..., reason: ReasonCode = .loser) -> Decision {
    Decision(action: .stop, reasons: [reason], dropped: ids.map { .init(variant: $0, reason: reason) })
  }

  @Test("a winner no better than the control is wrong, the best is right, one between is neither")
  func winners() {
    #expect(counted(scale("b"), truths: [1, 1]) == Counted(winners: 1, losers: 0, verdicts: 1, right: 0))
    #expect(counted(scale("b"), truths: [1, 0.9]) == Counted(winners: 1, losers: 0, verdicts: 1, right: 0))
    #expect(counted(scale("b"), truths: [1, 1.1]) == Counted(winners: 0, losers: 0, verdicts: 0, right: 1))
    #expect(counted(scale("b"), truths: [1, 1.1, 1.2]) == Counted(winners: 0, losers: 0, verdicts: 0, right: 0))
  }

  @Test("a loser as good as the control is wrong; without a control only the best is")
  func losers() {
    #expect(counted(lost("b"), truths: [1, 1]) == Counted(winners: 0, losers: 1, verdicts: 1, right: 0))
    #expect(counted(lost("b"), truths: [1, 0.9]) == Counted(winners: 0, losers: 0, verdicts: 0, right: 0))
    #expect(counted(lost("b"), truths: [1, 1.1, 1.2]) == Counted(winners: 0, losers: 1, verdicts: 1, right: 0))
    #expect(counted(lost("b"), truths: [1, 1.1, 1.2], hasControl: false) == Counted(winners: 0, losers: 0, verdicts: 0, right: 0))
    #expect(counted(lost("c"), truths: [1, 1.1, 1.2], hasControl: false) == Counted(winners: 0, losers: 1, verdicts: 1, right: 0))
  }

  @Test("what is dropped for another reason was not called worse")
  func futile() {
    #expect(counted(lost("b", reason: .futile), truths: [1, 1]) == Counted(winners: 0, losers: 0, verdicts: 0, right: 0))
  }

  @Test("a test that is wrong twice counts once")
  func twice() {
    let both = Decision(action: .scale, variant: "b", reasons: [.winner], dropped: [.init(variant: "c", reason: .loser)])
    #expect(counted(both, truths: [1, 1, 1]) == Counted(winners: 1, losers: 1, verdicts: 1, right: 0))
  }
}
