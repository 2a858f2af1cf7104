/// A number as people write it: `1,234.5`, `１０００`, `30%`, `1.5万`. Nothing is guessed: what does not fit the grammar is nil.
struct WrittenNumber: Hashable {
  enum Suffix: Hashable { case none, percent, percentagePoints }

  let value: Double
  let suffix: Suffix

  init?(_ text: String) {
    var body = Spelling.halfWidth(text).trimmed
    var suffix = Suffix.none
    let suffixes: [(String, Suffix)] = [
      ("percentage points", .percentagePoints), ("个百分点", .percentagePoints), ("百分点", .percentagePoints),
      ("pp", .percentagePoints), ("%", .percent),
    ]
    for (ending, meaning) in suffixes where body.lowercased().hasSuffix(ending) {
      body = String(body.dropLast(ending.count)).trimmed
      suffix = meaning
      break
    }
    var scale = 1.0
    if suffix == .none, let last = body.last, let factor = ["万": 1e4, "亿": 1e8][last] {
      scale = factor
      body = String(body.dropLast()).trimmed
    }
    guard let number = WrittenNumber.decimal(body) else { return nil }
    let value = suffix == .none ? number * scale : number / 100
    guard value.isFinite else { return nil }
    self.value = value
    self.suffix = suffix
  }

  /// `[+-] digits [, groups of three] [. digits] [e exponent]`, ASCII only.
  private static func decimal(_ text: String) -> Double? {
    var digits = Substring(text)
    var sign = ""
    if let first = digits.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      digits = digits.dropFirst()
    }
    let mantissaEnd = digits.firstIndex { $0 == "e" || $0 == "E" } ?? digits.endIndex
    let mantissa = digits[..<mantissaEnd].split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.count <= 2, let whole = mantissa.first, !whole.isEmpty else { return nil }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.allSatisfy(isDigits), groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.count == 1 || (1...3).contains(groups[0].count), mantissa.count == 1 || isDigits(mantissa[1])
    else { return nil }
    var clean = sign + groups.joined()
    if mantissa.count == 2 { clean += "." + mantissa[1] }
    if mantissaEnd < digits.endIndex {
      let exponent = digits[digits.index(after: mantissaEnd)...]
      let power = exponent.first == "-" || exponent.first == "+" ? exponent.dropFirst() : exponent
      guard isDigits(power), power.count <= 3 else { return nil }
      clean += "e" + exponent
    }
    return Double(clean)
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.count <= 40 && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
