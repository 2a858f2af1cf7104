import ExperimentModel
import ExperimentStatistics

/// The winner (or the loser) hypotheses of all treatments at one look, tested at levels that keep the family's error at alpha/2.
///
/// Holm in the form of Maurer and Bretz (2013): each hypothesis has a spending function of its own at alpha/2/(m − j) after j rejections;
/// after a rejection the others are tested again at the same look, at the higher level as if it had been used from the first look.
struct HypothesisFamily {
  struct Hypothesis {
    let account: AlphaAccount
    /// One-sided p of this look; nil when it cannot be tested now.
    let pValue: PValue?
    /// Rejected at an earlier look.
    let wasRejected: Bool
    /// False when a crossing may not count yet: it is shown, and its alpha is spent, but nothing is rejected.
    let mayReject: Bool
  }

  struct Outcome {
    /// One-sided level of the whole test at which it was (last) tested.
    let level: Double
    let allowance: AlphaAccount.Allowance
    let isCrossed: Bool
    let isRejected: Bool
    /// Repeated one-sided p of this hypothesis alone.
    let repeated: PValue?
  }

  /// One-sided error rate of the family.
  let alpha: Double
  /// Declared number of treatments, also after some have left.
  let size: Int
  let correction: AnalysisPlan.Correction
  let dunnett: DunnettLevel

  init(alpha: Double, size: Int, correction: AnalysisPlan.Correction, dunnett: DunnettLevel) {
    self.alpha = alpha
    self.size = size
    self.correction = correction
    self.dunnett = dunnett
  }

  /// The treatments of an experiment against its control.
  init(experiment: Experiment, control: Int) {
    let treatments = experiment.treatments
    self.init(
      alpha: experiment.plan.alpha / 2, size: treatments.count, correction: treatments.count > 1 ? experiment.plan.correction : .bonferroni,
      dunnett: DunnettLevel(
        control: experiment.variants[control].allocation, treatments: treatments.map { experiment.variants[$0].allocation }))
  }

  func test(_ hypotheses: [Hypothesis], depth: PrimaryTest.Depth = .shown) -> [Outcome] {
    func allowance(_ index: Int, at level: Double) -> AlphaAccount.Allowance {
      let hypothesis = hypotheses[index]
      guard depth == .screen, hypothesis.wasRejected || hypothesis.pValue != nil else { return hypothesis.account.allowance(at: level) }
      return hypothesis.account.allowance(at: level, toJudge: hypothesis.pValue ?? PValue(1))
    }
    var rejected = hypotheses.map(\.wasRejected)
    var levels = [Double](repeating: level(rejections: rejected.count { $0 }), count: hypotheses.count)
    var allowances = hypotheses.indices.map { allowance($0, at: levels[$0]) }
    func isCrossed(_ index: Int) -> Bool {
      hypotheses[index].pValue.map { $0.value < allowances[index].nominal } ?? false
    }
    var found = true
    while found {
      found = false
      for index in hypotheses.indices where !rejected[index] && hypotheses[index].mayReject && isCrossed(index) {
        rejected[index] = true
        found = true
      }
      guard found, correction == .holm else { break }
      let next = level(rejections: rejected.count { $0 })
      for index in hypotheses.indices where !rejected[index] {
        levels[index] = next
        allowances[index] = allowance(index, at: next)
      }
    }
    return hypotheses.indices.map { index in
      let crossed = isCrossed(index)
      return Outcome(
        level: levels[index], allowance: allowances[index], isCrossed: crossed, isRejected: rejected[index] && !hypotheses[index].wasRejected,
        repeated: depth == .shown ? hypotheses[index].pValue.map { hypotheses[index].account.repeated($0, tested: (levels[index], crossed)) } : nil)
    }
  }

  func level(rejections: Int) -> Double {
    switch correction {
    case .holm: alpha / Double(max(size - rejections, 1))
    case .bonferroni: alpha / Double(size)
    case .dunnett: dunnett.level(alpha: alpha)
    }
  }

  /// One-sided p-values corrected over the family, in the order given; nil ones count as 1 and stay nil. So that a corrected p below
  /// `alpha` is a rejection, whatever the correction.
  func adjusted(_ repeated: [PValue?]) -> [PValue?] {
    switch correction {
    case .bonferroni: return repeated.map { $0?.multiplied(by: Double(size)) }
    case .dunnett:
      return repeated.map { $0.map { dunnett.adjusted($0) } }
    case .holm:
      let order = repeated.indices.sorted { (repeated[$0] ?? PValue(1)) < (repeated[$1] ?? PValue(1)) }
      var result = repeated
      var running = PValue(naturalLogarithm: -.infinity)
      for (rank, index) in order.enumerated() {
        guard let p = repeated[index] else { continue }
        running = max(running, p.multiplied(by: Double(max(size - rank, 1))))
        result[index] = running
      }
      return result
    }
  }
}
