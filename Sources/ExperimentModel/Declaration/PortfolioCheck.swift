/// What is wrong only when several experiments are seen together.
public enum PortfolioCheck {
  /// Ids used twice (errors, at every file but the first) and funds promised more than they hold (warnings).
  /// O(experiments). The result is in the order of the experiments given.
  public static func diagnostics(_ experiments: [Experiment], in workspace: Workspace) -> [Diagnostic] {
    duplicateIds(experiments) + overdrawnFunds(experiments, workspace)
  }

  private static func duplicateIds(_ experiments: [Experiment]) -> [Diagnostic] {
    var first: [String: String] = [:]
    return experiments.compactMap { experiment in
      guard let other = first[experiment.id] else {
        first[experiment.id] = experiment.file
        return nil
      }
      return Diagnostic(
        file: experiment.file, line: 1, column: 1, code: "duplicate_id",
        message: WorkspaceKeySentences.usedID(experiment.id, by: other))
    }
  }

  /// Budgets that draw on a fund in one of its periods, by the day they start.
  private static func overdrawnFunds(_ experiments: [Experiment], _ workspace: Workspace) -> [Diagnostic] {
    var drawn: [String: Double] = [:]
    return experiments.compactMap { experiment in
      guard let budget = experiment.budget, let fund = workspace.funds.first(where: { $0.name == budget.fund }) else { return nil }
      let period = experiment.start.map { fund.period.name(on: $0) } ?? "–"
      let key = "\(fund.name) \(period)"
      drawn[key, default: 0] += budget.total
      guard let total = drawn[key], total > fund.total else { return nil }
      return Diagnostic(
        file: experiment.file, line: 1, column: 1, severity: .warning, code: "fund_overdrawn",
        message: WorkspaceKeySentences.overdrawn(fund.name, promised: plain(total), total: plain(fund.total), period: "\(period)"))
    }
  }

  private static func plain(_ amount: Double) -> String {
    amount == amount.rounded() && abs(amount) < 1e15 ? "\(Int(amount))" : "\(amount)"
  }
}
