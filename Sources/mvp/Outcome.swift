import ArgumentParser
import ExperimentDecisions

/// The exit status that a review stands for.
enum Outcome {
  /// 2 when a declaration is invalid; 3, if asked for, when something needs a person: a verdict, an alert, or a verdict that changed since it was given.
  static func leave(_ review: Review, exitCode: Bool) throws {
    if review.experiments.contains(where: { $0.decision.reasons.contains(.invalidDeclaration) }) { throw ExitCode(2) }
    guard exitCode else { return }
    let needsPerson = review.experiments.contains { experiment in
      if experiment.past.revised != nil { return true }
      return switch experiment.decision.action {
      case .scale, .stop, .blocked: true
      case .continue: !experiment.alerts.isEmpty
      case .planned, .decided: false
      }
    }
    if needsPerson { throw ExitCode(3) }
  }
}
