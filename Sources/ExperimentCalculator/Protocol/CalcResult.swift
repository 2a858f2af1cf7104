import ExperimentStatistics

/// The result of one line, as it is written.
struct CalcResult {
  var json: JSONWriter

  mutating func number(_ key: StaticString, _ value: Double) {
    json.key(key)
    json.number(value, for: key.description)
  }

  /// null where there is no such number.
  mutating func number(_ key: StaticString, _ value: Double?) {
    if let value { number(key, value) } else { null(key) }
  }

  mutating func integer(_ key: StaticString, _ value: Int) {
    json.key(key)
    json.integer(value)
  }

  mutating func null(_ key: StaticString) {
    json.key(key)
    json.null()
  }

  mutating func flag(_ key: StaticString, _ value: Bool) {
    json.key(key)
    json.bool(value)
  }

  mutating func text(_ key: StaticString, _ value: String) {
    json.key(key)
    json.string(value)
  }

  mutating func numbers(_ key: StaticString, _ values: [Double]) {
    json.key(key)
    json.beginArray()
    for value in values { json.number(value, for: key.description) }
    json.endArray()
  }

  /// null for those that are missing.
  mutating func numbers(_ key: StaticString, _ values: [Double?]) {
    json.key(key)
    json.beginArray()
    for value in values { if let value { json.number(value, for: key.description) } else { json.null() } }
    json.endArray()
  }

  mutating func object(_ key: StaticString, _ write: (inout CalcResult) throws -> Void) rethrows {
    json.key(key)
    json.beginObject()
    try write(&self)
    json.endObject()
  }

  mutating func object(named key: String, _ write: (inout CalcResult) throws -> Void) rethrows {
    json.key(key)
    json.beginObject()
    try write(&self)
    json.endObject()
  }

  mutating func objects<Element>(_ key: StaticString, _ elements: [Element], _ write: (inout CalcResult, Element) throws -> Void) rethrows {
    json.key(key)
    json.beginArray()
    for element in elements {
      json.beginObject()
      try write(&self, element)
      json.endObject()
    }
    json.endArray()
  }

  /// `p_value` and `log10_p_value`; the logarithm is null only for a probability of exactly zero.
  mutating func pValue(_ p: PValue) {
    number("p_value", p.value)
    number("log10_p_value", p.naturalLogarithm == -.infinity ? nil : p.log10)
  }

  /// `lower` and `upper`; a side that is nil or infinite is null, with `unbounded` and `unbounded_side` beside it.
  mutating func interval(lower: Double?, upper: Double?) {
    let lower = lower.flatMap { $0 == -.infinity ? nil : $0 }
    let upper = upper.flatMap { $0 == .infinity ? nil : $0 }
    number("lower", lower)
    number("upper", upper)
    guard lower == nil || upper == nil else { return }
    flag("unbounded", true)
    text("unbounded_side", lower == nil ? upper == nil ? "both" : "lower" : "upper")
  }
}
