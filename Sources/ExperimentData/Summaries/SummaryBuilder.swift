import ExperimentModel

/// From what was read of an experiment's tables to what decisions are made on.
struct SummaryBuilder {
  let request: SummaryRequest
  let readers: [TableReader]
  private let cells: [TableCells?]

  init(_ request: SummaryRequest, readers: [TableReader]) {
    self.request = request
    self.readers = readers
    let experiment = request.experiment
    // Units are added up by day only where a metric or the spending meets there.
    var wanted = Set(
      experiment.metrics.filter { $0.grain != .units }.flatMap { [$0.numerator.table, $0.denominator?.table ?? $0.numerator.table] })
    if let spent = experiment.spent { wanted.insert(spent.table) }
    cells = readers.indices.map { wanted.contains($0) ? TableCells(readers[$0]) : nil }
  }

  func summary() -> ExperimentSummary {
    let experiment = request.experiment
    var notes: [BilingualText] = []
    var impossible: [DataQuality.Impossible] = []
    let metrics = experiment.metrics.map { metric in
      summaries(metric, note: { if !notes.contains($0) { notes.append($0) } }, impossible: { impossible.append($0) })
    }
    for (index, variant) in experiment.variants.enumerated() {
      // People cannot be fewer than none: the split could not be checked on them.
      guard let count = units(index), count < 0 else { continue }
      impossible.append(
        DataQuality.Impossible(
          metric: "units", variant: variant.id, count: 1,
          text: RowSentences.units(ReaderNotes.amount(count))))
    }
    let variants = experiment.variants.indices.map { variant in
      let spend = spend(variant)
      return VariantSummary(
        units: units(variant), days: days(variant), spend: spend.dated, undatedSpend: spend.undated, metrics: metrics.map { $0[variant] },
        rows: readers.reduce(0) { $0 + $1.counted[variant] })
    }
    return ExperimentSummary(variants: variants, quality: QualityReport(request, readers).quality(impossible, notes))
  }

  // MARK: Metrics

  private func summaries(
    _ metric: Metric, note: (BilingualText) -> Void, impossible: (DataQuality.Impossible) -> Void
  ) -> [MetricSummary] {
    let fractional = fractional(metric)
    if metric.grain == .units {
      let reader = readers[metric.numerator.table]
      guard let store = reader.store else {
        return fractional.map { _ in MetricSummary(values: .nothing, missing: 0, immature: 0, segments: [], fractional: false) }
      }
      return UnitMetrics(reader: reader, store: store, metric: metric).summaries(fractional: fractional, note: note)
    }
    guard let whole = dayMetrics(metric, segment: nil) else { return [] }
    return request.experiment.variants.indices.map { variant in
      let answer = answer(whole, variant)
      if let first = answer.impossible.first {
        impossible(Impossibility.report(metric, request.experiment.variants[variant], answer.impossible.count, first))
      }
      return MetricSummary(
        values: answer.values, missing: answer.missing, immature: answer.immature, segments: segments(metric, variant),
        fractional: fractional[variant])
    }
  }

  private func dayMetrics(_ metric: Metric, segment: (dimension: Int, number: Int)?) -> DayMetrics? {
    guard let denominator = metric.denominator else { return nil }
    func table(_ expression: ValueExpression) -> (TableCells, Int)? {
      let reader = readers[expression.table]
      guard let slot = reader.plan.slot(expression, metric) else { return nil }
      let found = segment == nil ? cells[expression.table] ?? TableCells(reader) : TableCells(reader, segment: segment)
      return (found, slot)
    }
    guard let top = table(metric.numerator), let bottom = table(denominator) else { return nil }
    return DayMetrics(metric: metric, top: top.0, topSlot: top.1, bottom: bottom.0, bottomSlot: bottom.1)
  }

  private func answer(
    _ metrics: DayMetrics, _ variant: Int
  ) -> (values: MetricSummary.Values, missing: Int, immature: Int, impossible: [DayCell]) {
    let metric = metrics.metric
    guard metric.grain == .totals else {
      let outcome = metrics.outcome(variant)
      return (outcome.cells.isEmpty ? .nothing : .days(outcome.cells), outcome.missing, outcome.immature, outcome.impossible)
    }
    let table = metrics.top.reader
    let isUnits = metrics.top.reader.hasUnits && metrics.bottom.reader.hasUnits
    guard isUnits ? unitsCount(lag: metric.outcomeLag) : undatedCounts(lag: metric.outcomeLag) else {
      let rows = metrics.top.cells.rows(variant, 0) + metrics.bottom.cells.rows(variant, 0)
      return (.nothing, 0, rows > 0 ? 1 : 0, [])
    }
    let isOneTable = metric.denominator?.table == metric.numerator.table && !table.hasUnits
    let totals = metrics.totals(variant, pair: isOneTable ? table.plan.pairs[metric.name] : nil)
    let bad = totals.cell.map { metrics.isImpossible($0) ? [$0] : [] } ?? []
    return (totals.values, totals.missing, 0, bad)
  }

  /// A total for the whole period counts once the period is over; with an open end, once it has begun.
  private func undatedCounts(lag: Int) -> Bool {
    let last = request.experiment.end ?? request.experiment.start
    return last.map { $0.number <= request.asOf.number - 1 - lag } ?? true
  }

  /// Units without a date count from the start.
  private func unitsCount(lag: Int) -> Bool {
    request.experiment.start.map { $0.number <= request.asOf.number - 1 - lag } ?? true
  }

  private func segments(_ metric: Metric, _ variant: Int) -> [SegmentSummary] {
    guard !metric.segments.isEmpty, metric.denominator?.table == metric.numerator.table else { return [] }
    let reader = readers[metric.numerator.table]
    return metric.segments.flatMap { wanted -> [SegmentSummary] in
      guard let dimension = reader.dimensions.firstIndex(where: { $0.isSame(as: wanted) }) else { return [] }
      return reader.segmentOrder(dimension).compactMap { number in
        guard let metrics = dayMetrics(metric, segment: (dimension, number)) else { return nil }
        return SegmentSummary(
          dimension: wanted.column.column, value: reader.segmentNames[dimension][number], values: answer(metrics, variant).values)
      }
    }
  }

  /// Whether a count that ought to be whole was not: results and trials, not money.
  private func fractional(_ metric: Metric) -> [Bool] {
    return request.experiment.variants.indices.map { variant in
      metric.facts.counts.contains { count in
        let reader = readers[count.table]
        guard let slot = reader.plan.slot(count, metric) else { return false }
        return reader.fractional[variant * reader.plan.slots.count + slot]
      }
    }
  }

  // MARK: Variants

  private func units(_ variant: Int) -> Double? {
    for reader in readers {
      if let store = reader.store { return Double(store.variants.count { Int($0) == variant }) }
      guard let slot = reader.plan.units else { continue }
      guard reader.isDated || undatedCounts(lag: 0) else { return 0 }
      return (0..<reader.days.days).reduce(0) { $0 + reader.days.sum(variant, $1, slot) }
    }
    return nil
  }

  private func days(_ variant: Int) -> [CalendarDay] {
    var days: Set<Int> = []
    for reader in readers where reader.isDated { days.formUnion(reader.daysWithRows(variant)) }
    return days.sorted().map { CalendarDay(number: $0) }
  }

  private func spend(_ variant: Int) -> (dated: [DayAmount], undated: Double) {
    guard let spent = request.experiment.spent, let table = cells[spent.table],
      let slot = readers[spent.table].plan.slot(spent, nil)
    else { return ([], 0) }
    guard table.reader.isDated else {
      return ([], undatedCounts(lag: 0) ? table.cells.sum(variant, 0, slot) : 0)
    }
    let amounts = (0..<table.cells.days).flatMap { day -> [DayAmount] in
      guard table.cells.rows(variant, day) > table.cells.missing(variant, day, slot) else { return [] }
      return table.reader.dayAmounts(variant, day: table.reader.firstDay + day, table.cells.sum(variant, day, slot))
    }
    return (amounts, 0)
  }
}
