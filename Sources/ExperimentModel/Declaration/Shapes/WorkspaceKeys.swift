/// The keys of `mvp.yaml`.
enum WorkspaceKeys {
  static let root = KeyTable(
    "workspace",
    [
      .required("project", .text(200), "name of the project, shown in reports", "项目名，显示在报告里"),
      .required("currency", .choice(Currency.codes), "ISO 4217 code of the money, such as CNY", "货币的 ISO 4217 代码，如 CNY"),
      .required("timezone", .text(64), "IANA time zone that decides which day an instant belongs to", "IANA 时区，决定一个时刻属于哪一天"),
      .optional("language", .choice(Language.names), "language of reports", "报告语言"),
      .optional("experiments", .folder, "folder of the experiments (default: experiments)", "实验文件夹（默认 experiments）"),
      .optional("records", .folder, "folder of the review records (default: records)", "评审记录文件夹（默认 records）"),
      .optional("reviews", .table(reviews), "when reviews fall and where reports go", "评审的日程和报告的位置"),
      .optional("funds", .named(.table(fund)), "money set aside for trying things", "专门用来试验的资金"),
      .optional("sources", .named(.table(source)), "databases that hold tables", "存放数据表的数据库"),
      .optional("notify", .list(.table(NotifyKeys.root)), "where messages go after a review", "评审之后消息发往哪里"),
      .optional("defaults", .table(defaults), "defaults for every experiment", "所有实验的默认值"),
      .optional("metrics", .named(.byType(MetricKeys.types)), "definitions that experiments may use by name", "各实验可按名称引用的指标"),
    ])

  static let reviews = KeyTable(
    "reviews",
    [
      .optional("every", .days(1...366), "days or weeks between reviews (default: 2w)", "两次评审的间隔（默认 2w）"),
      .optional("anchor", .date, "the first review date (default: the earliest start)", "第一次评审的日期（默认：最早的 start）"),
      .optional("folder", .folder, "where rendered reports go (default: reports)", "报告的文件夹（默认 reports）"),
    ])

  static let fund = KeyTable(
    "fund",
    [
      .required("total", .money(.above(0)), "money in the fund each period", "每期资金总额"),
      .optional("per_experiment", .money(.above(0)), "the most one experiment may take", "单个实验最多可用多少"),
      .optional("period", .choice(["month", "quarter", "year", "once"]), "how often it is filled (default: once)", "多久补足一次（默认 once）"),
    ])

  static let source = KeyTable(
    "source",
    [
      .required("type", .choice(["postgres", "clickhouse"]), "kind of database", "数据库种类"),
      .required("url", .text(500), "address, without a password", "地址，不含密码"),
      .optional("database", .text(100), "database to use", "数据库名"),
      .optional("user", .text(100), "user to connect as", "用户名"),
      .optional(
        "password_env", .notation(pattern: "^[A-Za-z_][A-Za-z0-9_]*$", example: "CRM_PASSWORD"),
        "environment variable that holds the password", "存放密码的环境变量名"),
    ])

  static let defaults = KeyTable(
    "defaults",
    [.optional("decision", .table(DecisionKeys.root), "any key of an experiment's decision", "实验 decision 下的任何键")])
}

/// The keys of `decision:`.
enum DecisionKeys {
  static let root = KeyTable(
    "decision",
    [
      .optional(
        "confidence", .fraction(.from(0.5, to: 0.9999)), "1 − alpha, two-sided, family-wise (default: 95%)", "1 − alpha，双侧，各版本合计（默认 95%）"),
      .optional("power", .fraction(.from(0.5, to: 0.999)), "power to plan for (default: 80%)", "规划用的功效（默认 80%）"),
      .optional(
        "minimum_effect", .notation(pattern: "^.+$", example: "10%"), "smallest change worth acting on: 10%, 0.5pp, ¥5, 3",
        "值得行动的最小变化：10%、0.5pp、¥5、3"),
      .optional(
        "looks", .either([.choice(["auto", "fixed"]), .integer(1...100)]), "auto, fixed or a number (default: auto)",
        "auto、fixed 或次数（默认 auto）"),
      .optional(
        "spending", .notation(pattern: "^(obrien-fleming|pocock|none|kim-demets\\(.+\\)|hwang-shih-decani\\(.+\\))$", example: "pocock"),
        "how alpha is spent over the looks (default: obrien-fleming)", "各次评审如何消耗 alpha（默认 obrien-fleming）"),
      .optional(
        "futility", .either([.choice(["off"]), .fraction(.above(0, to: 0.5))]),
        "conditional power below which a treatment is dropped, or off",
        "条件功效低于它就淘汰；或 off"),
      .optional("minimum_days", .integer(1...366), "no winner, loser or futility before (default: 1)", "不满这么多天不下结论（默认 1）"),
      .optional("correction", .choice(["holm", "dunnett", "bonferroni"]), "over treatments (default: holm)", "多个版本的校正（默认 holm）"),
      .optional(
        "daily", .choice(["within-day", "pooled"]), "how daily totals are compared (default: within-day)", "按日汇总如何比较（默认 within-day）"),
      .optional("exact", .flag, "exact instead of mid-p conditional tests (default: false)", "条件检验用精确法而非 mid-p（默认 false）"),
      .optional(
        "dispersion", .integer(1...1),
        "1: days scatter by chance alone, so that tests of fewer than 7 days need no allowance (default: an allowance of 20 % a day)",
        "1：各天只有随机波动，不足 7 天的测试不加波动余量（默认加每天 20% 的余量）"),
      .optional("scale_value", .money(.above(0)), "money to be spent on the winner", "胜出后准备投入的金额"),
      .optional(
        "accept", .list(.choice(["switchback", "before-after", "observational"])), "evidence besides randomised on which scale is allowed",
        "除随机分流外，还允许据以放量推广的证据"),
    ])
}
