/// A length of time in whole days as people write it: `14d`, `2w`, `2 weeks`, `7天`, `两周`.
package struct WrittenDays: Hashable, Sendable {
  package let days: Int

  package init?(_ text: String) {
    let body = Spelling.halfWidth(text).trimmed.lowercased()
    let digits = body.prefix { $0.isASCII && $0.isNumber }
    let unit: String
    let count: Int
    if !digits.isEmpty {
      guard digits.count <= 6, let number = Int(digits) else { return nil }
      count = number
      unit = String(body[digits.endIndex...]).trimmed
    } else if let first = body.first, let number = WrittenDays.chinese[first] {
      count = number
      unit = String(body.dropFirst()).trimmed
    } else {
      return nil
    }
    switch unit {
    case "d", "day", "days", "天", "日", "": days = count
    case "w", "week", "weeks", "wk", "wks", "周", "星期", "个星期", "礼拜": days = count * 7
    default: return nil
    }
    if unit.isEmpty, count != 0 { return nil }
  }

  private static let chinese: [Character: Int] = [
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
  ]
}
