/// What data may bring into a statistic. A value from a file never traps: what cannot be is `impossibleCounts`, what a double cannot be reckoned
/// with is `outOfRange`.
enum Amounts {
  /// Amounts that may be multiplied together four times over without leaving what a double holds.
  static let range = 1e-60...1e60

  /// Counts, money, exposures: 0, or within `range`.
  static func check(_ amount: Double) throws(NoAnswer) {
    if amount < 0 { throw .impossibleCounts }
    guard amount == 0 || range.contains(amount) else { throw .outOfRange }
  }

  static func check(_ amount: Double, _ other: Double) throws(NoAnswer) {
    try check(amount)
    try check(other)
  }

  /// Values that may be below zero.
  static func checkSigned(_ value: Double) throws(NoAnswer) {
    guard value.magnitude <= range.upperBound else { throw .outOfRange }
  }

  /// Successes among trials.
  static func checkShare(_ successes: Double, of trials: Double) throws(NoAnswer) {
    try check(successes, trials)
    guard successes <= trials else { throw .impossibleCounts }
  }

  static func check(_ arm: SharesComparison.Arm) throws(NoAnswer) { try checkShare(arm.successes, of: arm.trials) }

  static func check(_ arm: ResultsAndExposure) throws(NoAnswer) { try check(arm.results, arm.exposure) }
}

extension NoAnswer {
  /// `tooFewUnits` from a number that may be of any size.
  static func tooFew(_ have: Double, need: Int) -> NoAnswer {
    .tooFewUnits(have: have.isFinite ? Int(min(max(have, 0), 0x1p53)) : 0, need: need)
  }
}

extension SidedInterval {
  /// The interval where it can be told: bounds and estimate that a double holds.
  /// - Throws: `outOfRange`.
  func held() throws(NoAnswer) -> SidedInterval {
    guard estimate?.isFinite ?? true, lower.value?.isFinite ?? true, upper.value?.isFinite ?? true else { throw .outOfRange }
    return self
  }
}
