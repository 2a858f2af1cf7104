/// Several tests at once: p-values adjusted so that each may be held against the level by itself. In the order given; logarithms are kept.
public enum AdjustedPValues {
  /// m·p: the family's error in any dependence.
  public static func bonferroni(_ p: [PValue]) -> [PValue] { p.map { $0.multiplied(by: Double(p.count)) } }

  /// Holm (1979), stepping down: any dependence, never less powerful than Bonferroni.
  public static func holm(_ p: [PValue]) -> [PValue] {
    var running = PValue(naturalLogarithm: -.infinity)
    return stepped(p, ascending: true) { rank, value in
      running = max(running, value.multiplied(by: Double(p.count - rank)))
      return running
    }
  }

  /// Hochberg (1988), stepping up: independent or positively dependent tests.
  public static func hochberg(_ p: [PValue]) -> [PValue] {
    var running = PValue(1)
    return stepped(p, ascending: false) { rank, value in
      running = min(running, value.multiplied(by: Double(p.count - rank)))
      return running
    }
  }

  /// Benjamini and Hochberg (1995): the share of false discoveries, independent or positively dependent tests.
  public static func benjaminiHochberg(_ p: [PValue]) -> [PValue] { discoveries(p, factor: 1) }

  /// Benjamini and Yekutieli (2001): the same in any dependence, dearer by Σ1/i.
  public static func benjaminiYekutieli(_ p: [PValue]) -> [PValue] {
    discoveries(p, factor: (0..<p.count).reversed().reduce(0.0) { $0 + 1 / Double($1 + 1) })
  }

  /// Hommel (1988) in Wright's form (1992): at least as powerful as Hochberg, same conditions. Cost: O(m²).
  public static func hommel(_ p: [PValue]) -> [PValue] {
    let count = p.count
    guard count > 1 else { return p }
    let order = p.indices.sorted { p[$0] < p[$1] }
    let sorted = order.map { p[$0] }
    func smallest(_ size: Int) -> PValue {
      // min over the `size` largest of size·p/rank.
      (0..<size).map { sorted[count - size + $0].multiplied(by: Double(size) / Double($0 + 1)) }.min() ?? PValue(1)
    }
    var adjusted = [PValue](repeating: smallest(count), count: count)
    if count > 2 {
      for size in stride(from: count - 1, through: 2, by: -1) {
        let split = count - size + 1
        let high = (1..<size).map { sorted[split + $0 - 1].multiplied(by: Double(size) / Double($0 + 1)) }.min() ?? PValue(1)
        for index in 0..<split { adjusted[index] = max(adjusted[index], min(sorted[index].multiplied(by: Double(size)), high)) }
        for index in split..<count { adjusted[index] = max(adjusted[index], adjusted[split - 1]) }
      }
    }
    var result = p
    for (rank, index) in order.enumerated() { result[index] = min(max(adjusted[rank], sorted[rank]), PValue(1)) }
    return result
  }

  private static func discoveries(_ p: [PValue], factor: Double) -> [PValue] {
    var running = PValue(1)
    return stepped(p, ascending: false) { rank, value in
      running = min(running, value.multiplied(by: factor * Double(p.count) / Double(rank + 1)))
      return running
    }
  }

  /// Walks the p-values in order of size and puts each answer back in its place.
  private static func stepped(_ p: [PValue], ascending: Bool, _ step: (Int, PValue) -> PValue) -> [PValue] {
    let order = p.indices.sorted { p[$0] < p[$1] }
    var result = p
    for rank in ascending ? Array(order.indices) : order.indices.reversed() { result[order[rank]] = step(rank, p[order[rank]]) }
    return result
  }
}
