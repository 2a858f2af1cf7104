import ExperimentDecisions
import ExperimentModel

/// One row for each arm of each metric, for spreadsheets: full precision, RFC 4180 quoting.
enum CSVTable {
  static func experiments(_ review: Review, words: Wording) -> String {
    let header = [
      "experiment", "title", "action", "reasons", "metric", "type", "role", "variant", "units", "numerator", "denominator", "value", "lower",
      "upper", "versus", "standing", "difference", "difference_lower", "difference_upper", "relative", "relative_lower", "relative_upper",
      "p_value", "adjusted_p_value", "method", "probability_best", "level", "guardrail", "expected_loss_money", "reason",
    ]
    var out = header.joined(separator: ",") + "\r\n"
    for experiment in review.experiments {
      let lead = [
        experiment.id, experiment.title, experiment.decision.action.rawValue, experiment.decision.reasons.map(\.rawValue).joined(separator: " "),
      ]
      if experiment.metrics.isEmpty { out += row(lead + [String](repeating: "", count: header.count - lead.count)) }
      for metric in experiment.metrics {
        for variant in metric.variants {
          let comparison = variant.comparison.flatMap { $0.reason == nil ? $0 : nil }
          out += row(
            lead + [metric.name, metric.kind.name, metric.role.rawValue, variant.id]
              + [variant.units, variant.numerator, variant.denominator, variant.value, variant.interval?.lower, variant.interval?.upper].map(number)
              + [variant.comparison?.versus ?? "", variant.standing?.rawValue ?? ""]
              + [
                comparison?.difference.estimate, comparison?.difference.lower, comparison?.difference.upper, comparison?.relative.estimate,
                comparison?.relative.lower, comparison?.relative.upper, comparison?.pValue, comparison?.adjustedPValue,
              ].map(number) + [
                comparison?.method ?? "", number(variant.probabilityBest), number(comparison?.difference.level), variant.guardrail?.status.rawValue ?? "",
                metric.role == .primary ? number(experiment.advice.expectedLoss?[variant.id]) : "", variant.comparison?.reason ?? variant.reason ?? "",
              ])
        }
      }
    }
    return out
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  private static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  /// What spreadsheets, in some languages also in full width, take for the beginning of a formula.
  private static let formulas: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

  /// Quoted where needed; text that a spreadsheet would take for a formula gets an apostrophe in front.
  static func cell(_ text: String) -> String {
    let shown = PrintableText.lines(text)
    let isFormula = Double(text) == nil && text.unicodeScalars.first { $0 != " " }.map { formulas.contains($0) } == true
    let safe = isFormula ? "'" + shown : shown
    guard safe.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == ";" || $0 == "\t" }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
