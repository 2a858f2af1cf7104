internal import ExperimentStatistics

/// What may not change after the start, as text that is the same whenever the meaning is: which numbers enter, and how they are judged.
///
/// Titles, texts, tags, the owner, files, segments and `scale_value` are free: none of them says what a number counts for, and what files hold is
/// watched by itself. How cells are written (encoding, delimiter, date format, lines to skip) is free for the same reason.
struct ProtectedKeys {
  let plan: AnalysisPlan
  let evidence: EvidenceKind
  let control: Control
  let variants: [Variant]
  let tables: [TableDeclaration]
  let metrics: MetricRoles
  let guardrails: [Guardrail]
  let period: TestPeriod
  let budget: BudgetReading
  /// Days an outcome takes, where a metric does not say it.
  let outcomeLag: Int
  let workspace: Workspace

  /// Every key is always there, so that one that was left out and one that was not known are told apart.
  var all: [String: String] {
    judged.merging(entering) { first, _ in first }.merging(measured) { first, _ in first }
  }

  /// What a key says that is not set.
  static let none = "none"

  /// How the numbers are judged.
  private var judged: [String: String] {
    let controlText =
      switch control {
      case .none: ProtectedKeys.none
      case .variant(let index): variants[index].id
      }
    let effect: String =
      switch plan.minimumEffect {
      case .relative(let size): "\(size) relative"
      case .absolute(let size): "\(size) absolute"
      case nil: ProtectedKeys.none
      }
    let looks =
      switch plan.looks {
      case .auto: "auto"
      case .count(let count): "\(count)"
      case .fixed: "fixed"
      }
    return [
      "every": "\(workspace.reviews.every)d", "looks": looks, "spending": plan.spending.map(ProtectedKeys.spending) ?? ProtectedKeys.none,
      "confidence": "\(plan.confidence)", "control": controlText, "variants": variants.map(\.id).joined(separator: ", "),
      "allocation": variants.map { "\($0.allocation)" }.joined(separator: " : "), "minimum_effect": effect,
      "correction": "\(plan.correction)", "daily": "\(plan.daily)", "exact": "\(plan.exact)", "minimum_days": "\(plan.minimumDays)d",
      "dispersion": plan.isWithoutScatter ? "1" : ProtectedKeys.none,
      "futility": plan.futility.map { "\($0)" } ?? ProtectedKeys.none,
      "accept": ProtectedKeys.list(plan.accept.map(\.name).sorted()),
      "guardrails": ProtectedKeys.list(guardrails.map { ProtectedKeys.limits($0, of: metrics.used[$0.metric].metric.name) }.sorted()),
    ]
  }

  /// Which numbers enter.
  private var entering: [String: String] {
    var keys = [
      "start": period.start?.description ?? ProtectedKeys.none, "end": period.end?.description ?? ProtectedKeys.none,
      "budget.total": budget.total.map { "\($0)" } ?? ProtectedKeys.none, "zone": workspace.timeZone.name,
      // Without a budget, what was spent decides nothing.
      "budget.spent": budget.total == nil ? ProtectedKeys.none : budget.spent.map(column) ?? ProtectedKeys.none, "evidence": evidence.name,
      "data": tables.map { $0.name.isEmpty ? "one table" : $0.name }.sorted().joined(separator: ", "),
    ]
    if case .switchback(let days, let isRandom) = evidence {
      keys["period"] = "\(days)d"
      keys["schedule"] = isRandom ? "random" : "fixed"
    }
    for variant in variants { keys["variants.\(variant.id).names"] = ProtectedKeys.list(variant.names.sorted()) }
    for table in tables {
      let prefix = table.name.isEmpty ? "data." : "data.\(table.name)."
      keys[prefix + "variant"] = table.variantColumn ?? "one file each"
      // Under the name that it is declared by; one of the two is always there.
      keys[prefix + (table.grain.isTimed ? "time" : "date")] = ProtectedKeys.date(table)
      keys[prefix + "units"] = table.unitsColumn ?? ProtectedKeys.none
      keys[prefix + "unit"] = ProtectedKeys.unit(table.grain)
      keys[prefix + "empty"] =
        (table.emptyCell ?? .missing).rawValue + (table.money.isDeclared ? ", money \(table.money.canonical)" : "") + table.totals.canonical + table.once.canonical
      keys[prefix + "overlap"] = table.overlap.rawValue
      keys[prefix + "where"] = ProtectedKeys.list(
        table.filters.map { "\($0.column) = \($0.values.sorted().joined(separator: " | "))" }.sorted())
    }
    return keys
  }

  /// What is measured.
  private var measured: [String: String] {
    var keys = ["outcome_lag": "\(outcomeLag)d"]
    for (metric, role) in metrics.used {
      keys[role == .primary ? "primary" : ProtectedKeys.metricPrefix + metric.name] = metric.canonical
    }
    return keys
  }

  static let metricPrefix = "metrics."

  private static func list(_ items: [String]) -> String { items.isEmpty ? none : items.joined(separator: "; ") }

  /// The zone and the last day stand with the date: a table that declares neither is protected as it always was.
  private static func date(_ table: TableDeclaration) -> String {
    guard let column = table.dateColumn else { return none }
    let last = table.lastDayColumn.map { " to \($0)" } ?? ""
    let zone = table.zone.flatMap { $0.isFromColumn ? nil : " in \($0.rules.name)" } ?? ""
    return column + last + zone
  }

  private static func limits(_ guardrail: Guardrail, of name: String) -> String {
    let limits = [
      guardrail.max.map { "max \($0)" }, guardrail.min.map { "min \($0)" }, guardrail.maxIncrease.map { "max_increase \($0)" },
      guardrail.maxDecrease.map { "max_decrease \($0)" },
    ]
    return "\(name): " + limits.compactMap(\.self).joined(separator: ", ")
  }

  private static func unit(_ grain: TableDeclaration.Grain) -> String {
    switch grain {
    case .dailyTotals: none
    case .units(let column): column
    case .unitPerRow: "row"
    case .exposures(let unit): "exposures of \(unit)"
    case .events(let unit, let name, let value): "events of \(unit) by \(name)" + (value.map { ", \($0)" } ?? "")
    }
  }

  private func column(_ value: ValueExpression) -> String {
    func name(_ reference: ColumnReference) -> String {
      let table = tables[reference.table].name
      return table.isEmpty ? reference.column : "\(table).\(reference.column)"
    }
    return switch value.source {
    case .column(let reference): name(reference)
    case .equals(let reference, let values): "\(name(reference)) = \(values.joined(separator: " | "))"
    case .elapsed(let from, let to, let unit): "\(unit.rawValue)(\(name(from)) → \(name(to)))"
    case .rows(let table): "rows of \(tables[table].name)"
    case .event(_, let event, let aggregate, _): "\(aggregate.rawValue)(event \(event))"
    }
  }

  private static func spending(_ function: SpendingFunction) -> String {
    switch function {
    case .obrienFleming: "obrien-fleming"
    case .pocock: "pocock"
    case .kimDeMets(let rho): "kim-demets(\(rho))"
    case .hwangShihDeCani(let gamma): "hwang-shih-decani(\(gamma))"
    }
  }
}

extension TableDeclaration.Grain {
  /// Exposures and events have instants (`time`), other rows days (`date`).
  fileprivate var isTimed: Bool {
    switch self {
    case .exposures, .events: true
    case .dailyTotals, .units, .unitPerRow: false
    }
  }
}
