import ExperimentStatistics
import Foundation
import TestSupport
import Testing

private struct DesignRow: Decodable {
  let information: [Double]
  let alpha: Double
  let sides: Int
  let delta: Double
  let criticalValues: [Double]
  let drift, inflationFactor: Double
  let crossings: [Double]
  let expectedInformation: Double
}

@Suite("Group-sequential designs")
struct GroupSequentialDesignTests {
  @Test("Wang–Tsiatis designs of up to three looks agree with direct normal integration")
  func reference() throws {
    for row in try ReferenceRows<DesignRow>.load("sequential").rows {
      let design = try GroupSequentialDesign(
        information: row.information, alpha: row.alpha, sides: row.sides, family: .wangTsiatis(delta: row.delta), beta: 0.1)
      for (found, expected) in zip(design.criticalValues, row.criticalValues) { #expect(abs(try #require(found) - expected) < 1e-7, "\(row)") }
      let drift = try #require(design.drift)
      #expect(abs(drift - row.drift) < 1e-6)
      #expect(abs(try #require(design.inflationFactor) - row.inflationFactor) < 1e-6)
      for (found, expected) in zip(design.crossings(drift: row.drift).upper, row.crossings) { #expect(abs(found - expected) < 1e-7) }
      #expect(abs(design.expectedInformation(drift: row.drift) - row.expectedInformation) < 1e-7)
    }
  }

  @Test("Jennison & Turnbull (2000), tables 2.1, 2.3 and 2.4, 2.2: two-sided at 0.05, inflation at power 0.9")
  func publishedTables() throws {
    let pocock = [2: 2.178, 3: 2.289, 4: 2.361, 5: 2.413, 10: 2.555], obrienFleming = [2: 1.977, 3: 2.004, 4: 2.024, 5: 2.040, 10: 2.087]
    let pocockInflation = [2: 1.100, 3: 1.151, 4: 1.183, 5: 1.207], obrienFlemingInflation = [2: 1.007, 3: 1.016, 4: 1.022, 5: 1.026]
    for (looks, constant) in pocock {
      let design = try GroupSequentialDesign(information: equal(looks), alpha: 0.05, sides: 2, family: .pocockExact, beta: 0.1)
      #expect(abs(try #require(design.criticalValues[0]) - constant) < 6e-4)
      if let inflation = pocockInflation[looks] { #expect(abs(try #require(design.inflationFactor) - inflation) < 6e-4) }
    }
    for (looks, constant) in obrienFleming {
      let design = try GroupSequentialDesign(information: equal(looks), alpha: 0.05, sides: 2, family: .obrienFlemingExact, beta: 0.1)
      #expect(abs(try #require(design.criticalValues[looks - 1]) - constant) < 6e-4)
      if let inflation = obrienFlemingInflation[looks] { #expect(abs(try #require(design.inflationFactor) - inflation) < 6e-4) }
    }
  }

  static let families: [BoundaryFamily] = [
    .spending(.obrienFleming), .spending(.pocock), .spending(.kimDeMets(rho: 2)), .spending(.hwangShihDeCani(gamma: -2)), .wangTsiatis(delta: 0.1),
  ]

  @Test("alpha is spent in full and power is what was asked, on one and on two sides", arguments: families)
  func operatingCharacteristics(family: BoundaryFamily) throws {
    for sides in [1, 2] {
      let design = try GroupSequentialDesign(information: [0.2, 0.5, 0.7, 1], alpha: 0.04, sides: sides, family: family, beta: 0.2)
      #expect(abs(try #require(design.alphaSpent.last) - 0.04) < 1e-9)
      #expect(abs(design.power(drift: try #require(design.drift)) - 0.8) < 1e-9)
      #expect(try #require(design.inflationFactor) > 1)
      let crossings = design.crossings(drift: 0)
      #expect(abs(crossings.upper.reduce(0, +) - 0.04 / Double(sides)) < 1e-9)
    }
  }

  @Test("futility: the bounds meet at the last look, beta is spent, and alpha is kept", arguments: families)
  func futility(family: BoundaryFamily) throws {
    for isBinding in [false, true] {
      let design = try GroupSequentialDesign(
        information: [0.3, 0.6, 1], alpha: 0.025, family: family, beta: 0.1,
        futility: FutilityRule(spending: .hwangShihDeCani(gamma: -2), isBinding: isBinding))
      let drift = try #require(design.drift)
      #expect(design.futilityBounds[2] == design.criticalValues[2])
      let alternative = design.crossings(drift: drift)
      let success = alternative.upper.reduce(0, +), failure = alternative.lower.reduce(0, +)
      #expect(abs(success - 0.9) < 1e-8)
      #expect(abs(success + failure - 1) < 1e-8)
      let first = SpendingFunction.hwangShihDeCani(gamma: -2).spent(at: 0.3, alpha: 0.1)
      #expect(abs(alternative.lower[0] - first) < 1e-9)
      let null = design.crossings(drift: 0).upper.reduce(0, +)
      if isBinding { #expect(abs(null - 0.025) < 1e-8) } else { #expect(null < 0.025) }
      #expect(abs(try #require(design.alphaSpent.last) - 0.025) < 1e-8)
      let without = try GroupSequentialDesign(information: [0.3, 0.6, 1], alpha: 0.025, family: family)
      for k in 0..<3 {
        let now = try #require(design.criticalValues[k]), before = try #require(without.criticalValues[k])
        if isBinding { #expect(now <= before + 1e-9) } else { #expect(now == before) }
      }
    }
  }

  @Test("what cannot be designed is refused by name")
  func invalid() {
    #expect(throws: InvalidInput.self) { try GroupSequentialDesign(information: [0.5, 0.5, 1], alpha: 0.025, family: .pocockExact) }
    #expect(throws: InvalidInput.self) { try GroupSequentialDesign(information: [], alpha: 0.025, family: .pocockExact) }
    #expect(throws: InvalidInput.self) { try GroupSequentialDesign(information: [1], alpha: 0, family: .pocockExact) }
    #expect(throws: InvalidInput.self) { try GroupSequentialDesign(information: [1], alpha: 0.1, family: .spending(.kimDeMets(rho: 0))) }
  }

  private func equal(_ looks: Int) -> [Double] { (1...looks).map { Double($0) / Double(looks) } }
}

@Suite("Sequential analyses")
struct SequentialAnalysisTests {
  @Test("at one look all is as without looks")
  func oneLook() throws {
    let design = try GroupSequentialDesign(information: [1], alpha: 0.025, family: .spending(.obrienFleming))
    let analysis = try SequentialAnalysis(design: design, statistics: [2.3])
    #expect(analysis.crossing == 0)
    #expect(abs(analysis.stagewisePValue.value - StandardNormal.upperTail(2.3)) < 1e-12)
    #expect(abs(try analysis.repeatedPValue().value - StandardNormal.upperTail(2.3)) < 1e-12)
    #expect(abs(try analysis.medianUnbiasedEstimate() - 2.3) < 1e-9)
    let interval = try analysis.stagewiseInterval(confidence: 0.95), repeated = try #require(analysis.repeatedInterval)
    #expect(abs(interval.lower - repeated.lower) < 1e-9 && abs(interval.upper - repeated.upper) < 1e-9)
    #expect(analysis.conditionalPower() == nil && analysis.predictivePower == nil)
  }

  @Test("conditional and predictive power before the last look have closed forms")
  func conditionalPower() throws {
    let design = try GroupSequentialDesign(information: [0.5, 1], alpha: 0.025, family: .spending(.obrienFleming))
    let critical = try #require(design.criticalValues[1])
    for z in [-1.0, 0, 1.3, 2.5] {
      let analysis = try SequentialAnalysis(design: design, statistics: [z])
      // Z₂ | z, θ ~ N(z√½ + θ/2, ½).
      for drift in [0.0, 3, z / 0.5.squareRoot()] {
        let root: Double = 0.5.squareRoot()
        let expected = StandardNormal.upperTail((critical - z * root - drift * 0.5) / root)
        #expect(abs(try #require(analysis.conditionalPower(drift: drift)) - expected) < 1e-10)
      }
      // θ | z ~ N(z√2, 2), so Z₂ | z ~ N(z√2, 1).
      let predictive: Double = StandardNormal.upperTail(critical - z * 2.0.squareRoot())
      #expect(abs(try #require(analysis.predictivePower) - predictive) < 1e-9)
    }
  }

  @Test("conditional power over several looks agrees with drawing them")
  func simulated() throws {
    let design = try GroupSequentialDesign(information: [0.25, 0.5, 0.75, 1], alpha: 0.025, family: .spending(.pocock))
    let power = try #require(try SequentialAnalysis(design: design, statistics: [1.1]).conditionalPower(drift: 2.5))
    var random = SplitMix64(seed: 77), hits = 0
    for _ in 0..<20_000 {
      var score = 1.1 * 0.5
      for k in 1..<4 {
        let radius = (-2 * log(Double.random(in: 0x1p-53...1, using: &random))).squareRoot()
        score += 2.5 * 0.25 + 0.5 * radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
        guard score / design.information[k].squareRoot() < (design.criticalValues[k] ?? .infinity) else {
          hits += 1
          break
        }
      }
    }
    // 99.9 % bound.
    let bound: Double = 3.3 * (power * (1 - power) / 20_000).squareRoot()
    #expect(abs(Double(hits) / 20_000 - power) < bound)
  }

  @Test("stage-wise p at the boundary is the alpha spent, and the median-unbiased estimate is unbiased in the middle")
  func stagewise() throws {
    let design = try GroupSequentialDesign(information: [0.3, 0.6, 1], alpha: 0.025, family: .spending(.pocock))
    for k in 0..<3 {
      var statistics = Array(repeating: 0.5, count: k)
      statistics.append(try #require(design.criticalValues[k]))
      let analysis = try SequentialAnalysis(design: design, statistics: statistics)
      #expect(analysis.crossing == k)
      #expect(abs(analysis.stagewisePValue.value - design.alphaSpent[k]) < 1e-9)
      #expect(try analysis.repeatedPValue().value < 0.025)
      #expect(abs(try analysis.repeatedPValue().value - 0.025) < 1e-8)
      let interval = try analysis.stagewiseInterval(confidence: 0.95)
      let median = try analysis.medianUnbiasedEstimate()
      #expect(interval.lower < median && median < interval.upper)
    }
  }

  @Test("repeated p of the classical families is the level whose boundary passes through z")
  func classicalRepeated() throws {
    for sides in [1, 2] {
      let design = try GroupSequentialDesign(information: [0.25, 0.5, 0.75, 1], alpha: 0.05, sides: sides, family: .obrienFlemingExact)
      let z = try #require(design.criticalValues[2])
      let analysis = try SequentialAnalysis(design: design, statistics: [0.1, 0.4, z])
      #expect(abs(try analysis.repeatedPValue().value - 0.05) < 1e-8)
    }
  }
}

@Suite("Always-valid inference")
struct ConfidenceSequenceTests {
  @Test("normal mixture: Waudby-Smith et al., eq. 9, by hand")
  func normalMixture() {
    // ρ² = (−2 ln 0.05 + ln(−2 ln 0.05 + 1))/1000 = (5.991465 + 1.944690)/1000; n = 500, σ² = 4.
    let precision = (5.991464547107982 + log(6.991464547107982)) / 1000
    let scaled: Double = 500 * precision + 1
    let expected: Double = (4 * scaled / (250_000 * precision) * log(scaled / 0.0025)).squareRoot()
    let half = ConfidenceSequence.normalMixtureHalfWidth(count: 500, variance: 4, tuningCount: 1000, alpha: 0.05)
    #expect(abs(half / expected - 1) < 1e-12)
    let same = ConfidenceSequence.normalMixtureHalfWidth(
      standardError: (4.0 / 500).squareRoot(), tuningStandardError: (4.0 / 1000).squareRoot(), alpha: 0.05)
    #expect(abs(half / same - 1) < 1e-12)
  }

  @Test("the ends of a beta-binomial sequence lie on its mixture, and it covers at every look")
  func betaBinomial() throws {
    for (successes, trials) in [(0.0, 10.0), (3, 10), (50, 1000), (10, 10), (2.5, 20)] {
      let (lower, upper) = try ConfidenceSequence.betaBinomial(successes: successes, trials: trials, alpha: 0.05)
      let failures = trials - successes
      let mixed = lgamma(successes + 1) + lgamma(failures + 1) - lgamma(trials + 2)
      for end in [lower, upper] where end > 0 && end < 1 {
        let logLikelihood = successes * log(end) + failures * log1p(-end)
        #expect(abs(mixed - logLikelihood - log(20.0)) < 1e-9)
      }
      #expect(lower <= successes / trials && successes / trials <= upper)
    }
    var random = SplitMix64(seed: 9), misses = 0
    for _ in 0..<1000 {
      var successes = 0.0, missed = false
      for trial in 1...400 where !missed {
        if Double.random(in: 0..<1, using: &random) < 0.3 { successes += 1 }
        guard trial % 20 == 0 else { continue }
        let (lower, upper) = try ConfidenceSequence.betaBinomial(successes: successes, trials: Double(trial), alpha: 0.05)
        missed = !(lower...upper).contains(0.3)
      }
      if missed { misses += 1 }
    }
    // Never above 50 in expectation; 99.9 % of the binomial lies below 73.
    #expect(misses < 73)
  }

  @Test("gamma-Poisson: ends on the mixture; ratio of rates is conditional on the total")
  func gammaPoisson() throws {
    let (lower, upper) = try ConfidenceSequence.gammaPoisson(results: 7, exposure: 100, mixture: (2, 20), alpha: 0.1)
    let mixed: Double = lgamma(9.0) - lgamma(2.0) + 2 * log(20.0) - 9 * log(120.0)
    for rate in [lower, try #require(upper)] {
      let logLikelihood: Double = 7 * log(rate) - rate * 100
      #expect(abs(mixed - logLikelihood - log(10.0)) < 1e-9)
    }
    let none = try ConfidenceSequence.gammaPoisson(results: 0, exposure: 50, mixture: (1, 10), alpha: 0.05)
    #expect(none.lower == 0)
    let bound: Double = (log(6.0) + log(20.0)) / 50
    #expect(abs(try #require(none.upper) - bound) < 1e-12)
    let ratio = try ConfidenceSequence.rateRatio(control: (30, 1000), treatment: (30, 1000), alpha: 0.05)
    #expect(abs(ratio.lower * (try #require(ratio.upper)) - 1) < 1e-9)
    #expect(try ConfidenceSequence.rateRatio(control: (0, 10), treatment: (4, 10), alpha: 0.05).upper == nil)
    #expect(throws: NoAnswer.zeroResults) { try ConfidenceSequence.rateRatio(control: (0, 10), treatment: (0, 10), alpha: 0.05) }
  }

  @Test("mixture SPRT: p reaches alpha where the interval reaches 0")
  func mixtureSPRT() throws {
    let wide = try ConfidenceSequence.mixtureSPRT(estimate: 0, variance: 0.04, mixtureVariance: 0.3, alpha: 0.05)
    #expect(wide.pValue.value == 1)
    let edge = try ConfidenceSequence.mixtureSPRT(estimate: wide.upper, variance: 0.04, mixtureVariance: 0.3, alpha: 0.05)
    #expect(abs(edge.pValue.value - 0.05) < 1e-12)
    #expect(abs(edge.lower) < 1e-12)
  }
}
