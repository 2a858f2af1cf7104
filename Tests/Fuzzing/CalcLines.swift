@testable import ExperimentCalculator

/// Lines of `mvp calc --stdin`, made of what each method says it reads: legal ones mostly, at the ends of their ranges as often as inside, and some with a
/// fault. The same bytes make the same line.
struct CalcLines {
  private var state: UInt64
  /// Lists of one line are of one length, mostly, and hold no more than this in all.
  private var length = 2
  private var left = 40_000

  init(_ bytes: [UInt8]) { state = bytes.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } }

  /// SplitMix64 (Steele, Lea & Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }
  private mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
  private mutating func chance(_ share: Double) -> Bool { uniform() < share }

  mutating func line() -> String {
    let methods = CalcCatalogue.all.methods
    let method = methods[below(methods.count)]
    // Now and then a thousand groups, or ten thousand arms.
    length = [1, 2, 3, 4, 7, 14, 28, 60][below(8)]
    if chance(0.05) { length = [300, 1000, 10_000][below(3)] }
    return #"{"id":1,"method":"\#(method.name)","# + members(method.inputs) + "}"
  }

  private mutating func members(_ inputs: [CalcInput]) -> String {
    var values: [(name: String, text: String)] = []
    for input in inputs where chance(input.isRequired ? 0.99 : 0.4) { values.append((input.name.description, value(input.shape))) }
    // What is counted out of something is not more of it, mostly.
    for (part, whole) in [("successes", "trials"), ("control_successes", "control_trials"), ("treatment_successes", "treatment_trials"), ("results", "cost")] where chance(0.9) {
      guard let a = values.firstIndex(where: { $0.name == part }), let b = values.firstIndex(where: { $0.name == whole }) else { continue }
      if let x = Double(values[a].text), let y = Double(values[b].text), x > y { (values[a].text, values[b].text) = (values[b].text, values[a].text) }
    }
    if chance(0.01) { values.append((["", "unknown", "confidence", "id"][below(4)], "1")) }
    return values.map { "\"\($0.name)\":\($0.text)" }.joined(separator: ",")
  }

  private static let faults = ["null", "true", "\"\"", "\"1\"", "[]", "{}", "[[]]", "-1", "-0.0", "1e400", "-1e308", "1e-400", "9007199254740993", "0.5", "1e16", "\"\\u0000\""]

  private mutating func value(_ shape: CalcShape) -> String {
    left -= 1
    if chance(0.004) { return CalcLines.faults[below(CalcLines.faults.count)] }
    switch shape {
    case .number(let range): return number(range).description
    case .count(let range): return count(range)
    case .flag: return chance(0.5) ? "true" : "false"
    case .text: return "\"\(["a", "b", "user-1", "", "汉", "\\ud83d\\ude00", String(repeating: "x", count: below(200))][below(7)])\""
    case .choice(let names): return "\"\(names[below(names.count)])\""
    case .object(let keys): return "{" + members(keys) + "}"
    case .list(let element, let least):
      let wanted = max(chance(0.95) ? length : below(5), chance(0.99) ? least : 0)
      var parts: [String] = []
      for _ in 0..<wanted where left > 0 { parts.append(value(element)) }
      return "[" + parts.joined(separator: ",") + "]"
    }
  }

  /// Ends of the range, what no double is much larger or smaller than, and ordinary numbers.
  private mutating func number(_ range: CalcRange) -> Double {
    let ends = [
      range.lower, range.upper, range.lower.nextUp, range.upper.nextDown, 0, 1, -1, 0.5, Double.leastNonzeroMagnitude, 1e-300, 1e-15, 1e15, 1e150, 1e300, 1.7e308, -1e300,
    ].filter {
      $0.isFinite && range.contains($0)
    }
    if chance(0.12), !ends.isEmpty { return ends[below(ends.count)] }
    let (low, high) = (max(range.lower, -1e6), min(range.upper, 1e6))
    let wanted = chance(0.5) ? low + (high - low) * uniform() : (uniform() < 0.5 || low >= 0 ? 1 : -1) * [0.01, 0.1, 1, 10, 100, 1e4][below(6)] * uniform()
    return range.contains(wanted) ? wanted : low + (high - low) * (0.001 + 0.998 * uniform())
  }

  private mutating func count(_ range: CalcRange) -> String {
    let ends = [range.lower, range.upper, 0, 1, 2, 9_007_199_254_740_992].filter { $0.isFinite && range.contains($0) && $0 <= 9_007_199_254_740_992 }
    if chance(0.12), !ends.isEmpty { return Int(ends[below(ends.count)]).description }
    let low = range.lower.isFinite ? Int(range.lower.rounded(.up)) : 0
    let spread = [5, 30, 300, 3000, 100_000, 10_000_000][below(6)]
    let high = range.upper.isFinite ? min(Int(range.upper), low + spread) : low + spread
    return (low + below(high - low + 1)).description
  }
}
