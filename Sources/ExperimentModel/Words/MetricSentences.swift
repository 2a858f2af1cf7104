/// What is said of metrics, their roles and guardrails, as they are declared.
package enum MetricSentences {
  static func metric(_ name: String) -> BilingualText {
    BilingualText(
      "metric '\(name)'",
      "指标 '\(name)'")
  }

  static func typed(_ what: BilingualText, _ type: String) -> BilingualText {
    BilingualText(
      "\(what.english) (\(type))",
      "\(what.simplifiedChinese)（\(type)）")
  }

  static let failureOfNoShare = BilingualText(
    "'missing: failure' is for proportions; use zero or exclude",
    "'missing: failure' 只用于 proportion；请用 zero 或 exclude")

  static func needsMapping(_ what: BilingualText, types: String, found: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) must be a mapping with a 'type' (\(types)), found \(found.english)",
      "\(what.simplifiedChinese)应是一组键值，含 'type'（\(types)）；这里是 \(found.simplifiedChinese)")
  }

  static func needsType(_ what: BilingualText, types: [String], near: String?) -> BilingualText {
    BilingualText(
      "\(what.english) needs 'type': \(types.joined(separator: ", "))\(near.map { "; is '\($0)' meant to be it?" } ?? "")",
      "\(what.simplifiedChinese)缺少 'type'：\(types.joined(separator: ", "))\(near.map { "；'\($0)' 是不是想写 'type'？" } ?? "")")
  }

  static func shareNeeds(_ what: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) needs one of: numerator and denominator (daily totals), value (units), event (events)",
      "\(what.simplifiedChinese)应三选一：numerator 与 denominator（按日汇总）、value（按对象）、event（事件）")
  }

  static func needsValueOrEvent(_ what: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) needs one of: value (units), event (events)",
      "\(what.simplifiedChinese)应二选一：value（按对象）、event（事件）")
  }

  static func segmentTwice(_ column: String) -> BilingualText {
    BilingualText(
      "segment '\(column)' is listed twice",
      "细分列 '\(column)' 写了两次")
  }

  static let bands = BilingualText(
    "1 to 50 ascending numbers, such as [5, 30]",
    "1 到 50 个递增的数字，如 [5, 30]")

  static let covariateElsewhere = BilingualText(
    "the covariate must stand in the metric's own table",
    "协变量必须在指标自己的表里")

  static let strataElsewhere = BilingualText(
    "the strata must stand in the metric's own table",
    "分层列必须在指标自己的表里")

  static func strataOfPeriods(_ metric: String) -> BilingualText {
    BilingualText(
      "metric '\(metric)': 'strata' groups units, and a switchback compares whole periods: leave it out",
      "指标 '\(metric)'：'strata' 对对象分层，而 switchback 比较的是整段时期；请去掉")
  }

  static func strataExactly(_ metric: String) -> BilingualText {
    BilingualText(
      "metric '\(metric)': 'strata' are compared by a score test, which 'exact: true' does not allow; leave one of them out",
      "指标 '\(metric)'：'strata' 用得分检验比较，与 'exact: true' 不能并用；请去掉其中之一")
  }

  static func joinsUndated(_ metric: String, tables: String) -> BilingualText {
    BilingualText(
      "metric '\(metric)' joins tables with dates and without (\(tables)); tables meet on variant and date",
      "指标 '\(metric)' 连接了有日期和没有日期的表（\(tables)）；表要按版本和日期对齐")
  }

  static func segmentElsewhere(_ metric: String, column: String) -> BilingualText {
    BilingualText(
      "metric '\(metric)' cannot be broken down by '\(column)': all its columns must stand in that table",
      "指标 '\(metric)' 不能按 '\(column)' 细分：它的列必须都在那张表里")
  }

  static func vanity(_ name: String) -> BilingualText {
    BilingualText(
      "primary metric '\(name)' only counts attention; a decision needs an action (sign-up, purchase, reply)",
      "主指标 '\(name)' 只反映关注度；做决定要看行动（注册、购买、回复）")
  }

  package static func metricType(_ kind: String) -> BilingualText {
    BilingualText(
      "metric type '\(kind)'",
      "指标类型 '\(kind)'")
  }

  static let noMetrics = BilingualText(
    "the experiment needs 'metrics': what is measured",
    "实验缺少 'metrics'：衡量什么")

  static let oneAtLeast = BilingualText(
    "one metric at least",
    "至少一个指标")

  static func noSuchMetric(_ name: String, key: String, known: String, hint: BilingualText) -> BilingualText {
    BilingualText(
      "'\(key)' names '\(name)', which is no metric (\(known))\(hint.english)",
      "'\(key)' 写的 '\(name)' 不是已定义的指标（\(known)）\(hint.simplifiedChinese)")
  }

  static func secondRole(_ name: String) -> BilingualText {
    BilingualText(
      "'\(name)' has a role already",
      "'\(name)' 已经有角色了")
  }

  static func guardrail(_ name: String) -> BilingualText {
    BilingualText(
      "guardrail '\(name)'",
      "护栏指标 '\(name)'")
  }

  static let onePrimary = BilingualText(
    "one metric: exactly one decides (put the others under 'secondary')",
    "一个指标：只有一个做决定（其余放到 'secondary'）")

  static func needsLimit(_ what: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) needs a limit: max, min, max_increase or max_decrease",
      "\(what.simplifiedChinese)缺少界限：max、min、max_increase 或 max_decrease")
  }

  static let limitsCross = BilingualText(
    "'min' is above 'max'",
    "'min' 大于 'max'")

  static let limitWithoutControl = BilingualText(
    "without a control only 'max' and 'min' can be limits",
    "没有对照时，护栏指标只能用 'max' 和 'min'")

  static let largest = BilingualText(
    "at most 9,000,000,000,000,000",
    "至多 9,000,000,000,000,000")

  /// - Parameter kind: as declarations name it.
  static func noRelativeChange(_ kind: String) -> BilingualText {
    BilingualText("an \(kind) has no relative change; use 'max' or 'min'", "\(kind) 没有相对变化；请用 'max' 或 'min'")
  }

  /// - Parameter key: `covariate`, `winsorize` or `strata`.
  static func adjustmentNeedsUnits(_ metric: String, key: String) -> BilingualText {
    BilingualText(
      "metric '\(metric)': '\(key)' works on each unit's value and needs a table of units ('unit:'); daily totals have none: leave it out",
      "指标 '\(metric)'：'\(key)' 作用于每个对象的数值，需要按对象的表（'unit:'）；按日汇总没有对象，请去掉")
  }

  static func wrongGrain(_ metric: String, kind: String, _ problem: GrainProblem) -> BilingualText {
    let said =
      switch problem {
      case .shareOfUnitsByColumns:
        BilingualText(
          "has numerator and denominator over a table of units; write 'value' for a share of units, or type: ratio",
          "在按对象的表上写了 numerator 和 denominator；按对象的占比请写 'value'，或用 type: ratio")
      case .shareNeedsColumns:
        BilingualText(
          "needs numerator and denominator over daily totals",
          "在按日汇总上需要 numerator 和 denominator")
      case .needsUnits(let instead?):
        BilingualText(
          "needs a table of units ('unit:'); over daily totals use type: \(instead)",
          "需要按对象的表（'unit:'）；按日汇总请用 type: \(instead)")
      case .needsUnits(nil):
        BilingualText(
          "needs a table of units ('unit:')",
          "需要按对象的表（'unit:'）")
      }
    return BilingualText("metric '\(metric)' (\(kind)) \(said.english)", "指标 '\(metric)'（\(kind)）\(said.simplifiedChinese)")
  }
}

/// Why a metric cannot be counted on the tables it names.
enum GrainProblem {
  case shareOfUnitsByColumns, shareNeedsColumns
  /// - Parameter instead: the type that serves daily totals, where there is one.
  case needsUnits(instead: String?)
}
