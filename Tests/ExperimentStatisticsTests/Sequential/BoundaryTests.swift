import ExperimentStatistics
import Foundation
import TestSupport
import Testing

private struct BoundaryRow: Decodable {
  let spendingTimes, information: [Double]
  let alpha: Double
  let spending: String
  let parameter: Double?
  let criticalValues: [Double?]
  let alphaSpent: [Double]

  var function: SpendingFunction {
    switch spending {
    case "pocock": .pocock
    case "kim-demets": .kimDeMets(rho: parameter ?? .nan)
    case "hwang-shih-decani": .hwangShihDeCani(gamma: parameter ?? .nan)
    default: .obrienFleming
    }
  }
}

@Suite("Boundaries by alpha spending")
struct BoundaryTests {
  @Test("agree with an integration on a grid of their own, to 1e-8 in z and 1e-6 in the nominal level")
  func reference() throws {
    for row in try ReferenceRows<BoundaryRow>.load("boundaries").rows {
      let boundary = Boundary(spendingTimes: row.spendingTimes, information: row.information, alpha: row.alpha, spending: row.function)
      for (k, expected) in row.criticalValues.enumerated() {
        guard let expected else {
          #expect(boundary.criticalValues[k] == nil)
          #expect(boundary.nominalLevels[k] == 0)
          continue
        }
        let found = try #require(boundary.criticalValues[k])
        #expect(abs(found - expected) < 1e-8, "\(row) look \(k): \(found)")
        #expect(abs(boundary.nominalLevels[k] / StandardNormal.upperTail(expected) - 1) < 1e-6)
        #expect(abs(boundary.alphaSpent[k] - row.alphaSpent[k]) <= 1e-12 * row.alpha)
      }
    }
  }

  @Test("far tails: first bound of 13 equal looks 7.9965, second of 20 looks 6.991")
  func farTails() throws {
    #expect(abs(try #require(equalLooks(13).criticalValues[0]) - 7.9965) < 5e-5)
    #expect(abs(try #require(equalLooks(20).criticalValues[1]) - 6.991) < 5e-4)
  }

  @Test("at one look it is the fixed-sample level", arguments: [SpendingFunction.obrienFleming, .pocock, .kimDeMets(rho: 3), .hwangShihDeCani(gamma: -4)])
  func oneLook(spending: SpendingFunction) {
    let boundary = Boundary(spendingTimes: [1], information: [37], alpha: 0.025, spending: spending)
    #expect(abs(boundary.nominalLevels[0] - 0.025) < 1e-15)
    #expect(boundary.alphaSpent == [0.025])
  }

  @Test("a look by which no time has passed spends nothing and changes nothing")
  func noTime() {
    let with = Boundary(spendingTimes: [0, 0.5, 0.5, 1], information: [1, 5, 7, 10], alpha: 0.025, spending: .pocock)
    let without = Boundary(spendingTimes: [0.5, 1], information: [5, 10], alpha: 0.025, spending: .pocock)
    #expect(with.criticalValues[0] == nil && with.criticalValues[2] == nil)
    #expect(with.criticalValues[1] == without.criticalValues[0])
    #expect(with.criticalValues[3] == without.criticalValues[1])
  }

  @Test("information that falls is taken as that of the look before; only ratios count")
  func information() {
    let falling = Boundary(spendingTimes: [0.3, 0.6, 1], information: [4, 3, 9], alpha: 0.025, spending: .obrienFleming)
    let floored = Boundary(spendingTimes: [0.3, 0.6, 1], information: [4, 4, 9], alpha: 0.025, spending: .obrienFleming)
    #expect(falling == floored)
    let scaled = Boundary(spendingTimes: [0.3, 0.6, 1], information: [4e9, 4e9, 9e9], alpha: 0.025, spending: .obrienFleming)
    for k in 0..<3 { #expect(abs((scaled.criticalValues[k] ?? 0) - (floored.criticalValues[k] ?? 1)) < 1e-12) }
  }

  @Test("look by look gives the boundary of the whole, also when the recorded values are kept")
  func lookByLook() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<200 {
      let looks = Int.random(in: 1...8, using: &random)
      let times = (0..<looks).map { _ in Double.random(in: 0...1, using: &random) }.sorted()
      let information = (0..<looks).map { _ in Double.random(in: 0.1...3, using: &random) }
      let spending: SpendingFunction = Bool.random(using: &random) ? .obrienFleming : .pocock
      let whole = Boundary(spendingTimes: times, information: information, alpha: 0.025, spending: spending)
      var state = BoundaryState(alpha: 0.025, spending: spending)
      var kept = BoundaryState(alpha: 0.025, spending: spending)
      for k in 0..<looks {
        let step = state.look(spendingTime: times[k], information: information[k])
        #expect((step.critical == nil) == (whole.criticalValues[k] == nil))
        let difference = abs((step.critical ?? 0) - (whole.criticalValues[k] ?? 0))
        #expect(difference < 1e-8, "\(times) \(information) \(spending) look \(k)")
        var resumed = kept
        let again = resumed.look(spendingTime: times[k], information: information[k])
        #expect(abs((again.critical ?? 0) - (whole.criticalValues[k] ?? 0)) < 1e-8)
        kept.keep(critical: step.critical, spent: step.spent, information: information[k])
      }
    }
  }

  @Test("the final look spends what is left")
  func finalLook() {
    var state = BoundaryState(alpha: 0.025, spending: .obrienFleming)
    _ = state.look(spendingTime: 0.4, information: 4)
    let last = state.look(spendingTime: 0.7, information: 8, isFinal: true)
    #expect(last.spent == 0.025)
    let whole = Boundary(spendingTimes: [0.4, 1], information: [4, 8], alpha: 0.025, spending: .obrienFleming)
    #expect(abs((last.critical ?? 0) - (whole.criticalValues[1] ?? 1)) < 1e-9)
  }

  @Test("a random walk crosses as often as alpha says")
  func simulation() throws {
    let times = [0.2, 0.45, 0.7, 1.0], information = [1.0, 3, 5, 6]
    let criticals = try Boundary(spendingTimes: times, information: information, alpha: 0.05, spending: .pocock).criticalValues.map { try #require($0) }
    var random = SplitMix64(seed: 5)
    var crossings = 0
    for _ in 0..<40_000 {
      var score = 0.0, last = 0.0
      for k in 0..<4 {
        let radius = (-2 * log(Double.random(in: 0x1p-53...1, using: &random)) * (information[k] - last)).squareRoot()
        score += radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
        last = information[k]
        if score / last.squareRoot() >= criticals[k] {
          crossings += 1
          break
        }
      }
    }
    // 40,000 · 0.05 = 2,000 with standard deviation 43.6; 99.9 %.
    #expect((1857...2143).contains(crossings))
  }

  private func equalLooks(_ count: Int) -> Boundary {
    let times = (1...count).map { Double($0) / Double(count) }
    return Boundary(spendingTimes: times, information: times, alpha: 0.025, spending: .obrienFleming)
  }
}

@Suite("Spending functions")
struct SpendingFunctionTests {
  static let all: [SpendingFunction] = [
    .obrienFleming, .pocock, .kimDeMets(rho: 2), .kimDeMets(rho: 0.5), .hwangShihDeCani(gamma: -4), .hwangShihDeCani(gamma: 0), .hwangShihDeCani(gamma: 2),
  ]

  @Test("spend nothing at the start, all at the end, and never less later", arguments: all)
  func monotone(spending: SpendingFunction) {
    for alpha in [1e-20, 0.0125, 0.025, 0.5, 0.9] {
      #expect(spending.spent(at: 0, alpha: alpha) == 0)
      #expect(spending.spent(at: 1, alpha: alpha) == alpha)
      #expect(spending.spent(at: 1.7, alpha: alpha) == alpha)
      let path = (0...200).map { spending.spent(at: Double($0) / 200, alpha: alpha) }
      #expect(zip(path, path.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test("published values at half time")
  func halfTime() {
    // Lan & DeMets (1983): 2 − 2Φ(2.2414/√0.5) and 0.025·ln(1 + (e − 1)/2).
    #expect(abs(SpendingFunction.obrienFleming.spent(at: 0.5, alpha: 0.025) - 0.001525) < 5e-7)
    #expect(abs(SpendingFunction.pocock.spent(at: 0.5, alpha: 0.025) - 0.0155029) < 5e-7)
    #expect(SpendingFunction.kimDeMets(rho: 2).spent(at: 0.5, alpha: 0.025) == 0.00625)
    #expect(abs(SpendingFunction.hwangShihDeCani(gamma: -4).spent(at: 0.5, alpha: 0.025) - 0.0029800730) < 1e-9)
  }
}

@Suite("Repeated p-values")
struct RepeatedPValueTests {
  @Test("at one look it is the ordinary p-value", arguments: SpendingFunctionTests.all)
  func oneLook(spending: SpendingFunction) {
    for z in [-1.0, 0.3, 1.959963984540054, 5, 20, 60] {
      let p = repeatedPValue(z: z, atLook: 0, spendingTimes: [1], information: [3], spending: spending)
      #expect(abs(p.naturalLogarithm / StandardNormal.logUpperTail(z) - 1) < 1e-9)
    }
  }

  @Test("is the level whose boundary passes through z")
  func inverse() throws {
    var random = SplitMix64(seed: 21)
    for _ in 0..<100 {
      let looks = Int.random(in: 2...7, using: &random)
      let times = (0..<looks).map { _ in Double.random(in: 0.02...1, using: &random) }.sorted()
      let information = (0..<looks).map { _ in Double.random(in: 0.1...3, using: &random) }
      let spending = try #require(SpendingFunctionTests.all.randomElement(using: &random))
      let alpha = pow(10, Double.random(in: -12 ... -0.5, using: &random))
      let boundary = Boundary(spendingTimes: times, information: information, alpha: alpha, spending: spending)
      for k in 0..<looks {
        guard let critical = boundary.criticalValues[k], boundary.nominalLevels[k] > 1e-200 else { continue }
        let p = repeatedPValue(z: critical, atLook: k, spendingTimes: times, information: information, spending: spending)
        #expect(abs(p.naturalLogarithm - log(alpha)) < 1e-7, "\(times) \(information) \(spending) \(alpha) look \(k)")
        let above = repeatedPValue(
          z: critical, atLook: k, spendingTimes: times, information: information, spending: spending,
          design: (alpha, critical))
        #expect(above.value < alpha)
        let below = repeatedPValue(
          z: critical.nextDown, atLook: k, spendingTimes: times, information: information, spending: spending,
          design: (alpha, critical))
        #expect(below.value >= alpha)
      }
    }
  }

  @Test("falls as z grows, without a floor")
  func monotone() {
    let times = [0.25, 0.5, 0.75, 1]
    for spending in SpendingFunctionTests.all {
      let path = stride(from: 0.0, through: 60, by: 0.5).map {
        repeatedPValue(z: $0, atLook: 2, spendingTimes: times, information: times, spending: spending).naturalLogarithm
      }
      #expect(zip(path, path.dropFirst()).allSatisfy { $0 > $1 || ($0 == 0 && $1 == 0) }, "\(spending) \(path)")
    }
  }

  @Test("a look that can spend nothing is crossed at no level")
  func nothingToSpend() {
    #expect(repeatedPValue(z: 9, atLook: 1, spendingTimes: [0.5, 0.5], information: [1, 2], spending: .pocock).value == 1)
  }
}
