/// Two arms' days side by side, with all that each day alone says put together once: the looks of a test see the first of them, more every time.
public struct DaySeries: Sendable {
  typealias Sum = (count: Double, exposure: Double)

  public let count: Int
  private let all: [DayPair]
  /// Nil where they are not worked out yet, or days cannot be.
  private let contributions: DayContributions?
  let control: Sum
  let treatment: Sum

  /// Days as they are; nothing of them is worked out.
  public init(_ pairs: [DayPair]) { self.init(pairs, count: pairs.count, contributions: nil) }

  /// With the contributions of counts or shares; days that cannot be are left for the comparison to refuse.
  public init(_ pairs: [DayPair], kind: DayContributions.Kind) {
    var canBe = true
    do throws(NoAnswer) { for pair in pairs { try pair.check(isShare: kind == .odds) } } catch { canBe = false }
    self.init(pairs, count: pairs.count, contributions: canBe ? DayContributions(pairs, kind: kind) : nil)
  }

  private init(_ all: [DayPair], count: Int, contributions: DayContributions?) {
    var (control, treatment) = ((count: 0.0, exposure: 0.0), (count: 0.0, exposure: 0.0))
    for pair in all.prefix(count) {
      control.count += pair.controlCount
      control.exposure += pair.controlExposure
      treatment.count += pair.treatmentCount
      treatment.exposure += pair.treatmentExposure
    }
    self.all = all
    self.count = count
    self.contributions = contributions
    self.control = control
    self.treatment = treatment
  }

  /// The first days alone.
  public func first(_ days: Int) -> DaySeries {
    days == count ? self : DaySeries(all, count: min(days, count), contributions: contributions?.first(min(days, count)))
  }

  public var pairs: [DayPair] { count == all.count ? all : Array(all[..<count]) }

  /// - Throws: for days that cannot be (`DayPair.check`).
  func score(_ kind: DayContributions.Kind, scatter: WithinDayScore.Scatter) throws(NoAnswer) -> WithinDayScore {
    if let contributions, contributions.kind == kind { return try WithinDayScore(contributions, scatter: scatter) }
    return try WithinDayScore(pairs, kind: kind, scatter: scatter)
  }
}
