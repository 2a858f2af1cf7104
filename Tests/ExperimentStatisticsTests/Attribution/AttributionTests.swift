import ExperimentStatistics
import TestSupport
import Testing

private struct AttributionRow: Decodable {
  struct Path: Decodable {
    let path: [String]
    let conversions, nulls: Double
  }
  let paths: [Path]
  let channels: [String]
  let shapley: [Double]
  let markov: [[Double]]
}

@Suite("Attribution")
struct AttributionTests {
  @Test("Shapley and Markov of orders 1 to 3 agree with their definitions in exact fractions")
  func reference() throws {
    for row in try ReferenceRows<AttributionRow>.load("attribution").rows {
      var paths = TouchPaths()
      for path in row.paths { try paths.append(path.path, conversions: path.conversions, nulls: path.nulls) }
      #expect(paths.channels == row.channels)
      let shapley = try Attribution(paths, method: .shapley)
      for (found, expected) in zip(shapley.conversions, row.shapley) { #expect(abs(found - expected) < 1e-11) }
      for order in 1...3 {
        let markov = try Attribution(paths, method: .markov(order: order))
        for (found, expected) in zip(markov.conversions, row.markov[order - 1]) { #expect(abs(found - expected) < 1e-9) }
      }
    }
  }

  @Test("rules by hand, with value beside conversions")
  func rules() throws {
    var paths = TouchPaths()
    try paths.append(["ads", "post", "post", "mail"], conversions: 8, value: 160, nulls: 2)
    try paths.append(["mail", "ads"], conversions: 2, value: 10)
    func credit(_ method: AttributionMethod) throws -> [Double] { try Attribution(paths, method: method).conversions }
    #expect(paths.channels == ["ads", "post", "mail"])
    #expect(try credit(.first) == [8, 0, 2])
    #expect(try credit(.last) == [2, 0, 8])
    #expect(try credit(.linear) == [3, 4, 3])
    for (found, expected) in zip(try credit(.position), [8 * 0.4 + 1, 8 * 0.2, 8 * 0.4 + 1]) { #expect(abs(found - expected) < 1e-12) }
    // Weights 1, 2, 4, 8 of 15 and 1, 2 of 3.
    for (found, expected) in zip(try credit(.timeDecay(halfLife: 1)), [8.0 / 15 + 4.0 / 3, 48.0 / 15, 64.0 / 15 + 2.0 / 3]) {
      #expect(abs(found - expected) < 1e-12)
    }
    #expect(try Attribution(paths, method: .first).value == [160, 0, 10])
  }

  @Test("credit sums to the conversions, and is zero where there are none")
  func sums() throws {
    var random = SplitMix64(seed: 6)
    let names = ["a", "b", "c", "d", "e", "f", "g"]
    var paths = TouchPaths(), barren = TouchPaths()
    for _ in 0..<300 {
      let path = (0..<Int.random(in: 1...7, using: &random)).map { _ in names[Int.random(in: 0..<7, using: &random)] }
      try paths.append(path, conversions: Double.random(in: 0...3, using: &random), value: 5, nulls: 4)
      try barren.append(path, conversions: 0, nulls: 4)
    }
    let total = try Attribution(paths, method: .first).conversions.reduce(0, +)
    for method in [AttributionMethod.last, .linear, .timeDecay(halfLife: 2), .position, .shapley, .markov(order: 1), .markov(order: 3)] {
      let credit = try Attribution(paths, method: method)
      #expect(abs(credit.conversions.reduce(0, +) - total) < 1e-9)
      #expect(abs(credit.value.reduce(0, +) - 1500) < 1e-9)
      #expect(credit.conversions.allSatisfy { $0 >= 0 })
      #expect(try Attribution(barren, method: method).conversions.allSatisfy { $0 == 0 })
    }
  }

  @Test("bootstrap intervals hold the estimate, repeat with their seed and have the Poisson spread")
  func bootstrap() throws {
    var paths = TouchPaths()
    try paths.append(["ads"], conversions: 400, nulls: 100)
    try paths.append(["post"], conversions: 4, nulls: 600)
    try paths.append(["ads", "post"], conversions: 50, nulls: 100)
    var one = SplitMix64(seed: 1), again = SplitMix64(seed: 1)
    for method in [AttributionMethod.shapley, .markov(order: 1)] {
      let credit = try Attribution(paths, method: method).conversions
      let intervals = try Attribution.bootstrap(paths, method: method, draws: 400, using: &one)
      let repeated = try Attribution.bootstrap(paths, method: method, draws: 400, using: &again)
      for (k, interval) in intervals.enumerated() {
        #expect(interval.lower < credit[k] && credit[k] < interval.upper)
        #expect(interval == repeated[k])
      }
      // ads: 425 of which 400 are a Poisson's, so about ±2·√412.
      if method == .shapley { #expect((60.0...105.0).contains(intervals[0].upper - intervals[0].lower)) }
    }
    #expect(throws: InvalidInput.self) { try Attribution.bootstrap(paths, method: .first, using: &one) }
  }

  @Test("bad paths are named")
  func invalid() {
    var paths = TouchPaths()
    #expect(throws: InvalidInput(key: "paths[0].path", found: "nothing", allowed: "at least one channel")) { try paths.append([], conversions: 1) }
    #expect(throws: InvalidInput.self) { try paths.append(["a"], conversions: -1) }
  }
}
