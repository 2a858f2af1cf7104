import ExperimentModel
import ExperimentStatistics

/// A metric over the units of one table.
struct UnitMetrics {
  let reader: TableReader
  let store: UnitStore
  let metric: Metric

  /// What each unit brings, and which are left out.
  private struct Taken {
    var x: [Double]
    /// What x is divided by; nil for a number of each unit.
    var y: [Double]?
    /// Negative: left out.
    var group: [Int32]
    var missing: [Int]
    var immature: [Int]
  }

  private func taken(_ note: (BilingualText) -> Void) -> Taken? {
    let variants = reader.variantCount
    guard let numerator = reader.plan.slot(metric.numerator, metric) else { return nil }
    let denominator = metric.denominator.flatMap { reader.plan.slot($0, metric) }
    let units = store.count
    var x = [Double](repeating: 0, count: units)
    var y = [Double](repeating: 0, count: denominator == nil ? 0 : units)
    var group = [Int32](repeating: -1, count: units)
    var missing = [Int](repeating: 0, count: variants)
    var immature = missing
    let lastMature = metric.lastMatureDay(asOf: CalendarDay(number: reader.asOf)).number
    let undatedCounts = reader.experiment.start.map { $0.number <= lastMature } ?? true
    for unit in 0..<units {
      let variant = Int(store.variants[unit])
      guard variant >= 0 else { continue }
      let isMature = reader.isDated ? reader.day(of: unit, store) <= lastMature : undatedCounts
      guard isMature else {
        immature[variant] += 1
        continue
      }
      guard let value = value(unit, numerator) else {
        missing[variant] += 1
        continue
      }
      x[unit] = value
      if let denominator {
        guard let other = self.value(unit, denominator) else {
          missing[variant] += 1
          continue
        }
        y[unit] = other
      }
      group[unit] = Int32(variant)
    }
    if metric.facts.unitValue == .score { score(&x, &group, &missing, note) }
    if let share = metric.winsorize { winsorize(&x, group, share) }
    return Taken(x: x, y: denominator == nil ? nil : y, group: group, missing: missing, immature: immature)
  }

  /// The units that are compared, one by one.
  func rows() -> UnitRows? {
    guard let taken = taken({ _ in }) else { return nil }
    let covariate = metric.covariate.flatMap { self.covariate($0, taken.group, { _ in }) }
    let kept = taken.group.indices.filter { taken.group[$0] >= 0 }
    func of(_ values: [Double]) -> [Double] { kept.map { values[$0] } }
    return UnitRows(
      variants: kept.map { taken.group[$0] }, values: of(taken.x), denominators: taken.y.map(of), covariates: covariate.map(of),
      strata: strata(taken.group).map { split in kept.map { split.group[$0] % Int32(split.names.count) } })
  }

  /// One summary per variant.
  func summaries(fractional: [Bool], note: (BilingualText) -> Void) -> [MetricSummary] {
    let variants = reader.variantCount
    guard let taken = taken(note) else {
      return (0..<variants).map { _ in MetricSummary(values: .nothing, missing: 0, immature: 0, segments: [], fractional: false) }
    }
    let (x, denominators, group, missing, immature) = (taken.x, taken.y, taken.group, taken.missing, taken.immature)
    // A quantile of a period cannot be told from its sum: without cells the comparison of periods says that it has none.
    if switchesByPeriod, metric.facts.statistic == .moments {
      let cells = cellsByDay(x, denominators, group)
      return (0..<variants).map { variant in
        MetricSummary(
          values: cells[variant].isEmpty ? .nothing : .days(cells[variant]), missing: missing[variant], immature: immature[variant], segments: [],
          fractional: fractional[variant])
      }
    }
    var covariate: [Double]?
    if let reference = metric.covariate { covariate = self.covariate(reference, group, note) }
    var others: [[Double]] = []
    if let denominators { others.append(denominators) }
    if let covariate { others.append(covariate) }
    if let denominators, let covariate { others.append(adjusted(x, denominators, covariate, group)) }
    func values(_ moments: UnitMoments, _ group: [Int32], _ place: Int, _ days: [Int]) -> MetricSummary.Values {
      guard moments.counts[place] > 0 else { return .nothing }
      func part(_ index: Int) -> UnitValues.JointPart {
        let second = moments.seconds[index]
        return UnitValues.JointPart(
          mean: second.means[place], squaredDeviations: second.squares[place], coDeviation: second.products[place], cubedDeviations: second.cubes[place],
          valueTwice: second.firstTwice[place], partTwice: second.secondTwice[place], nonzero: second.nonzero[place])
      }
      if case .quantile(let level) = metric.facts.statistic { return quantile(level, x.indices.filter { Int(group[$0]) == place }.map { x[$0] }, days[place]) }
      return .units(
        UnitValues(
          count: moments.counts[place], nonzero: moments.nonzero[place], negative: moments.negative[place], sum: moments.sums[place],
          mean: moments.means[place], squaredDeviations: moments.squares[place], cubedDeviations: moments.cubes[place],
          denominator: denominators == nil ? nil : part(0), covariate: covariate == nil ? nil : part(denominators == nil ? 0 : 1),
          adjusted: denominators == nil || covariate == nil ? nil : part(2), days: days[place]))
    }
    let moments = UnitMoments(x, group: group, groups: variants, others: others)
    let days = distinctDays(group, variants)
    var strata = [[UnitValues.Stratum]](repeating: [], count: variants)
    if let split = self.strata(group) {
      let moments = UnitMoments(x, group: split.group, groups: variants * split.names.count, others: others)
      let days = distinctDays(split.group, variants * split.names.count)
      for variant in 0..<variants {
        for number in split.order {
          guard case .units(let inside) = values(moments, split.group, variant * split.names.count + number, days) else { continue }
          strata[variant].append(.init(name: split.names[number], values: inside))
        }
      }
    }
    var segments = [[SegmentSummary]](repeating: [], count: variants)
    for wanted in metric.segments {
      guard let split = split(group, by: wanted) else { continue }
      let moments = UnitMoments(x, group: split.group, groups: variants * split.names.count, others: others)
      let days = distinctDays(split.group, variants * split.names.count)
      for variant in 0..<variants {
        for number in split.order {
          let values = values(moments, split.group, variant * split.names.count + number, days)
          segments[variant].append(SegmentSummary(dimension: wanted.column.column, value: split.names[number], values: values))
        }
      }
    }
    return (0..<variants).map { variant in
      MetricSummary(
        values: values(moments, group, variant, days).with(strata: strata[variant]), missing: missing[variant], immature: immature[variant],
        segments: segments[variant],
        fractional: fractional[variant])
    }
  }

  /// Scores of 0…10 as −100 for detractors (to 6), 100 for promoters (from 9), 0 between (Reichheld 2003); others are no scores and are left out.
  private func score(_ x: inout [Double], _ group: inout [Int32], _ missing: inout [Int], _ note: (BilingualText) -> Void) {
    var beyond = 0
    for unit in x.indices where group[unit] >= 0 {
      guard (0...10).contains(x[unit]) else {
        missing[Int(group[unit])] += 1
        group[unit] = -1
        beyond += 1
        continue
      }
      x[unit] = x[unit] >= 9 ? 100 : x[unit] <= 6 ? -100 : 0
    }
    guard beyond > 0 else { return }
    note(
      RowSentences.scoresOutside(metric.name, units: beyond))
  }

  /// A quantile (type 7 of Hyndman & Fan 1996) with the error that a normal would need for its 95 % interval between order statistics, carried as the moments
  /// of a mean with that error. Too few units for such an interval leave an error of nought, which no comparison takes.
  private func quantile(_ level: Double, _ values: [Double], _ days: Int) -> MetricSummary.Values {
    guard !values.isEmpty else { return .nothing }
    let sample = SampleValues(values)
    let estimate = sample.quantile(level)
    let interval = sample.quantileInterval(level, confidence: 0.95)
    let n = Double(values.count)
    var error = 0.0
    if let low = interval.lower, let high = interval.upper { error = (high - low) / (2 * 1.959963984540054) }
    return .units(
      UnitValues(count: values.count, sum: estimate * n, mean: estimate, squaredDeviations: error * error * n * (n - 1), denominator: nil, days: days))
  }

  /// Where whole periods switch between variants, the periods are what was randomised, and units count only as parts of their day.
  private var switchesByPeriod: Bool {
    if case .switchback = reader.experiment.evidence { reader.isDated } else { false }
  }

  /// Units added up by the day they entered: for each variant the days that have any, with the sum and the denominator (or the number of units).
  private func cellsByDay(_ x: [Double], _ y: [Double]?, _ group: [Int32]) -> [[DayCell]] {
    let (variants, days) = (reader.variantCount, reader.dayCount)
    var sums = [Double](repeating: 0, count: variants * days)
    var sizes = sums
    for unit in group.indices where group[unit] >= 0 {
      let place = Int(group[unit]) * days + reader.day(of: unit, store) - reader.firstDay
      sums[place] += x[unit]
      sizes[place] += y?[unit] ?? 1
    }
    return (0..<variants).map { variant in
      (0..<days).compactMap { day in
        let place = variant * days + day
        guard sizes[place] != 0 || sums[place] != 0 else { return nil }
        return DayCell(day: CalendarDay(number: reader.firstDay + day), numerator: sums[place], denominator: sizes[place])
      }
    }
  }

  /// A unit's number: its rows added up, or for a share whether any of them counts. Nil when a row lacked it.
  private func value(_ unit: Int, _ slot: Int) -> Double? {
    let place = unit * store.slots + slot
    let sum = store.sums[place]
    let lacks = store.missing[place]
    if metric.facts.unitValue == .yesOrNo {
      if sum > 0 { return 1 }
      return lacks && metric.missing == .exclude ? nil : 0
    }
    return lacks && metric.missing == .exclude ? nil : sum
  }

  /// Cuts values above an upper quantile of all arms together (the ⌈q·n⌉-th smallest), so that every arm is cut at one height.
  private func winsorize(_ x: inout [Double], _ group: [Int32], _ share: Double) {
    let sorted = group.indices.filter { group[$0] >= 0 }.map { x[$0] }.sorted()
    guard !sorted.isEmpty else { return }
    let rank = min(max(Int((share * Double(sorted.count)).rounded(.up)), 1), sorted.count)
    let limit = sorted[rank - 1]
    for unit in x.indices where x[unit] > limit { x[unit] = limit }
  }

  /// The pre-test values; units without one get the mean of the others, which neither adds nor biases anything.
  private func covariate(_ reference: ColumnReference, _ group: [Int32], _ note: (BilingualText) -> Void) -> [Double]? {
    guard let slot = reader.plan.covariate(reference) else { return nil }
    var values = [Double](repeating: 0, count: group.count)
    var sum = 0.0
    var known = 0
    var lacking: [Int] = []
    for unit in group.indices where group[unit] >= 0 {
      let place = unit * store.slots + slot
      if store.missing[place] {
        lacking.append(unit)
      } else {
        values[unit] = store.sums[place]
        sum += values[unit]
        known += 1
      }
    }
    guard known > 0 else {
      note(
        RowSentences.noCovariate(reference.column, metric: metric.name))
      return nil
    }
    for unit in lacking { values[unit] = sum / Double(known) }
    if !lacking.isEmpty {
      note(
        RowSentences.unitsLackCovariate(lacking.count, column: reference.column, metric: metric.name))
    }
    return values
  }

  /// w = y + (β/r)(z − z̄): with e = x − r·y the residual of a ratio r (Cochran 1977, §6.5) and β its slope on the covariate z within the variants, x − r·w is
  /// the residual less what z tells of it (Deng, Xu, Kohavi & Walker 2013, eq. 4, on the linearised ratio of their appendix B).
  private func adjusted(_ x: [Double], _ y: [Double], _ z: [Double], _ group: [Int32]) -> [Double] {
    let variants = reader.variantCount
    func means(_ values: [Double]) -> [Double] {
      var (sums, counts) = ([Double](repeating: 0, count: variants), [Double](repeating: 0, count: variants))
      for unit in group.indices where group[unit] >= 0 {
        sums[Int(group[unit])] += values[unit]
        counts[Int(group[unit])] += 1
      }
      return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
    }
    func total(_ values: [Double]) -> Double { group.indices.reduce(0) { group[$1] >= 0 ? $0 + values[$1] : $0 } }
    let below = total(y)
    let ratio = below != 0 ? total(x) / below : 0
    let (meanX, meanY, meanZ) = (means(x), means(y), means(z))
    var (product, square) = (0.0, 0.0)
    for unit in group.indices where group[unit] >= 0 {
      let place = Int(group[unit])
      let gap = z[unit] - meanZ[place]
      product += (x[unit] - meanX[place] - ratio * (y[unit] - meanY[place])) * gap
      square += gap * gap
    }
    let units = Double(group.count { $0 >= 0 })
    let slope = square > 0 && ratio > 0 ? product / square / ratio : 0
    let centre = units > 0 ? total(z) / units : 0
    return y.indices.map { y[$0] + slope * (z[$0] - centre) }
  }

  /// Distinct days of entry in each group; 0 where the table has no dates.
  private func distinctDays(_ group: [Int32], _ groups: Int) -> [Int] {
    guard reader.isDated, reader.dayCount > 0 else { return Array(repeating: 0, count: groups) }
    var seen = [Bool](repeating: false, count: groups * reader.dayCount)
    for unit in group.indices where group[unit] >= 0 {
      let day = reader.day(of: unit, store) - reader.firstDay
      seen[Int(group[unit]) * reader.dayCount + day] = true
    }
    return (0..<groups).map { place in seen[(place * reader.dayCount)..<((place + 1) * reader.dayCount)].count { $0 } }
  }
}

extension TableReader {
  /// The day on which a unit entered.
  @inline(__always) func day(of unit: Int, _ store: UnitStore) -> Int {
    let time = store.times[unit]
    return time >= 0 ? time / 86_400_000 : -((86_399_999 - time) / 86_400_000)
  }

  /// Bands in their own order, texts in the order of their code points: not that of rows, which the next export changes.
  func segmentOrder(_ dimension: Int) -> [Int] {
    let names = segmentNames[dimension]
    guard dimensions[dimension].bands.isEmpty else { return Array(names.indices) }
    return names.indices.sorted { names[$0] < names[$1] }
  }
}
