import Glibc

/// Numbers as the page shows them.
enum Plain {
  static func log2(_ value: Double) -> Double { Glibc.log2(value) }

  /// One decimal.
  static func short(_ value: Double) -> String { decimals(value, 1) }

  static func percent(_ value: Double, _ places: Int = 1) -> String { decimals(100 * value, places) + " %" }

  static func decimals(_ value: Double, _ places: Int) -> String {
    let scale = pow(10, Double(places))
    let scaled = Int((abs(value) * scale).rounded())
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(scale))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard places > 0 else { return sign + "\(whole)" }
    let digits = String(rest)
    return sign + "\(whole)." + String(repeating: "0", count: places - digits.count) + digits
  }

  /// 20000 as 20,000.
  static func count(_ value: Double) -> String {
    let digits = Array(String(Int(value)))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
