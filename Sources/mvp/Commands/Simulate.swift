import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import Glibc

extension MVP {
  struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Try an experiment's rules on simulated data: how often each verdict falls, when, and what the wrong ones cost.",
      discussion: """
        Runs the file's own looks, spending, corrections, futility, guardrails and minimum days, review by review, on thousands of made-up
        experiments. The same seed gives the same figures on any number of cores. Writes nothing.

        EXAMPLES
          mvp simulate live-vs-short-video
          mvp simulate autumn-posters --baseline 4% --scenario no_effect --runs 10000
          mvp simulate lead-routing --effect 20% --format json
          mvp simulate spring-landing --baseline 4% --per-day 600 --guardrail refunds=5%
        """)

    @Argument(help: "The experiment: its id or file.") var experiment: String
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Option(help: "Simulated experiments of each scenario, 1 to 1,000,000.", transform: { try WholeNumber.read($0, 1...1_000_000) })
    var runs: Int = 2000
    @Option(help: "Seed of the draws.", transform: WholeNumber.seed) var seed: UInt64 = 1
    @Option(help: ArgumentHelp("One scenario instead of all: no_effect, minimum_effect, loser, overdispersed, unequal_traffic.", valueName: "name"))
    var scenario: ScenarioName?
    @Option(parsing: .unconditional, help: "What the metric is now: money a result, a share such as 4%, or a mean with --deviation.", transform: Amount.read)
    var baseline: Amount?
    @Option(parsing: .unconditional, help: "Standard deviation between units.", transform: Amount.read)
    var deviation: Amount?
    @Option(
      parsing: .unconditional, help: "How far an arm's day scatters by itself, as a share of it (default: what the data tell, else 20%).", transform: Amount.read)
    var scatter: Amount?
    @Option(
      parsing: .unconditional,
      help: "How many times as much as chance the results of units vary, for costs per result on a table of units (default: what the data tell, else 2).",
      transform: Amount.read)
    var dispersion: Amount?
    @Option(parsing: .unconditional, help: "What comes in a day over all variants: money for a cost per result, else trials or units.", transform: Amount.read)
    var perDay: Amount?
    @Option(parsing: .unconditional, help: "What one trial or unit costs.", transform: Amount.readMoney)
    var unitCost: Amount?
    @Option(parsing: .unconditional, help: "The effect of the better (or worse) treatment: 20%, or absolute: 0.5pp, ¥5.", transform: EffectAmount.read)
    var effect: EffectAmount?
    @Option(
      help: ArgumentHelp(
        "What a guardrail's metric is now, where there are no data yet: a cost per result, or a share such as 5%; and how much money or how many trials a day.",
        valueName: "metric=value[/per-day]"), transform: GuardrailOption.read)
    var guardrail: [GuardrailOption] = []
    @Option(help: "text or json.") var format: PlanFormat = .text

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
