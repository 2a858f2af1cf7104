import TestSupport
import Testing

@testable import ExperimentCalculator

/// Every method answers anything that its inputs allow, and much that they do not: with a result or a typed error, never a trap or a NaN.
struct CalcHostileInputTests {
  private static let numbers = [
    0, 1, -1, 2, 3, 5, 10, 20, 0.5, 0.05, 0.95, 0.999999, 1e-12, 1e-300, 1e9, 1e15, 1e16, 1e300, -1e300, 0.1, 100, 7.25,
    .leastNonzeroMagnitude, .leastNormalMagnitude, -0.0, 1e-60, 1e60, 9_007_199_254_740_991, 1e150, .greatestFiniteMagnitude,
  ]
  private static let modest = [0, 1, 2, 3, 5, 8, 10, 20, 0.5, 0.25, 0.1]

  private static func value(_ shape: CalcShape, _ random: inout SplitMix64) -> String {
    if random.next() % 40 == 0 { return ["null", "\"\"", "[]", "{}", "true", "1e308"][Int(random.next() % 6)] }
    func pick(_ values: [Double]) -> Double { values[Int(random.next() % UInt64(values.count))] }
    switch shape {
    case .number(let range), .count(let range):
      var number = pick(numbers)
      if random.next() % 4 != 0 {
        for _ in 0..<20 where !range.contains(number) || number.magnitude > 100 { number = pick(modest) }
      }
      var writer = JSONWriter()
      if case .count = shape { number = number.rounded() }
      writer.number(number, for: "")
      return String(decoding: writer.bytes, as: UTF8.self)
    case .flag: return random.next() % 2 == 0 ? "true" : "false"
    case .text: return "\"" + ["a", "b", "c", "每日", ""][Int(random.next() % 5)] + "\""
    case .choice(let names): return "\"\(names[Int(random.next() % UInt64(names.count))])\""
    case .list(let element, let least):
      let count = Int(random.next() % 4) + max(0, least - Int(random.next() % 8 == 0 ? 1 : 0))
      return "[" + (0..<count).map { _ in value(element, &random) }.joined(separator: ",") + "]"
    case .object(let keys): return object(keys, &random)
    }
  }

  private static func object(_ keys: [CalcInput], _ random: inout SplitMix64) -> String {
    let written = keys.filter { $0.isRequired ? random.next() % 30 != 0 : random.next() % 3 == 0 }
    return "{" + written.map { "\"\($0.name)\":" + value($0.shape, &random) }.joined(separator: ",") + "}"
  }

  @Test("any input has one answer", arguments: CalcCatalogue.all.names)
  func anyInputHasOneAnswer(_ name: String) throws {
    var random = SplitMix64(seed: 77)
    let method = try #require(CalcCatalogue.all.method(name))
    let codes = ["unknown_method", "missing_input", "invalid_input", "no_answer"]
    // Quadrature in debug builds takes its time; the bound is on rounds, not on the clock.
    let isHeavy = name.hasPrefix("sequential.") || name.hasPrefix("power.") || ["means.dunnett", "means.best", "proportions.barnard", "proportions.boschloo"].contains(name)
    for _ in 0..<(isHeavy ? 5 : 100) {
      let inputs = Self.object(method.inputs, &random).dropFirst()
      let line = "{\"method\":\"\(name)\"" + (inputs == "}" ? "" : ",") + inputs
      let answer = Calc.answer(line: line)
      #expect(answer.line.hasPrefix("{") && answer.line.hasSuffix("}"), "\(line)")
      #expect(!answer.line.contains("nan") && !answer.line.contains(":inf"), "\(line)")
      if let problem = answer.problem { #expect(codes.contains(problem.code), "\(line)") }
    }
  }
}
