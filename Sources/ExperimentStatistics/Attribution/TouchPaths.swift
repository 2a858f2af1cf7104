/// Sequences of channels that people met, with how many of those who took each converted and how many did not.
public struct TouchPaths: Sendable {
  /// Names of channels in order of first appearance.
  public private(set) var channels: [String] = []
  public var count: Int { conversions.count }

  private var indices: [String: Int32] = [:]
  private(set) var steps: [Int32] = []
  private(set) var starts: [Int] = [0]
  private(set) var conversions: [Double] = []
  private(set) var values: [Double] = []
  private(set) var nulls: [Double] = []

  public init() {}

  /// Adds a path. `conversions` and `nulls`: people, ≥ 0, may be fractional; `value`: money of its conversions together.
  /// - Throws: `InvalidInput` naming the number of the path.
  public mutating func append(_ path: [String], conversions: Double, value: Double = 0, nulls: Double = 0) throws {
    let row = count
    guard !path.isEmpty else { throw InvalidInput(key: "paths[\(row)].path", found: "nothing", allowed: "at least one channel") }
    for (key, number) in [("conversions", conversions), ("nulls", nulls)] where !(number >= 0 && number < .infinity) {
      throw InvalidInput(key: "paths[\(row)].\(key)", found: "\(number)", allowed: "0 or more")
    }
    guard value.isFinite else { throw InvalidInput(key: "paths[\(row)].value", found: "\(value)", allowed: "a number") }
    for name in path {
      if let index = indices[name] {
        steps.append(index)
      } else {
        let index = Int32(channels.count)
        indices[name] = index
        channels.append(name)
        steps.append(index)
      }
    }
    starts.append(steps.count)
    self.conversions.append(conversions)
    values.append(value)
    self.nulls.append(nulls)
  }

  var totalConversions: Double { conversions.reduce(0, +) }
  var totalValue: Double { values.reduce(0, +) }
}
