import Glibc

/// A difference of two means against all arrangements of the values, or many drawn ones (Pitman 1937).
public struct PermutationTest: Sendable {
  public let estimate: Double
  public let isExact: Bool
  public let arrangements: Int
  public let test: TailedTest

  static let largestExact = 200_000.0

  /// Values that are drawn in all, at most.
  public static let mostDrawn = 40_000_000

  /// As many draws as are made unless told: 10,000, fewer of a large treatment.
  public static func draws(for treatment: Int) -> Int { min(10_000, mostDrawn / max(treatment, 1)) }

  /// - Throws: `tooFewUnits` for an empty arm, `undefined` where more than `mostDrawn` values would be drawn.
  public init(control: [Double], treatment: [Double], draws: Int? = nil, seed: UInt64 = 1) throws(NoAnswer) {
    let draws = draws ?? PermutationTest.draws(for: treatment.count)
    guard !control.isEmpty, !treatment.isEmpty else { throw .tooFewUnits(have: 0, need: 1) }
    let all = treatment + control
    let n = treatment.count
    let origin = all.reduce(0, +) / Double(all.count)
    let values = all.map { $0 - origin }
    let observed = values[..<n].reduce(0, +)
    let whole = values.reduce(0, +)
    // The difference grows with the treatment's sum; ties are counted up to rounding.
    let centre = whole * Double(n) / Double(all.count)
    let slack = 1e-12 * max(values.reduce(0) { max($0, abs($1)) } * Double(n), 1e-300)
    estimate = observed / Double(n) - (whole - observed) / Double(control.count)
    var (above, below, beyond, seen) = (0, 0, 0, 0)
    func count(_ sum: Double) {
      seen += 1
      if sum >= observed - slack { above += 1 }
      if sum <= observed + slack { below += 1 }
      if abs(sum - centre) >= abs(observed - centre) - slack { beyond += 1 }
    }
    let ways = exp(lgamma(Double(all.count + 1)) - lgamma(Double(n + 1)) - lgamma(Double(control.count + 1)))
    isExact = ways <= PermutationTest.largestExact
    if isExact, n > control.count {
      // The smaller arm is chosen; the treatment has the rest.
      var chosen = Array(0..<control.count)
      repeat { count(whole - chosen.reduce(0) { $0 + values[$1] }) } while PermutationTest.advance(&chosen, among: all.count)
    } else if isExact {
      var chosen = Array(0..<n)
      repeat { count(chosen.reduce(0) { $0 + values[$1] }) } while PermutationTest.advance(&chosen, among: all.count)
    } else {
      guard draws > 0, draws <= PermutationTest.mostDrawn / n else {
        throw .undefined("\(draws) draws of \(n) values; at most 40,000,000 values are drawn in all")
      }
      var generator = SeededGenerator(seed: seed)
      var order = values
      for _ in 0..<draws {
        var sum = 0.0
        for place in 0..<n {
          order.swapAt(place, place + Int(generator.next() % UInt64(order.count - place)))
          sum += order[place]
        }
        count(sum)
      }
    }
    arrangements = seen
    let extra = isExact ? 0 : 1
    let total = Double(seen + extra)
    test = TailedTest(
      statistic: nil, higher: PValue(Double(above + extra) / total), lower: PValue(Double(below + extra) / total),
      twoSided: PValue(Double(beyond + extra) / total))
  }

  /// The next choice in lexical order; false after the last.
  private static func advance(_ chosen: inout [Int], among count: Int) -> Bool {
    var place = chosen.count - 1
    while place >= 0, chosen[place] == count - chosen.count + place { place -= 1 }
    guard place >= 0 else { return false }
    chosen[place] += 1
    for later in chosen.indices where later > place { chosen[later] = chosen[later - 1] + 1 }
    return true
  }
}
