import ExperimentDecisions
import ExperimentModel

/// A review as the contract of outputs has it.
struct ReviewJSON {
  let review: Review
  let options: ReportOptions

  private var words: Wording { Wording(language: options.language, currency: review.currency) }

  var text: String { object(review.experiments).text }

  func object(_ experiments: [ExperimentReview]) -> JSONText {
    .object([
      ("schema", .integer(1)), ("project", .string(review.project)), ("currency", .string(review.currency)),
      ("as_of", .string(review.asOf.description)), ("record", options.record?.json ?? .null),
      (
        "review",
        .object([
          ("number", .optional(review.slot.number.map { $0 + 1 })), ("date", .optional(review.slot.date?.description)),
          ("next", .optional(review.slot.next?.description)), ("due", .bool(review.slot.isDue)),
          ("from", .string(review.period.first.description)), ("to", .string(review.period.last.description)), ("spend", .optional(review.periodSpend)),
        ])
      ),
      (
        "funds",
        .array(
          review.funds.map { fund in
            .object([
              ("name", .string(fund.name)), ("period", .string(fund.period.rawValue)), ("total", .number(fund.total)),
              ("spent", .number(fund.spent)), ("committed", .number(fund.committed)), ("left", .number(fund.left)),
            ])
          })
      ),
      ("experiments", .array(experiments.map(experiment))),
    ])
  }

  private func experiment(_ experiment: ExperimentReview) -> JSONText {
    let sentence = DecisionSentence(experiment: experiment, words: words)
    let decision = experiment.decision
    var pairs: [(String, JSONText)] = [
      ("id", .string(experiment.id)), ("title", .string(experiment.title)), ("hypothesis", .optional(experiment.declared.hypothesis)),
      ("owner", .optional(experiment.declared.owner)), ("tags", .array(experiment.declared.tags.map { .string($0) })), ("evidence", .string(experiment.declared.evidence)),
      ("start", .optional(experiment.declared.start?.description)), ("end", .optional(experiment.declared.end?.description)),
      ("phase", .string(experiment.progress.phase.rawValue)), ("declaration_hash", .optional(options.declarationHashes[experiment.id])),
      ("data_hash", .optional(options.dataHashes[experiment.id])), ("record", options.records[experiment.id]?.json ?? .null), ("days", .integer(experiment.progress.days)),
      ("spend", .optional(experiment.progress.spend)),
      ("budget", .optional(experiment.declared.budget)), ("fund", .optional(experiment.declared.fund)),
      ("spend_by_day", .array(experiment.progress.spendByDay.map { .object([("day", .string($0.day.description)), ("amount", .number($0.amount))]) })),
      ("days_needed", .optional(experiment.progress.daysNeeded)), ("spend_needed", .optional(experiment.progress.spendNeeded)),
      ("information_fraction", .optional(experiment.monitoring.informationFraction)), ("information", .optional(experiment.monitoring.information)),
      ("look", .integer(experiment.monitoring.look)), ("looks", .integer(experiment.monitoring.looks)), ("is_look", .bool(experiment.monitoring.isLook)),
      ("is_final_look", .bool(experiment.monitoring.isFinalLook)), ("alpha_spent", .number(experiment.monitoring.alphaSpent)),
      ("verdict_date", .optional(experiment.monitoring.verdictDate?.description)), ("next_look", .optional(experiment.monitoring.nextLook?.description)),
      ("history", .array(experiment.monitoring.history.map(history))),
    ]
    pairs.append(
      (
        "decision",
        .object([
          ("action", .string(decision.action.rawValue)), ("variant", .optional(decision.variant)),
          ("reasons", .array(decision.reasons.map { .string($0.rawValue) })),
          (
            "dropped",
            .array(decision.dropped.map { .object([("variant", .string($0.variant)), ("reason", .string($0.reason.rawValue)), ("guardrail", .optional($0.guardrail))]) })
          ),
          ("other_winners", .array(decision.otherWinners.map { .string($0.variant) })),
          ("other_winners_differ", .object(decision.otherWinners.map { ($0.variant, $0.differs.map { .bool($0) } ?? .null) })), ("person", person(decision)),
          ("recommended", .optional(decision.recommended?.rawValue)), ("text", .string(sentence.text)),
        ])
      ))
    pairs += PastJSON(experiment: experiment, words: words).pairs
    pairs.append(("sources", .array(experiment.sources.map(source))))
    pairs.append(("advice", advice(experiment)))
    pairs.append(
      (
        "outlook",
        experiment.outlook.map {
          .object([("provable_effect", .optional($0.provable)), ("data_needed_times", .optional($0.dataNeeded)), ("power", .number(experiment.declared.power))])
        } ?? .null
      ))
    pairs.append(("scale_value", .optional(experiment.declared.scaleValue)))
    pairs.append(
      (
        "worth",
        experiment.worth.map {
          .object([("seen", .number($0.seen)), ("lower", .optional($0.least)), ("upper", .optional($0.most)), ("cautious", .optional($0.cautious))])
        } ?? .null
      ))
    pairs.append(
      (
        "health",
        .array(
          experiment.health.map { item in
            .object([
              ("check", .string(item.check.rawValue)), ("ok", .bool(item.ok)), ("blocking", .bool(item.blocking)),
              ("p_value", .optional(item.pValue)), ("count", .optional(item.count)), ("share", .optional(item.share)),
              ("text", .string(HealthSentence(experiment: experiment, words: words).text(item))),
            ])
          })
      ))
    pairs.append(
      (
        "alerts",
        .array(
          experiment.alerts.map { alert in
            .object([
              ("code", .string(alert.code.rawValue)), ("variant", .optional(alert.variant)), ("metric", .optional(alert.metric)),
              ("change", .optional(alert.change)), ("text", .string(AlertSentence(experiment: experiment, words: words).text(alert))),
            ])
          })
      ))
    pairs.append(("metrics", .array(experiment.metrics.map { metric($0, isAddedLater: experiment.past.addedLater.contains($0.name)) })))
    pairs.append(
      (
        "diagnostics",
        .array(
          (experiment.diagnostics + experiment.declared.warnings).map { diagnostic in
            .object([
              ("severity", .string(diagnostic.severity.rawValue)), ("code", .string(diagnostic.code)), ("file", .string(diagnostic.file)),
              ("line", .optional(diagnostic.line)), ("column", .optional(diagnostic.column)),
              ("message", .string(diagnostic.message(in: options.language))),
            ])
          })
      ))
    return .object(pairs)
  }

  private func source(_ source: SourceFile) -> JSONText {
    .object([
      ("file", .string(source.file)), ("rows", .integer(source.rows)), ("from", .optional(source.firstDay?.description)), ("to", .optional(source.lastDay?.description)),
    ])
  }

  private func day(_ day: DayValue) -> JSONText {
    .object([
      ("day", .string(day.day.description)), ("numerator", .number(day.numerator)), ("denominator", .number(day.denominator)), ("value", .optional(day.value)),
    ])
  }

  private func person(_ decision: Decision) -> JSONText {
    guard let person = decision.person else { return .null }
    return .object([
      ("action", .string(person.action.rawValue)), ("variant", .optional(person.variant)), ("note", .string(person.note)), ("date", .string(person.date.description)),
    ])
  }

  private func history(_ entry: HistoryEntry) -> JSONText {
    .object([
      ("look", .integer(entry.look)), ("date", .string(entry.date.description)), ("variant", .string(entry.variant)),
      ("information_fraction", .number(entry.informationFraction)), ("estimate", .optional(entry.estimate)), ("lower", .optional(entry.lower)),
      ("upper", .optional(entry.upper)), ("boundary", .optional(entry.boundary)), ("statistic", .optional(entry.statistic)), ("line", .optional(entry.line)),
      ("nominal_level", .number(entry.nominalLevel)), ("alpha_spent", .number(entry.alphaSpent)),
    ])
  }

  private func advice(_ experiment: ExperimentReview) -> JSONText {
    let advice = experiment.advice
    func byVariant(_ values: [String: Double]?) -> JSONText {
      guard let values else { return .null }
      let order = experiment.metrics.first?.variants.map(\.id) ?? values.keys.sorted()
      return .object(order.compactMap { id in values[id].map { (id, .number($0)) } })
    }
    return .object([
      ("best", .optional(advice.best)), ("expected_loss", byVariant(advice.expectedLoss)),
      ("expected_share_lost", byVariant(advice.expectedShareLost)), ("probability_best", byVariant(advice.probabilityBest)),
      ("cost_of_waiting", .optional(advice.costOfWaiting)), ("regret_of_waiting", .optional(advice.regretOfWaiting)),
      ("value_of_waiting", .optional(advice.valueOfWaiting)), ("worth_waiting", advice.isWorthWaiting.map { .bool($0) } ?? .null),
      ("shrunken_effect", .optional(advice.shrunkenEffect)), ("shrinkage_prior", .optional(advice.shrinkagePrior)),
      ("assumes_equal_cost", .bool(advice.assumesEqualCost)), ("reason", .optional(advice.reason)),
    ])
  }

  private func metric(_ metric: MetricReview, isAddedLater: Bool) -> JSONText {
    .object([
      ("name", .string(metric.name)), ("title", .string(metric.title)), ("type", .string(metric.kind.name)),
      ("role", .string(metric.role.rawValue)), ("direction", .string(metric.direction.rawValue)),
      ("conditional", .bool(metric.isConditional)), ("added_later", .bool(isAddedLater)),
      ("adjustments", .array(metric.adjustments.map(adjustment))),
      ("dispersion", metric.dispersion.map { .object([("phi", .number($0.phi)), ("df", .integer($0.degreesOfFreedom))]) } ?? .null),
      (
        "segments",
        .array(
          metric.segments.map { segment in
            .object([
              ("dimension", .string(segment.dimension)), ("value", .string(segment.value)), ("variants", .array(segment.variants.map(variant))),
            ])
          })
      ),
      (
        "alternative",
        .array(
          metric.alternative.map { other in
            .object([
              ("variant", .string(other.variant)), ("daily", .string(other.daily.rawValue)), ("difference", interval(other.difference)),
              ("relative", interval(other.relative)), ("p_value", .optional(other.pValue)), ("times_as_wide", .optional(metric.timesAsWide(other))),
            ])
          })
      ),
      ("variants", .array(metric.variants.map(variant))),
    ])
  }

  private func adjustment(_ adjustment: MetricReview.Adjustment) -> JSONText {
    switch adjustment {
    case .covariate(let column): .object([("kind", .string("covariate")), ("column", .string(column)), ("text", .string(words.adjustment(adjustment)))])
    case .strata(let column): .object([("kind", .string("strata")), ("column", .string(column)), ("text", .string(words.adjustment(adjustment)))])
    case .winsorized(let level): .object([("kind", .string("winsorize")), ("quantile", .number(level)), ("text", .string(words.adjustment(adjustment)))])
    }
  }

  private func interval(_ interval: Interval) -> JSONText {
    var pairs: [(String, JSONText)] = [
      ("estimate", .optional(interval.estimate)), ("lower", .optional(interval.lower)), ("upper", .optional(interval.upper)),
      ("level", .number(interval.level)),
    ]
    if let reason = interval.reason {
      pairs.append(("reason", .string(reason)))
    } else if interval.lower == nil || interval.upper == nil {
      pairs.append(("unbounded", .bool(true)))
    }
    return .object(pairs)
  }

  private func variant(_ variant: VariantReview) -> JSONText {
    var pairs: [(String, JSONText)] = [
      ("id", .string(variant.id)), ("units", .optional(variant.units)), ("numerator", .optional(variant.numerator)),
      ("denominator", .optional(variant.denominator)), ("value", .optional(variant.value)),
    ]
    if let reason = variant.reason { pairs.append(("reason", .string(reason))) }
    pairs.append(("interval", variant.interval.map(interval) ?? .null))
    if !variant.days.isEmpty { pairs.append(("days", .array(variant.days.map(day)))) }
    if variant.missing > 0 { pairs.append(("missing", .integer(variant.missing))) }
    if variant.immature > 0 { pairs.append(("immature", .integer(variant.immature))) }
    if let comparison = variant.comparison { pairs += self.comparison(comparison) }
    if let standing = variant.standing { pairs.append(("standing", .string(standing.rawValue))) }
    if let probability = variant.probabilityBest { pairs.append(("probability_best", .number(probability))) }
    if let loss = variant.expectedLoss { pairs.append(("expected_loss", .number(loss))) }
    if let guardrail = variant.guardrail {
      var limits = [(String, JSONText)]()
      if let max = guardrail.guardrail.max { limits.append(("max", .number(max))) }
      if let min = guardrail.guardrail.min { limits.append(("min", .number(min))) }
      if let increase = guardrail.guardrail.maxIncrease { limits.append(("max_increase", .number(increase))) }
      if let decrease = guardrail.guardrail.maxDecrease { limits.append(("max_decrease", .number(decrease))) }
      pairs.append(("limits", .object(limits)))
      pairs.append(("status", .string(guardrail.status.rawValue)))
      pairs.append(("worst_not_excluded", .optional(guardrail.worstNotExcluded)))
    }
    return .object(pairs)
  }

  private func comparison(_ comparison: ComparisonReview) -> [(String, JSONText)] {
    var pairs: [(String, JSONText)] = [("versus", .string(comparison.versus))]
    if let reason = comparison.reason {
      pairs.append(("difference", .null))
      pairs.append(("relative", .null))
      pairs.append(("p_value", .null))
      pairs.append(("adjusted_p_value", .null))
      pairs.append(("comparison_reason", .string(reason)))
      return pairs
    }
    var relative = interval(comparison.relative)
    if case .object(var parts) = relative, let nominal = comparison.nominalLevel {
      parts.append(("nominal_level", .number(1 - 2 * nominal)))
      relative = .object(parts)
    }
    pairs.append(("difference", interval(comparison.difference)))
    pairs.append(("relative", relative))
    pairs.append(("p_value", .optional(comparison.pValue)))
    if let log = comparison.log10PValue, log.isFinite { pairs.append(("log10_p_value", .number(log))) }
    pairs.append(("adjusted_p_value", .optional(comparison.adjustedPValue)))
    if let stagewise = comparison.stagewise {
      pairs.append(("stagewise_p_value", .number(stagewise.pValue)))
      pairs.append(("median_unbiased", .object([("difference", .optional(stagewise.difference)), ("relative", .optional(stagewise.relative))])))
    }
    pairs.append(("nominal_level", .optional(comparison.nominalLevel)))
    pairs.append(("method", .string(comparison.method)))
    pairs.append(("descriptive", .bool(comparison.isDescriptive)))
    if let asOf = comparison.asOf { pairs.append(("as_of", .string(asOf.description))) }
    if let newer = comparison.newer { pairs.append(("newer", interval(newer))) }
    return pairs
  }
}
