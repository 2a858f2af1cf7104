import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Plan: ParsableCommand {
    static var configuration: CommandConfiguration { PlanHelp.command.configuration() }

    @Argument(help: SharedHelp.experiment.spoken) var experiment: String?
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Flag(help: PlanHelp.all.spoken) var all = false
    @Option(parsing: .unconditional, help: PlanningHelp.baseline.spoken, transform: Amount.read) var baseline: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.deviation.spoken, transform: Amount.read) var deviation: Amount?
    @Option(parsing: .unconditional, help: PlanHelp.budget.spoken, transform: Amount.readMoney) var budget: Amount?
    @Option(parsing: .unconditional, help: PlanHelp.days.spoken, transform: WholeNumber.days) var days: Int?
    @Option(parsing: .unconditional, help: PlanningHelp.perDay.spoken, transform: Amount.read) var perDay: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.unitCost.spoken, transform: Amount.readMoney) var unitCost: Amount?
    @Option(parsing: .unconditional, help: PlanHelp.effect.spoken, transform: EffectAmount.read) var effect: EffectAmount?
    @Option(parsing: .unconditional, help: PlanHelp.power.spoken, transform: Amount.read) var power: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.scatter.spoken, transform: Amount.read) var scatter: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.dispersion.spoken, transform: Amount.read) var dispersion: Amount?
    @Option(help: PlanHelp.variants.spoken, transform: { try WholeNumber.read($0, 2...50) }) var variants: Int?
    @Option(help: SharedHelp.format.spoken) var format: PlanFormat = .text
    @Option(help: PlanHelp.svg.spoken) var svg: String?

    func validate() throws {
      try Amount.check([("baseline", baseline), ("deviation", deviation), ("budget", budget), ("per-day", perDay), ("unit-cost", unitCost)])
      try EffectAmount.check(effect)
      if let power, !(0.05...0.999).contains(power.value) { throw ValidationError(UsageSentences.outside("--power", from: "5%", to: "99.9%", power.value)) }
      if let scatter, !(0...2).contains(scatter.value) { throw ValidationError(UsageSentences.outside("--scatter", from: "0%", to: "200%", scatter.value)) }
      if let dispersion, !(1...1000).contains(dispersion.value) { throw ValidationError(UsageSentences.outside("--dispersion", from: "1", to: "1000", dispersion.value)) }
      if scatter != nil, experiment == nil, !all { throw ValidationError(UsageSentences.scatterWithoutExperiment) }
      if dispersion != nil, experiment == nil, !all { throw ValidationError(UsageSentences.dispersionWithoutExperiment) }
      if all, experiment != nil { throw ValidationError(UsageSentences.experimentOrAll) }
      if all {
        let given = [
          ("baseline", baseline != nil), ("deviation", deviation != nil), ("budget", budget != nil), ("days", days != nil), ("per-day", perDay != nil),
          ("unit-cost", unitCost != nil), ("effect", effect != nil), ("power", power != nil), ("scatter", scatter != nil), ("dispersion", dispersion != nil),
          ("variants", variants != nil), ("svg", svg != nil),
        ].filter(\.1).map { "--" + $0.0 }
        if !given.isEmpty { throw ValidationError(UsageSentences.notWithAll(given)) }
      }
      if experiment != nil, variants != nil { throw ValidationError(UsageSentences.variantsWithExperiment) }
      guard experiment == nil, !all else { return }
      guard let baseline else { throw ValidationError(UsageSentences.nothingToPlan) }
      if deviation != nil, baseline.isPercent { throw ValidationError(UsageSentences.deviationOfShare(baseline.value * 100)) }
      let isShare = deviation == nil && (baseline.isPercent || baseline.value < 1)
      if isShare, baseline.value >= 1 { throw ValidationError(UsageSentences.shareOfAll) }
      if isShare || deviation != nil, budget != nil, unitCost == nil {
        throw ValidationError(UsageSentences.budgetWithoutPrice)
      }
    }

    func run() throws {
      if all { return try portfolio() }
      guard let experiment else { return try withoutExperiment() }
      let runner = try shared.runner()
      let language = shared.language(runner)
      try checkCurrency(runner.workspace.currency)
      let wishes = Runner.PlanWishes(
        baseline: baseline?.value, deviation: deviation?.value, budget: budget?.value, days: days.map(Double.init), perDay: perDay?.value,
        costPerUnit: unitCost?.value, effect: effect?.effect, power: power?.value, scatter: scatter?.value, dispersion: dispersion?.value)
      let plan = try Failure.guarded(language) {
        try runner.plan(experiment, wishes: wishes, baselineIsPercent: baseline?.isPercent ?? false, asOf: date.day)
      }
      try show(
        .init(title: plan.id, question: plan.question, answer: plan.answer, notes: plan.notes), currency: runner.workspace.currency, language: language)
    }

    private func checkCurrency(_ currency: String) throws {
      let written = [("baseline", baseline), ("deviation", deviation), ("budget", budget), ("per-day", perDay), ("unit-cost", unitCost)]
      try Amount.check(written.map { ($0.0, $0.1?.currencies ?? []) } + [("effect", effect?.currencies ?? [])], in: currency)
    }

    private func withoutExperiment() throws {
      guard let baseline else { return }
      // A plan of nothing declared needs no workspace; where there is one, its language and money are meant.
      let workspace = (try? Runner(workspace: shared.workspace))?.workspace
      let language = shared.lang?.language ?? workspace?.language ?? SpokenLanguage.system
      let currency = workspace?.currency
      if let currency { try checkCurrency(currency) }
      let kind: PlanQuestion.Kind
      if let deviation {
        kind = .mean(deviation: deviation.value, costPerUnit: unitCost?.value)
      } else if baseline.isPercent || baseline.value < 1 {
        kind = .proportion(costPerTrial: unitCost?.value)
      } else {
        kind = .costPer
      }
      let isIncrease = !kind.isCost
      let target = try Failure.guarded(language) {
        try effect.map { try Runner.relative($0.effect, of: baseline.value, isIncrease: isIncrease, isShare: kind.isShare) } ?? Runner.usualEffect
      }
      let question = PlanQuestion(
        kind: kind, baseline: baseline.value, isIncrease: isIncrease, shares: [Double](repeating: 1, count: variants ?? 2), power: power?.value ?? 0.8,
        target: target, budget: budget?.value, days: days.map(Double.init), sizePerDay: perDay?.value)
      let answer = try Failure.guarded(language) { try Runner.plan(question) }
      try show(.init(title: PlanningSentences.title(in: language), question: question, answer: answer), currency: currency ?? "CNY", language: language)
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
      var problems = [Diagnostic]()
      let lines = found.plans.map { plan -> PortfolioPlanReport.Line in
        switch plan.result {
        case .success(let one):
          return .init(id: plan.id, budget: plan.budget, answer: one.answer, target: one.question.target, problem: nil)
        case .failure(let error as RunnerError):
          return .init(id: plan.id, budget: plan.budget, answer: nil, target: nil, problem: error.message(in: language))
        case .failure(let error):
          // A declaration that does not hold, an experiment above its fund's cap among them, is said where it stands.
          problems += (error as? Diagnostics)?.errors ?? []
          return .init(
            id: plan.id, budget: plan.budget, answer: nil, target: nil, problem: PlanningSentences.doesNotHold(in: language))
        }
      }
      let report = PortfolioPlanReport(lines, funds: found.funds, currency: runner.workspace.currency, language: language, colour: Console.showsColour)
      Console.write(format == .json ? report.json : report.text)
      guard problems.isEmpty else {
        Console.report(problems, language: language)
        throw ExitCode(2)
      }
    }
  }
}

enum PlanFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
