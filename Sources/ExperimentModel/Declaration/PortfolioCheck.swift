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
        message: BilingualText(
          "experiment id '\(experiment.id)' is already used by \(other)", "实验标识 '\(experiment.id)' 已被 \(other) 使用"))
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
        message: BilingualText(
          "with this experiment, fund '\(fund.name)' is promised \(plain(total)) of its \(plain(fund.total)) (\(period))",
          "加上这个实验,资金 '\(fund.name)'(\(period))共许出 \(plain(total)),而总额是 \(plain(fund.total))"))
    }
  }

  private static func plain(_ amount: Double) -> String {
    amount == amount.rounded() && abs(amount) < 1e15 ? "\(Int(amount))" : "\(amount)"
  }
}
