import ExperimentDecisions
import ExperimentModel
import ExperimentStatistics
import Glibc
import TestSupport
import Testing

@testable import ExperimentRunner

/// Every sentence of the runner, with values put in that belong to neither language.
@Suite("Sentences of the runner")
struct SentencesTests {
  private static let day = CalendarDay(number: 20_773)
  private static let error = DiskError(path: "/x/y", number: ENOSPC)
  private static let values = ["q-1", "q-2", "m1", "q.yaml", "/x/y", "v1", error.reason.english, error.reason.simplifiedChinese, "PersonDecision", "proportion", "mvp-review-q"]

  static let sentences: [BilingualText] =
    [
      FileSentences.unreadable("/x/y", error), FileSentences.unwritable(error), FileSentences.unwritable("/x/y", error), FileSentences.exists("/x/y"),
      FileSentences.notFound("/x/y"), FileSentences.programNotFound, FileSentences.noHome,
    ] + [
      WorkspaceSentences.noDeclaration("/x/y"), WorkspaceSentences.noWorkspace(in: "/x/y"), WorkspaceSentences.noWorkspaceAbove,
      WorkspaceSentences.tooManyDeclarations("/x/y", found: 3, most: 2), WorkspaceSentences.unknownExperiment("q-1", known: []),
      WorkspaceSentences.unknownExperiment("q-1", known: ["q-2"]), WorkspaceSentences.doesNotValidate("q-1"),
      WorkspaceSentences.originDoesNotValidate("q-1"), WorkspaceSentences.badName("q-1"), WorkspaceSentences.madeAnew(from: "q-1"),
      WorkspaceSentences.badToday("m1", "q-1"), WorkspaceSentences.made(["q.yaml"]), WorkspaceSentences.made("q.yaml"),
      WorkspaceSentences.startsInThePast(day),
    ] + [
      DecisionSentences.stillToCome(day + 1, today: day), DecisionSentences.beforeNewest(day, newest: day + 1), DecisionSentences.emptyReason("--note"),
      DecisionSentences.variantWithoutScale("v1", .stop), DecisionSentences.notStarted("q-1", start: day),
      DecisionSentences.closesBeforeStart("q-1", start: day),
      DecisionSentences.closed("q-1", by: PersonDecision(action: .stop, variant: nil, note: "v1", date: day)), DecisionSentences.notClosed("q-1"),
      DecisionSentences.nothingToAcknowledge("q-1"), DecisionSentences.freeToChange("q-1"), DecisionSentences.nothingToAmend("q.yaml"),
      DecisionSentences.reviewedDataUnreadable("q-1"),
    ] + [
      PlanningSentences.effectOfManyTimes(20), PlanningSentences.effectOfManyTimes(1e300), PlanningSentences.moneyOnShare,
      PlanningSentences.pointsWithoutShare, PlanningSentences.impossibleEffect(1.5), PlanningSentences.beyondAll(0.5, of: 0.9),
      PlanningSentences.invalid(InvalidInput(key: "m1", found: "3", allowed: "2")), PlanningSentences.futilityNotCounted("q-1"),
      PlanningSentences.aboveFundsCap(2, fund: "m1", cap: 1), PlanningSentences.moneyEndsTooEarly(days: 1), PlanningSentences.moneyEndsTooEarly(days: 3),
      PlanningSentences.budgetWithoutPrice, PlanningSentences.title, PlanningSentences.doesNotHold,
    ] + [
      SimulationSentences.noDays("q-1"), SimulationSentences.noPace, SimulationSentences.noEnd("q-1"),
      SimulationSentences.noSuchGuardrail("m1", of: "q-1", known: []), SimulationSentences.noSuchGuardrail("m1", of: "q-1", known: ["q-2"]),
      SimulationSentences.guardrailTwice("m1"),
    ]
    + [
      RecordSentences.calendarMoved("/x/y", anchor: day), RecordSentences.notARecord("/x/y"), RecordSentences.unconfirmed("q.yaml", error),
      RecordSentences.unwritable(error), RecordSentences.notFinite("q.yaml"), RecordSentences.repairInterrupted(error),
      RecordSentences.unwritableRepair(error), RecordSentences.badExpectation("q-1", fewestDigits: 8),
      ReviewSentences.beforeNewest(day, newest: day + 1), ReviewSentences.corrected(["q-1"]), ReviewSentences.rehearsed,
    ] + chainProblems.map(\.text)
    + chainProblems.flatMap { [RecordSentences.brokenChain(in: "/x/y", $0, of: 3), RecordSentences.notRepaired("/x/y", because: $0)] }
    + [chainProblems, [.unfinishedRepair]].compactMap(RecordSentences.notWhole)
    + [GuardrailProblem.noDays, .costAsPercent, .sharesResults, .noMoney, .shareOfAll, .onlyFromData(kind: "m1")].map {
      SimulationSentences.guardrail(.init(metric: "m1", baseline: 1, perDay: nil), $0)
    } + schedules.map(ScheduleSentences.text)
    + [
      MessageSentences.more(1), MessageSentences.more(2), MessageSentences.noSendmail, MessageSentences.review("q-1", day), MessageSentences.news("q-1", day),
      ScheduleSentences.nothingInstalled, ScheduleSentences.removed([]), ScheduleSentences.removed(["/x/y"]), ScheduleSentences.noCronLine,
      ScheduleSentences.installed("q-1"), ScheduleSentences.notStarted("q-1", files: ["/x/y"]),
      ScheduleSentences.meeting("q-1"), ScheduleSentences.nothingRecorded, ScheduleSentences.bringExports, ScheduleSentences.onTheTable([]),
      ScheduleSentences.onTheTable(["q-1", "q-2"]),
    ]

  private static let chainProblems: [ChainProblem] = [
    .unreadable(name: "q.yaml", reason: error.reason), .damaged(name: "q.yaml", line: 1, column: 2), .mergeConflict(name: "q.yaml", line: 1),
    .newer(name: "q.yaml", schema: 3, program: nil), .newer(name: "q.yaml", schema: 3, program: "m1"),
    .repeatedKey(name: "q.yaml", line: 1, column: 2, key: "m1"), .unknownKey(name: "q.yaml", line: 1, column: 2, key: "m1"),
    .missingKey(name: "q.yaml", line: 1, column: 2, key: "m1"), .unknownValue(name: "q.yaml", line: 1, column: 2, value: "v1", key: nil),
    .unknownValue(name: "q.yaml", line: 1, column: 2, value: "v1", key: "m1"), .twins(number: 3, names: ["q-1", "q-2"]), .copy(name: "q-1", of: "q-2"),
    .gap(first: 1, last: 1), .gap(first: 1, last: 3), .misnamed(name: "q-1", content: "q-2"), .changed(name: "q-1", by: "q-2", hasOtherLineEnds: false),
    .changed(name: "q-1", by: "q-2", hasOtherLineEnds: true), .beheaded(name: "q-1"), .unfinishedRepair,
  ]

  private static let schedules = [
    Runner.Schedule(asOf: day, every: 1, last: nil, due: nil, missed: [], next: day + 1),
    Runner.Schedule(asOf: day, every: 14, last: day - 14, due: day, missed: [], next: day + 14),
    Runner.Schedule(asOf: day, every: 14, last: day - 50, due: day - 1, missed: [day - 15, day - 29], next: day + 13),
  ]

  @Test("are there in both languages, differ, and keep out of each other")
  func both() {
    let problems = SentencesTests.sentences.flatMap {
      BothLanguages.problems(english: $0.english, chinese: $0.simplifiedChinese, values: SentencesTests.values)
    }
    #expect(problems == [])
  }

  @Test("that name variants and metrics: the same, of a declaration")
  func ofADeclaration() throws {
    let folder = TemporaryFolder()
    folder.write("mvp.yaml", "project: m1\ncurrency: CNY\ntimezone: Asia/Shanghai\n")
    folder.write(
      "experiments/q-1.yaml",
      """
      experiment: q-1
      start: 2026-11-02
      end: 2026-11-29
      variants: {v1: {title: v1}, v2: {title: v2}}
      control: v1
      data: {file: data/q.csv, variant: v, date: d}
      metrics: {m1: {type: proportion, numerator: x, denominator: n}}
      primary: m1
      """)
    let runner = try Runner(workspace: folder.path)
    let experiment = try #require(runner.loaded.experiments.first, "\(runner.loaded.diagnostics.map { $0.text(in: .english) })")
    let sentences = [
      DecisionSentences.noVariant(of: experiment), DecisionSentences.unknownVariant("q-2", of: experiment),
      DecisionSentences.ambiguousTitle("q-2", of: experiment.variants), PlanningSentences.baselineIsNoShare(experiment.primary),
      PlanningSentences.noBaseline(experiment.primary), PlanningSentences.shareOfAll(experiment.primary), PlanningSentences.noDeviation(experiment.primary),
      PlanningSentences.comparedByDays(experiment.primary),
    ]
    let problems = sentences.flatMap { BothLanguages.problems(english: $0.english, chinese: $0.simplifiedChinese, values: SentencesTests.values + ["v2"]) }
    #expect(problems == [])
    #expect(DecisionSentences.noVariant(of: experiment).english == "say what to scale with --variant: v1, v2")
  }

  @Test("of a history that is not whole count what else is wrong; a whole one is not spoken of")
  func history() {
    #expect(RecordSentences.notWhole([]) == nil)
    #expect(RecordSentences.notWhole([.beheaded(name: "q-1"), .unfinishedRepair])?.english.hasSuffix(" (and 1 more: see 'mvp verify')") == true)
    #expect(RecordSentences.notWhole([.unfinishedRepair])?.english.contains("more:") == false)
  }

  @Test("say one of a thing in the singular")
  func singular() {
    #expect(PlanningSentences.moneyEndsTooEarly(days: 1).english.hasPrefix("the money lasts 1 day, and"))
    #expect(PlanningSentences.moneyEndsTooEarly(days: 3).english.hasPrefix("the money lasts 3 days, and"))
    #expect(ScheduleSentences.text(SentencesTests.schedules[0]).english == "Nothing is due.\nNext review: 2026-11-17 (every day)\n")
    #expect(
      ScheduleSentences.text(SentencesTests.schedules[2]).simplifiedChinese
        == "已逾期：2026-11-15 的评审。请运行 'mvp review'。\n此前错过：2026-11-01、2026-10-18；现在评审一次即可补上。\n上次评审：2026-09-27\n下次评审：2026-11-29（每 14 天）\n")
  }
}
