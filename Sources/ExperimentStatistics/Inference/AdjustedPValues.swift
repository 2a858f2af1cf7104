/// P-values adjusted for how many there are: reject where the adjusted value is at most alpha.
public enum AdjustedPValues {
  /// Bonferroni (Dunn 1961): m·p.
  public static func bonferroni(_ p: [Double]) -> [Double] { p.map { min(1, $0 * Double(p.count)) } }

  /// Holm (1979), Scandinavian Journal of Statistics 6, 65–70: step down.
  public static func holm(_ p: [Double]) -> [Double] {
    var largest = 0.0
    return ascending(p) { rank, value in
      largest = max(largest, Double(p.count - rank) * value)
      return largest
    }
  }

  /// Hochberg (1988), Biometrika 75, 800–802: step up; independent or positively dependent.
  public static func hochberg(_ p: [Double]) -> [Double] { descending(p) { Double(p.count - $0) } }

  /// Benjamini & Hochberg (1995), JRSS B 57, 289–300: false discovery rate, independent or positively dependent.
  public static func benjaminiHochberg(_ p: [Double]) -> [Double] { descending(p) { Double(p.count) / Double($0 + 1) } }

  /// Benjamini & Yekutieli (2001), Annals of Statistics 29, 1165–1188: false discovery rate under any dependence.
  public static func benjaminiYekutieli(_ p: [Double]) -> [Double] {
    let harmonic = p.indices.reduce(0.0) { $0 + 1 / Double($1 + 1) }
    return descending(p) { harmonic * Double(p.count) / Double($0 + 1) }
  }

  /// Hommel (1988), Biometrika 75, 383–386, by Wright's algorithm (1992), Biometrics 48, 1005–1013. O(m²).
  public static func hommel(_ p: [Double]) -> [Double] {
    let m = p.count
    guard m > 1 else { return p }
    let order = p.indices.sorted { p[$0] < p[$1] }
    let sorted = order.map { p[$0] }
    let start = sorted.indices.map { Double(m) * sorted[$0] / Double($0 + 1) }.min() ?? 1
    var adjusted = [Double](repeating: start, count: m)
    var step = adjusted
    for size in stride(from: m - 1, to: 1, by: -1) {
      let split = m - size + 1
      var least = Double.infinity
      for i in split..<m { least = min(least, Double(size) * sorted[i] / Double(i - split + 2)) }
      for i in 0..<split { step[i] = min(Double(size) * sorted[i], least) }
      for i in split..<m { step[i] = step[split - 1] }
      for i in 0..<m { adjusted[i] = max(adjusted[i], step[i]) }
    }
    var result = p
    for (rank, index) in order.enumerated() { result[index] = min(1, max(adjusted[rank], sorted[rank])) }
    return result
  }

  private static func ascending(_ p: [Double], _ adjust: (Int, Double) -> Double) -> [Double] {
    var result = p
    for (rank, index) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated() { result[index] = min(1, adjust(rank, p[index])) }
    return result
  }

  /// The running minimum from the largest p of factor(rank)·p.
  private static func descending(_ p: [Double], _ factor: (Int) -> Double) -> [Double] {
    var result = p
    var least = 1.0
    for (rank, index) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated().reversed() {
      least = min(least, factor(rank) * p[index])
      result[index] = least
    }
    return result
  }
}
