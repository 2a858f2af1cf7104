/// ISO 4217 codes in use, and what people write in their place: one table for declarations, flags and cells.
package enum Currency {
  package static let codes: [String] =
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF \
    DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW \
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES \
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init)

  /// Signs and words beside an amount, upper case, and the codes they can mean, the likeliest first.
  private static let marks: [String: [String]] = {
    var marks: [String: [String]] = [
      "¥": ["CNY", "JPY"], "圆": ["CNY"], "圓": ["TWD", "HKD"], "澳元": ["AUD"], "加元": ["CAD"], "新元": ["SGD"], "新加坡元": ["SGD"], "新西兰元": ["NZD"],
      "新台币": ["TWD"], "新臺幣": ["TWD"], "台币": ["TWD"], "臺幣": ["TWD"], "港幣": ["HKD"], "澳门元": ["MOP"], "韩元": ["KRW"], "韓元": ["KRW"], "원": ["KRW"],
      "日圓": ["JPY"], "日圆": ["JPY"], "歐元": ["EUR"], "英鎊": ["GBP"], "瑞士法郎": ["CHF"], "卢布": ["RUB"], "泰铢": ["THB"], "越南盾": ["VND"], "印尼盾": ["IDR"],
      "印度卢比": ["INR"], "林吉特": ["MYR"], "令吉": ["MYR"], "RM": ["MYR"], "RP": ["IDR"], "KČ": ["CZK"], "ZŁ": ["PLN"], "FT": ["HUF"],
      "KR": ["SEK", "NOK", "DKK", "ISK"], "RS": ["INR", "PKR", "LKR", "NPR", "MUR"], "LEI": ["RON", "MDL"], "РУБ": ["RUB"], "ГРН": ["UAH"], "ЛВ": ["BGN"],
      "₾": ["GEL"], "₼": ["AZN"], "₵": ["GHS"], "₡": ["CRC"], "₲": ["PYG"], "₭": ["LAK"], "₮": ["MNT"], "៛": ["KHR"], "৳": ["BDT"], "؋": ["AFN"],
      "AR$": ["ARS"], "CL$": ["CLP"], "COL$": ["COP"], "COP$": ["COP"], "EC$": ["XCD"], "J$": ["JMD"], "TT$": ["TTD"], "FR": ["CHF"], "EURO": ["EUR"],
      "CN¥": ["CNY"], "JP¥": ["JPY"], "元": ["CNY", "TWD"], "块": ["CNY"], "人民币": ["CNY"], "RMB": ["CNY"], "CNH": ["CNY"],
      "円": ["JPY"], "日元": ["JPY"],
      "$": [
        "USD", "AUD", "CAD", "SGD", "HKD", "NZD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "JMD", "TTD", "BSD", "BBD", "BZD", "BMD", "BND", "FJD", "GYD",
        "KYD", "LRD", "NAD", "SBD", "SRD", "XCD", "CUP", "MOP", "CVE",
      ], "US$": ["USD"], "美元": ["USD"], "HK$": ["HKD"],
      "港元": ["HKD"], "港币": ["HKD"], "NT$": ["TWD"], "A$": ["AUD"], "AU$": ["AUD"], "C$": ["CAD"], "CA$": ["CAD"], "S$": ["SGD"], "NZ$": ["NZD"],
      "R$": ["BRL"], "MX$": ["MXN"], "€": ["EUR"], "欧元": ["EUR"], "£": ["GBP", "EGP", "LBP", "SYP", "SDG", "SSP", "GIP", "FKP", "SHP"], "英镑": ["GBP"], "₩": ["KRW"], "₹": ["INR"],
      "₽": ["RUB"],
      "₺": ["TRY"], "₫": ["VND"], "₱": ["PHP"], "฿": ["THB"], "₪": ["ILS"], "₴": ["UAH"], "₦": ["NGN"], "₸": ["KZT"], "₨": ["PKR", "INR"],
    ]
    for code in codes { marks[code] = [code] }
    return marks
  }()

  /// ISO 4217's own code for "no currency": what stands in a workspace whose currency does not hold, beside the error that says so. No amount is ever in it.
  static let none = "XXX"

  /// The sign before amounts of a currency; nil where people write its code.
  package static func sign(of code: String) -> String? { signs[code] }

  /// Of each currency the shortest mark with a sign in it that means it before all others; the yen shares the yuan's.
  private static let signs: [String: String] = {
    var signs = ["JPY": "¥"]
    for (mark, meanings) in marks.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
      guard let code = meanings.first, signs[code] == nil, mark.unicodeScalars.contains(where: { $0.properties.generalCategory == .currencySymbol }) else { continue }
      signs[code] = mark
    }
    return signs
  }()

  /// Whether the table has this sign, word or code.
  package static func isKnown(_ mark: some Sequence<Unicode.Scalar>) -> Bool { marks[NumberGrammar.text(mark).uppercased()] != nil }

  /// The codes that a sign, a word or a code beside an amount can mean; nil where it is none. `A12` is an id: letters alone must be a code.
  static func meaning(of mark: some Sequence<Unicode.Scalar>) -> [String]? {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: mark)
    let text = String(view).uppercased()
    if let known = marks[text] { return known }
    // A sign that the table does not know (₿), alone or behind one or two letters (`AR$`), is still no digit.
    let symbols = text.unicodeScalars.filter { $0.properties.generalCategory == .currencySymbol }
    let letters = text.unicodeScalars.filter { ("A"..."Z").contains($0) }
    guard symbols.count == 1, letters.count <= 2, letters.count + 1 == text.unicodeScalars.count else { return nil }
    return [text]
  }

  /// Signs that stand in a header's brackets and would be ids or sizes beside a number.
  private static let headerMarks: [String: [String]] = [
    "R": ["ZAR"], "S/": ["PEN"], "S/.": ["PEN"], "BS": ["BOB"], "BS.": ["BOB"], "Q": ["GTQ"], "L": ["HNL"], "FR.": ["CHF"], "RS.": ["INR", "PKR", "LKR", "NPR", "MUR"],
    "ЛВ.": ["BGN"],
    "РУБ.": ["RUB"], "ГРН.": ["UAH"],
  ]

  /// The name without the currency in the brackets behind it, and what that can mean: `Amount spent (PKR)`, `消耗(元)`, `Spend [US$]`; nil where there is none.
  /// Codes that are words as well count in capitals only (`(all)` is another column, not leks), and ALL and TOP never.
  package static func inHeader(_ name: String) -> (bare: String, codes: [String])? {
    let text = Spelling.halfWidth(name).trimmed
    guard let last = text.last, last == ")" || last == "]", let open = text.lastIndex(where: { $0 == "(" || $0 == "[" }), open > text.startIndex else { return nil }
    var inside = String(text[text.index(after: open)...].dropLast()).trimmed
    for lead in ["in ", "单位:", "单位"] where inside.lowercased().hasPrefix(lead) { inside = String(inside.dropFirst(lead.count)).trimmed }
    if marks[inside.uppercased()] == nil, let rest = MoneyScale.currency(inside) { inside = rest.unicodeScalars.allSatisfy(\.isASCII) ? rest.uppercased() : rest }
    let upper = inside.uppercased()
    guard let codes = marks[upper] ?? headerMarks[upper], upper != "ALL", upper != "TOP" else { return nil }
    let isLetters = inside.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
    if isLetters, inside != upper, !common.contains(upper) { return nil }
    return (String(text[..<open]).trimmed, codes)
  }

  /// What a word of a money column's name says of its currency: `Cost USD`, `spend_eur`, `EUR Spend`, `Kosten in EUR`, `Cost $`, `消耗 元`; nil where none does.
  /// Of small letters, and in names of capitals alone, only the commonest codes count, and any behind the last underscore; ALL and TOP are words everywhere.
  package static func inWords(_ name: String) -> [String]? {
    let text = Spelling.halfWidth(name).trimmed
    let words = text.split { " _/,;:-|()[]".contains($0) }.map(String.init)
    guard words.count > 1 else { return nil }
    for word in words {
      let upper = word.uppercased()
      guard let codes = marks[upper] else { continue }
      if word.unicodeScalars.allSatisfy({ $0.isASCII && $0.properties.isAlphabetic }) {
        guard codes.first == upper, codes.count == 1, !wordsToo.contains(upper) else { continue }
        // In a name of capitals alone a word may be any.
        guard (word == upper && text != text.uppercased()) || common.contains(upper) || (text.hasSuffix("_" + word) && !["try", "pen", "cup", "all", "top"].contains(word)) else {
          continue
        }
      }
      return codes
    }
    return nil
  }

  /// Codes that are words of headers whatever they are written in.
  private static let wordsToo: Set<String> = ["ALL", "TOP"]

  /// Codes that stand in headers in small letters too.
  private static let common: Set<String> = ["AUD", "BRL", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "INR", "JPY", "KRW", "RMB", "RUB", "SGD", "TWD", "USD"]

  /// What a cell of a currency column says: a code, a sign or a name; nil where it says nothing.
  package static func named(by cell: String) -> [String]? {
    let upper = Spelling.halfWidth(cell).trimmed.uppercased()
    return marks[upper] ?? headerMarks[upper]
  }

  /// Every meaning that a mark can have, once each; the place in it is a small number for cells.
  private static let meanings: [[String]] = Set(marks.values).sorted { $0.joined() < $1.joined() }
  private static let numbers: [[String]: Int16] = Dictionary(uniqueKeysWithValues: meanings.enumerated().map { ($1, Int16($0 + 1)) })

  /// A number for what a mark can mean: 0 for none, −1 for a sign that is in no table.
  package static func number(of codes: [String]) -> Int16 { codes.isEmpty ? 0 : numbers[codes] ?? -1 }
  package static func codes(_ number: Int16) -> [String] { number > 0 ? meanings[Int(number) - 1] : [] }

  /// What people write for a currency that is not its code.
  static func meant(by text: String) -> String? {
    let folded = Spelling.halfWidth(text).trimmed.uppercased()
    let habits = ["YUAN": "CNY", "DOLLAR": "USD", "EURO": "EUR", "YEN": "JPY"]
    return habits[folded] ?? marks[folded]?.first ?? Spelling.nearest(folded, among: codes)
  }
}
