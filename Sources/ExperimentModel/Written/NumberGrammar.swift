/// Which of `.` and `,` parts a number's decimals: decided once for a file, by itself for a number that stands alone.
public enum DecimalMark: UInt8, Sendable { case point, comma }

/// The parts of a written number, from the outside in: sign, currency, percent and ten thousands; then digits, groups and decimals.
enum NumberGrammar {
  typealias Scalars = ArraySlice<Unicode.Scalar>

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// A space that can part groups of digits.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "\u{2009}"
  }

  /// The text's scalars; digits of any script as ASCII's, Arabic marks as those of the file, marks of direction taken out.
  static func scalars(_ text: String, _ mark: DecimalMark?) -> [Unicode.Scalar] {
    let text = Spelling.halfWidth(text)
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.unicodeScalars) }
    var scalars: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x66B: scalars.append(mark == .comma ? "," : ".")
      case 0x66C: scalars.append(mark == .comma ? "." : ",")
      case 0x66A: scalars.append("%")
      case 0x200E, 0x200F, 0x61C: break
      default:
        let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil
        scalars.append(digit.flatMap { Unicode.Scalar(0x30 + UInt32($0)) } ?? scalar)
      }
    }
    return scalars
  }

  static func trim(_ body: inout Scalars) {
    while let last = body.last, last.properties.isWhitespace || last == "\u{FEFF}" { body.removeLast() }
    while let first = body.first, first.properties.isWhitespace || first == "\u{FEFF}" { body.removeFirst() }
  }

  static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// What stands around the digits.
  struct Outside {
    var isNegative = false
    /// The power of ten that `%`, `万` and `亿` stand for.
    var power = 0
    var suffix = WrittenNumber.Suffix.none
    var currencies: [String] = []

    private static let endings: [(text: [Unicode.Scalar], suffix: WrittenNumber.Suffix)] = [
      ("percentage points", WrittenNumber.Suffix.percentagePoints), ("个百分点", .percentagePoints), ("百分点", .percentagePoints), ("pp", .percentagePoints),
      ("%", .percent),
    ].map { (Array($0.0.unicodeScalars), $0.1) }

    /// Takes it off; nil where it is no part of a number, or no digit is left.
    init?(taking body: inout Scalars) {
      trim(&body)
      var signed = takeSign(&body)
      if let first = body.first, Outside.isWord(first) {
        let mark = body.prefix(while: Outside.isWord)
        guard let meaning = Currency.meaning(of: mark) else { return nil }
        currencies = meaning
        body.removeFirst(mark.count)
        trim(&body)
        if !signed { signed = takeSign(&body) }
      }
      if let last = body.last, !isDigit(last) { guard takeEnding(&body) else { return nil } }
      // Accounts set the sign behind the amount (`12.00-`), or brackets inside the currency (`$ (12.00)`).
      if let last = body.last, last == "-" || last == "\u{2212}" {
        guard !signed else { return nil }
        isNegative = true
        body.removeLast()
        trim(&body)
      } else if body.first == "(", body.last == ")" {
        guard !signed else { return nil }
        isNegative = true
        body = body.dropFirst().dropLast()
        trim(&body)
      }
      guard body.contains(where: isDigit) else { return nil }
    }

    private mutating func takeSign(_ body: inout Scalars) -> Bool {
      guard let first = body.first, first == "-" || first == "\u{2212}" || first == "+" else { return false }
      isNegative = first != "+"
      body.removeFirst()
      trim(&body)
      return true
    }

    private mutating func takeEnding(_ body: inout Scalars) -> Bool {
      for ending in Outside.endings where body.count > ending.text.count {
        guard zip(body.suffix(ending.text.count), ending.text).allSatisfy({ $0 == $1 || Outside.lower($0) == $1 }) else { continue }
        // An amount of money is no share.
        guard currencies.isEmpty else { return false }
        suffix = ending.suffix
        power = -2
        body.removeLast(ending.text.count)
        trim(&body)
        return true
      }
      // `1,5 Tsd.`
      if let last = body.last, last == ".", let before = body.dropLast().last, before.properties.isAlphabetic { body.removeLast() }
      var word = body.suffix(from: body.lastIndex { !Outside.isWord($0) }.map { $0 + 1 } ?? body.startIndex)
      body.removeLast(word.count)
      trim(&body)
      if !Currency.isKnown(word), let size = WrittenMagnitude.leading(word), size.length == word.count || Currency.isKnown(word.dropFirst(size.length)) {
        power = size.power
        word.removeFirst(size.length)
      }
      if !word.isEmpty {
        guard let meaning = Currency.meaning(of: word) else { return false }
        if currencies.isEmpty { currencies = meaning }
        let before = body.suffix(from: body.lastIndex { !Outside.isWord($0) }.map { $0 + 1 } ?? body.startIndex)
        if power == 0, !before.isEmpty {
          guard let size = WrittenMagnitude.leading(before), size.length == before.count else { return false }
          power = size.power
          body.removeLast(before.count)
          trim(&body)
        }
      }
      return true
    }

    private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
      ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }

    /// Letters and signs that can be a currency, but none of what numbers are made of.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
      !isDigit(scalar) && !isSpace(scalar) && !".,'\u{2019}+-\u{2212}()".unicodeScalars.contains(scalar)
    }
  }

  /// `$ -`, `- €`: nothing, as accounts write it. A dash alone is a missing number.
  static func isAccountingZero(_ body: Scalars) -> Bool {
    let rest = body.filter { $0 != "-" && $0 != "\u{2013}" && $0 != "\u{2014}" && !$0.properties.isWhitespace }
    guard rest.count < body.count, (1...8).contains(rest.count), !rest.contains(where: isDigit), body.contains(where: { "-\u{2013}\u{2014}".unicodeScalars.contains($0) })
    else { return false }
    return Currency.meaning(of: rest) != nil
  }

  /// `+3`, `-12`: at most three digits; nil else.
  static func exponent(_ written: Scalars) -> Int? {
    var tail = written
    let isDown = tail.first == "-"
    if isDown || tail.first == "+" { tail = tail.dropFirst() }
    guard (1...3).contains(tail.count), tail.allSatisfy(isDigit), let shift = Int(text(tail)) else { return nil }
    return isDown ? -shift : shift
  }

  /// Digits before and after the decimal mark, the grouping taken out.
  struct Digits {
    let whole: Scalars
    let fraction: Scalars
    /// A point alone with three digits behind it, which would part thousands elsewhere.
    let couldBeThousands: Bool

    /// - Parameter mark: nil: by the rules of a number that stands alone.
    init?(_ body: Scalars, _ mark: DecimalMark?) {
      let points = body.indices.filter { body[$0] == "." }
      let commas = body.indices.filter { body[$0] == "," }
      let decimal: Int?
      switch (points.count, commas.count) {
      case (0, 0): decimal = nil
      case (1, 0): decimal = mark == .comma && isGroup(body, at: points[0]) ? nil : points[0]
      case (0, 1): decimal = mark != .comma && isGroup(body, at: commas[0]) ? nil : commas[0]
      case (_, 0), (0, _): decimal = nil
      default: decimal = max(points[points.count - 1], commas[commas.count - 1])
      }
      if let decimal, points.count + commas.count == 1 {
        let isComma = body[decimal] == ","
        // "12,50" in a file that writes decimal points elsewhere: one of the two would be misread.
        if let mark, isComma != (mark == .comma) { return nil }
        if mark == nil, isComma {
          let before = body[..<decimal]
          let after = body.endIndex - decimal - 1
          guard !before.isEmpty, (1...2).contains(after) || before.count > 3 || before.first == "0" else { return nil }
        }
      }
      let written = decimal.map { body[..<$0] } ?? body
      let rest = decimal.map { body[($0 + 1)...] } ?? []
      guard rest.allSatisfy(isDigit), let digits = ungrouped(written), !(digits.isEmpty && rest.isEmpty) else { return nil }
      whole = digits
      fraction = rest
      couldBeThousands = mark == nil && commas.isEmpty && points.count == 1 && isGroup(body, at: points[0])
    }
  }

  /// Whether exactly three digits follow the mark, and one to three, no nought first, stand before it.
  private static func isGroup(_ body: Scalars, at mark: Int) -> Bool {
    let before = mark - body.startIndex
    return (1...3).contains(before) && body.first != "0" && body.endIndex - mark - 1 == 3
  }

  /// `1,234,567`, `1 234 567`, `12,34,567`: groups of three (or the Indian two) behind a first shorter one.
  private static func ungrouped(_ whole: Scalars) -> Scalars? {
    if whole.allSatisfy(isDigit) { return whole }
    let marks = Set(whole.filter { !isDigit($0) })
    guard marks.count == 1, let mark = marks.first, mark == "," || mark == "." || mark == "'" || mark == "\u{2019}" || isSpace(mark) else { return nil }
    let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, let last = groups.last, (1...3).contains(first.count), first.first != "0", last.count == 3,
      groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 || (mark == "," && $0.count == 2) })
    else { return nil }
    return groups.flatMap(\.self)[...]
  }

  /// See `WrittenNumber.evidence`.
  static func evidence(_ body: Scalars) -> DecimalMark? {
    let points = body.indices.filter { body[$0] == "." }
    let commas = body.indices.filter { body[$0] == "," }
    guard body.allSatisfy({ isDigit($0) || $0 == "." || $0 == "," || isSpace($0) || $0 == "'" || $0 == "\u{2019}" }) else { return nil }
    // `02.11` is a day of November rather than a number.
    if body.count > 1, body.first == "0", isDigit(body[body.startIndex + 1]) { return nil }
    let mark: DecimalMark
    switch (points.count, commas.count) {
    case (0, 0): return nil
    case (1, 0):
      if isGroup(body, at: points[0]) { return nil }
      mark = .point
    case (0, 1):
      if isGroup(body, at: commas[0]) { return nil }
      mark = .comma
    case (_, 0): mark = .comma
    case (0, _): mark = .point
    default: mark = points[points.count - 1] > commas[commas.count - 1] ? .point : .comma
    }
    // `02.11.2026` and `1.2.3` have marks and are no numbers: they say nothing.
    return Digits(body, mark) == nil ? nil : mark
  }
}
