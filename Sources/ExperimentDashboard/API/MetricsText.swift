import ExperimentDecisions

/// `/metrics` in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
enum MetricsText {
  static func text(_ counts: Counters.Counts, readings: Int, review: Review?) -> String {
    var lines = ["# HELP mvp_http_responses_total Answers by class of status.", "# TYPE mvp_http_responses_total counter"]
    for kind in 2...5 { lines.append("mvp_http_responses_total{class=\"\(kind)xx\"} \(counts.answers[kind])") }
    lines += ["# HELP mvp_http_response_seconds Time to answer.", "# TYPE mvp_http_response_seconds histogram"]
    for (bound, count) in zip(Counters.bounds, counts.within) { lines.append("mvp_http_response_seconds_bucket{le=\"\(bound)\"} \(count)") }
    let all = counts.answers.reduce(0, +)
    lines += [
      "mvp_http_response_seconds_bucket{le=\"+Inf\"} \(all)", "mvp_http_response_seconds_sum \(counts.seconds)", "mvp_http_response_seconds_count \(all)",
      "# HELP mvp_workspace_readings_total How often the files were worked out anew.", "# TYPE mvp_workspace_readings_total counter",
      "mvp_workspace_readings_total \(readings)",
    ]
    if let review {
      lines += ["# HELP mvp_experiments Experiments by what is to be done.", "# TYPE mvp_experiments gauge"]
      for action in [Action.planned, .continue, .scale, .stop, .blocked, .decided] {
        lines.append("mvp_experiments{action=\"\(action.rawValue)\"} \(review.experiments.count { $0.decision.action == action })")
      }
      lines += ["# HELP mvp_review_due Whether a review is due.", "# TYPE mvp_review_due gauge", "mvp_review_due \(review.slot.isDue ? 1 : 0)"]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
