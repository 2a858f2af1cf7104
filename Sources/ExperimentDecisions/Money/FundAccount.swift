public import ExperimentModel

/// Money set aside for trying things: what the experiments of a fund have spent in its present period.
public enum FundAccount {
  public static func statuses(of workspace: Workspace, reviews: [ExperimentReview], asOf: CalendarDay) -> [Review.FundStatus] {
    workspace.funds.map { fund in
      let members = reviews.filter { $0.declared.fund == fund.name }
      let start = fund.period.start(on: asOf)
      var spent = 0.0
      var committed = 0.0
      for member in members {
        spent += member.progress.spendByDay.reduce(0) { sum, day in start.map { day.day < $0 } ?? false ? sum : sum + day.amount }
        spent += member.progress.undatedSpend
        // What is still planned of the running ones counts as committed.
        if member.progress.phase == .running || member.progress.phase == .planned, let budget = member.declared.budget {
          committed += max(0, budget - (member.progress.spend ?? 0))
        }
      }
      return Review.FundStatus(name: fund.name, total: fund.total, spent: spent, committed: committed, period: fund.period)
    }
  }
}
