/// The Mann–Whitney test (1947): whether values of the treatment tend to be higher.
public struct RankSum: Sendable {
  /// Pairs in which the treatment's value is higher, ties a half.
  public let statistic: Double
  public let probabilityHigher: Double
  public let isExact: Bool
  public let test: TailedTest

  /// Exact without ties below 50 values in both arms, else the normal with the ties' variance.
  /// - Throws: `tooFewUnits`, `zeroVariance` when all values are equal.
  public init(control: [Double], treatment: [Double], hasContinuity: Bool = true) throws(NoAnswer) {
    guard !control.isEmpty, !treatment.isEmpty else { throw .tooFewUnits(have: 0, need: 1) }
    let all = (control.map { ($0, false) } + treatment.map { ($0, true) }).sorted { $0.0 < $1.0 }
    let (m, n) = (Double(control.count), Double(treatment.count))
    var (ranks, ties, start) = (0.0, 0.0, 0)
    while start < all.count {
      var end = start
      while end < all.count, all[end].0 == all[start].0 { end += 1 }
      let size = Double(end - start)
      let rank = (Double(start) + Double(end) + 1) / 2
      ranks += rank * Double(all[start..<end].count { $0.1 })
      ties += size * (size * size - 1)
      start = end
    }
    let u = ranks - n * (n + 1) / 2
    statistic = u
    probabilityHigher = u / (m * n)
    isExact = ties == 0 && control.count < 50 && treatment.count < 50
    if isExact {
      let counts = RankSum.distribution(control.count, treatment.count)
      let total = counts.reduce(0, +)
      let place = Int(u)
      test = TailedTest(
        statistic: u, higher: PValue(min(1, counts[place...].reduce(0, +) / total)), lower: PValue(min(1, counts[...place].reduce(0, +) / total)))
    } else {
      let count = m + n
      let variance = m * n / 12 * (count + 1 - ties / (count * (count - 1)))
      guard variance > 0 else { throw .zeroVariance }
      let gap = u - m * n / 2
      let half = hasContinuity ? 0.5 : 0
      let error = variance.squareRoot()
      let higher = TailedTest(z: (gap - half) / error).higher
      let lower = TailedTest(z: (gap + half) / error).lower
      test = TailedTest(statistic: u, higher: higher, lower: lower)
    }
  }

  /// How many arrangements have each U: the coefficients of the Gaussian binomial.
  private static func distribution(_ m: Int, _ n: Int) -> [Double] {
    let top = m * n
    var counts = [Double](repeating: 0, count: top + 1)
    counts[0] = 1
    for i in 1...n {
      for u in stride(from: top, through: m + i, by: -1) { counts[u] -= counts[u - m - i] }
      for u in stride(from: i, through: top, by: 1) { counts[u] += counts[u - i] }
    }
    return counts
  }
}
