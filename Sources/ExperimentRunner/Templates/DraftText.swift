import ExperimentData
import ExperimentModel

/// A declaration drafted from files, as YAML: each choice with its reason beside it, and what no file can say as a line to fill in.
struct DraftText {
  let draft: TableDraft
  let name: String
  let answers: DraftAnswers
  let currency: String
  let language: Language
  let today: CalendarDay

  private func say(_ english: String, _ chinese: String) -> String { BilingualText(english, chinese)(in: language) }

  private var profile: FileProfile { draft.profile }
  private func column(_ place: Int) -> String { TemplateText.quoted(profile.columns[place].name) }

  var text: String {
    ([heading] + [days, variants, data, metrics, decision]).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    // By its name alone: where it lay on somebody's machine is nobody else's business.
    func named(_ profile: FileProfile, rows: Int) -> String {
      let file = oneLine(profile.file.split(separator: "/").last.map(String.init) ?? profile.file)
      let console = profile.preset.map { $0.name(in: language) } ?? say("a table of its own", "自有表格")
      return say("\(file) (\(console), \(rows) rows)", "\(file)（\(console)，\(rows) 行）")
    }
    let files = ([named(profile, rows: draft.rows)] + (draft.second.map { [named($0.profile, rows: $0.profile.rows)] } ?? [])).joined(separator: say(" and ", "与"))
    return [
      "# yaml-language-server: $schema=../experiment.schema.json",
      "# "
        + say(
          "Drafted from \(files). What the file cannot say stands in lines that begin with '# '.",
          "由 \(files) 起草。文件里看不出的内容写在以“# ”开头的行里，请补充。"),
      "experiment: \(TemplateText.quoted(name))",
      "# title: " + say("what people call it", "大家怎么称呼它"),
      "# hypothesis: " + say("what you expect, and why", "预期什么，为什么"),
    ]
  }

  private var days: [String] {
    var lines: [String] = []
    if let first = draft.first, profile.dates != nil {
      lines.append("start: \(first)            # " + say("first day of data", "数据的第一天"))
      let last = max(draft.last ?? first, first)
      lines.append("end: \(last)              # " + say("last day in the file; later, if the test goes on", "文件里的最后一天；测试仍在进行时请改晚"))
    } else {
      lines.append("end: \(today - 1)              # " + say("the file has no dates that can be read: it is one total up to this day", "文件里没有可用的日期：截至这一天的一个合计"))
    }
    if let evidence = answers.evidence {
      lines.append("evidence: \(evidence)")
    } else {
      lines.append(
        "evidence: observational      # "
          + say("no file says that chance divided the audience; if a split test did, write randomized", "文件看不出人群是否随机分配；若由分流测试随机分配，写 randomized"))
    }
    lines.append("")
    if let budget = answers.budget {
      let amount = budget == budget.rounded() ? String(Int(budget)) : "\(budget)"
      lines.append("budget: {total: \(amount)}        # \(currency)")
    } else {
      lines.append("# budget: {total: 1000}      # \(currency)" + say("; the most that may be spent", "；最多花多少"))
    }
    lines.append("# outcome_lag: 0d            # " + say("how long results take to arrive", "结果要多久才回传"))
    return lines
  }

  /// What reports call a variant whose id does not say it, as one drawn from Chinese does not.
  private func title(_ arm: TableDraft.Arm) -> String {
    guard let name = arm.names.first, !name.utf8.contains(where: { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 }) else { return "" }
    return "title: \(TemplateText.quoted(name)), "
  }

  private var variants: [String] {
    var lines: [String] = []
    if let place = draft.variantColumn {
      let others = profile.candidates.filter { $0 != place }.prefix(4).map { oneLine(profile.columns[$0].name) }
      let further = others.isEmpty ? "" : say("; others that could: \(others.joined(separator: ", "))", "；也可以用：\(others.joined(separator: "、"))")
      lines.append("# " + say("Told apart by '\(oneLine(profile.columns[place].name))'", "按“\(oneLine(profile.columns[place].name))”区分") + further)
    }
    if let second = draft.second {
      let other = second.profile.columns[second.variantColumn].name
      lines.append(
        "# "
          + (second.unmatched.isEmpty
            ? say("and in \(JoinedTables.outcomeTable) by '\(oneLine(other))'", "\(JoinedTables.outcomeTable) 里按“\(oneLine(other))”区分")
            : say(
              "FILL IN: no value of '\(oneLine(other))' in \(JoinedTables.outcomeTable) is one of these; write its own name into each 'names:': \(second.unmatched.map(oneLine).joined(separator: ", "))",
              "请填写：\(JoinedTables.outcomeTable) 的“\(oneLine(other))”没有一个取值与下面相同；请把对应的名称写进各方案的 names：\(second.unmatched.map(oneLine).joined(separator: "、"))")))
    }
    lines.append("variants:")
    for arm in draft.arms {
      let names = arm.names.isEmpty ? "" : "\(title(arm))names: [\(arm.names.map(TemplateText.quoted).joined(separator: ", "))]"
      let counted = arm.counted.map { "   # \($0(in: language))" } ?? ""
      lines.append("  \(TemplateText.quoted(arm.id)): {\(names)}\(counted)")
    }
    if draft.leftOut > 0 {
      lines.append("  # " + say("\(draft.leftOut) further values are outside the test; those with the most are taken", "另有 \(draft.leftOut) 个取值不在测试内；这里取了量最大的几个"))
    }
    let control = draft.arms.first { DraftText.isControl($0.names.first ?? $0.id) }
    lines.append("control: \(TemplateText.quoted(control?.id ?? draft.arms[0].id))     # " + say("what you do today; or none", "现在的做法；没有则写 none"))
    return lines
  }

  /// Whether a name says that nothing was changed: by a whole word, for `Gold card` is not old.
  static func isControl(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter }
    return ["control", "baseline", "base", "original", "old", "kontrolle", "contrôle", "témoin"].contains { words.contains(Substring($0)) }
      || ["对照", "原版", "旧版", "コントロール", "대조"].contains { name.contains($0) }
  }

  private var data: [String] {
    let first = TablePart(profile: profile, used: draft.metrics.used, unit: draft.unit, variantColumn: draft.variantColumn)
    guard let second = draft.second else { return ["data:"] + table(first, files: draft.files) }
    let other = TablePart(profile: second.profile, used: draft.metrics.usedOfSecond, unit: second.unit, variantColumn: second.variantColumn)
    func named(_ name: String, _ part: TablePart, _ file: String) -> [String] { ["  \(name):"] + table(part, files: [file]).map { "  " + $0 } }
    return ["data:                        # " + say("two tables that meet on variant and day; a column is written table.column", "两张表，按方案与日期关联；列写成 表名.列名")]
      + named(JoinedTables.moneyTable, first, draft.files[0]) + named(JoinedTables.outcomeTable, other, second.file)
  }

  /// One table of the declaration.
  private struct TablePart {
    let profile: FileProfile
    let used: [Int]
    let unit: String?
    let variantColumn: Int?
  }

  private func table(_ part: TablePart, files: [String]) -> [String] {
    let profile = part.profile
    func column(_ place: Int) -> String { TemplateText.quoted(profile.columns[place].name) }
    var lines: [String] = []
    if let place = part.variantColumn {
      lines.append("  file: \(TemplateText.quoted(files[0]))")
      lines.append("  variant: \(column(place))")
    } else {
      lines.append("  files:")
      for arm in draft.arms { if let file = arm.file { lines.append("    \(TemplateText.quoted(arm.id)): \(TemplateText.quoted(file))") } }
    }
    if let unit = part.unit { lines.append("  unit: \(unit)              # " + say("a row per person, lead or order", "每行一个人、一条线索或一笔订单")) }
    if let dates = profile.dates {
      lines.append("  date: \(column(dates.column))")
      if let order = dates.guessedOrder {
        lines.append("  date_format: \(order)          # " + say("a guess: no cell tells day from month; the days lie closest so", "推测：没有单元格能分清日与月；这样读日期最紧凑"))
      }
      let name = profile.columns[dates.column].name.lowercased()
      if part.unit != nil, let zone = profile.preset?.zone, !name.contains("utc"), !name.contains("gmt") {
        lines.append("  zone: \(zone)                  # " + say("as this console writes its times", "该平台的时间所用时区"))
      }
    }
    if let number = profile.openNumber {
      lines.append(
        "  decimal: \(profile.decimalMark == "," ? "comma" : "point")           # "
          + say("CHECK: nothing tells whether '\(oneLine(number))' has thousands or decimals; counts are whole", "请核对：无法判断“\(oneLine(number))”是千位还是小数；计数应为整数"))
    }
    if let empty = empty(part) { lines.append("  empty: \(empty.reading)             # " + empty.reason) }
    lines += once(part) + currencies(profile)
    return lines
  }

  /// Numbers that all rows of one thing have alike.
  private func once(_ part: TablePart) -> [String] {
    let rules = part.used.filter { part.profile.repeated[$0] != nil }
    let names = Set(rules).sorted().compactMap { place in
      part.profile.repeated[place].map { "\(TemplateText.quoted(part.profile.columns[place].name)): \(TemplateText.quoted(part.profile.columns[$0].name))" }
    }
    guard !names.isEmpty else { return [] }
    return [
      "  once: {\(names.joined(separator: ", "))}   # "
        + say("CHECK: all rows of one have the same number, taken as its total; where each row has its own, write none", "请核对：同一单各行数值相同，按整单的数值只计一次；若每行各有其值，写 none")
    ]
  }

  private func currencies(_ profile: FileProfile) -> [String] {
    let codes = Set(profile.currencies.filter { $0 != currency }).sorted()
    guard !codes.isEmpty else { return [] }
    if codes.count == 1, let rate = answers.rate {
      return ["  currency: {\(codes[0]): \(rate)}     # " + say("what 1 \(codes[0]) is worth in \(currency)", "1 \(codes[0]) 折合多少 \(currency)")]
    }
    return [
      "  # currency: {\(codes.map { "\($0): " + say("rate", "汇率") }.joined(separator: ", "))}   # "
        + say("what one is worth in \(currency); then the money below counts", "折合多少 \(currency)；填好后可启用下面的金额指标")
    ]
  }

  /// What empty results mean and why; nil where none is empty, or zeros stand beside them.
  private func empty(_ part: TablePart) -> (reading: String, reason: String)? {
    let blank = part.used.map { part.profile.columns[$0] }.filter { $0.blanks > 0 && ($0.role == .results || $0.role == .revenue) }
    guard !blank.isEmpty else { return nil }
    if part.profile.preset?.emptyIsZero == true { return ("zero", say("this console leaves results empty where there are none", "该平台没有结果时留空")) }
    guard isEmptyOpen(part) else { return nil }
    return (
      "missing",
      say("CHECK: never 0 and blank beside spend; days not in yet are missing, a console that leaves zeros empty needs zero", "请核对：从不为 0 且有花费时为空；数据未到齐写 missing，平台把 0 留空则写 zero")
    )
  }

  private func isEmptyOpen(_ part: TablePart) -> Bool {
    part.profile.preset?.emptyIsZero != true && part.used.contains { part.profile.isBlankWithoutZero(part.profile.columns[$0]) }
  }

  /// Whether empty results might be zeros or not known, and nothing says which.
  var isEmptyOpen: Bool {
    isEmptyOpen(TablePart(profile: profile, used: draft.metrics.used, unit: nil, variantColumn: nil))
      || draft.second.map { isEmptyOpen(TablePart(profile: $0.profile, used: draft.metrics.usedOfSecond, unit: nil, variantColumn: nil)) } ?? false
  }

  private var metrics: [String] {
    var lines = ["metrics:"]
    for metric in draft.metrics.metrics { lines.append("  \(metric.id): \(metric.yaml)   # \(metric.said(in: language))") }
    if !draft.metrics.toFillIn.isEmpty { lines.append("  # " + say("Of both tables, once the variants have their names in both:", "两张表的指标，待各方案补上两边的名称后启用：")) }
    for metric in draft.metrics.toFillIn { lines.append("  # \(metric.id): \(metric.yaml)   # \(metric.said(in: language))") }
    for metric in draft.metrics.withoutRate { lines.append("  # \(metric.id): \(metric.yaml)   # \(metric.said(in: language))") }
    if let primary = draft.metrics.primary {
      let only = primary.id == "click_rate" || primary.id == "cost_per_click"
      lines.append(
        "primary: \(primary.id)         # "
          + (only
            ? say("CHECK: the file counts no action behind the click so far; a sign-up or an order decides better", "请核对：文件里还没有点击之后的行动；用注册或订单来决定更好")
            : say("exactly one metric decides", "唯一做决定的指标")))
    }
    if let guardrail = draft.metrics.guardrail {
      lines.append("guardrails:")
      lines.append("  \(guardrail.id): \(guardrail.guardrail)   # " + say("how much worse it may get", "最多允许变差多少"))
    } else {
      lines.append("# guardrails:               # " + say("the file has no second column to guard by", "文件里没有可作护栏的第二列"))
    }
    return lines
  }

  private var decision: [String] {
    [
      "# decision:",
      "#   minimum_effect: 10%      # " + say("the smallest change worth acting on", "值得行动的最小变化"),
      "#   scale_value: 100000      # " + say("money to be spent on the winner", "胜出后准备投入的金额"),
    ]
  }

  /// What stands in a comment ends with its line.
  private func oneLine(_ text: String) -> String { text.map { $0.isNewline ? " " : String($0) }.joined() }
}
