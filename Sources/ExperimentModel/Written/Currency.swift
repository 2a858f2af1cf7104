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
      "¥": ["CNY", "JPY"], "CN¥": ["CNY"], "JP¥": ["JPY"], "元": ["CNY", "TWD"], "块": ["CNY"], "人民币": ["CNY"], "RMB": ["CNY"], "CNH": ["CNY"],
      "円": ["JPY"], "日元": ["JPY"], "$": ["USD", "AUD", "CAD", "SGD", "HKD", "NZD", "TWD", "MXN"], "US$": ["USD"], "美元": ["USD"], "HK$": ["HKD"],
      "港元": ["HKD"], "港币": ["HKD"], "NT$": ["TWD"], "A$": ["AUD"], "AU$": ["AUD"], "C$": ["CAD"], "CA$": ["CAD"], "S$": ["SGD"], "NZ$": ["NZD"],
      "R$": ["BRL"], "MX$": ["MXN"], "€": ["EUR"], "欧元": ["EUR"], "£": ["GBP"], "英镑": ["GBP"], "₩": ["KRW"], "₹": ["INR"], "₽": ["RUB"],
      "₺": ["TRY"], "₫": ["VND"], "₱": ["PHP"], "฿": ["THB"], "₪": ["ILS"], "₴": ["UAH"], "₦": ["NGN"], "₸": ["KZT"], "₨": ["PKR", "INR"],
    ]
    for code in codes { marks[code] = [code] }
    return marks
  }()

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

  /// Codes that stand in brackets behind a column's name. Not every code: `(all)` and `(top)` are other columns, not leks and paʻangas.
  package static let inHeaders: Set<String> = [
    "AED", "AUD", "BRL", "CAD", "CHF", "CNH", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KRW",
    "MOP", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RMB", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "VND", "ZAR",
  ]

  /// What people write for a currency that is not its code.
  static func meant(by text: String) -> String? {
    let folded = Spelling.halfWidth(text).trimmed.uppercased()
    let habits = ["YUAN": "CNY", "DOLLAR": "USD", "EURO": "EUR", "YEN": "JPY"]
    return habits[folded] ?? marks[folded]?.first ?? Spelling.nearest(folded, among: codes)
  }
}
