import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a budget can prove, before it is spent. Writes nothing.",
      discussion: """
        From any of budget, days, traffic and effect to the others. Of a declared experiment, what is not given comes from its file and its
        data so far; without one, give the baseline and the number of variants.

        EXAMPLES
          mvp plan autumn-posters
          mvp plan autumn-posters --effect 20% --power 90%
          mvp plan --baseline 25 --budget 1000 --variants 3            a result costs 25 now
          mvp plan --baseline 4% --per-day 620 --days 14 --effect 15%  a share of 4 % now, 620 visitors a day
          mvp plan --all                                               the portfolio and its funds
        """)

    @Argument(help: "The experiment: its id or file.") var experiment: String?
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Flag(help: "Every experiment on one line, and the funds.") var all = false
    @Option(help: "What the metric is now: money a result, a share such as 4%, or a mean with --deviation.") var baseline: Amount?
    @Option(help: "Standard deviation between units: makes the baseline a mean.") var deviation: Amount?
    @Option(help: "Money for all variants together.") var budget: Amount?
    @Option(help: "Days of the test.") var days: Amount?
    @Option(help: "What comes in a day over all variants: money for a cost per result, else trials or units.") var perDay: Amount?
    @Option(help: "What one trial or unit costs (a click).") var unitCost: Amount?
    @Option(help: "The effect to be found, such as 20%.") var effect: Amount?
    @Option(help: "Chance to find it (default 80%).") var power: Amount?
    @Option(help: "Variants, the control included, without a declared experiment (default 2).") var variants: Int = 2
    @Option(help: "text or json.") var format: PlanFormat = .text
    @Option(help: ArgumentHelp("Draw the power curve into this SVG file.", valueName: "file")) var svg: String?

    func validate() throws {
      for (name, value) in [("baseline", baseline), ("deviation", deviation), ("budget", budget), ("days", days), ("per-day", perDay), ("unit-cost", unitCost), ("effect", effect)]
      {
        if let value, !(value.value > 0) { throw ValidationError("--\(name) is above 0.") }
      }
      if let power, !(0.05...0.999).contains(power.value) { throw ValidationError("--power is between 5% and 99.9%.") }
      guard (2...50).contains(variants) else { throw ValidationError("--variants is 2 to 50.") }
      if all, experiment != nil { throw ValidationError("Give an experiment or --all, not both.") }
      if !all, experiment == nil, baseline == nil { throw ValidationError("Give an experiment, or --baseline with --budget or --days, or --all.") }
    }

    func run() throws {
      if all { return try portfolio() }
      guard let experiment else { return try withoutExperiment() }
      let runner = try shared.runner()
      let language = shared.language(runner)
      let wishes = Runner.PlanWishes(
        baseline: baseline?.value, deviation: deviation?.value, budget: budget?.value, days: days?.value, perDay: perDay?.value,
        costPerUnit: unitCost?.value, effect: effect?.value, power: power?.value)
      let plan = try Failure.guarded(language) { try runner.plan(experiment, wishes: wishes, asOf: date.day) }
      try show(.init(title: plan.id, question: plan.question, answer: plan.answer), currency: runner.workspace.currency, language: language)
    }

    private func withoutExperiment() throws {
      let language = shared.lang?.language ?? .english
      guard let baseline else { return }
      let kind: PlanQuestion.Kind
      if let deviation {
        kind = .mean(deviation: deviation.value, costPerUnit: unitCost?.value)
      } else if baseline.isPercent || baseline.value < 1 {
        kind = .proportion(costPerTrial: unitCost?.value)
      } else {
        kind = .costPer
      }
      let isIncrease = if case .costPer = kind { false } else { true }
      let question = PlanQuestion(
        kind: kind, baseline: baseline.value, isIncrease: isIncrease, shares: [Double](repeating: 1, count: variants), power: power?.value ?? 0.8,
        target: effect?.value ?? 0.2, budget: budget?.value, days: days?.value, sizePerDay: perDay?.value)
      let answer = try Failure.guarded(language) { try Runner.plan(question) }
      let currency = (try? Runner(workspace: shared.workspace))?.workspace.currency ?? "CNY"
      try show(.init(title: language == .english ? "plan" : "计划", question: question, answer: answer), currency: currency, language: language)
    }

    private func show(_ entry: PlanReport.Entry, currency: String, language: Language) throws {
      let report = PlanReport(entry, currency: currency, language: language, colour: Console.showsColour)
      if let svg { try Failure.guarded(language) { try Runner.write(report.svg, to: svg) } }
      Console.write(format == .json ? report.json : report.text)
    }

    private func portfolio() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let found = try Failure.guarded(language) { try runner.planAll(asOf: date.day) }
      let lines = found.plans.map { plan -> PortfolioPlanReport.Line in
        switch plan.result {
        case .success(let one): .init(id: plan.id, budget: plan.budget, answer: one.answer, target: one.question.target, problem: nil)
        case .failure(let error): .init(id: plan.id, budget: plan.budget, answer: nil, target: nil, problem: error.message(in: language))
        }
      }
      Console.write(
        PortfolioPlanReport(lines, funds: found.funds, currency: runner.workspace.currency, language: language, colour: Console.showsColour).text)
      // A declaration that does not hold, an experiment above its fund's cap among them, is said where it stands.
      let problems = runner.loaded.entries.flatMap { entry -> [Diagnostic] in
        if case .failure(let diagnostics) = entry.result { diagnostics.errors } else { [] }
      }
      guard problems.isEmpty else {
        Console.report(problems, language: language)
        throw ExitCode(2)
      }
    }
  }
}

enum PlanFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

/// A number, plain or in per cent, with or without separators of thousands.
struct Amount: ExpressibleByArgument {
  let value: Double
  let isPercent: Bool

  init?(argument: String) {
    var text = argument.filter { $0 != "," && $0 != " " && $0 != "¥" && $0 != "$" && $0 != "€" }
    isPercent = text.hasSuffix("%")
    if isPercent { text.removeLast() }
    guard let number = Double(text), number.isFinite else { return nil }
    value = isPercent ? number / 100 : number
  }
}
