/// The looks at which one comparison had data: what time its spending had come to, and how much information there was, each never less than before. A look
/// without data is none: its alpha is kept for the next one.
struct LookHistory {
  struct Look {
    let spendingTime: Double
    let information: Double
  }

  private(set) var looks: [Look] = []

  /// One look more, as it counts after those before it; nil without information.
  func following(spendingTime: Double, information: Double) -> Look? {
    guard information > 0 else { return nil }
    guard let last = looks.last else { return Look(spendingTime: max(spendingTime, 0), information: max(information, 0)) }
    return Look(spendingTime: max(spendingTime, last.spendingTime), information: max(information, last.information))
  }

  mutating func add(spendingTime: Double, information: Double) {
    if let look = following(spendingTime: spendingTime, information: information) { looks.append(look) }
  }
}
