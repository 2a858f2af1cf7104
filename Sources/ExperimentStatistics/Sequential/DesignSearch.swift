import Glibc

/// Finds the bounds of a group-sequential design and the drift at which it has its power.
struct DesignSearch {
  let information: [Double]
  /// A side's.
  let alpha: Double
  let isTwoSided: Bool
  let family: BoundaryFamily

  /// Bounds for efficacy alone.
  func efficacy() throws -> StoppingRegion {
    switch family {
    case .spending(let spending): return spent(spending)
    case .wangTsiatis(let delta):
      let single = StandardNormal.upperQuantile(alpha)
      let unit = information.map { pow($0, delta - 0.5) }
      func region(_ constant: Double) -> StoppingRegion {
        let upper = unit.map { Optional(constant * $0) }
        return StoppingRegion(information: information, lower: upper.map { isTwoSided ? $0.map { -$0 } : nil }, upper: upper)
      }
      // One look of all crosses more often than any single one, and less often than all looks each at alpha/looks.
      let least = unit.map { single / $0 }.max() ?? single
      let most = unit.map { StandardNormal.upperQuantile(alpha / Double(unit.count)) / $0 }.max() ?? single
      let constant = try Roots.brent(between: min(least, most) - 1, and: max(least, most) + 1e-4) { c in
        log(max(region(c).crossings(drift: 0).upper.reduce(0, +), 1e-300) / alpha)
      }
      return region(constant)
    }
  }

  private func spent(_ spending: SpendingFunction) -> StoppingRegion {
    if !isTwoSided {
      let boundary = Boundary(spendingTimes: information, information: information, alpha: alpha, spending: spending)
      return StoppingRegion(information: information, lower: information.map { _ in nil }, upper: boundary.criticalValues)
    }
    var walk = StoppingWalk(drift: 0)
    var region = StoppingRegion(information: information)
    var done = 0.0
    for time in information {
      let total = spending.spent(at: time, alpha: alpha)
      let critical = bound(walk.arrive(at: time), at: time, amount: total - done, total: total)
      if critical != nil { done = total }
      _ = walk.look(information: time, lower: critical.map { -$0 }, upper: critical)
      region.upper.append(critical)
      region.lower.append(critical.map { -$0 })
    }
    return region
  }

  private func bound(_ paths: SurvivingDensity, at information: Double, amount: Double, total: Double) -> Double? {
    guard amount > BoundaryState.leastAmount, !paths.isOver else { return nil }
    return BoundaryState.critical(of: paths, at: information, crossing: amount, cumulative: total)
  }

  /// The drift at which `region` is crossed upwards with chance `power`.
  func drift(of region: StoppingRegion, power: Double) throws -> Double {
    let fixed = StandardNormal.upperQuantile(alpha) - StandardNormal.upperQuantile(power)
    return try Roots.brent(between: 0, and: 2 * max(fixed, 0) + 4, tolerance: 1e-13) { drift in
      region.crossings(drift: drift).upper.reduce(0, +) - power
    }
  }

  /// Bounds for efficacy and futility together, and the drift at which exactly beta is spent when the two meet at the last look.
  func withFutility(_ futility: FutilityRule, beta: Double) throws -> (drift: Double, region: StoppingRegion) {
    let fixedBounds = futility.isBinding ? nil : try efficacy()
    let fixed = StandardNormal.upperQuantile(alpha) + StandardNormal.upperQuantile(beta)
    // Too small a drift leaves more than beta below the last critical value, too large a one less.
    func excess(_ drift: Double) throws -> Double {
      let region = try bounds(drift: drift, futility: futility, beta: beta, efficacy: fixedBounds)
      return region.crossings(drift: drift).upper.reduce(0, +) - (1 - beta)
    }
    let drift = try Roots.brent(between: 0.7 * max(fixed, 0), and: 2.5 * max(fixed, 0) + 4, tolerance: 1e-12, of: excess)
    return (drift, try bounds(drift: drift, futility: futility, beta: beta, efficacy: fixedBounds))
  }

  private func bounds(drift: Double, futility: FutilityRule, beta: Double, efficacy: StoppingRegion?) throws -> StoppingRegion {
    if efficacy == nil, case .wangTsiatis(let delta) = family {
      return try bindingWangTsiatis(delta: delta, drift: drift, futility: futility, beta: beta)
    }
    var null = StoppingWalk(drift: 0), alternative = StoppingWalk(drift: drift)
    var region = StoppingRegion(information: information)
    var alphaDone = 0.0, betaDone = 0.0
    for (k, time) in information.enumerated() {
      var upper = efficacy?.upper[k]
      if efficacy == nil, case .spending(let spending) = family {
        let total = spending.spent(at: time, alpha: alpha)
        upper = bound(null.arrive(at: time), at: time, amount: total - alphaDone, total: total)
        if upper != nil { alphaDone = total }
      }
      let lower = futilityBound(
        &alternative, k, upper: upper, futility: futility, beta: beta, done: &betaDone)
      _ = null.look(information: time, lower: lower, upper: upper)
      _ = alternative.look(information: time, lower: lower, upper: upper)
      region.lower.append(lower)
      region.upper.append(upper)
    }
    return region
  }

  /// Below it beta's increment of this look is spent; at the last look, the critical value itself.
  private func futilityBound(
    _ alternative: inout StoppingWalk, _ k: Int, upper: Double?, futility: FutilityRule, beta: Double, done: inout Double
  ) -> Double? {
    if k == information.count - 1 { return upper }
    let time = information[k]
    let total = futility.spending.spent(at: time, alpha: beta)
    let paths = alternative.arrive(at: time).reflected()
    guard let mirrored = bound(paths, at: time, amount: total - done, total: total) else { return nil }
    done = total
    let bound = alternative.drift * time.squareRoot() - mirrored
    return upper.map { min(bound, $0) } ?? bound
  }

  private func bindingWangTsiatis(delta: Double, drift: Double, futility: FutilityRule, beta: Double) throws -> StoppingRegion {
    func region(_ constant: Double) -> StoppingRegion {
      var alternative = StoppingWalk(drift: drift)
      var region = StoppingRegion(information: information)
      var done = 0.0
      for (k, time) in information.enumerated() {
        let upper = constant * pow(time, delta - 0.5)
        let lower = futilityBound(&alternative, k, upper: upper, futility: futility, beta: beta, done: &done)
        _ = alternative.look(information: time, lower: lower, upper: upper)
        region.lower.append(lower)
        region.upper.append(upper)
      }
      return region
    }
    let unbound = try efficacy().upper[0].map { $0 / pow(information[0], delta - 0.5) } ?? 0
    let constant = try Roots.brent(between: 0.3 * unbound, and: unbound + 1e-4) { c in
      log(max(region(c).crossings(drift: 0).upper.reduce(0, +), 1e-300) / alpha)
    }
    return region(constant)
  }
}
