import ExperimentModel
import ExperimentStatistics

/// The second layer: what each choice would cost now, from posteriors that never touch the verdict.
struct AdviceInMoney {
  let experiment: Experiment
  let builder: MetricReviewBuilder
  let review: ExperimentReview
  /// Money a day over the mature days so far; nil without spending.
  let spendPerDay: Double?
  /// Days of a review period.
  let every: Int

  /// Width of the prior on the log scale when the plan has no minimum effect.
  static let defaultPrior = 0.1

  func advice() -> Advice {
    var advice = Advice()
    advice.costOfWaiting = review.phase == .running ? spendPerDay.map { $0 * Double(every) } : nil
    return advice
  }
}
