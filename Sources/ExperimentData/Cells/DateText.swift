import ExperimentModel

/// A date in any of the languages of `CalendarWords`, put into the few forms that `DateCursor` walks over: ASCII digits, English months, marks and spaces.
/// The weekday is taken out and kept, wherever it stands.
struct DateText {
  /// `年` and `月` as `-`, `日` as a space; what is no part of a date as 0x7F.
  private(set) var bytes: [UInt8] = []
  /// Bit 0 is Monday; 0: none was written. A short name may be of several days, in several languages.
  private(set) var weekdays: UInt8 = 0
  /// Whether 年 and 月 (or 년 and 월) parted the numbers: spaces may follow.
  private(set) var isEastAsian = false

  private enum Token {
    case byte(UInt8)
    case word(CalendarMeaning)
  }

  init(_ text: String) {
    // Persian joins words without a space: the mark is no part of them here.
    var scalars = Array(CellText.halfWidth(text).lowercased().unicodeScalars.filter { $0 != "\u{200C}" })
    var shift = DateText.takeEra(&scalars)
    var tokens: [Token] = []
    var suffix: [UInt8] = []
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      if let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil {
        tokens.append(.byte(UInt8(0x30 + Int(digit))))
        at += 1
      } else if let (length, meaning) = DateText.eastAsian(scalars, at) {
        at += length
        switch meaning {
        case .weekday(let day): tokens.append(.word(CalendarMeaning(month: 0, weekdays: 1 << day)))
        case .mark:
          isEastAsian = true
          tokens.append(.byte(0x2D))
        case .space: tokens.append(.byte(0x20))
        case .colon: tokens.append(.byte(0x3A))
        case .half(let half): suffix = [0x20, half, 0x6D]
        }
      } else if DateText.isLetter(scalar) {
        let start = at
        while at < scalars.count, DateText.isLetter(scalars[at]) || DateText.joins(scalars, at) { at += 1 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<at])
        let word = String(view)
        if word == "a" || word == "p", let next = DateText.halfDay(scalars, at) {
          at = next
          tokens += [.byte(0x20), .byte(word == "a" ? 0x61 : 0x70), .byte(0x6D)]
          continue
        }
        let isAfterDigit = start > 0 && scalars[start - 1].value &- 0x30 < 10
        if DateText.kept.contains(word) || (isAfterDigit && DateText.ordinals.contains(word)) {
          tokens += Array(word.utf8).map { .byte($0) }
        } else if DateText.monthNumberFollows.contains(word), let (month, next) = DateText.number(scalars, at), (1...12).contains(month) {
          at = next
          tokens.append(.word(CalendarMeaning(month: month, weekdays: 0)))
        } else if let meaning = CalendarMeaning.of(word) {
          if word.unicodeScalars.first.map({ (0xE00...0xE7F).contains($0.value) }) == true, meaning.month > 0 { shift = shift == 0 ? -543 : shift }
          if at < scalars.count, scalars[at] == "." { at += 1 }
          tokens.append(.word(meaning))
        } else if DateText.fillers.contains(word) {
          // `segunda-feira` is one word.
          if word == "feira", case .byte(0x2D)? = tokens.last { tokens.removeLast() }
          if at < scalars.count, scalars[at] == "." { at += 1 }
          tokens.append(.byte(0x20))
        } else {
          tokens.append(.byte(0x7F))
        }
      } else {
        tokens.append(.byte(DateText.mark(scalar)))
        at += 1
      }
    }
    spell(tokens)
    bytes += suffix
    if shift != 0 { shiftYear(by: shift) }
    while bytes.last == 0x20 { bytes.removeLast() }
    // What parted a weekday from the date behind it goes with it.
    if let first = bytes.firstIndex(where: { ![0x20, 0x2C, 0x2D, 0x2E, 0x2F].contains($0) }), first > 0, weekdays != 0 || bytes[0] == 0x20 { bytes.removeFirst(first) }
  }

  /// Words that name a month in one language and a weekday in another are what the rest of the cell leaves open.
  private mutating func spell(_ tokens: [Token]) {
    var numbers = 0
    var inNumber = false
    var hasMonth = false
    var open = 0
    for token in tokens {
      switch token {
      case .byte(let byte):
        if byte == 0x3A { numbers -= 1 }
        let isDigit = byte &- 0x30 < 10
        if isDigit, !inNumber { numbers += 1 }
        inNumber = isDigit
      case .word(let word):
        inNumber = false
        if word.month > 0, word.weekdays == 0 { hasMonth = true }
        if word.month > 0, word.weekdays != 0 { open += 1 }
      }
    }
    for token in tokens {
      switch token {
      case .byte(let byte): bytes.append(byte)
      case .word(let word):
        var isMonth = word.month > 0
        if isMonth, word.weekdays != 0 {
          isMonth = !hasMonth && numbers < 3 && open == 1
          open -= 1
        }
        if isMonth {
          bytes += DateNames.months[word.month - 1]
          hasMonth = true
        } else {
          weekdays |= word.weekdays
          bytes.append(0x20)
        }
      }
    }
  }

  /// Years of the Buddhist and Minguo calendars and of the Reiwa era, as 公元 counts.
  private mutating func shiftYear(by shift: Int) {
    var start = 0
    while start < bytes.count {
      guard bytes[start] &- 0x30 < 10 else {
        start += 1
        continue
      }
      var stop = start
      var value = 0
      while stop < bytes.count, bytes[stop] &- 0x30 < 10, stop - start < 9 {
        value = value * 10 + Int(bytes[stop] &- 0x30)
        stop += 1
      }
      // An era's year comes first; a Buddhist one is the only number of four digits.
      if shift > 0 || (stop - start == 4 && value > 2400) {
        bytes.replaceSubrange(start..<stop, with: Array(String(value + shift).utf8))
        return
      }
      start = stop
    }
  }

  // MARK: Pieces

  private static func takeEra(_ scalars: inout [Unicode.Scalar]) -> Int {
    for (name, shift) in [("令和", 2018), ("民國", 1911), ("民国", 1911)] {
      let era = Array(name.unicodeScalars)
      guard scalars.starts(with: era) else { continue }
      scalars.removeFirst(era.count)
      return shift
    }
    return 0
  }

  private enum EastAsian {
    case weekday(Int), mark, space, colon
    /// `a` or `p`.
    case half(UInt8)
  }

  private static func eastAsian(_ scalars: [Unicode.Scalar], _ at: Int) -> (length: Int, meaning: EastAsian)? {
    guard scalars[at].value >= 0x3000 else { return nil }
    func follows(_ text: String) -> Bool { scalars[at...].starts(with: text.unicodeScalars) }
    for lead in ["星期", "礼拜", "禮拜", "周", "週"] where follows(lead) {
      let place = at + lead.unicodeScalars.count
      guard place < scalars.count, let day = "一二三四五六日天".unicodeScalars.enumerated().first(where: { $0.element == scalars[place] }) else { return nil }
      return (lead.unicodeScalars.count + 1, .weekday(min(day.offset, 6)))
    }
    let next = at + 1 < scalars.count ? scalars[at + 1] : " "
    for days in ["月火水木金土日", "월화수목금토일"] {
      guard let day = days.unicodeScalars.enumerated().first(where: { $0.element == scalars[at] })?.offset else { continue }
      for tail in ["曜日", "曜", "요일"] where scalars[(at + 1)...].starts(with: tail.unicodeScalars) { return (1 + tail.unicodeScalars.count, .weekday(day)) }
      // Alone in brackets: `(月)` is Monday, `11月` a month.
      if at > 0, scalars[at - 1] == "(", next == ")" { return (1, .weekday(day)) }
    }
    for (text, half) in [("上午", 0x61), ("午前", 0x61), ("오전", 0x61), ("下午", 0x70), ("午後", 0x70), ("오후", 0x70)] as [(String, UInt8)] where follows(text) {
      return (2, .half(half))
    }
    switch scalars[at] {
    case "年", "月", "년", "월": return (1, .mark)
    case "日", "号", "號", "일": return (1, .space)
    case "时", "時", "点", "點", "시": return (1, .colon)
    case "分", "분": return (1, next.value &- 0x30 < 10 ? .colon : .space)
    case "秒", "초": return (1, .space)
    default: return nil
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.properties.isAlphabetic }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark: return true
    default: return "׳’ʼ॰".unicodeScalars.contains(scalar)
    }
  }

  /// The dot inside a Thai short form: `พ.ย.`.
  private static func joins(_ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
    scalars[at] == "." && at + 1 < scalars.count && !scalars[at + 1].isASCII && isLetter(scalars[at + 1]) && at > 0 && !scalars[at - 1].isASCII
  }

  /// Where `.m.` or `. m.` ends: the rest of `a.m.` and `p. m.`.
  private static func halfDay(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
    var at = start
    guard at < scalars.count, scalars[at] == "." else { return nil }
    at += 1
    while at < scalars.count, scalars[at] == " " || scalars[at] == "\u{A0}" { at += 1 }
    guard at < scalars.count, scalars[at] == "m" else { return nil }
    at += 1
    if at < scalars.count, scalars[at] == "." { at += 1 }
    return at
  }

  private static func number(_ scalars: [Unicode.Scalar], _ start: Int) -> (value: Int, next: Int)? {
    var at = start
    while at < scalars.count, scalars[at] == " " || scalars[at] == "." { at += 1 }
    var value = 0
    let first = at
    while at < scalars.count, at - first < 2, scalars[at].value &- 0x30 < 10 {
      value = value * 10 + Int(scalars[at].value &- 0x30)
      at += 1
    }
    return at == first ? nil : (value, at)
  }

  private static func mark(_ scalar: Unicode.Scalar) -> UInt8 {
    switch scalar {
    case "(", ")", "[", "]", "\u{A0}", "\u{202F}", "\u{2009}", "\u{200E}", "\u{200F}", "、": 0x20
    case "،", "，": 0x2C
    case "\u{2010}", "\u{2011}", "\u{2012}": 0x2D
    case _ where scalar.isASCII: UInt8(scalar.value)
    default: 0x7F
    }
  }

  private static let kept: Set<String> = ["am", "pm", "t", "z", "utc", "gmt"]
  private static let ordinals: Set<String> = ["st", "nd", "rd", "th"]
  private static let monthNumberFollows: Set<String> = ["tháng", "thg"]
  /// Words that stand in dates and say nothing: of, year, day.
  private static let fillers: Set<String> = [
    "de", "del", "of", "the", "den", "d", "m", "г", "год", "года", "р", "року", "рік", "г", "ngày", "năm", "gada", "v", "le", "el", "il", "dne", "พ.ศ", "ค.ศ",
    "feira", "יום", "thứ", "hai", "ba", "tư", "sáu", "bảy", "chủ", "nhật", "o", "º", "er", "ª", "a",
  ]
}

/// What a word of a date can be.
struct CalendarMeaning {
  /// 1…12; 0: no month.
  let month: Int
  /// Bit 0 is Monday.
  let weekdays: UInt8

  static func of(_ word: String) -> CalendarMeaning? {
    if let known = words[word] { return known }
    // Hebrew writes `in` at the month.
    if word.hasPrefix("ב"), let known = words[String(word.dropFirst())] { return known }
    let english = Array(word.utf8)
    guard english.count >= 3 else { return nil }
    let month = DateNames.index(of: english, in: DateNames.months).map { $0 + 1 } ?? 0
    let weekday = DateNames.index(of: english, in: DateNames.weekdays)
    return month == 0 && weekday == nil ? nil : CalendarMeaning(month: month, weekdays: weekday.map { 1 << $0 } ?? 0)
  }

  private static let words: [String: CalendarMeaning] = {
    var months: [String: Int] = [:]
    var weekdays: [String: UInt8] = [:]
    func forms(_ group: Substring) -> [String] {
      group.split(separator: ",").flatMap { form -> [String] in
        let name = String(form)
        let plain = withoutAccents(name)
        return plain == name ? [name] : [name, plain]
      }
    }
    for language in CalendarWords.months {
      for (index, group) in language.names.split(separator: "|", omittingEmptySubsequences: false).enumerated() {
        for name in forms(group) where months[name] == nil { months[name] = index + 1 }
      }
    }
    for language in CalendarWords.weekdays {
      for (index, group) in language.names.split(separator: "|", omittingEmptySubsequences: false).enumerated() {
        for name in forms(group) { weekdays[name, default: 0] |= 1 << index }
      }
    }
    return Dictionary(
      uniqueKeysWithValues: Set(months.keys).union(weekdays.keys).map { ($0, CalendarMeaning(month: months[$0] ?? 0, weekdays: weekdays[$0] ?? 0)) })
  }()

  /// People and old programs leave accents out: `dec`, `marz`, `fevr`.
  private static func withoutAccents(_ word: String) -> String {
    String(word.map { accents[$0] ?? $0 })
  }

  private static let accents: [Character: Character] = {
    var accents: [Character: Character] = [:]
    for (plain, marked) in [
      ("a", "áàâäãåāă"), ("c", "çćč"), ("d", "ď"), ("e", "éèêëēěę"), ("g", "ğ"), ("i", "íìîïīı"), ("l", "ľł"), ("n", "ñńň"), ("o", "óòôöõőø"),
      ("r", "řŕ"), ("s", "śšşș"), ("t", "ťțţ"), ("u", "úùûüūůű"), ("y", "ýÿ"), ("z", "źżž"), ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"),
      ("υ", "ύ"), ("ω", "ώ"),
    ] as [(Character, String)] {
      for letter in marked { accents[letter] = plain }
    }
    return accents
  }()
}
