import Testing

@testable import ExperimentModel

/// One broken declaration: where it is broken, and what is said.
struct Broken: Sendable, CustomTestStringConvertible {
  let change: String
  let code: String
  let says: String

  /// `replaced ⟶ replacement`, both lines of the valid file, the replacement with `👉` where the complaint is expected.
  init(_ change: String, _ code: String, _ says: String = "") {
    self.change = change
    self.code = code
    self.says = says
  }

  var testDescription: String { "\(code): \(change)" }

  func apply(to valid: String) -> MarkedText? {
    let parts = change.split(separator: " ⟶ ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let range = valid.firstRange(of: parts[0]) else { return nil }
    return yaml(valid.replacingCharacters(in: range, with: parts[1]))
  }
}

extension String {
  func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

@Suite("Every key of an experiment × missing, wrong type, out of range, unknown, dangling")
struct ExperimentProblemsTests {
  static let posters: [Broken] = [
    // Names and texts.
    Broken("experiment: autumn-posters ⟶ experiment: 👉Autumn Posters", "bad_id", "try 'autumn-posters'"),
    Broken("experiment: autumn-posters ⟶ experiment: 👉[a]", "wrong_type"),
    Broken("experiment: autumn-posters ⟶ experiment: 👉../../etc", "bad_id"),
    Broken("experiment: autumn-posters ⟶ experiment:👉", "empty_value"),
    Broken("title: 秋季海报三版测试 ⟶ title: 👉[a, b]", "wrong_type"),
    Broken("title: 秋季海报三版测试 ⟶ 👉titel: 秋季", "unknown_key", "did you mean 'title'?"),
    Broken("title: 秋季海报三版测试 ⟶ 👉ｔｉｔｌｅ: 秋季", "unknown_key", "did you mean 'title'?"),
    Broken("title: 秋季海报三版测试 ⟶ 👉Title: 秋季", "unknown_key", "did you mean 'title'?"),
    Broken("hypothesis: A price-first headline earns more sign-ups per click. ⟶ hypothesis: 👉{a: b}", "wrong_type"),
    Broken("owner: content ⟶ owner: 👉{a: b}", "wrong_type"),
    Broken("tags: [content, poster] ⟶ tags: [content, 👉[x]]", "wrong_type"),
    // Time.
    Broken("start: 2026-11-02 ⟶ start: 👉02/11/2026", "wrong_type", "2026-11-02"),
    Broken("start: 2026-11-02 ⟶ start: 👉2026-02-30", "wrong_type"),
    Broken("start: 2026-11-02 ⟶ start: 👉1926-11-02", "out_of_range"),
    Broken("end: 2026-11-03 ⟶ end: 👉2026-11-01", "out_of_range", "before 'start'"),
    Broken("end: 2026-11-03 ⟶ end: 👉2046-11-01", "out_of_range"),
    Broken("end: 2026-11-03 ⟶ end: 👉soon", "wrong_type"),
    Broken("end: 2026-11-03 ⟶ end: 2026-11-03\n👉duration: 2d", "conflict"),
    Broken("end: 2026-11-03 ⟶ duration: 👉14", "wrong_type", "did you mean '14d'?"),
    Broken("end: 2026-11-03 ⟶ duration: 👉0d", "out_of_range"),
    Broken("end: 2026-11-03 ⟶ duration: 👉1 month", "wrong_type"),
    Broken("outcome_lag: 0d ⟶ outcome_lag: 👉soon", "wrong_type"),
    Broken("outcome_lag: 0d ⟶ outcome_lag: 👉800d", "out_of_range"),
    // Evidence.
    Broken("evidence: randomized ⟶ evidence: 👉randomised", "unknown_value", "did you mean 'randomized'?"),
    Broken("evidence: randomized ⟶ evidence: 👉[randomized]", "wrong_type"),
    Broken("evidence: randomized ⟶ 👉period: 1d", "conflict"),
    Broken("evidence: randomized ⟶ 👉schedule: random", "conflict"),
    Broken("evidence: randomized ⟶ evidence: switchback\nschedule: 👉chance", "unknown_value"),
    Broken("evidence: randomized ⟶ evidence: switchback\nperiod: 👉0d", "out_of_range"),
    // Budget.
    Broken("budget: {total: 1000 ⟶ budget: {total: 👉much", "wrong_type"),
    Broken("budget: {total: 1000 ⟶ budget: {total: 👉0", "out_of_range"),
    Broken("budget: {total: 1000 ⟶ budget: {total: 👉-5", "out_of_range"),
    Broken("budget: {total: 1000 ⟶ budget: {total: 👉$1000", "wrong_currency", "USD"),
    Broken("budget: {total: 1000 ⟶ budget: {total: 👉6000", "fund_cap", "5000"),
    Broken("fund: innovation ⟶ fund: 👉inovation", "dangling", "did you mean 'innovation'?"),
    Broken("total: 1000, fund: innovation ⟶ fund: 👉innovation", "missing_key", "total"),
    Broken("spent: 消耗 ⟶ 👉spend: 消耗", "unknown_key", "did you mean 'spent'?"),
    Broken("spent: 消耗 ⟶ spent: 👉[消耗]", "wrong_type"),
    Broken("budget: {total: 1000, fund: innovation, spent: 消耗} ⟶ budget: 👉1000", "wrong_type"),
    // Variants.
    Broken("  price-first: {title: ⟶   👉Price First: {title:", "bad_id", "try 'price-first'"),
    Broken("  price-first: {title: ⟶   👉none: {title:", "bad_id"),
    Broken("allocation: 1} ⟶ 👉alocation: 1}", "unknown_key", "did you mean 'allocation'?"),
    Broken("allocation: 1} ⟶ allocation: 👉half}", "wrong_type"),
    Broken("allocation: 1} ⟶ allocation: 👉-1}", "out_of_range"),
    Broken("  warm-palette: {title: 暖色调} ⟶   warm-palette: 👉暖色调", "wrong_type"),
    Broken("  warm-palette: {title: 暖色调} ⟶   👉warm-palette: {title: 价格先行}", "duplicate_name", "价格先行"),
    Broken("  story: {title: 用户故事, names: [C版, \"C*\"]} ⟶   👉story: {names: [\"warm*\"]}", "duplicate_name", "warm*"),
    Broken("  story: {title: 用户故事, names: [C版, \"C*\"]} ⟶   story: {names: [👉{a: b}]}", "wrong_type"),
    Broken("control: price-first ⟶ control: 👉price-frist", "dangling", "did you mean 'price-first'?"),
    Broken("control: price-first ⟶ control: 👉价格先行", "dangling", "did you mean 'price-first'?"),
    Broken("control: price-first ⟶ control: 👉[price-first]", "wrong_type"),
    // Data.
    Broken("  file: data/posters.csv ⟶   file: 👉/etc/passwd", "bad_path"),
    Broken("  file: data/posters.csv ⟶   file: 👉data/../../x.csv", "bad_path", "out of the workspace"),
    Broken("  file: data/posters.csv ⟶   file: 👉data\\x.csv", "bad_path"),
    Broken("  file: data/posters.csv ⟶   file: 👉\"data/\\0x.csv\"", "bad_path"),
    Broken("  file: data/posters.csv ⟶   file: 👉C:/x.csv", "bad_path"),
    Broken("  file: data/posters.csv ⟶   file: 👉~/x.csv", "bad_path"),
    Broken("  file: data/posters.csv ⟶   file: 👉https://x.com/a.csv", "bad_path"),
    Broken("  file: data/posters.csv ⟶   file: 👉data/posters.ods", "bad_path", ".xlsx, .xls"),
    Broken("  file: data/posters.csv ⟶   file: 👉[a.csv]", "wrong_type"),
    Broken("  file: data/posters.csv\n  variant: ⟶   👉variant:", "missing_key", "file, files, source"),
    Broken(
      "  file: data/posters.csv ⟶   👉file: data/posters.csv\n  files: {price-first: a.csv, warm-palette: b.csv, story: c.csv}", "conflict"),
    Broken("  file: data/posters.csv\n  variant: 创意名称 ⟶   files: 👉{price-first: a.csv, warm-palette: b.csv}", "missing_key", "story"),
    Broken(
      "  file: data/posters.csv\n  variant: 创意名称 ⟶   files: {price-first: a.csv, warm-palette: b.csv, story: c.csv, 👉stroy: d.csv}",
      "dangling", "did you mean 'story'?"),
    Broken("  file: data/posters.csv\n  variant: 创意名称 ⟶   files: {price-first: a.csv, warm-palette: 👉../b.csv, story: c.csv}", "bad_path"),
    Broken("  variant: 创意名称\n ⟶ ", "missing_key", "variant"),
    Broken("  file: data/posters.csv ⟶   source: 👉warehose\n  table: ads.daily", "dangling", "did you mean 'warehouse'?"),
    Broken("  file: data/posters.csv ⟶   👉source: warehouse", "missing_key", "table, sql"),
    Broken("  file: data/posters.csv ⟶   👉source: warehouse\n  table: a\n  sql: SELECT 1", "conflict"),
    Broken("  date: 日期 ⟶   date: 👉[日期]", "wrong_type"),
    Broken("  date: 日期 ⟶   date: 日期\n  units: 👉{a: b}", "wrong_type"),
    Broken("  date: 日期 ⟶   date: 日期\n  👉value: x", "conflict"),
    Broken("  date: 日期 ⟶   date: 日期\n  encoding: 👉windows-1525", "unknown_value", "did you mean 'windows-1252'?"),
    Broken("  date: 日期 ⟶   date: 日期\n  encoding: 👉UTF-8//IGNORE", "unknown_value"),
    Broken("  date: 日期 ⟶   date: 日期\n  delimiter: 👉ab", "wrong_type"),
    Broken("  date: 日期 ⟶   date: 日期\n  date_format: 👉dmy", "wrong_type", "did you mean 'DMY'?"),
    Broken("  date: 日期 ⟶   date: 日期\n  skip_rows: 👉1.5", "wrong_type"),
    Broken("  date: 日期 ⟶   date: 日期\n  skip_rows: 👉-1", "out_of_range"),
    Broken("  date: 日期 ⟶   date: 日期\n  empty: 👉none", "unknown_value"),
    Broken("  date: 日期 ⟶   date: 日期\n  overlap: 👉newst", "unknown_value", "did you mean 'newest'?"),
    Broken("  date: 日期 ⟶   date: 日期\n  where: 👉x", "wrong_type"),
    Broken("  date: 日期 ⟶   date: 日期\n  where: {a: 👉{b: c}}", "wrong_type"),
    Broken("  date: 日期 ⟶   date: 日期\n  segments: [{a: 👉[5, 3]}]", "out_of_range"),
    Broken("  date: 日期 ⟶   date: 日期\n  segments: [{a: [👉five]}]", "wrong_type"),
    Broken("  date: 日期 ⟶   date: 日期\n  segments: [a, 👉a]", "duplicate_name"),
    // Metrics and roles.
    Broken("  ctr: {type: proportion ⟶   ctr: {type: 👉proportions", "unknown_value", "did you mean 'proportion'?"),
    Broken("  ctr: {type: proportion, ⟶   👉ctr: {", "missing_key", "type"),
    Broken("numerator: 点击数, denominator: 展示数} ⟶ 👉nominator: 点击数, denominator: 展示数}", "unknown_key", "did you mean 'numerator'?"),
    Broken("  cpa: {type: cost_per, cost: 消耗, per: 转化数} ⟶   cpa: 👉{type: cost_per, cost: 消耗}", "missing_key", "per"),
    Broken("  cpa: {type: cost_per, cost: 消耗, per: 转化数} ⟶   cpa: {type: cost_per, cost: 👉[a], per: 转化数}", "wrong_type"),
    Broken("  cpa: {type: cost_per, cost: 消耗, per: 转化数} ⟶   cpa: 👉cost_per", "wrong_type"),
    Broken("  ctr: {type: proportion, numerator: 点击数, denominator: 展示数} ⟶   👉ctr: {type: mean, value: 点击数}", "wrong_grain"),
    Broken(
      "  ctr: {type: proportion, numerator: 点击数, denominator: 展示数} ⟶   👉ctr: {type: proportion, numerator: 点击数, denominator: 展示数, strata: 展示数}", "wrong_grain"),
    Broken(
      "  ctr: {type: proportion, numerator: 点击数, denominator: 展示数} ⟶   👉ctr: {type: ratio, numerator: 点击数, denominator: 展示数, winsorize: 99%}", "wrong_grain"),
    Broken(
      "  ctr: {type: proportion, numerator: 点击数, denominator: 展示数} ⟶   👉ctr: {type: quantile, value: x, quantile: 0.5}", "wrong_grain"),
    Broken("  ctr: {type: proportion, numerator: 点击数, denominator: 展示数} ⟶   👉ctr: {type: proportion, value: x}", "wrong_grain"),
    Broken("  ctr: {type: proportion, numerator: 点击数, denominator: 展示数} ⟶   ctr: 👉{type: proportion}", "missing_key"),
    Broken(
      "  ctr: {type: proportion, numerator: 点击数, denominator: 展示数} ⟶   ctr: {type: proportion, event: 👉buy}", "dangling", "table of events"),
    Broken("denominator: 展示数} ⟶ denominator: 展示数, direction: 👉up}", "unknown_value"),
    Broken("denominator: 展示数} ⟶ denominator: 展示数, vanity: 👉maybe}", "wrong_type"),
    Broken("denominator: 展示数} ⟶ denominator: 展示数, outcome_lag: 👉7}", "wrong_type", "'7d'"),
    Broken("denominator: 展示数} ⟶ denominator: 展示数, missing: 👉ignore}", "unknown_value"),
    Broken("denominator: 展示数} ⟶ denominator: 展示数, 👉within: 7d}", "conflict"),
    Broken("per: 转化数} ⟶ per: 转化数, missing: 👉failure}", "conflict"),
    Broken("primary: signup ⟶ primary: 👉signups", "dangling", "did you mean 'signup'?"),
    Broken("primary: signup ⟶ primary: 👉[signup, ctr]", "wrong_type", "exactly one"),
    Broken("secondary: [ctr] ⟶ secondary: [👉crt]", "dangling", "did you mean 'ctr'?"),
    Broken("secondary: [ctr] ⟶ secondary: [ctr, 👉signup]", "duplicate_name"),
    Broken("  cpa: {max: 60, max_increase: 30%} ⟶   👉cap: {max: 60}", "dangling", "did you mean 'cpa'?"),
    Broken("  cpa: {max: 60, max_increase: 30%} ⟶   cpa: {👉maximum: 60}", "unknown_key"),
    Broken("max_increase: 30% ⟶ max_increase: 👉30", "out_of_range", "did you mean '30%'?"),
    Broken("max_increase: 30% ⟶ max_increase: 👉lots", "wrong_type"),
    Broken("max_increase: 30% ⟶ max_decrease: 👉130%", "out_of_range"),
    Broken("max: 60, max_increase: 30% ⟶ max: 60, min: 👉70", "conflict"),
    // Decision.
    Broken("minimum_effect: 10% ⟶ minimum_effect: 👉big", "wrong_type"),
    Broken("minimum_effect: 10% ⟶ minimum_effect: 👉-10%", "out_of_range", "give its size"),
    Broken("minimum_effect: 10% ⟶ minimum_effect: 👉3", "conflict", "0.5pp"),
    Broken("minimum_effect: 10% ⟶ minimum_effect: 👉¥5", "conflict"),
    Broken("minimum_effect: 10% ⟶ confidence: 👉95", "out_of_range", "did you mean '95%'?"),
    Broken("minimum_effect: 10% ⟶ confidence: 👉100%", "out_of_range"),
    Broken("minimum_effect: 10% ⟶ confidence: 👉high", "wrong_type"),
    Broken("minimum_effect: 10% ⟶ power: 👉10%", "out_of_range"),
    Broken("minimum_effect: 10% ⟶ looks: 👉0", "out_of_range"),
    Broken("minimum_effect: 10% ⟶ looks: 👉always", "unknown_value"),
    Broken("minimum_effect: 10% ⟶ spending: 👉obrien", "unknown_value"),
    Broken("minimum_effect: 10% ⟶ spending: 👉kim-demets", "out_of_range", "kim-demets(2)"),
    Broken("minimum_effect: 10% ⟶ spending: 👉kim-demets(0)", "out_of_range"),
    Broken("minimum_effect: 10% ⟶ spending: none\n  looks: 👉4", "conflict"),
    Broken("minimum_effect: 10% ⟶ futility: 👉10%", "missing_key", "minimum_effect"),
    Broken("minimum_effect: 10% ⟶ futility: 👉90%", "out_of_range"),
    Broken("minimum_effect: 10% ⟶ minimum_days: 👉0", "out_of_range"),
    Broken("minimum_effect: 10% ⟶ correction: 👉holms", "unknown_value", "did you mean 'holm'?"),
    Broken("minimum_effect: 10% ⟶ daily: 👉within_day", "unknown_value", "did you mean 'within-day'?"),
    Broken("minimum_effect: 10% ⟶ exact: 👉1", "wrong_type"),
    Broken("minimum_effect: 10% ⟶ scale_value: 👉€5", "wrong_currency"),
    Broken("minimum_effect: 10% ⟶ scale_value: 👉0", "out_of_range"),
    Broken("minimum_effect: 10% ⟶ accept: [👉anything]", "unknown_value"),
    Broken("minimum_effect: 10% ⟶ 👉alpha: 5%", "unknown_key", "did you mean 'confidence'?"),
  ]

  @Test("one fault, one complaint at its place", arguments: posters)
  func oneFault(_ broken: Broken) throws {
    try expectOnly(broken, in: Example.posters)
  }

  static let channel: [Broken] = [
    Broken("cost: ads.消耗 ⟶ cost: 👉消耗", "dangling", "table.column"),
    Broken("cost: ads.消耗 ⟶ cost: 👉ad.消耗", "dangling", "did you mean 'ads.消耗'?"),
    Broken("  ads:   {file: data/ads-*.csv, variant: 计划, date: 日期} ⟶   👉ads.x: {file: data/ads.csv, variant: 计划, date: 日期}", "bad_name"),
    Broken("variant: 计划, date: 日期} ⟶ variant: 计划}", "conflict", "with dates and without"),
    Broken("unit: lead_id, variant: arm ⟶ unit: lead_id, 👉units: n, variant: arm", "conflict"),
    Broken("per: leads.is_customer} ⟶ per: leads.is_customer, segments: [👉leads.tier]}", "conflict"),
    Broken("per: leads.is_customer} ⟶ per: 👉{column: leads.a, from: leads.b, to: leads.c, in: days}}", "conflict"),
    Broken("per: leads.is_customer} ⟶ per: 👉{from: leads.b}}", "missing_key"),
    Broken("per: leads.is_customer} ⟶ per: {from: leads.b, to: 👉ads.c, in: days}}", "conflict", "one table"),
    Broken("per: leads.is_customer} ⟶ per: {from: leads.b, to: leads.c, in: 👉years}}", "unknown_value"),
    Broken("per: leads.is_customer} ⟶ per: {column: leads.b, at_least: 5, at_most: 👉3}}", "conflict"),
    Broken("per: leads.is_customer} ⟶ per: {column: leads.b, equals: [x], 👉at_least: 5}}", "conflict"),
    Broken("per: leads.is_customer} ⟶ per: {👉columm: leads.b}}", "unknown_key"),
  ]

  @Test("faults of joined tables", arguments: channel)
  func joined(_ broken: Broken) throws {
    let marked = try #require(broken.apply(to: Example.channel))
    let found = readExperiment(marked.text).diagnostics.filter { $0.severity == .error }
    if broken.code == "conflict", marked.places.isEmpty {
      #expect(found.contains { $0.code == "conflict" && $0.message.english.contains(broken.says) })
      return
    }
    let place = try #require(marked.places.first)
    #expect(
      found.contains {
        $0.code == broken.code && $0.line == place.line && $0.column == place.column && $0.message.english.contains(broken.says)
      }, "found \(found.map { $0.text(in: .english) })")
  }

  @Test("required keys", arguments: ["variants", "data", "metrics", "primary", "start"])
  func missing(_ key: String) throws {
    var lines: [Substring] = []
    var skipping = false
    for line in Example.posters.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.first != " " { skipping = line.hasPrefix(key + ":") }
      if !skipping { lines.append(line) }
    }
    let found = readExperiment(
      lines.joined(separator: "\n"), in: Example.workspace.replacing("metrics:\n  signup_rate", with: "#").replacing("#:", with: "#")
    ).diagnostics
    #expect(
      found.contains { $0.code == "missing_key" && $0.message.english.contains("'\(key)'") }, "found \(found.map { $0.text(in: .english) })"
    )
  }

  @Test func oneOfEndDurationBudget() throws {
    let text = Example.posters.replacing("end: 2026-11-03\n", with: "").replacing(
      "budget: {total: 1000, fund: innovation, spent: 消耗}\n", with: "")
    #expect(readExperiment(text).diagnostics.map(\.code) == ["missing_key"])
    let budgetAlone = Example.posters.replacing("end: 2026-11-03\n", with: "")
    let experiment = try #require(readExperiment(budgetAlone).value)
    #expect(experiment.end == nil)
    #expect(experiment.plannedDays == nil)
  }

  @Test func allProblemsAtOnceInTheOrderOfTheFile() {
    let marked = yaml(
      """
      experiment: test
      👉titel: x
      start: 👉tomorrow
      end: 2026-11-03
      variants:
        👉A: {}
        b: {allocation: 👉half}
      data: {file: 👉/x.csv, variant: v, date: d}
      metrics:
        m: {type: cost_per, cost: c, per: p}
      primary: 👉n
      decision: {👉confidance: 95%}

      """)
    let found = readExperiment(marked.text).diagnostics
    #expect(found.map { Place(line: $0.line ?? 0, column: $0.column ?? 0) } == marked.places)
    #expect(found[0].text(in: .english) == "experiments/test.yaml:2:1: error: unknown key 'titel'; did you mean 'title'?")
    #expect(found[0].text(in: .simplifiedChinese) == "experiments/test.yaml:2:1: 错误：未知的键 'titel'；是不是想写 'title'？")
  }
}

/// Exactly one error, at the mark, that says what is expected of it. With a second mark or a `missing_key` without a mark, the place is free.
func expectOnly(_ broken: Broken, in valid: String) throws {
  let marked = try #require(broken.apply(to: valid), "the valid file does not hold the text to replace")
  let found = readExperiment(marked.text).diagnostics.filter { $0.severity == .error }
  #expect(
    found.contains { $0.code == broken.code && $0.message.english.contains(broken.says) }, "found \(found.map { $0.text(in: .english) })")
  if let place = marked.places.first {
    #expect(
      found.contains { $0.code == broken.code && $0.line == place.line && $0.column == place.column },
      "expected \(place), found \(found.map { $0.text(in: .english) })")
  }
  #expect(!found.contains { $0.message.simplifiedChinese.isEmpty })
}
