/// The keys of each type of metric, and of the mapping that makes a number of a row.
enum MetricKeys {
  static let types: [KeyTable] = [
    of(
      "proportion",
      [
        .optional("numerator", .value, "daily totals: the successes", "按日汇总：成功数"),
        .optional("denominator", .value, "daily totals: the trials", "按日汇总：试验数"),
        .optional(
          "value", .value, "per unit: 0/1, true/false, or a number with at_least / at_most", "按对象：0/1、是/否，或配合 at_least / at_most 的数字"),
        atLeast, atMost, .optional("event", .text(200), "event that counts", "计入的事件"), within, strata,
      ]),
    of(
      "mean",
      [
        .optional("value", .value, "per unit: the number", "按对象：数值"),
        .optional("event", .text(200), "event that counts", "计入的事件"), aggregate, within, winsorize, covariate, strata,
      ]),
    of(
      "ratio",
      [
        .required("numerator", .value, "what is summed on top", "分子"),
        .required("denominator", .value, "what it is divided by", "分母"), winsorize, covariate, strata,
      ]),
    of(
      "cost_per",
      [.required("cost", .value, "the money", "花费"), .required("per", .value, "the results", "结果数")]),
    of(
      "return_on",
      [.required("value", .value, "the revenue", "收入"), .required("cost", .value, "the money", "花费"), winsorize, covariate, strata]),
    of(
      "rate",
      [
        .required("count", .value, "the events", "事件数"), .required("per", .value, "the exposure: days, hours, impressions", "暴露量：天、小时、展示"), winsorize, covariate, strata,
      ]),
    of(
      "repeat",
      [
        .required("event", .text(200), "event that is repeated", "重复发生的事件"),
        .required("within", .days(1...366), "window for the second one", "第二次的期限"),
      ]),
    of("nps", [.required("score", .value, "answers from 0 to 10", "0–10 的评分")]),
    of(
      "quantile",
      [
        .required("value", .value, "per unit: the number", "按对象：数值"),
        .required("quantile", .fraction(.above(0, below: 1)), "which quantile: 0.5 is the median", "哪个分位数：0.5 是中位数"),
      ]),
  ]

  /// Types whose units' values may be cut, or adjusted by a column from before the test.
  static let adjustable: Set<String> = ["mean", "ratio", "return_on", "rate"]

  /// Types whose units may be compared stratum by stratum.
  static let stratifiable: Set<String> = adjustable.union(["proportion"])

  static let names: [String] = types.map { String($0.name.dropFirst("metric.".count)) }

  static func table(_ type: String) -> KeyTable? { types.first { $0.name == "metric." + type } }

  private static func of(_ type: String, _ own: [KeyTable.Key]) -> KeyTable {
    KeyTable("metric." + type, [.required("type", .choice([type]), "kind of metric", "指标种类")] + own + common)
  }

  private static let common: [KeyTable.Key] = [
    .optional("title", .text(200), "shown to people (default: the name)", "给人看的名称（默认：指标名）"),
    .optional("direction", .choice(["increase", "decrease"]), "which way is better", "哪个方向更好"),
    .optional("unit", .text(40), "shown after values", "显示在数值后面"),
    .optional("missing", .choice(["exclude", "zero", "failure"]), "what a missing value means (default: exclude)", "缺失值代表什么（默认 exclude）"),
    .optional("outcome_lag", .days(0...366), "how long results take to arrive", "结果要多久才到齐"),
    .optional(
      "segments", .list(.either([.column, .named(.list(.number(.any)))])), "columns to break results down by; a number by bands",
      "按哪些列细分；数字列可给出分段"),
    .optional("vanity", .flag, "only counts attention", "只反映关注度"),
  ]

  private static let winsorize = KeyTable.Key.optional(
    "winsorize", .fraction(.above(0.5, below: 1)), "on a table of units: quantile at which values (the numerator's) are cut", "按对象的表：数值（分子）在哪个分位数处截尾")
  private static let covariate = KeyTable.Key.optional("covariate", .column, "on a table of units: a pre-test column, for CUPED", "按对象的表：实验前的列，用于 CUPED")
  private static let strata = KeyTable.Key.optional(
    "strata", .column, "on a table of units: a pre-test column whose groups are compared one by one (post-stratification)", "按对象的表：实验前的分层列，逐层比较后合并（事后分层）")
  private static let atLeast = KeyTable.Key.optional("at_least", .number(.any), "1 from this value up", "不小于它记为 1")
  private static let atMost = KeyTable.Key.optional("at_most", .number(.any), "1 up to this value", "不大于它记为 1")
  private static let within = KeyTable.Key.optional("within", .days(0...366), "only so long after exposure", "曝光后的期限")
  private static let aggregate = KeyTable.Key.optional(
    "aggregate", .choice(["sum", "count", "any"]), "how a unit's events add up (default: count)", "一个对象的多次事件如何合并（默认 count）")

  /// The mapping that makes a number of a row.
  static let value = KeyTable(
    "value",
    [
      .optional("column", .column, "the column", "列"),
      .optional("equals", .list(.text(200)), "1 when the text is one of these", "文字等于其中之一记为 1"),
      atLeast, atMost,
      .optional("from", .column, "stamp at which time starts", "起始时刻的列"),
      .optional("to", .column, "stamp at which it stops", "结束时刻的列"),
      .optional("in", .choice(["seconds", "minutes", "hours", "days"]), "unit of the time between", "时间差的单位"),
      .optional("event", .text(200), "event that counts", "计入的事件"),
      aggregate, within,
    ])
}
