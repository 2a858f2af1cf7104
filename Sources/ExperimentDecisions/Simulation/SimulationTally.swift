import ExperimentModel

/// What many simulated experiments came to, added up.
struct SimulationTally: Sendable {
  private(set) var runs = 0
  private var verdicts: [SimulatedVerdict: Int] = [:]
  private var falseWinners = 0
  private var falseLosers = 0
  private var falseVerdicts = 0
  private var rightWinners = 0
  private var looks = 0.0
  private var days = 0.0
  private var spend = 0.0
  private var hasSpend = false
  private var lostShare = 0.0
  private var wrong = 0

  /// One experiment.
  /// - Parameters:
  ///   - truths: what each variant is worth, the larger the better.
  ///   - control: the variant that stays where no winner is named.
  ///   - hasControl: whether it is what the others are compared with.
  ///   - spend: by the verdict; nil where nothing says.
  mutating func note(_ decision: Decision, variants: [Variant], truths: [Double], control: Int, hasControl: Bool, days ran: Int, looks: Int, spend: Double?) {
    runs += 1
    verdicts[SimulatedVerdict(decision), default: 0] += 1
    let best = truths.max() ?? 0
    var chosen = control
    var isFalse = false
    if decision.action == .scale, let id = decision.variant, let index = variants.firstIndex(where: { $0.id == id }) {
      chosen = index
      if truths[index] <= truths[control] {
        falseWinners += 1
        isFalse = true
      } else if truths[index] >= best {
        rightWinners += 1
      }
    }
    // Worse than the control, or without one than the best, is a loser; one as good is none.
    let line = hasControl ? truths[control] : best
    if decision.dropped.contains(where: { dropped in
      dropped.reason == .loser && variants.firstIndex { $0.id == dropped.variant }.map { truths[$0] >= line } ?? false
    }) {
      falseLosers += 1
      isFalse = true
    }
    if isFalse { falseVerdicts += 1 }
    let lost = best > 0 ? 1 - truths[chosen] / best : 0
    lostShare += lost
    if lost > 0 { wrong += 1 }
    self.looks += Double(looks)
    days += Double(ran)
    if let spend {
      hasSpend = true
      self.spend += spend
    }
  }

  mutating func add(_ other: SimulationTally) {
    runs += other.runs
    verdicts.merge(other.verdicts) { $0 + $1 }
    falseWinners += other.falseWinners
    falseLosers += other.falseLosers
    falseVerdicts += other.falseVerdicts
    rightWinners += other.rightWinners
    looks += other.looks
    days += other.days
    spend += other.spend
    hasSpend = hasSpend || other.hasSpend
    lostShare += other.lostShare
    wrong += other.wrong
  }

  func result(_ scenario: SimulationScenario, scaleValue: Double?) -> SimulationResult {
    let n = Double(max(runs, 1))
    return SimulationResult(
      scenario: scenario, runs: runs, verdicts: verdicts, falseWinners: falseWinners, falseLosers: falseLosers, falseVerdicts: falseVerdicts, rightWinners: rightWinners,
      meanLooks: looks / n,
      meanDays: days / n, meanSpend: hasSpend ? spend / n : nil, meanLoss: scaleValue.map { $0 * lostShare / n },
      meanLossWhenWrong: scaleValue.flatMap { wrong > 0 ? $0 * lostShare / Double(wrong) : nil })
  }
}
