import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import Glibc

extension MVP {
  struct Simulate: AsyncParsableCommand {
    static var configuration: CommandConfiguration { SimulateHelp.command.configuration() }

    @Argument(help: SharedHelp.experiment.spoken) var experiment: String
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Option(help: SimulateHelp.runs.spoken, transform: { try WholeNumber.read($0, 1...1_000_000) }) var runs: Int = 2000
    @Option(help: SimulateHelp.seed.spoken, transform: WholeNumber.seed) var seed: UInt64 = 1
    @Option(help: SimulateHelp.scenario.spoken) var scenario: ScenarioName?
    @Option(parsing: .unconditional, help: PlanningHelp.baseline.spoken, transform: Amount.read) var baseline: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.deviation.spoken, transform: Amount.read) var deviation: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.scatter.spoken, transform: Amount.read) var scatter: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.dispersion.spoken, transform: Amount.read) var dispersion: Amount?
    @Option(parsing: .unconditional, help: PlanningHelp.perDay.spoken, transform: Amount.read) var perDay: Amount?
    @Option(parsing: .unconditional, help: SimulateHelp.unitCost.spoken, transform: Amount.readMoney) var unitCost: Amount?
    @Option(parsing: .unconditional, help: SimulateHelp.effect.spoken, transform: EffectAmount.read) var effect: EffectAmount?
    @Option(help: SimulateHelp.guardrail.spoken, transform: GuardrailOption.read) var guardrail: [GuardrailOption] = []
    @Option(help: SharedHelp.format.spoken) var format: PlanFormat = .text

    func validate() throws {
      if let scatter, !(0...2).contains(scatter.value) { throw ValidationError(UsageSentences.outside("--scatter", from: "0%", to: "200%", scatter.value)) }
      if let dispersion, !(1...1000).contains(dispersion.value) { throw ValidationError(UsageSentences.outside("--dispersion", from: "1", to: "1000", dispersion.value)) }
      try Amount.check([("baseline", baseline), ("deviation", deviation), ("per-day", perDay), ("unit-cost", unitCost)])
      try EffectAmount.check(effect)
    }

    func run() async throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let written = [("baseline", baseline), ("deviation", deviation), ("per-day", perDay), ("unit-cost", unitCost)]
      try Amount.check(written.map { ($0.0, $0.1?.currencies ?? []) } + [("effect", effect?.currencies ?? [])], in: runner.workspace.currency)
      let wishes = Runner.PlanWishes(
        baseline: baseline?.value, deviation: deviation?.value, perDay: perDay?.value, costPerUnit: unitCost?.value, effect: effect?.effect,
        scatter: scatter?.value, dispersion: dispersion?.value)
      let simulation = try Failure.guarded(language) {
        try runner.simulation(experiment, wishes: wishes, baselineIsPercent: baseline?.isPercent ?? false, guardrails: guardrail.map(\.wish), asOf: date.day)
      }
      var results = [SimulationResult]()
      let total = runs
      let showsProgress = isatty(STDERR_FILENO) == 1
      for scenario in scenario.map({ [$0.scenario] }) ?? SimulationScenario.allCases {
        results.append(
          await simulation.simulator.run(scenario, runs: runs, seed: seed) { done in
            if showsProgress { Console.progress("\(scenario.rawValue)  \(done) / \(total)") }
          })
      }
      if showsProgress { Console.progress("") }
      let report = SimulationReport(
        id: simulation.id, question: simulation.question, results: results, leftOut: simulation.leftOut, seed: seed,
        currency: runner.workspace.currency, language: language, colour: Console.showsColour, drawn: simulation.simulator.drawn[0], days: simulation.simulator.drawnDays[0])
      Console.write(format == .json ? report.json : report.text)
    }
  }
}

/// `refunds=5%` or `refunds=5%/40`.
struct GuardrailOption: Sendable {
  let wish: Runner.GuardrailWish

  @Sendable static func read(_ text: String) throws -> GuardrailOption {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { throw ValidationError(UsageSentences.noGuardrail(text)) }
    let parts = text[text.index(after: equals)...].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count) else { throw ValidationError(UsageSentences.noGuardrail(text)) }
    let baseline = try Amount.read(parts[0])
    let perDay = parts.count == 2 ? try Amount.read(parts[1]) : nil
    try Amount.check([("guardrail", baseline), ("guardrail", perDay)])
    return GuardrailOption(
      wish: .init(metric: String(text[..<equals]), baseline: baseline.value, perDay: perDay?.value, isPercent: baseline.isPercent))
  }
}

/// A scenario by its name on the command line.
struct ScenarioName: ExpressibleByArgument {
  let scenario: SimulationScenario

  init?(argument: String) {
    guard let scenario = SimulationScenario(rawValue: argument) else { return nil }
    self.scenario = scenario
  }

  static var allValueStrings: [String] { SimulationScenario.allCases.map(\.rawValue) }
}
