/// An amount of money as people write it: `1000`, `¥1,000`, `￥1000`, `1000元`, `CNY 1,000`, `$5`.
struct WrittenMoney: Hashable {
  let value: Double
  /// The currencies that the sign could mean; empty when only a number was written.
  let currencies: [String]

  init?(_ text: String) {
    var body = Spelling.halfWidth(text).trimmed
    var currencies: [String] = []
    var sign = ""
    if body.hasPrefix("-") || body.hasPrefix("+") { sign = String(body.removeFirst()) }
    let upper = body.uppercased()
    // A bare number, the common case, has nothing to look for.
    let marks = upper.utf8.allSatisfy { $0 < 0x40 && $0 != 0x24 } ? [] : WrittenMoney.marks
    for (mark, meant) in marks {
      if upper.hasPrefix(mark) {
        body = String(body.dropFirst(mark.count))
      } else if upper.hasSuffix(mark) {
        body = String(body.dropLast(mark.count))
      } else {
        continue
      }
      currencies = meant
      break
    }
    guard let number = WrittenNumber(sign + body.trimmed), number.suffix == .none else { return nil }
    self.value = number.value
    self.currencies = currencies
  }

  private static let marks: [(String, [String])] =
    [
      ("人民币", ["CNY"]), ("RMB", ["CNY"]), ("HK$", ["HKD"]), ("US$", ["USD"]), ("NT$", ["TWD"]), ("美元", ["USD"]), ("港元", ["HKD"]),
      ("港币", ["HKD"]), ("欧元", ["EUR"]), ("日元", ["JPY"]), ("元", ["CNY", "TWD"]), ("块", ["CNY"]), ("¥", ["CNY", "JPY"]),
      ("€", ["EUR"]), ("£", ["GBP"]), ("₩", ["KRW"]), ("₹", ["INR"]),
      ("$", ["USD", "AUD", "CAD", "SGD", "HKD", "NZD", "TWD", "MXN"]),
    ] + Currency.codes.map { ($0, [$0]) }
}
