/// The keys of `experiments/NAME.yaml`.
enum ExperimentKeys {
  static let mostDays = 3660

  static let root = KeyTable(
    "experiment",
    [
      .optional("experiment", .identifier, "id (default: the file's name)", "标识（默认：文件名）"),
      .optional("title", .text(200), "shown to people (default: the id)", "给人看的标题（默认：标识）"),
      .optional("hypothesis", .text(2000), "what is expected, and why", "预期是什么，为什么"),
      .optional("owner", .text(100), "who answers for it", "负责人"),
      .optional("tags", .list(.text(100)), "words to find it by", "标签"),
      .optional("start", .date, "first day of data, inclusive", "数据的第一天（含）"),
      .optional("end", .date, "last day, inclusive", "最后一天（含）"),
      .optional("duration", .days(1...mostDays), "length instead of an end", "时长，代替 end"),
      .optional(
        "evidence", .choice(["randomized", "switchback", "before-after", "observational"]),
        "how the arms came to differ (default: randomized)", "各组如何形成（默认 randomized）"),
      .optional("period", .days(1...366), "length of one period of a switchback test (default: 1d)", "轮换测试一个时段的长度（默认 1d）"),
      .optional(
        "schedule", .choice(["random", "fixed"]), "how the order of a switchback test was drawn (default: fixed)", "轮换测试的顺序如何定（默认 fixed）"),
      .optional("budget", .table(budget), "the most that may be spent", "最多可花多少"),
      .optional("outcome_lag", .days(0...366), "how long results take to arrive (default: 0d)", "结果要多久才到齐（默认 0d）"),
      .required("variants", .named(.table(variant)), "two or more arms, in order", "两个或更多版本，按顺序"),
      .optional("control", .text(64), "a variant's id, or none (default: the first variant)", "某个版本的标识，或 none（默认：第一个）"),
      .required("data", .either([.table(table), .named(.table(table))]), "where the numbers are", "数据在哪里"),
      // Not marked required: it may be left out where the workspace defines the metrics. The reader says when it may not.
      .optional("metrics", .named(.byType(MetricKeys.types)), "what is measured", "衡量什么"),
      .required("primary", .text(100), "the one metric that decides", "唯一做决定的指标"),
      .optional("secondary", .list(.text(100)), "metrics shown beside it", "一并显示的指标"),
      .optional("guardrails", .named(.table(guardrail)), "limits that must not be broken", "不可突破的界限"),
      .optional("decision", .table(DecisionKeys.root), "how the decision is made", "如何做决定"),
    ])

  static let budget = KeyTable(
    "budget",
    [
      .optional("total", .money(.above(0)), "the most that may be spent", "最多可花多少"),
      .optional("fund", .text(100), "fund of the workspace that pays", "由工作区的哪笔资金支付"),
      .optional("spent", .value, "column that says how much was spent", "记录花费的列"),
    ])

  static let variant = KeyTable(
    "variant",
    [
      .optional("title", .text(200), "shown to people (default: the id)", "给人看的名称（默认：标识）"),
      .optional("allocation", .number(.from(0, to: 1e6)), "planned share, relative to the others (default: 1)", "计划份额，相对值（默认 1）"),
      .optional("names", .list(.text(200)), "names it goes by in the data; * matches anything", "在数据里的名称；* 匹配任意文字"),
    ])

  static let guardrail = KeyTable(
    "guardrail",
    [
      .optional("max", .number(.any), "the metric may not be above", "指标不得高于"),
      .optional("min", .number(.any), "the metric may not be below", "指标不得低于"),
      .optional("max_increase", .fraction(.from(0, to: 100)), "may not be higher than control's by more", "相对对照最多高多少"),
      .optional("max_decrease", .fraction(.from(0, to: 1)), "may not be lower than control's by more", "相对对照最多低多少"),
    ])

  static let table = KeyTable(
    "table",
    [
      .optional("file", .dataFile, "path relative to mvp.yaml, or a glob", "相对于 mvp.yaml 的路径，可用通配符"),
      .optional("files", .named(.dataFile), "one file per variant", "每个版本一个文件"),
      .optional("source", .text(100), "a source of the workspace, in place of a file", "工作区的数据库，代替文件"),
      .optional("table", .text(200), "table of that source", "数据库里的表"),
      .optional("sql", .text(20_000), "query of that source", "数据库查询"),
      .optional("variant", .column, "column that names the variant", "写明版本的列"),
      .optional("date", .column, "column with the day", "日期列"),
      .optional("to", .column, "column with the last day of rows that cover several days", "一行覆盖多天时，写明最后一天的列"),
      .optional(
        "zone", .text(64), "time zone of stamps without an offset, IANA or +08:00 (default: what the column's name says, else the workspace's)",
        "没有时差的时刻属于哪个时区，IANA 名或 +08:00（默认：列名所写，否则工作区的）"),
      .optional("units", .column, "column that counts randomised units in daily totals", "按日汇总里记录被分流人数的列"),
      .optional("unit", .column, "column with the id of the randomised unit, or row", "被分流对象的编号列，或 row"),
      .optional(
        "segments", .list(.either([.column, .named(.list(.number(.any)))])), "columns to break results down by; a number by bands",
        "按哪些列细分；数字列可给出分段"),
      .optional("time", .column, "column with the instant of an exposure or event", "曝光或事件的时刻列"),
      .optional("name", .column, "column with the event's name", "事件名的列"),
      .optional("value", .column, "column with the event's amount", "事件数值的列"),
      .optional(
        "encoding", .notation(pattern: TableEncodings.pattern, example: "windows-1252"),
        "text encoding, by any name that iconv knows (default: detected)", "文字编码，iconv 认识的名称均可（默认自动识别）"),
      .optional(
        "delimiter", .notation(pattern: "^(.|tab|comma|semicolon|pipe)$", example: "tab"), "between cells (default: detected)",
        "分隔符（默认自动识别）"),
      .optional(
        "date_format", .notation(pattern: "^(DMY|MDY|YMD|.*d.*)$", example: "DMY"),
        "DMY, MDY, YMD or a Unicode pattern (default: detected)",
        "DMY、MDY、YMD 或 Unicode 日期格式（默认自动识别）"),
      .optional("sheet", .text(100), "a workbook's sheet, by name or number (default: the first with the columns)", "工作簿里的表，名称或序号（默认第一张含有这些列的）"),
      .optional("skip_rows", .integer(0...10_000), "lines before the header (default: 0)", "表头之前的行数（默认 0）"),
      .optional(
        "currency", .either([.choice(Currency.codes), .named(.either([.number(.above(0)), .column]))]),
        "what the money is in, or rates into the workspace's currency, and the column that names it (default: the workspace's)",
        "金额的货币，或折算成工作区货币的汇率，以及写明货币的列（默认工作区的货币）"),
      .optional("decimal", .choice(["point", "comma"]), "the mark that parts decimals (default: decided by the file)", "小数点用哪个符号（默认由文件判断）"),
      .optional(
        "totals", .list(.text(200)), "labels of total rows that are not known as such, or none: every row counts (default: found)",
        "未被识别的合计行的标签，或 none：每一行都计入（默认自动识别）"),
      .optional(
        "once", .either([.choice(["none"]), .named(.column)]),
        "numbers that stand on several rows of one thing and count once, each with the column that names it; or none: every row counts",
        "同一事物的多行上重复出现、只计一次的数值列，各写明按哪一列识别；或 none：每一行都计入"),
      .optional("empty", .choice(["missing", "zero"]), "what an empty cell means (default: missing, where that is beyond doubt)", "空格代表什么（默认 missing；有疑问时必须写明）"),
      .optional("where", .named(.list(.text(500))), "keep only rows with these values", "只保留取这些值的行"),
      .optional("overlap", .choice(["newest", "add"]), "when two files of a glob cover the same cell", "多个文件重叠时怎么办"),
    ])
}
