/// What the name of a money column says that its numbers are in: `消耗(万元)`, `Revenue (thousands EUR)`, `amount_cents`, `cost_micros`.
package enum MoneyScale {
  /// - Returns: how many of the currency one is; nil where the name says nothing.
  package static func of(_ name: String) -> Double? {
    let text = Spelling.halfWidth(name).trimmed.lowercased()
    for inside in brackets(text) { if let scale = ideographs(inside)?.scale ?? letters(inside) { return scale } }
    // Outside brackets only words that mean nothing else.
    return text.split { " _/,;:-|()[]".contains($0) }.lazy.compactMap { plain[String($0)] }.first
  }

  /// What is left of a bracket's text when the size before a currency is taken: `元` of `万元`.
  static func currency(_ inside: String) -> String? {
    let text = inside.lowercased()
    if let rest = ideographs(text)?.rest, !rest.isEmpty { return rest }
    let words = text.split(separator: " ").map(String.init)
    if words.contains(where: { sizes[$0] != nil }) {
      let left = words.filter { sizes[$0] == nil && $0 != "in" }
      return left.count == 1 ? left[0] : nil
    }
    return words.lazy.compactMap(beside).first?.sign
  }

  /// `k€`, `$m`: a letter for the size beside a sign.
  private static func beside(_ word: String) -> (scale: Double, sign: String)? {
    for (letter, scale) in [("k", 1e3), ("m", 1e6)] {
      for rest in [word.hasPrefix(letter) ? String(word.dropFirst()) : "", word.hasSuffix(letter) ? String(word.dropLast()) : ""] {
        if !rest.isEmpty, !rest.contains(where: \.isLetter), Currency.named(by: rest) != nil { return (scale, rest) }
      }
    }
    return nil
  }

  private static func brackets(_ text: String) -> [String] {
    var found: [String] = []
    var open: String.Index?
    for place in text.indices {
      if text[place] == "(" || text[place] == "[" { open = text.index(after: place) }
      if text[place] == ")" || text[place] == "]", let start = open {
        found.append(String(text[start..<place]).trimmed)
        open = nil
      }
    }
    return found
  }

  /// `万元`, `千円`, `백만원`, `单位:万`: a size, and a currency or nothing behind it.
  private static func ideographs(_ inside: String) -> (scale: Double, rest: String)? {
    var text = inside
    for lead in ["单位:", "单位", "単位:", "단위:", "단위: "] where text.hasPrefix(lead) { text = String(text.dropFirst(lead.count)).trimmed }
    if text == "分" { return (0.01, "") }
    for (word, scale) in eastern where text.hasPrefix(word) {
      let rest = String(text.dropFirst(word.count))
      if rest.isEmpty || Currency.named(by: rest) != nil { return (scale, rest) }
    }
    return nil
  }

  /// `thousands EUR`, `in k€`, `$m`, `тыс. руб.`.
  private static func letters(_ inside: String) -> Double? {
    let words = inside.split(separator: " ").map(String.init)
    if let scale = words.lazy.compactMap({ sizes[$0] }).first { return scale }
    return words.lazy.compactMap(beside).first?.scale
  }

  /// Longer words first.
  private static let eastern: [(String, Double)] = [
    ("百万", 1e6), ("百萬", 1e6), ("千万", 1e7), ("千萬", 1e7), ("十万", 1e5), ("十億", 1e9), ("万", 1e4), ("萬", 1e4), ("億", 1e8), ("亿", 1e8), ("千", 1e3), ("백만", 1e6), ("만", 1e4), ("천", 1e3),
    ("억", 1e8),
  ]
  private static let plain: [String: Double] = ["micros": 1e-6, "microamount": 1e-6, "cents": 0.01, "thousands": 1e3, "millions": 1e6]
  private static let sizes: [String: Double] = {
    var all = plain
    for word in [
      "thousand", "k", "tsd", "tsd.", "tausend", "milliers", "miles", "mila", "тыс", "тыс.", "тис", "тис.", "tys", "tys.", "bin", "ribu", "'000", "000s", "'000s",
    ] { all[word] = 1e3 }
    for word in ["million", "mio", "mio.", "mln", "mln.", "млн", "млн.", "mn", "millones", "milhões", "milioni", "milyon", "juta"] { all[word] = 1e6 }
    for word in ["micro", "cent", "centimes", "céntimos", "centavos", "centesimi", "pence", "копеек", "коп.", "öre", "øre"] { all[word] = word == "micro" ? 1e-6 : 0.01 }
    return all
  }()
}
