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
    let isCrossed: Bool
    let isRejected: Bool
  }

  /// One-sided error rate of the family.
  let alpha: Double
  /// Declared number of treatments, also after some have left.
  let size: Int
  let correction: AnalysisPlan.Correction
  /// Of Dunnett's correction: the comparisons' common law, and the level that it leaves each of them.
  private let dunnett: (distribution: DunnettDistribution, level: Double)?

  init(alpha: Double, size: Int, correction: AnalysisPlan.Correction, dunnett: DunnettDistribution? = nil) {
    self.alpha = alpha
    self.size = size
    self.correction = correction
    self.dunnett = correction == .dunnett ? dunnett.map { ($0, $0.level(alpha: alpha)) } : nil
  }

  /// The treatments of an experiment against its control.
  init(experiment: Experiment, control: Int) {
    let treatments = experiment.treatments
    self.init(
      alpha: experiment.plan.alpha / 2, size: treatments.count, correction: treatments.count > 1 ? experiment.plan.correction : .bonferroni,
      dunnett: DunnettDistribution(
        control: experiment.variants[control].allocation, treatments: treatments.map { experiment.variants[$0].allocation }))
  }

  func test(_ hypotheses: [Hypothesis]) -> [Outcome] {
    let first = level(rejections: hypotheses.count(where: \.wasRejected))
    func crosses(_ index: Int, _ level: Double) -> Bool {
      hypotheses[index].pValue.map { hypotheses[index].account.isCrossed(by: $0, at: level) } ?? false
    }
    // Mostly nothing crosses, and nothing has to be kept of it.
    guard let crossing = hypotheses.indices.first(where: { crosses($0, first) }) else {
      return hypotheses.map { _ in Outcome(level: first, isCrossed: false, isRejected: false) }
    }
    var rejected = hypotheses.map(\.wasRejected)
    var levels = [Double](repeating: first, count: hypotheses.count)
    var crossed = hypotheses.indices.map { $0 == crossing || $0 > crossing && crosses($0, first) }
    var found = true
    while found {
      found = false
      for index in hypotheses.indices where !rejected[index] && hypotheses[index].mayReject && crossed[index] {
        rejected[index] = true
        found = true
      }
      guard found, correction == .holm else { break }
      let next = level(rejections: rejected.count { $0 })
      for index in hypotheses.indices where !rejected[index] {
        levels[index] = next
        crossed[index] = crosses(index, next)
      }
    }
    return hypotheses.indices.map { index in
      Outcome(level: levels[index], isCrossed: crossed[index], isRejected: rejected[index] && !hypotheses[index].wasRejected)
    }
  }

  /// Without a control: among how many a family's alpha/2 is shared that some variant is called worse than another.
  static func shareOfLosers(variants: Int) -> Double { variants > 2 ? Double(variants * (variants - 1)) : 1 }

  func level(rejections: Int) -> Double {
    switch correction {
    case .holm: alpha / Double(max(size - rejections, 1))
    case .bonferroni: alpha / Double(size)
    // Without a share of the control the comparisons share nothing.
    case .dunnett: dunnett?.level ?? alpha / Double(size)
    }
  }

  /// One-sided p-values corrected over the family, in the order given; nil ones count as 1 and stay nil. So that a corrected p below
  /// `alpha` is a rejection, whatever the correction.
  ///
  /// - Parameter barred: hypotheses that may not be rejected yet, and so leave the others their level.
  func adjusted(_ repeated: [PValue?], barred: Set<Int> = []) -> [PValue?] {
    switch correction {
    case .bonferroni: return repeated.map { $0?.multiplied(by: Double(size)) }
    case .dunnett: return repeated.map { $0.map { p in dunnett.map { $0.distribution.adjusted(p) } ?? p.multiplied(by: Double(size)) } }
    case .holm:
      let free = repeated.indices.filter { !barred.contains($0) }
      var result = stepped(free, repeated)
      // One that is barred is tested at the level that the others leave it.
      for index in barred where repeated.indices.contains(index) { result[index] = stepped(free + [index], repeated)[index] }
      return result
    }
  }

  /// Holm's steps over some of the hypotheses.
  private func stepped(_ indices: [Int], _ repeated: [PValue?]) -> [PValue?] {
    var result = [PValue?](repeating: nil, count: repeated.count)
    var running = PValue(naturalLogarithm: -.infinity)
    for (rank, index) in indices.sorted(by: { (repeated[$0] ?? PValue(1)) < (repeated[$1] ?? PValue(1)) }).enumerated() {
      guard let p = repeated[index] else { continue }
      running = max(running, p.multiplied(by: Double(max(size - rank, 1))))
      result[index] = running
    }
    return result
  }
}
