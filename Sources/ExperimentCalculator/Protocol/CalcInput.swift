import Glibc

/// What a value may be. The same description checks the input, writes the message and fills the reference.
indirect enum CalcShape: Sendable {
  /// A real number within bounds.
  case number(CalcRange)
  /// A whole number within bounds, at most 2⁵³.
  case count(CalcRange)
  case flag
  case text
  case choice([String])
  case list(CalcShape, atLeast: Int)
  case object([CalcInput])
}

/// Bounds of a number; an open bound is not itself allowed.
struct CalcRange: Sendable {
  var lower = -Double.infinity
  var upper = Double.infinity
  var isLowerOpen = false
  var isUpperOpen = false

  static let any = CalcRange()
  static let positive = CalcRange(lower: 0, isLowerOpen: true)
  static let notNegative = CalcRange(lower: 0)
  static let probability = CalcRange(lower: 0, upper: 1)
  /// A difference of two shares.
  static let shareDifference = CalcRange(lower: -1, upper: 1)
  /// treatment / control − 1 of what cannot be below zero.
  static let relative = CalcRange(lower: -1)
  static let insideUnit = CalcRange(lower: 0, upper: 1, isLowerOpen: true, isUpperOpen: true)
  /// A level, power or share strictly between 0 and 1, not so near to either that its complement is lost.
  static let level = CalcRange(lower: 1e-15, upper: 1 - 1e-12)
  static func from(_ lower: Double) -> CalcRange { CalcRange(lower: lower) }
  static func within(_ lower: Double, _ upper: Double) -> CalcRange { CalcRange(lower: lower, upper: upper) }

  func contains(_ value: Double) -> Bool {
    (isLowerOpen ? value > lower : value >= lower) && (isUpperOpen ? value < upper : value <= upper)
  }

  /// ` above 0 and below 1`, or nothing when all is allowed.
  var description: String {
    var parts: [String] = []
    if lower > -.infinity { parts.append((isLowerOpen ? "above " : "from ") + CalcRange.short(lower)) }
    if upper < .infinity {
      parts.append((isUpperOpen ? "below " : lower > -.infinity && !isLowerOpen ? "to " : "at most ") + CalcRange.short(upper))
    }
    return parts.isEmpty ? "" : " " + parts.joined(separator: parts.last?.hasPrefix("to") == true ? " " : " and ")
  }

  static func short(_ value: Double) -> String {
    Int(exactly: value).map { $0.description } ?? value.description
  }
}

/// A key that a method reads.
final class CalcInput: Sendable {
  let name: StaticString
  let shape: CalcShape
  /// The default as JSON; empty when the key may be left out without one; nil when it must be given.
  let fallback: String?
  let meaning: String
  /// Of a choice its default's place among the names.
  let fallbackPlace: Int?

  init(_ name: StaticString, _ shape: CalcShape, default fallback: String? = nil, _ meaning: String) {
    self.name = name
    self.shape = shape
    self.fallback = fallback
    self.meaning = meaning
    if case .choice(let names) = shape, let fallback {
      fallbackPlace = names.firstIndex { "\"\($0)\"" == fallback }
    } else {
      fallbackPlace = nil
    }
  }

  var isRequired: Bool { fallback == nil }
}

extension CalcShape {
  /// What is allowed, as a noun: "a whole number from 0".
  var description: String {
    switch self {
    case .number(let range): "a number" + range.description
    case .count(let range): "a whole number" + range.description
    case .flag: "true or false"
    case .text: "a text"
    case .choice(let names): "one of " + names.map { "'\($0)'" }.joined(separator: ", ")
    case .list(let element, let least):
      "a list" + (least > 0 ? " of at least \(least)" : "") + " (each " + element.description + ")"
    case .object(let keys): "an object {" + keys.map { $0.name.description }.joined(separator: ", ") + "}"
    }
  }
}
