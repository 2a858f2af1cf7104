/// ISO 4217 codes in use, for `currency:`.
enum Currency {
  static let codes: [String] =
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF \
    DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW \
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES \
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init)

  /// What people write for a currency that is not its code.
  static func meant(by text: String) -> String? {
    let folded = Spelling.halfWidth(text).trimmed.uppercased()
    let habits = [
      "RMB": "CNY", "CNH": "CNY", "¥": "CNY", "元": "CNY", "人民币": "CNY", "YUAN": "CNY", "$": "USD", "US$": "USD", "美元": "USD",
      "DOLLAR": "USD", "€": "EUR", "EURO": "EUR", "欧元": "EUR", "£": "GBP", "HK$": "HKD", "港币": "HKD", "日元": "JPY", "YEN": "JPY",
    ]
    return habits[folded] ?? (codes.contains(folded) ? folded : Spelling.nearest(folded, among: codes))
  }
}
