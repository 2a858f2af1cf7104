import Glibc

/// Bounds on Z at a run of looks: stop above `upper`, stop below `lower`, else go on. Nil: no bound at that look.
struct StoppingRegion: Hashable, Sendable {
  var information: [Double] = []
  var lower: [Double?] = []
  var upper: [Double?] = []

  /// Chances of a first crossing at each look, when Z_k ~ N(drift·√I_k, 1); from `start` (a Z seen at some information) when given.
  ///
  /// Z less its mean has no drift, so the drift moves the bounds instead.
  func crossings(drift: Double, from start: (z: Double, information: Double)? = nil) -> (upper: [Double], lower: [Double]) {
    var walk = StoppingWalk(drift: drift, from: start)
    var above: [Double] = [], below: [Double] = []
    for k in information.indices {
      let crossing = walk.look(information: information[k], lower: lower[k], upper: upper[k])
      above.append(crossing.upper)
      below.append(crossing.lower)
    }
    return (above, below)
  }
}

/// The paths that go on through a stopping region, look by look.
struct StoppingWalk {
  let drift: Double
  private var density: SurvivingDensity
  /// The last look's bounds, folded in once the next information is known.
  private var pending: (information: Double, lower: Double, upper: Double)?
  private let start: Double

  init(drift: Double, from start: (z: Double, information: Double)? = nil) {
    self.drift = drift
    if let start {
      self.start = start.z - drift * start.information.squareRoot()
      density = SurvivingDensity(point: self.start, information: start.information)
    } else {
      self.start = 0
      density = SurvivingDensity()
    }
  }

  /// The paths still going, standing at the look before `information`.
  mutating func arrive(at information: Double) -> SurvivingDensity {
    if let pending {
      density = density.advanced(
        to: pending.information, below: pending.upper, above: pending.lower, lowest: min(start, 0) - 8.5, highest: max(start, 0) + 38,
        next: information)
    }
    pending = nil
    return density
  }

  /// Where a bound on Z lies for Z less its mean.
  func centred(_ bound: Double, at information: Double) -> Double { bound - drift * information.squareRoot() }

  mutating func look(information: Double, lower: Double?, upper: Double?) -> (upper: Double, lower: Double) {
    let here = arrive(at: information)
    let high = upper.map { centred($0, at: information) }, low = lower.map { centred($0, at: information) }
    let above = high.map { here.exit(above: $0, at: information).probability } ?? 0
    let below = low.map { here.reflected().exit(above: -$0, at: information).probability } ?? 0
    if high != nil || low != nil { pending = (information, low ?? -.infinity, high ?? .infinity) }
    return (above, below)
  }
}
