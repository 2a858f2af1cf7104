import ExperimentStatistics
import Testing

@testable import ExperimentModel

@Suite("The three tests of the guide become experiments")
struct GuideExamplesTests {
  @Test func workspace() throws {
    let workspace = try #require(readWorkspace(Example.workspace).value).workspace
    #expect(workspace.project == "Autumn growth")
    #expect(workspace.currency == "CNY")
    #expect(workspace.timeZone.name == "Asia/Shanghai")
    #expect(workspace.timeZone.offset(at: 1_790_000_000) == 8 * 3600)
    #expect(workspace.language == .simplifiedChinese)
    #expect(workspace.reviews == Workspace.Reviews(every: 14, anchor: CalendarDay(iso: "2026-11-02"), folder: "reports"))
    #expect(workspace.funds == [Workspace.Fund(name: "innovation", total: 50_000, perExperiment: 5000, period: .quarter)])
    #expect(workspace.sources.map(\.name) == ["crm", "warehouse"])
    #expect(workspace.sources[0].passwordVariable == "CRM_PASSWORD")
    #expect(workspace.warnings == [])
  }

  @Test func posters() throws {
    let reading = readExperiment(Example.posters)
    #expect(reading.diagnostics == [])
    let experiment = try #require(reading.value)
    #expect(experiment.id == "autumn-posters")
    #expect(experiment.plannedDays == 2)
    #expect(experiment.variants.map(\.id) == ["price-first", "warm-palette", "story"])
    #expect(experiment.variants[2].names == ["C版", "C*"])
    #expect(experiment.control == .variant(0))
    #expect(experiment.treatments == [1, 2])
    #expect(experiment.metrics.map(\.name) == ["signup", "ctr", "cpa"])
    #expect(experiment.metrics.map(\.role) == [.primary, .secondary, .guardrail])
    #expect(experiment.metrics.map(\.grain) == [.days, .days, .days])
    #expect(experiment.metrics[2].direction == .decrease)
    #expect(experiment.tables.count == 1)
    #expect(experiment.tables[0].location == .file("data/posters.csv"))
    #expect(experiment.tables[0].name == "")
    #expect(experiment.tables[0].marks["variant"] == SourceMark(file: "experiments/test.yaml", line: 18, column: 12))
    #expect(experiment.budget == Budget(total: 1000, fund: "innovation"))
    guard case .column(let spent) = experiment.spent?.source else { return #expect(Bool(false), "no spending column") }
    #expect(spent.column == "消耗")
    #expect(experiment.guardrails.count == 1)
    #expect(experiment.guardrails[0].metric == 2)
    #expect(experiment.guardrails[0].max == 60)
    #expect(experiment.guardrails[0].maxIncrease == 0.3)
    #expect(experiment.plan.minimumEffect == .relative(0.1))
    #expect(experiment.plan.confidence == 0.95)
    #expect(experiment.plan.spending == .obrienFleming)
    #expect(experiment.notYet == [])
    #expect(experiment.warnings == [])
    #expect(experiment.protectedKeys["end"] == "2026-11-03")
    #expect(experiment.protectedKeys["allocation"] == "1.0 : 1.0 : 1.0")
    #expect(experiment.protectedKeys["primary"] == "signup: proportion, 转化数, per 点击数, increase, missing exclude")
  }

  @Test func channel() throws {
    let reading = readExperiment(Example.channel, file: "experiments/live-vs-short-video.yaml")
    #expect(reading.diagnostics == [])
    let experiment = try #require(reading.value)
    #expect(experiment.id == "live-vs-short-video")
    #expect(experiment.end == CalendarDay(iso: "2026-10-18"))
    #expect(experiment.tables.map(\.name) == ["ads", "leads"])
    #expect(experiment.tables[1].grain == .units(column: "lead_id"))
    #expect(experiment.primary.grain == .days)
    #expect(experiment.primary.outcomeLag == 7)
    guard case .column(let per) = experiment.primary.denominator?.source else { return #expect(Bool(false), "no column") }
    #expect(per.table == 1)
    #expect(per.column == "is_customer")
    #expect(experiment.metrics[1].grain == .units)
    #expect(experiment.plan.looks == .count(3))
    #expect(experiment.plan.spending == .pocock)
    #expect(experiment.plan.scaleValue == 100_000)
    #expect(experiment.spent?.table == 0)
  }

  @Test func routing() throws {
    let reading = readExperiment(Example.routing)
    #expect(reading.diagnostics == [])
    let experiment = try #require(reading.value)
    #expect(experiment.variants[1].names == ["auto_v1", "yes", "010"])
    #expect(experiment.primary.grain == .units)
    #expect(experiment.primary.outcomeLag == 14)
    #expect(experiment.primary.segments.map(\.bands) == [[], [5, 30]])
    let answered = experiment.metrics[1]
    #expect(answered.role == .secondary)
    #expect(answered.missing == .failure)
    #expect(answered.numerator.atMost == 5)
    guard case .elapsed(let from, let to, .minutes) = answered.numerator.source else { return #expect(Bool(false), "not a time between") }
    #expect(from.column == "created_at")
    #expect(to.column == "first_reply_at")
  }
}
