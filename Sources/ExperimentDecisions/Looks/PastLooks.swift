import ExperimentModel

/// The past as far as the rules ask for it, by index instead of by name: what records tell of earlier looks, and all that a simulated test keeps.
struct PastLooks {
  struct Look {
    let date: CalendarDay
    let spendingTime: Double
    let isFinal: Bool
    /// As in `TestDesign.compared`; nil where the look does not have it.
    let comparisons: [Seen?]
    /// Information of each limit of each guardrail and variant, by `PastLooks.place`; nil where there was none.
    let guardrails: [Double?]
  }

  struct Seen: Equatable {
    let information: Double
    /// z of the one-sided p towards the wanted direction.
    let statistic: Double
  }

  private(set) var looks: [Look]
  /// Standings that stay, by variant.
  private(set) var reached: [Int: ReachedAtLook]
  /// Treatments that may win only by data of days after an amendment.
  private(set) var bars: [Int: RecordedBar]
  /// Of each comparison, and of each guardrail's limits, what its account has been allowed.
  private var comparisons: [LookHistory] = []
  private var guardrails: [LookHistory] = []

  init() { (looks, reached, bars) = ([], [:], [:]) }

  var hadFinalLook: Bool { looks.last?.isFinal ?? false }

  mutating func add(_ look: Look, reached new: [Int: ReachedAtLook]) {
    looks.append(look)
    note(look)
    if !new.isEmpty { reached.merge(new) { $1 } }
  }

  private mutating func note(_ look: Look) {
    func grow(_ histories: inout [LookHistory], to count: Int) {
      while histories.count < count { histories.append(LookHistory()) }
    }
    grow(&comparisons, to: look.comparisons.count)
    grow(&guardrails, to: look.guardrails.count)
    for (place, seen) in look.comparisons.enumerated() {
      if let seen { comparisons[place].add(spendingTime: look.spendingTime, information: seen.information) }
    }
    for (place, information) in look.guardrails.enumerated() {
      if let information { guardrails[place].add(spendingTime: look.spendingTime, information: information) }
    }
  }

  /// What a comparison's account has been allowed.
  func allowed(_ comparison: Int) -> LookHistory { comparison < comparisons.count ? comparisons[comparison] : LookHistory() }

  func allowed(guardrail place: Int) -> LookHistory { place < guardrails.count ? guardrails[place] : LookHistory() }

  /// Spending time and information of one comparison over the looks, none where a look did not have it.
  func history(_ comparison: Int) -> [(spendingTime: Double, information: Double)] {
    looks.compactMap { look in look.comparisons[comparison].map { (look.spendingTime, $0.information) } }
  }

  static func place(guardrail: Int, variant: Int, limit: LimitKey, variants: Int) -> Int {
    (guardrail * variants + variant) * LimitKey.allCases.count + limit.place
  }
}

/// A standing reached at a look, without its figures.
struct ReachedAtLook: Equatable {
  let standing: ReachedStanding
  let reason: ReasonCode
  /// The look's number.
  let look: Int
  /// The hypothesis that was rejected although the standing is another one.
  var crossed: ReachedStanding?
  /// The metric whose guardrail was broken, when that is the reason.
  var guardrail: String?

  /// True when this look or an earlier one rejected the hypothesis that the treatment is no winner (or no loser).
  func rejects(_ hypothesis: ReachedStanding) -> Bool { standing == hypothesis || reason == .futile && crossed == hypothesis }
}

extension PastLooks {
  init(_ ledger: ExperimentLedger, of design: TestDesign) {
    let experiment = design.experiment
    let ids = experiment.variants.map(\.id)
    looks = ledger.looks.map { look in
      var guardrails = [Double?](repeating: nil, count: experiment.guardrails.count * ids.count * LimitKey.allCases.count)
      for (index, guardrail) in experiment.guardrails.enumerated() {
        let name = experiment.metrics[guardrail.metric].name
        for (variant, id) in ids.enumerated() {
          let own = look.guardrails.filter { $0.metric == name && $0.variant == id }
          // Records of earlier versions keep one limit of a guardrail, the one that mattered most.
          for limit in LimitKey.allCases {
            guardrails[PastLooks.place(guardrail: index, variant: variant, limit: limit, variants: ids.count)] =
              (own.first { $0.limit == limit } ?? own.first)?.information
          }
        }
      }
      return Look(
        date: look.date, spendingTime: look.spendingTime, isFinal: look.isFinal,
        comparisons: design.compared.map { pair in
          look.comparisons.first { $0.variant == ids[pair.variant] && $0.versus == ids[pair.versus] }.map {
            Seen(information: $0.information, statistic: $0.statistic)
          }
        }, guardrails: guardrails)
    }
    reached = [:]
    bars = [:]
    for (variant, id) in ids.enumerated() {
      bars[variant] = ledger.bars?[id]
      reached[variant] = ledger.standings[id].map {
        ReachedAtLook(standing: $0.standing, reason: $0.reason, look: $0.look, crossed: $0.crossed, guardrail: $0.guardrail)
      }
    }
    for look in looks { note(look) }
  }
}
