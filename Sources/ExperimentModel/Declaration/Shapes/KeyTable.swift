/// The keys of one mapping of a declaration: the single description that the reader, the JSON Schema and the tests share.
struct KeyTable: Sendable {
  struct Key: Sendable {
    let name: String
    let shape: Shape
    let required: Bool
    /// One line for editors and the reference.
    let text: BilingualText
  }

  /// Where it stands, such as `decision` or `metrics.proportion`.
  let name: String
  let keys: [Key]

  init(_ name: String, _ keys: [Key]) {
    self.name = name
    self.keys = keys
    places = Dictionary(keys.indices.map { (keys[$0].name, $0) }) { first, _ in first }
  }

  private let places: [String: Int]

  subscript(_ name: String) -> Key? { places[name].map { keys[$0] } }
}

extension KeyTable.Key {
  static func required(_ name: String, _ shape: Shape, _ english: String, _ chinese: String) -> Self {
    Self(name: name, shape: shape, required: true, text: BilingualText(english, chinese))
  }

  static func optional(_ name: String, _ shape: Shape, _ english: String, _ chinese: String) -> Self {
    Self(name: name, shape: shape, required: false, text: BilingualText(english, chinese))
  }
}

/// What may stand as the value of a key.
indirect enum Shape: Sendable {
  /// Any text, at most this many characters; numbers and `no` stay text.
  case text(Int)
  /// `[a-z0-9-]`.
  case identifier
  case choice([String])
  case flag
  /// `30%` or `0.3`.
  case fraction(Bounds)
  case number(Bounds)
  case money(Bounds)
  case integer(ClosedRange<Int>)
  /// A length of time in days.
  case days(ClosedRange<Int>)
  case date
  case folder
  case dataFile
  /// A column of the data.
  case column
  /// A column, `rows`, or a mapping that makes a number of one or two columns.
  case value
  /// One or several.
  case list(Shape)
  case table(KeyTable)
  /// Names of the writer's own → values.
  case named(Shape)
  /// A mapping whose keys depend on the key `type`.
  case byType([KeyTable])
  case either([Shape])
  /// A special notation, as a pattern for editors and an example for messages.
  case notation(pattern: String, example: String)
}

/// A range of numbers, each end open or closed.
struct Bounds: Hashable, Sendable {
  let lower: Double?
  let upper: Double?
  var lowerOpen = false
  var upperOpen = false

  static func from(_ lower: Double, to upper: Double) -> Bounds { Bounds(lower: lower, upper: upper) }
  static func above(_ lower: Double, below upper: Double) -> Bounds {
    Bounds(lower: lower, upper: upper, lowerOpen: true, upperOpen: true)
  }
  static func above(_ lower: Double, to upper: Double) -> Bounds { Bounds(lower: lower, upper: upper, lowerOpen: true) }
  static func atLeast(_ lower: Double) -> Bounds { Bounds(lower: lower, upper: nil) }
  static func above(_ lower: Double) -> Bounds { Bounds(lower: lower, upper: nil, lowerOpen: true) }
  static let any = Bounds(lower: nil, upper: nil)

  func contains(_ value: Double) -> Bool {
    if let lower, lowerOpen ? value <= lower : value < lower { return false }
    if let upper, upperOpen ? value >= upper : value > upper { return false }
    // Beyond 9e15 a double no longer holds every whole number; what is nearer to nothing than 1e-12 is nothing that a person means.
    return value == 0 || (1e-12...9e15).contains(abs(value))
  }

  /// "above 0 and at most 1", with percent signs when the value is a share.
  func text(percent: Bool) -> BilingualText {
    func shown(_ value: Double) -> String {
      let scaled = percent ? value * 100 : value
      let rounded = (scaled * 1e6).rounded() / 1e6
      let digits = rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
      return percent ? digits + "%" : digits
    }
    var english: [String] = []
    var chinese: [String] = []
    if let lower {
      english.append(lowerOpen ? "above \(shown(lower))" : "at least \(shown(lower))")
      chinese.append(lowerOpen ? "大于 \(shown(lower))" : "不小于 \(shown(lower))")
    }
    if let upper {
      english.append(upperOpen ? "below \(shown(upper))" : "at most \(shown(upper))")
      chinese.append(upperOpen ? "小于 \(shown(upper))" : "不大于 \(shown(upper))")
    }
    return BilingualText(english.joined(separator: " and "), chinese.joined(separator: "且"))
  }
}
