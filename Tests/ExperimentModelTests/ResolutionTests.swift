import ExperimentStatistics
import Testing

@testable import ExperimentModel

@Suite("From a declaration to an experiment")
struct ResolutionTests {
  private func experiment(_ text: String, in workspace: String = Example.workspace) throws -> Experiment {
    let reading = readExperiment(text, in: workspace)
    return try #require(reading.value, "\(reading.diagnostics.map { $0.text(in: .english) })")
  }

  @Test func workspaceMetricsAreTakenByName() throws {
    let text = Example.posters.replacing("primary: signup\n", with: "primary: signup_rate\n")
    let metrics = try experiment(text).metrics
    #expect(metrics.map(\.name) == ["signup_rate", "signup", "ctr", "cpa"])
    #expect(metrics[0].mark.file == "mvp.yaml")
    #expect(try experiment(Example.posters).metrics.contains { $0.name == "signup_rate" } == false)
  }

  @Test func defaultsOfTheWorkspaceAndOverrides() throws {
    let workspace = Example.workspace.replacing("{confidence: 95%, power: 80%}", with: "{confidence: 90%, spending: none, minimum_days: 7}")
    let plan = try experiment(Example.posters, in: workspace).plan
    #expect(plan.confidence == 0.9)
    #expect(plan.minimumDays == 7)
    #expect(plan.looks == .fixed)
    #expect(plan.spending == nil)
    let own = try experiment(Example.posters.replacing("minimum_effect: 10%", with: "looks: 4\n  confidence: 99%"), in: workspace).plan
    #expect(own.confidence == 0.99)
    #expect(own.looks == .count(4))
    #expect(own.spending == .obrienFleming)
  }

  @Test func whatIsNotThereYetIsRecordedNotRefused() throws {
    let text = """
      start: 2026-11-02
      end: 2026-12-27
      evidence: switchback
      schedule: random
      variants: {a: , b: }
      data:
        exposures: {source: warehouse, table: e, unit: user_id, variant: variant, time: ts}
        events:    {file: data/events.csv, unit: user_id, time: ts, name: event, value: amount}
      metrics:
        again: {type: repeat, event: buy, within: 7d}
        spend: {type: mean, event: buy, aggregate: sum, within: 14d, winsorize: 99%}
        happy: {type: nps, score: exposures.score}
        wait: {type: quantile, value: exposures.wait, quantile: 0.5}
        use: {type: rate, count: events.n, per: exposures.hours}
      primary: spend
      decision: {futility: 10%, minimum_effect: 5%}

      """
    let found = try experiment(text)
    #expect(found.evidence == .switchback(periodDays: 1, randomSchedule: true))
    #expect(found.notYet.count == 4)
    #expect(found.notYet.allSatisfy { $0.code == "not_yet" && $0.line != nil })
    #expect(found.primary.numerator.source == .event(table: 1, name: "buy", aggregate: .sum, within: 14))
    #expect(found.primary.outcomeLag == 14)
    #expect(found.primary.grain == .units)
    #expect(found.plan.futility == 0.1)
  }

  @Test func minimumEffects() throws {
    func effect(_ text: String, metric: String = "signup") throws -> AnalysisPlan.MinimumEffect? {
      let body = Example.posters.replacing("minimum_effect: 10%", with: "minimum_effect: \(text)").replacing(
        "primary: signup", with: "primary: \(metric)"
      )
      .replacing("secondary: [ctr]\n", with: "")
      return try experiment(body).plan.minimumEffect
    }
    #expect(try effect("10%") == .relative(0.1))
    #expect(try effect("0.5pp") == .absolute(0.005))
    #expect(try effect("¥5", metric: "cpa") == .absolute(5))
    #expect(try effect("3", metric: "cpa") == .absolute(3))
    let bare = try experiment(Example.posters.replacing("minimum_effect: 10%", with: "minimum_effect: 0.1"))
    #expect(bare.plan.minimumEffect == .relative(0.1))
    #expect(bare.warnings.map(\.code) == ["bare_share"])
  }

  @Test func grains() throws {
    let undated = try experiment(Example.posters.replacing("  date: 日期\n", with: ""))
    #expect(undated.metrics.map(\.grain) == [.totals, .totals, .totals])
    let costs = try experiment(
      Example.routing.replacing("primary: conversion", with: "secondary: [cost]\nprimary: conversion")
        .replacing("metrics:\n", with: "metrics:\n  cost: {type: cost_per, cost: spend, per: rows}\n"))
    #expect(costs.metrics.first { $0.name == "cost" }?.grain == .units)
    #expect(costs.metrics.first { $0.name == "cost" }?.denominator?.source == .rows(table: 0))
    #expect(costs.metrics.first { $0.name == "cost" }?.role == .secondary)
  }

  @Test func columnsWithDots() throws {
    let one = try experiment(Example.posters.replacing("numerator: 点击数", with: "numerator: a.点击数"))
    guard case .column(let column) = one.metrics[1].numerator.source else { return #expect(Bool(false), "no column") }
    #expect(column.column == "a.点击数")
    let several = try experiment(Example.channel.replacing("ads.消耗", with: "ads.消耗.总计"))
    guard case .column(let dotted) = several.primary.numerator.source else { return #expect(Bool(false), "no column") }
    #expect(dotted.table == 0)
    #expect(dotted.column == "消耗.总计")
  }

  @Test func oneFilePerVariantFollowsTheVariants() throws {
    let text = Example.posters.replacing(
      "  file: data/posters.csv\n  variant: 创意名称\n", with: "  files: {story: c.csv, price-first: a.csv, warm-palette: b.csv.gz}\n")
    let table = try experiment(text).tables[0]
    #expect(table.location == .filePerVariant(["a.csv", "b.csv.gz", "c.csv"]))
    #expect(table.variantColumn == nil)
  }

  @Test func tableOptions() throws {
    let text = Example.posters.replacing(
      "  date: 日期\n",
      with:
        "  date: 日期\n  encoding: GBK\n  delimiter: tab\n  date_format: \"EEE, MMM d\"\n  skip_rows: 3\n  empty: zero\n  where: {渠道: 抖音, 地区: [北京, 010]}\n  overlap: newest\n"
    )
    let table = try experiment(text).tables[0]
    #expect(table.encoding == .gb18030)
    #expect(table.delimiter == "\t")
    #expect(table.dateFormat == .pattern("EEE, MMM d"))
    #expect(table.skipRows == 3)
    #expect(table.emptyCell == .zero)
    #expect(table.filters.map(\.values) == [["抖音"], ["北京", "010"]])
    #expect(table.overlap == .newest)
  }

  @Test func warnings() throws {
    let vanity = try experiment(Example.posters.replacing("numerator: 转化数, denominator", with: "numerator: 阅读量, denominator"))
    #expect(vanity.warnings.map(\.code) == ["vanity_metric"])
    #expect(vanity.warnings.first?.severity == .warning)
    #expect(vanity.primary.vanity)
    let declared = try experiment(
      Example.posters.replacing("numerator: 转化数, denominator: 点击数", with: "numerator: 转化数, denominator: 点击数, vanity: yes"))
    #expect(declared.warnings.map(\.code) == ["vanity_metric"])
    let denied = try experiment(
      Example.posters.replacing("numerator: 转化数, denominator: 点击数", with: "numerator: 阅读量, denominator: 点击数, vanity: no"))
    #expect(denied.warnings == [])
    let units = try experiment(Example.posters.replacing("  date: 日期\n", with: "  date: 日期\n  units: 展示数\n"))
    #expect(units.warnings.map(\.code) == ["units_by_auction"])
  }

  @Test func acceptedEvidenceMatchesTheExperiments() throws {
    let text = Example.posters.replacing("evidence: randomized", with: "evidence: switchback\nperiod: 2d")
      .replacing("minimum_effect: 10%", with: "accept: [switchback, observational]")
    let found = try experiment(text)
    #expect(found.plan.accept.contains(found.evidence))
    #expect(found.plan.accept.contains(.observational))
  }

  @Test func protectedKeysChangeWithTheMeaningAlone() throws {
    let before = try experiment(Example.posters).protectedKeys
    #expect(
      Set(before.keys) == [
        // How numbers are judged.
        "every", "looks", "spending", "confidence", "primary", "control", "variants", "allocation", "minimum_effect", "correction", "daily", "exact",
        "minimum_days", "dispersion", "futility", "accept", "guardrails", "evidence",
        // Which numbers enter.
        "start", "end", "budget.total", "budget.spent", "zone", "outcome_lag", "data", "data.variant", "data.date", "data.unit", "data.units", "data.where",
        "data.empty", "data.overlap", "variants.price-first.names", "variants.warm-palette.names", "variants.story.names", "metrics.ctr", "metrics.cpa",
      ])
    #expect(before["variants.story.names"] == "C*; C版" && before["data.where"] == "none" && before["budget.spent"] == "消耗")
    #expect(before["guardrails"] == "cpa: max 60.0, max_increase 0.3" && before["zone"] == "Asia/Shanghai")
    let reworded = Example.posters.replacing("minimum_effect: 10%", with: "minimum_effect: 10.0 %").replacing(
      "{total: 1000", with: "{total: \"￥1,000\""
    )
    .replacing("title: 秋季海报三版测试", with: "title: Other")
    #expect(try experiment(reworded).protectedKeys == before)
    let changed = try experiment(Example.posters.replacing("denominator: 点击数}", with: "denominator: 展示数}")).protectedKeys
    #expect(before.keys.filter { before[$0] != changed[$0] } == ["primary"])
  }

  @Test func controlNone() throws {
    let found = try experiment(
      Example.posters.replacing("control: price-first", with: "control: none").replacing(", max_increase: 30%", with: ""))
    #expect(found.control == .none)
    #expect(found.treatments == [0, 1, 2])
    let relative = readExperiment(Example.posters.replacing("control: price-first", with: "control: none"))
    #expect(relative.diagnostics.map(\.code) == ["conflict"])
  }

  @Test func portfolio() throws {
    let workspace = try #require(readWorkspace(Example.workspace).value).workspace
    let one = try experiment(Example.posters)
    #expect(PortfolioCheck.diagnostics([one], in: workspace) == [])
    #expect(PortfolioCheck.diagnostics([one, one], in: workspace).map(\.code) == ["duplicate_id"])
    let big = try experiment(Example.posters.replacing("{total: 1000", with: "{total: 5000"))
    let all = PortfolioCheck.diagnostics(Array(repeating: big, count: 11), in: workspace)
    #expect(all.filter { $0.code == "fund_overdrawn" }.count == 1)
  }
}
