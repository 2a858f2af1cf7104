/// A number as people write it: `1,234.5`, `1.234,5`, `１０００`, `30%`, `1.5万`, `1.2K`, `¥1,000`, `(12.00)`, `$ (12.00)`, `12.00-`, `$ -` (nothing). Nothing is guessed: what does not
/// fit the grammar is nil. This is the one grammar of the program: declarations, flags and cells are read by it.
///
/// Which mark parts the decimals is known for a cell (its file decides) and not for a number that stands alone. Alone, it is read so:
///
/// | written | read | why |
/// |---|---|---|
/// | `1.5` `0.125` `2.125` `1.500` | decimal | a point alone parts decimals; of money, `1.500` is asked for (`thousands`) |
/// | `1,5` `12,50` | decimal | no group has one or two digits |
/// | `0,125` `1234,567` | decimal | no group follows a nought or four digits |
/// | `1,500` `12,345,678` `12,34,567` | thousands | groups |
/// | `1.234.567` `1'234` `1 234` | thousands | groups |
/// | `1,234.5` `1.234,5` | the last mark parts decimals | |
/// | `1,2345` `1.2.3` `12,3,456` | nothing | neither groups nor decimals |
package struct WrittenNumber: Hashable, Sendable {
  package enum Suffix: Hashable, Sendable { case none, percent, percentagePoints }

  /// `30%` and `0.5pp` are 0.3 and 0.005.
  package let value: Double
  package let suffix: Suffix
  /// Digits of the value after its decimal mark; a percent sign adds two.
  package let decimals: Int
  /// ISO codes that the currency beside it can mean; empty where none was written.
  package let currencies: [String]
  /// What the number would be if its only point parted thousands: `1.500`, in half of the world, is 1500. Nil where it cannot.
  package let thousands: Double?

  /// A number alone, without a currency.
  package init?(_ text: String) {
    guard let number = WrittenNumber.read(text, mark: nil), number.currencies.isEmpty else { return nil }
    self = number
  }

  /// - Parameter mark: the decimal mark of the file that a cell stands in; nil for a number that stands alone.
  /// - Complexity: O(length); more than 100 scalars are no number.
  package static func read(_ text: String, mark: DecimalMark?) -> WrittenNumber? {
    var body = NumberGrammar.scalars(text, mark)[...]
    guard body.count <= 100 else { return nil }
    NumberGrammar.trim(&body)
    if let last = body.last, !NumberGrammar.isDigit(last) || body.first == "-", NumberGrammar.isAccountingZero(body) {
      let mark = body.filter { $0 != "-" && $0 != "\u{2013}" && $0 != "\u{2014}" && !$0.properties.isWhitespace }
      return WrittenNumber(nothingOf: Currency.meaning(of: mark) ?? [])
    }
    // (1,234.50) is how accounts write a negative amount.
    if body.first == "(", body.last == ")", body.count > 2 {
      guard let inner = WrittenNumber(body.dropFirst().dropLast(), mark), inner.value > 0 else { return nil }
      return inner.negated
    }
    return WrittenNumber(body, mark)
  }

  private init?(_ written: ArraySlice<Unicode.Scalar>, _ mark: DecimalMark?) {
    var body = written
    guard let outside = NumberGrammar.Outside(taking: &body) else { return nil }
    var exponent = outside.power
    if let e = body.firstIndex(where: { $0 == "e" || $0 == "E" }), e > body.startIndex {
      guard let shift = NumberGrammar.exponent(body[(e + 1)...]) else { return nil }
      exponent += shift
      body = body[..<e]
    }
    guard let digits = NumberGrammar.Digits(body, mark), digits.whole.count + digits.fraction.count <= 40 else { return nil }
    func value(_ whole: ArraySlice<Unicode.Scalar>, _ fraction: ArraySlice<Unicode.Scalar>) -> Double? {
      let text = "\(NumberGrammar.text(whole)).\(fraction.isEmpty ? "0" : NumberGrammar.text(fraction))e\(exponent)"
      guard let value = Double(text.first == "." ? "0" + text : text), value.isFinite else { return nil }
      return outside.isNegative ? 0 - value : value
    }
    guard let read = value(digits.whole, digits.fraction) else { return nil }
    self.value = read
    suffix = outside.suffix
    decimals = max(0, digits.fraction.count - outside.power)
    currencies = outside.currencies
    thousands = digits.couldBeThousands ? value(digits.whole + digits.fraction, []) : nil
  }

  private init(value: Double, of other: WrittenNumber) {
    self.value = value
    suffix = other.suffix
    decimals = other.decimals
    currencies = other.currencies
    thousands = other.thousands.map { 0 - $0 }
  }

  /// Nothing, of these currencies.
  private init(nothingOf currencies: [String]) {
    value = 0
    suffix = .none
    decimals = 0
    self.currencies = currencies
    thousands = nil
  }

  private var negated: WrittenNumber { WrittenNumber(value: 0 - value, of: self) }

  /// What a number says about the decimal mark of the file it stands in; nil where it can be read both ways, or is no number.
  package static func evidence(_ text: String) -> DecimalMark? {
    // `٫` parts decimals and `٬` thousands, whatever the rest of the file does.
    if text.unicodeScalars.contains(where: { $0 == "\u{66B}" || $0 == "\u{66C}" }) { return nil }
    var body = NumberGrammar.scalars(text, nil)[...]
    guard body.count <= 100 else { return nil }
    NumberGrammar.trim(&body)
    guard NumberGrammar.Outside(taking: &body) != nil else { return nil }
    return NumberGrammar.evidence(body)
  }

  /// Whether the text is a number by either decimal mark, and another one by each: `1.234`.
  package static func isOpen(_ text: String) -> Bool {
    guard let point = read(text, mark: .point), let comma = read(text, mark: .comma) else { return false }
    return point.value != comma.value
  }
}
