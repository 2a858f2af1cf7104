import Foundation

/// A page as somebody reads it, and the numbers that stand in a text.
enum ReadPage {
  /// The words of a page, a line a block; pictures and style are left out.
  static func words(_ html: String) -> String {
    var text = ""
    var hidden = 0
    for piece in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].prefix { $0.isLetter || $0.isNumber || $0 == "/" }
      if ["style", "svg", "title", "head"].contains(name) { hidden += 1 }
      if ["/style", "/svg", "/title", "/head"].contains(name) { hidden -= 1 }
      if ["p", "li", "tr", "h1", "h2", "h3", "h4", "div", "section", "header", "summary", "dt", "figure", "article", "/table"].contains(name) { text += "\n" }
      if ["td", "th", "dd", "span", "small", "b", "strong"].contains(name) { text += " " }
      if hidden == 0, parts.count > 1 { text += parts[1] }
    }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] { text = text.replacing(entity, with: character) }
    return text.split(separator: "\n").map { $0.split { $0 == " " }.joined(separator: " ") }.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  struct Number {
    let text: String
    let value: Double
    /// Behind the decimal point.
    let places: Int

    /// Also of one that was rounded to fewer digits than it has before the point.
    func isRounding(of other: Double) -> Bool {
      let zeros = places == 0 ? text.filter { $0 != "," }.reversed().prefix { $0 == "0" }.count : 0
      return abs(abs(other) - value) <= 0.5 * pow(10, Double(zeros - places)) * (1 + 1e-9) + 1e-12
    }
  }

  /// Without dates, hours and what stands in words.
  static func numbers(_ text: String) -> [Number] {
    let months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    let dates = "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2} (\(months))( [0-9]{4})?|[0-9]{4}年|[0-9]{1,2}月[0-9]{1,2}日"
    let plain = text.replacingOccurrences(of: dates, with: " ", options: .regularExpression)
    guard let pattern = try? NSRegularExpression(pattern: "(?<![\\p{L}0-9_.])[0-9][0-9,]*(\\.[0-9]+)?(e[-+]?[0-9]+)?(?![0-9]*[a-f])") else { return [] }
    return pattern.matches(in: plain, range: NSRange(plain.startIndex..., in: plain)).compactMap { match in
      guard let range = Range(match.range, in: plain) else { return nil }
      let text = String(plain[range]).trimmingCharacters(in: [","])
      guard let value = Double(text.replacing(",", with: "")) else { return nil }
      return Number(text: text, value: value, places: text.split(separator: ".").count > 1 ? text.split(separator: ".")[1].count : 0)
    }
  }
}
