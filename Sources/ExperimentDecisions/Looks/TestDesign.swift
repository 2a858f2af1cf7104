import ExperimentModel
import ExperimentStatistics

/// An experiment as the rules ask for it, resolved once: what is compared with what, and at which levels. Shared by all looks, so that thousands of simulated
/// ones work nothing out twice.
final class TestDesign: Sendable {
  let experiment: Experiment
  /// Indices of the variants that are compared.
  let treatments: [Int]
  /// Nil without one.
  let control: Int?
  /// What is compared, in the order of records: each treatment with the control; without one, each pair once.
  let compared: [(variant: Int, versus: Int)]
  /// Where in `compared`, by variant and what it is compared with.
  private let places: [Int?]
  let metrics: [MetricDesign]
  /// The treatments' hypotheses against the control; nil without one.
  let family: HypothesisFamily?
  /// Of each guardrail, as in the experiment's `guardrails`.
  let limits: [[GuardrailCheck.Limit]]
  /// Nil where one look spends everything.
  let spending: SpendingFunction?
  let isIncrease: Bool
  let minimumEffect: MinimumEffect
  /// Days with rows beside what it is compared with that a treatment needs for a verdict; nil where none are asked.
  let daysForVerdict: Int?

  /// - Parameter allowance: how far days scatter, where they are too few to tell; nil: as the plan has it.
  init(_ experiment: Experiment, allowance: DayScatter? = nil) {
    self.experiment = experiment
    treatments = experiment.treatments
    limits = experiment.guardrails.map { GuardrailCheck.Limit.all(of: $0) }
    spending = experiment.plan.effectiveSpending
    isIncrease = experiment.primary.direction == .increase
    minimumEffect = MinimumEffect(experiment)
    daysForVerdict = experiment.daysForVerdict
    metrics = experiment.metrics.indices.map { MetricDesign(experiment, metric: $0, allowance: allowance) }
    switch experiment.control {
    case .variant(let control):
      self.control = control
      compared = treatments.map { ($0, control) }
      family = HypothesisFamily(experiment: experiment, control: control)
    case .none:
      control = nil
      compared = experiment.variants.indices.flatMap { i in experiment.variants.indices.filter { $0 > i }.map { (i, $0) } }
      family = nil
    }
    let count = experiment.variants.count
    var places = [Int?](repeating: nil, count: count * count)
    for (place, pair) in compared.enumerated() { places[pair.variant * count + pair.versus] = place }
    self.places = places
  }

  /// Where a comparison stands in `compared`; nil where it does not, or only the other way round.
  func place(_ variant: Int, versus: Int) -> Int? { places[variant * experiment.variants.count + versus] }

  /// One-sided error rate of a family of hypotheses: winners, losers.
  var alpha: Double { experiment.plan.alpha / 2 }
  var isControlled: Bool { control != nil }
}

/// One metric of a design, and how it is compared.
final class MetricDesign: Sendable {
  let metric: Metric
  let analysis: MetricAnalysis
  /// The variant that the others are compared with; nil without a control.
  let control: Int?
  let isCost: Bool
  let isIncrease: Bool
  let nothing: NothingToCompare.Parts

  init(_ experiment: Experiment, metric index: Int, allowance: DayScatter? = nil) {
    let metric = experiment.metrics[index]
    self.metric = metric
    (isCost, isIncrease, nothing) = (metric.facts.isCost, metric.direction == .increase, NothingToCompare.Parts(metric))
    var analysis = MetricAnalysis(metric: metric, plan: experiment.plan)
    analysis.switchback = SwitchbackPeriods(experiment)
    if let allowance { analysis.allowance = allowance }
    self.analysis = analysis
    control = if case .variant(let index) = experiment.control { index } else { nil }
  }

  /// The same metric compared in another way.
  init(_ other: MetricDesign, analysis: MetricAnalysis) {
    metric = other.metric
    (isCost, isIncrease, nothing) = (other.isCost, other.isIncrease, other.nothing)
    control = other.control
    self.analysis = analysis
  }
}

extension AnalysisPlan {
  /// Nil where one look spends everything.
  var effectiveSpending: SpendingFunction? { looks == .fixed ? nil : spending }
}
