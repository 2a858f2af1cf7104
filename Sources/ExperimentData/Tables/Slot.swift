import ExperimentModel

/// One number that a row of a table gives, without the places where declarations ask for it.
struct Slot: Hashable {
  enum Kind: Hashable {
    case number(column: String)
    case equals(column: String, texts: [String])
    case elapsed(from: String, to: String, unit: ValueExpression.TimeUnit)
    case rows
    /// The first slot's number where the second is known too: undated totals pair row by row.
    case paired(Int, with: Int)
  }

  var kind: Kind
  var atLeast: Double?
  var atMost: Double?
  /// A share of units: only 0 and 1 (or yes and no) make sense.
  var binary = false
  /// A pre-test value: the unit's first row has it, rows do not add up.
  var first = false
}

/// All numbers that an experiment asks of one table, each once.
struct SlotPlan {
  private(set) var slots: [Slot] = []
  private(set) var needs: [NeededColumn] = []
  /// Covariates, `units:` and pairs by what asked for them.
  private(set) var units: Int?
  /// Slots that count something, so that a share in them is no number of theirs.
  private(set) var counts: Set<Int> = []
  /// Of those, what is counted whatever the results: trials, and `units:`.
  private(set) var trials: Set<Int> = []
  private(set) var pairs: [String: (numerator: Int, denominator: Int)] = [:]

  init(_ experiment: Experiment, table index: Int) {
    let table = experiment.tables[index]
    need(table.variantColumn, table.marks["variant"] ?? table.mark)
    need(table.dateColumn, table.marks["date"] ?? table.marks["time"] ?? table.mark)
    need(table.lastDayColumn, table.marks["to"] ?? table.mark)
    if case .units(let column) = table.grain { need(column, table.marks["unit"] ?? table.mark) }
    for filter in table.filters { need(filter.column, filter.mark) }
    for rule in table.once.rules {
      need(rule.column, rule.mark)
      need(rule.per, rule.mark)
    }
    for segment in table.segments { need(segment.column.column, segment.column.mark) }
    need(table.money.column, table.marks["currency"] ?? table.mark)
    if let column = table.unitsColumn {
      need(column, table.marks["units"] ?? table.mark)
      units = add(Slot(kind: .number(column: column)))
      if let units {
        counts.insert(units)
        trials.insert(units)
      }
    }
    for metric in experiment.metrics {
      let own = [metric.numerator, metric.denominator].compactMap(\.self).filter { $0.table == index }
      let slots = own.map { add($0, metric) }
      if metric.grain == .totals, slots.count == 2, metric.denominator != nil {
        pairs[metric.name] = (add(Slot(kind: .paired(slots[0], with: slots[1]))), add(Slot(kind: .paired(slots[1], with: slots[0]))))
      }
      if metric.grain != .units {
        for count in metric.facts.counts where count.table == index {
          if case .column = count.source, count.atLeast == nil, count.atMost == nil, let slot = slot(count, metric) {
            counts.insert(slot)
            if count == metric.denominator, metric.facts.outcome != count { trials.insert(slot) }
          }
        }
      }
      if let covariate = metric.covariate, covariate.table == index {
        need(covariate.column, covariate.mark)
        _ = add(SlotPlan.covariate(covariate))
      }
      if let strata = metric.strata, strata.table == index { need(strata.column, strata.mark) }
      for segment in metric.segments where segment.column.table == index { need(segment.column.column, segment.column.mark) }
    }
    if let spent = experiment.spent, spent.table == index { _ = add(spent, nil) }
  }

  func slot(_ expression: ValueExpression, _ metric: Metric?) -> Int? {
    SlotPlan.slot(expression, metric).flatMap { slots.firstIndex(of: $0) }
  }

  func covariate(_ reference: ColumnReference) -> Int? { slots.firstIndex(of: SlotPlan.covariate(reference)) }

  private static func covariate(_ reference: ColumnReference) -> Slot { Slot(kind: .number(column: reference.column), first: true) }

  private mutating func need(_ column: String?, _ mark: SourceMark) {
    guard let column, !needs.contains(where: { $0.name == column }) else { return }
    needs.append(NeededColumn(column, mark))
  }

  private mutating func add(_ expression: ValueExpression, _ metric: Metric?) -> Int {
    switch expression.source {
    case .column(let column), .equals(let column, _): need(column.column, column.mark)
    case .elapsed(let from, let to, _):
      need(from.column, from.mark)
      need(to.column, to.mark)
    case .rows, .event: break
    }
    return SlotPlan.slot(expression, metric).map { add($0) } ?? 0
  }

  private mutating func add(_ slot: Slot) -> Int {
    if let known = slots.firstIndex(of: slot) { return known }
    slots.append(slot)
    return slots.count - 1
  }

  private static func slot(_ expression: ValueExpression, _ metric: Metric?) -> Slot? {
    let kind: Slot.Kind
    var binary = false
    switch expression.source {
    case .column(let column):
      kind = .number(column: column.column)
      binary = metric?.facts.unitValue == .yesOrNo && metric?.grain == .units && expression.atLeast == nil && expression.atMost == nil
    case .equals(let column, let texts): kind = .equals(column: column.column, texts: texts)
    case .elapsed(let from, let to, let unit): kind = .elapsed(from: from.column, to: to.column, unit: unit)
    case .rows: kind = .rows
    case .event: return nil
    }
    return Slot(kind: kind, atLeast: expression.atLeast, atMost: expression.atMost, binary: binary)
  }
}
