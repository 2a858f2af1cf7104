import ArgumentParser
import ExperimentModel
import ExperimentRunner

/// A number, a share or an amount of money on the command line, by the grammar that declarations and cells share.
struct Amount: Hashable, Sendable {
  let value: Double
  let isPercent: Bool
  /// ISO codes that a currency beside it can mean; empty where none was written.
  let currencies: [String]

  static let allowed = "a number such as 1000, 1,234.5 or 1,5; a share such as 4%; an amount such as ¥1,000"

  @Sendable static func read(_ text: String) throws -> Amount {
    guard let number = WrittenNumber.read(text, mark: nil), number.suffix != .percentagePoints else {
      throw ValidationError("'\(text)' is no number; write \(allowed).")
    }
    if !number.currencies.isEmpty { try refuseDoubt(text) }
    return Amount(value: number.value, isPercent: number.suffix == .percent, currencies: number.currencies)
  }

  /// Money, with or without its currency: `1.500` is asked for.
  @Sendable static func readMoney(_ text: String) throws -> Amount {
    guard let money = WrittenMoney(text) else { throw ValidationError("'\(text)' is no amount of money; write one such as 1000, ¥1,000 or 1,5.") }
    try refuseDoubt(text)
    return Amount(value: money.value, isPercent: false, currencies: money.currencies)
  }

  fileprivate static func refuseDoubt(_ text: String) throws {
    if let doubt = WrittenMoney(text)?.doubt(text) { throw ValidationError(doubt.english + ".") }
  }

  /// What any amount may be; smaller and larger ones are slips of the finger, and no arithmetic is asked of them.
  static let range = 1e-9...1e12

  /// - Throws: a usage error that names the flag, what was found and what is allowed.
  static func check(_ amounts: [(flag: String, amount: Amount?)]) throws {
    for (flag, amount) in amounts {
      guard let value = amount?.value else { continue }
      guard value > 0 else { throw ValidationError("--\(flag) is above 0, not \(value).") }
      guard range.contains(value) else { throw ValidationError("--\(flag) is from 0.000000001 to 1,000,000,000,000, not \(value).") }
    }
  }

  /// Money of another currency than the workspace's cannot be meant.
  static func check(_ written: [(flag: String, currencies: [String])], in currency: String) throws {
    for (flag, currencies) in written where !currencies.isEmpty && !currencies.contains(currency) {
      throw ValidationError("--\(flag) is written in \(currencies[0]), but the workspace counts in \(currency).")
    }
  }
}

/// An effect: `20%`, or absolute as `0.5pp`, `¥5`. A plain number below 1 is a share as it is in declarations: 0.2 is 20 %.
struct EffectAmount: Hashable, Sendable {
  let value: Double
  let effect: Runner.PlanEffect
  let currencies: [String]

  @Sendable static func read(_ text: String) throws -> EffectAmount {
    guard let number = WrittenNumber.read(text, mark: nil) else {
      throw ValidationError("'\(text)' is no effect; write 20%, 1,5% or 0.2 (relative), 0.5pp (of a share), ¥5 (of a cost or a mean).")
    }
    let effect: Runner.PlanEffect
    switch number.suffix {
    case .percentagePoints: effect = .points(number.value)
    case .none where !number.currencies.isEmpty:
      try Amount.refuseDoubt(text)
      effect = .absolute(number.value)
    case .none, .percent: effect = .relative(number.value)
    }
    return EffectAmount(value: number.value, effect: effect, currencies: number.currencies)
  }

  static func check(_ effect: EffectAmount?) throws {
    guard let value = effect?.value else { return }
    guard value > 0 else { throw ValidationError("--effect is above 0, not \(value).") }
    guard Amount.range.contains(value) else { throw ValidationError("--effect is from 0.000000001 to 1,000,000,000,000, not \(value).") }
  }
}
