import Glibc

/// All tables of two arms, by their totals of successes, and how large a region of them can become over the common share.
struct UnconditionalTables {
  private let control: SharesComparison.Arm
  private let treatment: SharesComparison.Arm
  private let ordering: ExactShares.Ordering
  private let trials: Int
  /// ln of the binomial coefficients of all trials.
  private let logWays: [Double]

  init(control: SharesComparison.Arm, treatment: SharesComparison.Arm, ordering: ExactShares.Ordering) {
    self.control = control
    self.treatment = treatment
    self.ordering = ordering
    trials = Int(control.trials + treatment.trials)
    var ways = [0.0]
    for s in stride(from: 1, through: trials, by: 1) { ways.append(ways[s - 1] + log(Double(trials - s + 1) / Double(s))) }
    logWays = ways
  }

  /// The probability of a table at least as extreme as the observed, at the common share where it is largest.
  /// - Parameter side: 1 for treatment higher, −1 lower, 0 both.
  func size(side: Double) -> PValue {
    let total = control.successes + treatment.successes
    let observed = conditional(Int(total))
    let threshold = extremities(observed, total: total, side: side)[Int(treatment.successes) - observed.first]
    let limit = threshold - 1e-9 * max(abs(threshold), 1e-300)
    let logRejected: [Double] = (0...trials).map { s in
      let table = conditional(s)
      let values = extremities(table, total: Double(s), side: side)
      var sum = 0.0
      for place in values.indices where values[place] >= limit { sum += table.probabilities[place] }
      return log(min(sum, 1)) + logWays[s]
    }
    func size(_ share: Double) -> Double {
      let (success, failure) = (log(share), log1p(-share))
      var largest = -Double.infinity
      for s in 0...trials { largest = max(largest, logRejected[s] + Double(s) * success + Double(trials - s) * failure) }
      guard largest > -.infinity else { return largest }
      var sum = 0.0
      for s in 0...trials {
        let term = logRejected[s] + Double(s) * success + Double(trials - s) * failure - largest
        if term > -45 { sum += exp(term) }
      }
      return largest + log(sum)
    }
    let steps = 500
    // Equal steps of the arc sine, so that shares near 0 and 1 are looked at as closely.
    func share(_ step: Double) -> Double {
      let sine = sin(Double.pi / 2 * step / Double(steps))
      return sine * sine
    }
    var best = (step: 1.0, value: -Double.infinity)
    for step in 1..<steps {
      let value = size(share(Double(step)))
      if value > best.value { best = (Double(step), value) }
    }
    // The ends themselves, where the share is 0 or 1, have no logarithm.
    var (low, high) = (max(best.step - 1, 1e-6), min(best.step + 1, Double(steps) - 1e-6))
    for _ in 0..<60 {
      let (a, b) = (low + 0.382 * (high - low), low + 0.618 * (high - low))
      if size(share(a)) < size(share(b)) { low = a } else { high = b }
    }
    return PValue(naturalLogarithm: min(0, max(best.value, size(share((low + high) / 2)))))
  }

  /// Probabilities of the treatment's successes given the total, from the middle outwards by the ratios of neighbours.
  private func conditional(_ s: Int) -> (first: Int, probabilities: [Double]) {
    let table = Hypergeometric(treatmentTrials: treatment.trials, controlTrials: control.trials, successes: Double(s))
    let (first, last) = (table.smallest, table.largest)
    var probabilities = [Double](repeating: 0, count: Int(last - first) + 1)
    let mode = min(max(((treatment.trials + 1) * (Double(s) + 1) / (Double(trials) + 2)).rounded(.down), first), last)
    let peak = exp(table.logProbability(of: mode))
    probabilities[Int(mode - first)] = peak
    var mass = peak
    var x = mode
    while x < last {
      mass *= (treatment.trials - x) * (Double(s) - x) / ((x + 1) * (control.trials - Double(s) + x + 1))
      x += 1
      probabilities[Int(x - first)] = mass
    }
    mass = peak
    x = mode
    while x > first {
      mass *= x * (control.trials - Double(s) + x) / ((treatment.trials - x + 1) * (Double(s) - x + 1))
      x -= 1
      probabilities[Int(x - first)] = mass
    }
    return (Int(first), probabilities)
  }

  /// How extreme each table of a total is; larger is more so.
  private func extremities(_ table: (first: Int, probabilities: [Double]), total s: Double, side: Double) -> [Double] {
    let (first, probabilities) = table
    if ordering == .pooledZ {
      let pooled = s * (Double(trials) - s)
      guard pooled > 0 else { return [Double](repeating: 0, count: probabilities.count) }
      let unit = (Double(trials) / (control.trials * treatment.trials * pooled)).squareRoot()
      return probabilities.indices.map { place in
        let x1 = Double(first + place)
        let z = (x1 * control.trials - (s - x1) * treatment.trials) * unit
        return side == 0 ? abs(z) : side * z
      }
    }
    if ordering == .fisherTwoSided, side == 0 {
      let sorted = probabilities.sorted()
      var sums = [0.0]
      for probability in sorted { sums.append(sums[sums.count - 1] + probability) }
      return probabilities.map { probability in
        let limit = probability * (1 + 1e-7)
        // How many are no more probable, by halving.
        var (low, high) = (0, sorted.count)
        while low < high {
          let middle = (low + high) / 2
          if sorted[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return -sums[low]
      }
    }
    var tails = probabilities
    if side > 0 {
      for place in stride(from: tails.count - 2, through: 0, by: -1) { tails[place] += tails[place + 1] }
    } else {
      for place in tails.indices.dropFirst() { tails[place] += tails[place - 1] }
    }
    return tails.map { -$0 }
  }
}
