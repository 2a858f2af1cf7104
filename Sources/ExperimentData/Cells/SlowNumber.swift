/// Numbers with thousands marks, currencies, percent signs, brackets, full-width digits, 万 and 亿, and the many ways to say nothing.
enum SlowNumber {
  static func read(_ cell: FieldBytes, mark: DecimalMark) -> NumberCell {
    if let frequent = frequentWord(cell) { return frequent }
    guard cell.count <= 100 else { return .unreadable }
    let text = CellText.halfWidth(cell.text)
    guard !text.isEmpty else { return .missing }
    let lower = text.lowercased()
    if missingWords.contains(lower) { return .missing }
    if let logical = logicalWords[lower] { return NumberCell(state: .logical, value: logical, decimals: 0) }
    var body = Array(text.unicodeScalars)
    if let first = body.first, "<>≤≥".unicodeScalars.contains(first) {
      return number(Array(body.dropFirst()), mark)?.state == .number ? .censored : .unreadable
    }
    return number(body, mark)
      ?? {
        // (1,234.50) is how accounts write a negative amount.
        guard body.first == "(", body.last == ")", body.count > 2 else { return .unreadable }
        body.removeFirst()
        body.removeLast()
        guard let inner = number(body, mark), inner.value > 0 else { return .unreadable }
        return NumberCell(state: .number, value: -inner.value, decimals: inner.decimals)
      }()
  }

  /// `TRUE`, `False`, `-` and `--` without making a text of them: whole columns consist of these.
  private static func frequentWord(_ cell: FieldBytes) -> NumberCell? {
    guard cell.count <= 5 else { return nil }
    var packed: UInt64 = 0
    for index in 0..<cell.count { packed = packed << 8 | UInt64(cell[index] | 0x20) }
    switch packed {
    case 0x7472_7565: return NumberCell(state: .logical, value: 1, decimals: 0)
    case 0x66_616C_7365: return NumberCell(state: .logical, value: 0, decimals: 0)
    case 0x2D, 0x2D2D: return cell[0] == 0x2D && cell[cell.count - 1] == 0x2D ? .missing : nil
    default: return nil
    }
  }

  /// What the cell says about the decimal mark of its file; nil when it could be read both ways or is no number.
  static func evidence(_ cell: FieldBytes) -> DecimalMark? {
    guard cell.count <= 100 else { return nil }
    var body = Array(CellText.halfWidth(cell.text).unicodeScalars)
    var negative = false
    guard strip(&body, &negative) != nil else { return nil }
    let points = body.indices.filter { body[$0] == "." }
    let commas = body.indices.filter { body[$0] == "," }
    guard body.allSatisfy({ isDigit($0) || $0 == "." || $0 == "," || isGroupSpace($0) }) else { return nil }
    if let point = points.last, let comma = commas.last { return point > comma ? .point : .comma }
    if points.count == 1, commas.isEmpty { return body.count - points[0] - 1 == 3 ? nil : .point }
    if commas.count == 1, points.isEmpty {
      let after = body.count - commas[0] - 1
      return after == 3 && (1...3).contains(commas[0]) && body[0] != "0" ? nil : .comma
    }
    if points.count > 1 { return .comma }
    return commas.count > 1 ? .point : nil
  }

  private static func number(_ scalars: [Unicode.Scalar], _ mark: DecimalMark) -> NumberCell? {
    var body = scalars
    var negative = false
    guard let power = strip(&body, &negative) else { return nil }
    var exponent = power
    if let e = body.firstIndex(where: { $0 == "e" || $0 == "E" }), e > 0 {
      var tail = body[(e + 1)...]
      let down = tail.first == "-"
      if down || tail.first == "+" { tail = tail.dropFirst() }
      guard (1...3).contains(tail.count), tail.allSatisfy(isDigit), let shift = Int(text(tail)) else { return nil }
      exponent += down ? -shift : shift
      body.removeSubrange(e...)
    }
    guard let (whole, fraction) = split(body, mark), whole.count + fraction.count <= 40 else { return nil }
    guard let value = Double("\(text(whole)).\(fraction.isEmpty ? "0" : text(fraction))e\(exponent)"), value.isFinite else { return nil }
    return NumberCell(state: .number, value: negative ? 0 - value : value, decimals: max(0, fraction.count - power))
  }

  /// Takes sign, currency, percent and 万/亿 off; the power of ten they stand for, or nil when nothing of a number is left.
  private static func strip(_ body: inout [Unicode.Scalar], _ negative: inout Bool) -> Int? {
    var power = 0
    func trim() {
      while let last = body.last, isGroupSpace(last) { body.removeLast() }
      while let first = body.first, isGroupSpace(first) { body.removeFirst() }
    }
    func sign() {
      guard !negative, let first = body.first, first == "-" || first == "\u{2212}" || first == "+" else { return }
      negative = first != "+"
      body.removeFirst()
      trim()
    }
    trim()
    sign()
    let prefix = body.prefix(while: isCurrency)
    if !prefix.isEmpty {
      guard names(prefix) else { return nil }
      body.removeFirst(prefix.count)
      trim()
      sign()
    }
    if body.last == "%" {
      power = -2
      body.removeLast()
    } else {
      if let last = body.last, last == "元" || last == "円" { body.removeLast() }
      let suffix = body.suffix(from: body.lastIndex { !isCurrency($0) }.map { $0 + 1 } ?? body.startIndex)
      if !suffix.isEmpty {
        guard names(suffix) else { return nil }
        body.removeLast(suffix.count)
      }
      trim()
      if body.last == "万" { power = 4 } else if body.last == "亿" { power = 8 }
      if power > 0 { body.removeLast() }
    }
    trim()
    return body.contains(where: isDigit) ? power : nil
  }

  private static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
    ("A"..."Z").contains(scalar) || scalar.properties.generalCategory == .currencySymbol
  }

  /// A symbol, a code, or letters before a symbol (`US$`): `A12` is an id, not an amount.
  private static func names(_ currency: ArraySlice<Unicode.Scalar>) -> Bool {
    let letters = currency.filter { ("A"..."Z").contains($0) }
    let symbols = currency.count - letters.count
    if symbols == 1 { return letters.count <= 2 }
    return symbols == 0 && currencyCodes.contains(text(letters))
  }

  static func isCurrencyCode(_ code: String) -> Bool { currencyCodes.contains(code) }

  private static let currencyCodes: Set<String> = [
    "AED", "AUD", "BRL", "CAD", "CHF", "CNH", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KRW",
    "MOP", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RMB", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "VND", "ZAR",
  ]

  /// The digits before and after the decimal mark, grouping taken out; nil when they are not grouped as numbers are.
  private static func split(_ body: [Unicode.Scalar], _ mark: DecimalMark) -> (ArraySlice<Unicode.Scalar>, ArraySlice<Unicode.Scalar>)? {
    let points = body.indices.filter { body[$0] == "." }
    let commas = body.indices.filter { body[$0] == "," }
    let decimal: Int?
    switch (points.count, commas.count) {
    case (0, 0): decimal = nil
    case (1, 0): decimal = mark == .comma && isGroups(body, at: points) ? nil : points[0]
    case (0, 1): decimal = mark == .point && isGroups(body, at: commas) ? nil : commas[0]
    case (_, 0), (0, _): decimal = nil
    default: decimal = max(points[points.count - 1], commas[commas.count - 1])
    }
    if let decimal, points.count + commas.count == 1 {
      // "12,50" in a file that writes decimal points elsewhere: one of the two would be misread.
      let isComma = body[decimal] == ","
      if isComma != (mark == .comma) { return nil }
    }
    let whole = decimal.map { Array(body[..<$0]) } ?? body
    let fraction = decimal.map { body[($0 + 1)...] } ?? []
    guard fraction.allSatisfy(isDigit), let digits = ungrouped(whole) else { return nil }
    return (digits[...], fraction)
  }

  private static func isGroups(_ body: [Unicode.Scalar], at marks: [Int]) -> Bool {
    marks.count == 1 && (1...3).contains(marks[0]) && body[0] != "0" && body.count - marks[0] - 1 == 3
  }

  /// `1,234,567`, `1 234 567`, `12,34,567`: groups of three (or the Indian two) behind a first shorter one.
  private static func ungrouped(_ whole: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    if whole.allSatisfy(isDigit) { return whole }
    let marks = Set(whole.filter { !isDigit($0) })
    guard marks.count == 1, let mark = marks.first, mark == "," || mark == "." || mark == "'" || mark == "\u{2019}" || isGroupSpace(mark)
    else { return nil }
    let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, let last = groups.last, (1...3).contains(first.count), first.first != "0", last.count == 3,
      groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 || (mark == "," && $0.count == 2) })
    else { return nil }
    return groups.flatMap(\.self)
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isGroupSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "\u{2009}"
  }

  private static let missingWords: Set<String> = [
    "", "-", "--", "---", "\u{2014}", "\u{2014}\u{2014}", "\u{2013}", "n/a", "na", "#n/a", "nan", "null", "nil", "none", "\\n", "#div/0!",
    "(not set)", "(null)", "无", "暂无", "数据较少", "/",
  ]

  private static let logicalWords: [String: Double] = [
    "true": 1, "false": 0, "yes": 1, "no": 0, "y": 1, "n": 0, "t": 1, "f": 0, "是": 1, "否": 0,
  ]

  /// Whether a text cell says that nothing is known.
  static func saysNothing(_ text: String) -> Bool { missingWords.contains(CellText.halfWidth(text).lowercased()) }
}

/// Text of cells, made comparable.
enum CellText {
  /// Full-width letters, digits and punctuation as their ASCII twins, wide spaces as a space; trimmed.
  static func halfWidth(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return trimmed(text) }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: scalars.append(" ")
      case 0xFFE5: scalars.append("¥")
      default: scalars.append(scalar)
      }
    }
    return trimmed(String(scalars))
  }

  static func trimmed(_ text: String) -> String {
    var view = Substring(text)
    while let first = view.unicodeScalars.first, first.properties.isWhitespace || first == "\u{FEFF}" { view.unicodeScalars.removeFirst() }
    while let last = view.unicodeScalars.last, last.properties.isWhitespace || last == "\u{FEFF}" { view.unicodeScalars.removeLast() }
    return String(view)
  }
}
