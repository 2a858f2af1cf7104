import ArgumentParser
import ExperimentModel
import ExperimentRunner

/// A number, a share or an amount of money on the command line, by the grammar that declarations and cells share.
struct Amount: Hashable, Sendable {
  let value: Double
  let isPercent: Bool
  /// ISO codes that a currency beside it can mean; empty where none was written.
  let currencies: [String]

  @Sendable static func read(_ text: String) throws -> Amount {
    guard let number = WrittenNumber.read(text, mark: nil), number.suffix != .percentagePoints else {
      throw ValidationError(UsageSentences.noNumber(text))
    }
    if !number.currencies.isEmpty { try refuseDoubt(text) }
    return Amount(value: number.value, isPercent: number.suffix == .percent, currencies: number.currencies)
  }

  /// Money, with or without its currency: `1.500` is asked for.
  @Sendable static func readMoney(_ text: String) throws -> Amount {
    guard let money = WrittenMoney(text) else { throw ValidationError(UsageSentences.noMoney(text)) }
    try refuseDoubt(text)
    return Amount(value: money.value, isPercent: false, currencies: money.currencies)
  }

  fileprivate static func refuseDoubt(_ text: String) throws {
    if let doubt = WrittenMoney(text)?.doubt(text) { throw ValidationError(UsageSentences.doubt(doubt)) }
  }

  /// What any amount may be; smaller and larger ones are slips of the finger, and no arithmetic is asked of them.
  static let range = 1e-9...1e12

  /// - Throws: a usage error that names the flag, what was found and what is allowed.
  static func check(_ amounts: [(flag: String, amount: Amount?)]) throws {
    for (flag, amount) in amounts {
      guard let value = amount?.value else { continue }
      guard value > 0 else { throw ValidationError(UsageSentences.notPositive("--" + flag, value)) }
      guard range.contains(value) else { throw ValidationError(UsageSentences.beyondAmounts("--" + flag, value)) }
    }
  }

  /// Money of another currency than the workspace's cannot be meant.
  static func check(_ written: [(flag: String, currencies: [String])], in currency: String) throws {
    for (flag, currencies) in written where !currencies.isEmpty && !currencies.contains(currency) {
      throw ValidationError(UsageSentences.otherCurrency("--" + flag, written: currencies[0], workspace: currency))
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
      throw ValidationError(UsageSentences.noEffect(text))
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
    guard value > 0 else { throw ValidationError(UsageSentences.notPositive("--effect", value)) }
    guard Amount.range.contains(value) else { throw ValidationError(UsageSentences.beyondAmounts("--effect", value)) }
  }
}
