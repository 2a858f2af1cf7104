/// An amount of money as people write it: `1000`, `¥1,000`, `￥1000`, `1000元`, `CNY 1,000`, `$5`, `1万元`.
package struct WrittenMoney: Hashable, Sendable {
  package let value: Double
  /// The currencies that the sign could mean; empty when only a number was written.
  package let currencies: [String]
  /// The amount that the same digits mean where a point parts thousands (`1.500`): who reads it must ask.
  package let thousands: Double?

  package init?(_ text: String) {
    guard let number = WrittenNumber.read(text, mark: nil), number.suffix == .none else { return nil }
    value = number.value
    currencies = number.currencies
    thousands = number.thousands
  }

  /// What to ask where an amount can be read both ways.
  package func doubt(_ text: String) -> BilingualText? {
    guard let thousands else { return nil }
    return ValueSentences.twoReadings(text.shortened, thousands: plainNumber(thousands), decimal: plainNumber(value))
  }
}

/// Digits without grouping: `1500`, `1.5`.
func plainNumber(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)" }
