/// Metrics as written → metrics that hold: columns found, grain decided, defaults filled in.
struct MetricResolution {
  let columns: ColumnResolution
  let experimentLag: Int
  let log: ProblemLog

  func resolve(_ roles: MetricRoles, notYet: inout NotYet) -> [Metric] {
    var metrics: [Metric] = []
    for (written, role) in roles.used {
      warnOfVanity(written, role, mark: roles.primaryMark)
      if let metric = resolve(written, role) {
        metrics.append(metric)
        recordNotYet(metric, &notYet)
      }
    }
    // Without its primary there is no experiment; the fault has been said.
    return metrics.first?.role == .primary ? metrics : []
  }

  private func resolve(_ written: WrittenMetric, _ role: Metric.Role) -> Metric? {
    let kind = written.kind.map { columns.value($0) }
    let covariate = written.covariate.map { columns.column($0) }
    let strata = written.strata.map { columns.column($0) }
    let segments = written.segments.map { segment in
      columns.column(segment.column).map { SegmentDeclaration(column: $0, bands: segment.bands) }
    }
    guard let kind, covariate != .some(nil), strata != .some(nil), segments.allSatisfy({ $0 != nil }) else { return nil }
    let facts = kind.facts
    let tables = Set([facts.numerator.table] + (facts.denominator.map { [$0.table] } ?? []))
    guard let grain = grain(written, tables) else { return nil }
    let keys = [("covariate", written.covariate != nil), ("winsorize", written.winsorize != nil), ("strata", written.strata != nil)]
    if grain != .units, let key = keys.first(where: \.1)?.0 {
      log.error("wrong_grain", at: written.mark, MetricSentences.adjustmentNeedsUnits(written.name, key: key))
      return nil
    }
    guard checkShape(written, grain, hasDenominator: facts.denominator != nil) else { return nil }
    if let covariate = covariate.flatMap(\.self), !tables.contains(covariate.table) {
      log.error(
        "conflict", at: covariate.mark, MetricSentences.covariateElsewhere)
    }
    if let strata = strata.flatMap(\.self), !tables.contains(strata.table) {
      log.error("conflict", at: strata.mark, MetricSentences.strataElsewhere)
    }
    return Metric(
      name: written.name, title: written.title ?? written.name, kind: kind, role: role, direction: written.direction,
      unit: written.unit, missing: written.missing,
      outcomeLag: written.outcomeLag ?? written.within ?? experimentLag, grain: grain, vanity: written.vanity ?? isVanity(written),
      winsorize: written.winsorize, covariate: covariate.flatMap(\.self), strata: strata.flatMap(\.self),
      segments: self.segments(written, segments.compactMap(\.self), tables), mark: written.mark)
  }

  /// Units where all columns come from one table of units and the kind is about units; else days, where every table has dates; else totals.
  private func grain(_ written: WrittenMetric, _ tables: Set<Int>) -> Metric.Grain? {
    let declared = tables.map { columns.tables[$0] }
    if declared.count == 1, declared[0].hasUnits { return .units }
    let dated = declared.filter { $0.dateColumn != nil }.count
    if dated == declared.count { return .days }
    if dated == 0 { return .totals }
    let names = declared.filter { $0.dateColumn == nil }.map { "'\($0.name)'" }.joined(separator: ", ")
    log.error(
      "conflict", at: written.mark,
      MetricSentences.joinsUndated(written.name, tables: names))
    return nil
  }

  private func checkShape(_ written: WrittenMetric, _ grain: Metric.Grain, hasDenominator: Bool) -> Bool {
    func refuse(_ problem: GrainProblem) -> Bool {
      log.error(
        "wrong_grain", at: written.mark,
        MetricSentences.wrongGrain(written.name, kind: written.kind.name, problem))
      return false
    }
    switch written.kind.facts.tables {
    case .any: return true
    case .unitsOrPair:
      guard grain == .units else { return hasDenominator || refuse(.shareNeedsColumns) }
      return !hasDenominator
        || refuse(.shareOfUnitsByColumns)
    case .units(let instead):
      guard grain != .units else { return true }
      return refuse(.needsUnits(instead: instead))
    }
  }

  private func segments(_ written: WrittenMetric, _ own: [SegmentDeclaration], _ tables: Set<Int>) -> [SegmentDeclaration] {
    guard written.namesSegments else {
      // A joined metric cannot be split by a column that only one of its tables has.
      return tables.count == 1 ? columns.tables[tables.first ?? 0].segments : []
    }
    for segment in own where tables != [segment.column.table] {
      log.error(
        "conflict", at: segment.column.mark,
        MetricSentences.segmentElsewhere(written.name, column: segment.column.column.shortened))
    }
    return own
  }

  private func isVanity(_ written: WrittenMetric) -> Bool {
    // A share of readers who sign up is about the sign-up: only what is counted speaks, not what it is divided by.
    let facts = written.kind.facts
    guard facts.outcome == facts.numerator else { return countsAttention(facts.outcome) }
    return AttentionWords.isVanity(written.name) || (written.title.map(AttentionWords.isVanity) ?? false)
      || countsAttention(facts.numerator)
  }

  private func countsAttention(_ value: WrittenValue) -> Bool {
    switch value.source {
    case .plain(let column), .column(let column): AttentionWords.isVanity(column.value)
    case .event(let name, _, _): AttentionWords.isVanity(name)
    case .equals, .elapsed: false
    }
  }

  private func warnOfVanity(_ written: WrittenMetric, _ role: Metric.Role, mark: SourceMark?) {
    guard role == .primary, written.vanity ?? isVanity(written) else { return }
    let name = written.title ?? written.name
    log.warning(
      "vanity_metric", at: mark ?? written.mark,
      MetricSentences.vanity(name.shortened))
  }

  private func recordNotYet(_ metric: Metric, _ notYet: inout NotYet) {
    guard !metric.facts.isRunnable else { return }
    notYet.add(MetricSentences.metricType(metric.kind.name), at: metric.mark)
  }
}

extension TableDeclaration {
  /// Rows of randomised units, whether by an id, by row, or by what they did.
  var hasUnits: Bool {
    switch grain {
    case .units, .unitPerRow, .exposures, .events: true
    case .dailyTotals: false
    }
  }
}
