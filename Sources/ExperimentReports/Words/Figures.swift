import ExperimentDecisions
import ExperimentModel
import Glibc

/// Numbers, money and dates as people write them in a language. Rounding only: nothing is computed here.
struct Figures {
  let language: Language
  /// ISO 4217.
  let currency: String

  private var isEnglish: Bool { language == .english }

  // MARK: Plain numbers

  /// With a fixed number of decimals and thousands set apart by commas.
  func decimal(_ value: Double, places: Int, grouping: Bool = true) -> String {
    guard value.isFinite else { return "–" }
    let scale = pow(10, Double(places))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
    var digits = String(whole)
    if grouping, digits.count > 3 {
      var grouped = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { grouped += "," }
        grouped.append(digit)
      }
      digits = grouped
    }
    if places > 0 {
      let tail = String(rest)
      digits += "." + String(repeating: "0", count: places - tail.count) + tail
    }
    return value < 0 && scaled > 0 ? "−" + digits : digits
  }

  /// To about so many significant digits, trailing zeros left out.
  func number(_ value: Double, significant: Int = 3) -> String {
    if value == 0 { return "0" }
    guard value.isFinite else { return "–" }
    let magnitude = Int(floor(log10(abs(value))))
    let places = min(max(significant - 1 - magnitude, 0), 9)
    var text = decimal(value, places: places)
    if places > 0, text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }

  func count(_ value: Double) -> String { value == value.rounded() ? decimal(value, places: 0) : decimal(value, places: 1) }

  // MARK: Money and shares

  /// What stands before an amount.
  var sign: String { Currency.sign(of: currency) ?? currency + " " }

  func money(_ value: Double) -> String {
    let size = abs(value)
    let places = size >= 100 || size == size.rounded() ? 0 : (size >= 10 ? 1 : 2)
    let text = decimal(size, places: places)
    return (value < 0 && text.contains { ("1"..."9").contains($0) } ? "−" : "") + sign + text
  }

  /// To two significant digits: estimates are no better than that.
  func roughMoney(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return money(value) }
    let unit = pow(10, floor(log10(abs(value))) - 1)
    return money((value / unit).rounded() * unit)
  }

  /// 0.178 → `17.8 %`; places as the size asks.
  func percent(_ share: Double, signed: Bool = false) -> String {
    let value = share * 100
    let size = abs(value)
    // One decimal up to 10 %, two below 1 %; above 10 % one unless it says nothing or a sign makes it a rough figure.
    let saysNothing = (size * 10).rounded() == size.rounded() * 10
    let places = size == 0 || size >= 100 ? 0 : (size >= 10 ? (signed || saysNothing ? 0 : 1) : (size >= 1 ? 1 : 2))
    var text = decimal(value, places: places)
    if signed, value > 0 { text = "+" + text }
    return text + (isEnglish ? " %" : "%")
  }

  /// A chance is never a certainty.
  func chance(_ value: Double) -> String {
    if value >= 0.9995 { return isEnglish ? "over 99.9 %" : "99.9% 以上" }
    if value < 0.0005 { return isEnglish ? "under 0.1 %" : "不到 0.1%" }
    return percent(value)
  }

  /// Whole days of a figure that may be of any size: a plan can need more days than there will be.
  func days(_ count: Double) -> String {
    guard count.isFinite, abs(count) < 1e9 else { return isEnglish ? "more than a billion days" : "超过十亿天" }
    return days(Int(count.rounded(.up)))
  }

  func days(_ count: Int) -> String { isEnglish ? (count == 1 ? "1 day" : "\(count) days") : "\(count) 天" }

  /// `every 2 weeks`, in words.
  func period(_ days: Int) -> String {
    if days % 7 == 0 {
      let weeks = days / 7
      return isEnglish ? (weeks == 1 ? "week" : "\(weeks) weeks") : "\(weeks) 周"
    }
    return self.days(days)
  }

  func date(_ day: CalendarDay) -> String {
    let (year, month, number) = day.components
    guard isEnglish else { return "\(year)年\(month)月\(number)日" }
    return "\(number) \(Figures.months[month - 1]) \(year)"
  }

  func shortDate(_ day: CalendarDay) -> String {
    let (_, month, number) = day.components
    return isEnglish ? "\(number) \(Figures.months[month - 1])" : "\(month)月\(number)日"
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  func probability(_ p: Double) -> String {
    if p < 0.0001 { return "p < 0.0001" }
    return "p = " + (p >= 0.1 ? decimal(p, places: 2) : number(p, significant: 2))
  }

  // MARK: A metric's own values

  func value(_ value: Double, of metric: MetricReview) -> String {
    switch metric.kind.facts.form {
    case .share: return percent(value)
    case .money: return money(value)
    case .moneyForMoney: return isEnglish ? "\(money(value)) per \(money(1))" : "每\(money(1))得 \(money(value))"
    case .number, .points: return number(value) + (metric.unit.map { isEnglish ? " \($0)" : " \($0)" } ?? "")
    }
  }

  /// `+8 (2 … 14)`: an absolute difference with its interval.
  func difference(_ interval: Interval, of metric: MetricReview) -> String? {
    guard let estimate = interval.estimate else { return nil }
    let none = isEnglish ? "no limit" : "没有限度"
    let low = interval.lower.map { difference($0, of: metric) } ?? none
    let high = interval.upper.map { difference($0, of: metric) } ?? none
    let size = difference(estimate, of: metric)
    return isEnglish ? "\(size) (\(low) … \(high))" : "\(size)（\(low) … \(high)）"
  }

  /// An absolute difference: points for shares, money for costs.
  func difference(_ value: Double, of metric: MetricReview) -> String {
    switch metric.kind.facts.form {
    case .share:
      let points = value * 100
      let text = abs(points) >= 1 ? decimal(points, places: 1) : decimal(points, places: 2)
      return (points > 0 ? "+" : "") + text + (isEnglish ? " points" : " 个百分点")
    case .money, .moneyForMoney: return (value > 0 ? "+" : "") + money(value)
    case .number, .points: return (value > 0 ? "+" : "") + number(value) + (metric.unit.map { " \($0)" } ?? "")
    }
  }
}
