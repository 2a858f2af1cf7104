extension RealWorld {
  var quick: RealWorld { .init(kind: kind, units: units, split: split, effect: effect, repetitions: 2000) }

  static let grid: [RealWorld] = {
    var worlds = [RealWorld]()
    for split in [(1, 1), (4, 1), (1, 4), (9, 1), (1, 9), (19, 1)] {
      worlds.append(.init(kind: .revenue(basket: .logNormal(1), buyers: 0.05, timesAsMany: 1), units: 2000, split: split, effect: 1.5, repetitions: 10_000))
    }
    for split in [(9, 1), (1, 9)] {
      for (basket, buyers, units) in [(Basket.logNormal(1), 0.05, 20_000), (.logNormal(1.8), 0.03, 3000), (.pareto(1.8), 0.03, 20_000)] {
        worlds.append(
          .init(kind: .revenue(basket: basket, buyers: buyers, timesAsMany: 1), units: units, split: split, effect: 1.4, repetitions: units > 5000 ? 4000 : 10_000))
      }
      for more in [2, 0.5] {
        worlds.append(.init(kind: .revenue(basket: .logNormal(1), buyers: 0.05, timesAsMany: more), units: 2000, split: split, effect: 1.5, repetitions: 10_000))
      }
      worlds.append(.init(kind: .revenuePerClick(clicks: 1), units: 2000, split: split, effect: 1.5, repetitions: 6000))
      worlds.append(.init(kind: .revenuePerClick(clicks: 2), units: 2000, split: split, effect: 1.5, repetitions: 6000))
      worlds.append(.init(kind: .winsorized(0.99), units: 20_000, split: split, effect: 1.4, repetitions: 4000))
      worlds.append(.init(kind: .revenueKnown, units: 2000, split: split, effect: 1.5, repetitions: 6000))
      worlds.append(.init(kind: .revenueOfRegulars, units: 2000, split: split, effect: 1.3, repetitions: 6000))
      worlds.append(.init(kind: .costPerResult(dispersion: 3), units: 2000, split: split, effect: 1.4, repetitions: 6000))
      worlds.append(.init(kind: .rate(dispersion: 3), units: 2000, split: split, effect: 1.4, repetitions: 6000))
      worlds.append(.init(kind: .profit, units: 2000, split: split, effect: 1.4, repetitions: 6000))
      worlds.append(.init(kind: .revenueByDay(days: 14, orders: 20), units: 14, split: split, effect: 1.5, repetitions: 10_000))
      worlds.append(.init(kind: .revenueByDay(days: 28, orders: 20), units: 28, split: split, effect: 1.5, repetitions: 6000))
    }
    for split in [(19, 1), (1, 19)] {
      worlds.append(.init(kind: .revenue(basket: .pareto(1.8), buyers: 0.03, timesAsMany: 1), units: 20_000, split: split, effect: 1.4, repetitions: 4000))
      worlds.append(.init(kind: .profit, units: 4000, split: split, effect: 1.4, repetitions: 6000))
      worlds.append(.init(kind: .rate(dispersion: 3), units: 4000, split: split, effect: 1.4, repetitions: 6000))
    }
    worlds.append(.init(kind: .driftingReturns(days: 28, orders: 40), units: 28, split: (1, 1), effect: 1.5, repetitions: 6000))
    for split in [(1, 1), (4, 1), (1, 4)] {
      worlds.append(.init(kind: .revenueByDay(days: 14, orders: 20), units: 14, split: split, effect: 1.5, repetitions: 10_000))
    }
    for (split, days) in [((4, 1), 14), ((1, 4), 14), ((9, 1), 28)] {
      worlds.append(.init(kind: .results(days: days, perDay: 100, sigma: 0.2, lasting: 0), units: days, split: split, effect: 1.3, repetitions: 10_000))
    }
    for (days, perDay, sigma, lasting, effect) in [
      (2, 50, 0.2, 0, 1.3), (6, 50, 0.2, 0, 1.3), (2, 10, 0, 0, 1.6), (7, 40, 0, 0, 1.26), (14, 40, 0, 0, 1.18), (28, 40, 0, 0, 1.125), (14, 100, 0.2, 0, 1.26),
      (28, 100, 0.2, 0, 1.18), (28, 200, 0.25, 0.3, 1.25), (28, 200, 0.25, 0.5, 1.25), (28, 200, 0.25, 0.8, 1.25), (56, 200, 0.25, 0.5, 1.2),
      (56, 200, 0.25, 0.8, 1.2),
    ] as [(Int, Double, Double, Double, Double)] {
      worlds.append(
        .init(kind: .results(days: days, perDay: perDay, sigma: sigma, lasting: lasting), units: days, split: (1, 1), effect: effect, repetitions: 10_000))
    }
    return worlds
  }()
}
