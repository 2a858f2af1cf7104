public import ExperimentModel

/// Money set aside for trying things: what the experiments of a fund have spent in its present period.
public enum FundAccount {
  public static func statuses(of workspace: Workspace, reviews: [ExperimentReview], asOf: CalendarDay) -> [Review.FundStatus] {
    workspace.funds.map { fund in
      let members = reviews.filter { $0.fund == fund.name }
      let start = periodStart(fund.period, asOf)
      var spent = 0.0
      var committed = 0.0
      for member in members {
        spent += member.spendByDay.reduce(0) { sum, day in start.map { day.day < $0 } ?? false ? sum : sum + day.amount }
        spent += member.undatedSpend
        // What is still planned of the running ones counts as committed.
        if member.phase == .running || member.phase == .planned, let budget = member.budget {
          committed += max(0, budget - (member.spend ?? 0))
        }
      }
      return Review.FundStatus(name: fund.name, total: fund.total, spent: spent, committed: committed, period: fund.period)
    }
  }

  private static func periodStart(_ period: Workspace.Fund.Period, _ day: CalendarDay) -> CalendarDay? {
    let (year, month, _) = day.components
    return switch period {
    case .month: CalendarDay(year: year, month: month, day: 1)
    case .quarter: CalendarDay(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)
    case .year: CalendarDay(year: year, month: 1, day: 1)
    case .once: nil
    }
  }
}
