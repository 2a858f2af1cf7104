import Glibc

/// How conversions are shared among the channels on the way to them.
public enum AttributionMethod: Hashable, Sendable {
  case first
  case last
  /// Every touch alike.
  case linear
  /// A touch weighs half as much each `halfLife` steps before the conversion.
  case timeDecay(halfLife: Double)
  /// 40 % to the first touch, 40 % to the last, 20 % to those between; two touches half each.
  case position
  /// Shapley values of the game in which a set of channels earns the conversions of paths that lie in it.
  case shapley
  /// Removal effects in a Markov chain whose states are the last `order` channels.
  case markov(order: Int)
}

/// Credit of each channel, in the order of the paths' channels.
public struct Attribution: Hashable, Sendable {
  public let channels: [String]
  /// Sums to the conversions; zeros where there are none.
  public let conversions: [Double]
  /// Sums to the value.
  public let value: [Double]

  /// - Throws: `InvalidInput` for an order below 1 or a half-life not above 0, also for a chain of over 800 states.
  /// - Complexity: one pass over touches, and for the chain one inversion of its matrix, O(states³).
  public init(_ paths: TouchPaths, method: AttributionMethod) throws {
    channels = paths.channels
    switch method {
    case .markov(let order):
      let chain = try MarkovAttribution(paths, order: order)
      let shares = chain.shares(conversions: paths.conversions, nulls: paths.nulls)
      let conversions = paths.totalConversions, value = paths.totalValue
      self.conversions = shares.map { $0 * conversions }
      self.value = shares.map { $0 * value }
    case .shapley:
      (conversions, value) = Attribution.shapley(paths, conversions: paths.conversions, values: paths.values)
    default:
      if case .timeDecay(let halfLife) = method, !(halfLife > 0) {
        throw InvalidInput(key: "half_life", found: "\(halfLife)", allowed: "above 0")
      }
      (conversions, value) = Attribution.byRule(paths, method: method)
    }
  }

  /// A path's conversions are a unanimity game on its channels, whose Shapley value is an equal share each (Shapley 1953): the exact
  /// value of the whole game is the sum, with no sum over subsets.
  static func shapley(_ paths: TouchPaths, conversions: [Double], values: [Double]) -> ([Double], [Double]) {
    var credit = [Double](repeating: 0, count: paths.channels.count), money = credit
    var seen = [Int](repeating: -1, count: paths.channels.count)
    var distinct: [Int] = []
    for row in conversions.indices where conversions[row] != 0 || values[row] != 0 {
      distinct.removeAll(keepingCapacity: true)
      for position in paths.starts[row]..<paths.starts[row + 1] {
        let channel = Int(paths.steps[position])
        if seen[channel] != row {
          seen[channel] = row
          distinct.append(channel)
        }
      }
      let share = 1 / Double(distinct.count)
      for channel in distinct {
        credit[channel] += conversions[row] * share
        money[channel] += values[row] * share
      }
    }
    return (credit, money)
  }

  private static func byRule(_ paths: TouchPaths, method: AttributionMethod) -> ([Double], [Double]) {
    var credit = [Double](repeating: 0, count: paths.channels.count), money = credit
    for row in paths.conversions.indices {
      let range = paths.starts[row]..<paths.starts[row + 1]
      let touches = range.count
      var total = 0.0
      for i in 0..<touches { total += weight(of: i, among: touches, method) }
      for i in 0..<touches {
        let channel = Int(paths.steps[range.lowerBound + i])
        let share = weight(of: i, among: touches, method) / total
        credit[channel] += paths.conversions[row] * share
        money[channel] += paths.values[row] * share
      }
    }
    return (credit, money)
  }

  private static func weight(of touch: Int, among touches: Int, _ method: AttributionMethod) -> Double {
    switch method {
    case .first: return touch == 0 ? 1 : 0
    case .last: return touch == touches - 1 ? 1 : 0
    case .timeDecay(let halfLife): return exp2(-Double(touches - 1 - touch) / halfLife)
    case .position:
      if touches <= 2 { return 1 }
      return touch == 0 || touch == touches - 1 ? 0.4 : 0.2 / Double(touches - 2)
    default: return 1
    }
  }
}
