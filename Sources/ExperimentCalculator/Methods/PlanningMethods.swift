import ExperimentStatistics

extension CalcCatalogue {
  private static let open = CalcRange(lower: 0, upper: 1e15, isLowerOpen: true)
  private static let baseline = CalcInput("baseline", .number(.level), "the control's share")
  private static let relative = CalcInput("relative_effect", .number(CalcRange(lower: -1, upper: 1e6, isLowerOpen: true)), default: "", "treatment / control − 1")
  private static let absolute = CalcInput("absolute_effect", .number(.within(-1e300, 1e300)), default: "", "treatment − control")
  private static let power = CalcInput("power", .number(.level), default: "", "P(the effect is found)")
  private static let trials = CalcInput("trials", .number(open), default: "", "of the control arm")
  private static let count = CalcInput("count", .number(open), default: "", "units of the control arm")
  private static let budget = CalcInput("budget", .number(open), default: "", "money of the control arm")
  private static let allocation = CalcInput("allocation", .number(CalcRange(lower: 1e-6, upper: 1e6)), default: "1", "size of a treatment arm over the control's")
  private static let arms = CalcInput("arms", .count(.within(2, 1000)), default: "2", "with the control; alpha is shared by arms − 1 comparisons")
  private static let margin = CalcInput("margin", .number(CalcRange(lower: 0, upper: 1, isUpperOpen: true)), default: "0", "of non-inferiority, as a difference of shares")
  private static let variance = CalcInput(
    "variance", .choice(["pooled", "unpooled", "farrington-manning"]), default: "",
    "under the null; pooled, with a margin unpooled, when left out")
  private static let farTail = CalcInput("far_tail", .flag, default: "", "count the far side's rejections as power")
  private static let direction = CalcInput("direction", .choice(["increase", "decrease"]), default: "", "of an effect to be solved for")
  private static let deviation = CalcInput("standard_deviation", .number(CalcRange(lower: 1e-300, upper: 1e150)), "within an arm")
  private static let controlCost = CalcInput("control_cost_per", .number(CalcRange(lower: 1e-12, upper: 1e15)), "the control's cost per result")
  private static let dispersion = CalcInput("dispersion", .number(CalcRange(lower: 1e-6, upper: 1e6)), default: "1", "variance of the results over Poisson's")
  private static let metric = CalcInput("metric", .choice(["proportions", "means", "cost_per"]), "which plan")
  private static let nested = CalcInput("design", .object(shapeInputs), "one-sided at alpha / 2 of each comparison; as in sequential.design")
  private static let common: [CalcInput] = [.alpha, power, allocation, arms]
  private static let outputs: [CalcOutput] = [
    CalcOutput("absolute_effect", "treatment − control"), CalcOutput("relative_effect", "treatment / control − 1"), CalcOutput("power", "as given or solved"),
    CalcOutput("alpha", "as used"), CalcOutput("solved", "which one was left out"),
  ]

  /// The one of three that was left out.
  private static func solved(_ request: CalcRequest, _ inputs: [CalcInput], isEffectGiven: Bool) throws -> StaticString {
    let missing = inputs.filter { !request.has($0) }
    let count = missing.count + (isEffectGiven ? 0 : 1)
    guard count == 1 else {
      let names = (["the effect"] + inputs.map { $0.name.description }).joined(separator: ", ")
      throw CalcProblem(
        code: count == 0 ? .invalidInput : .missingInput, message: "of \(names) leave out exactly one, which is solved for; \(count) are left out")
    }
    return missing.first?.name ?? "effect"
  }

  private static func comparisons(_ request: CalcRequest) throws -> Int { try request.count(arms) - 1 }

  private static func proportionTreatment(_ request: CalcRequest, _ control: Double) throws -> Double? {
    if request.has(relative), request.has(absolute) { throw request.unfit(absolute, "left out where relative_effect is given") }
    if let effect = try request.optionalNumber(relative) { return control * (1 + effect) }
    if let effect = try request.optionalNumber(absolute) { return control + effect }
    return try request.number(margin) > 0 ? control : nil
  }

  private static func proportionVariance(_ request: CalcRequest) throws -> ProportionPlan.Variance {
    guard request.has(variance) else { return try request.number(margin) > 0 ? .unpooled : .pooled }
    return [.pooled, .unpooled, .farringtonManning][try request.choice(variance)]
  }

  private static func flag(_ request: CalcRequest, _ input: CalcInput, default fallback: Bool) throws -> Bool {
    request.has(input) ? try request.flag(input) : fallback
  }

  private static func proportionPlan(_ request: CalcRequest, treatment: Double) throws -> ProportionPlan {
    try ProportionPlan(
      control: try request.number(baseline), treatment: treatment, alpha: try request.number(.alpha),
      allocation: try request.number(allocation), comparisons: try comparisons(request), margin: try request.number(margin),
      variance: try proportionVariance(request), countsFarTail: try flag(request, farTail, default: false))
  }

  private static func meanPlan(_ request: CalcRequest, effect: Double) throws -> MeanPlan {
    try MeanPlan(
      effect: effect, standardDeviation: try request.number(deviation), alpha: try request.number(.alpha),
      allocation: try request.number(allocation), comparisons: try comparisons(request), countsFarTail: try flag(request, farTail, default: true))
  }

  private static func costPlan(_ request: CalcRequest, effect: Double) throws -> CostPerPlan {
    let control = try request.number(controlCost)
    return try CostPerPlan(
      control: control, treatment: control * (1 + effect), alpha: try request.number(.alpha), allocation: try request.number(allocation),
      comparisons: try comparisons(request), dispersion: try request.number(dispersion))
  }

  /// Size and power of a plan, whichever of the two was left out.
  private static func solve(_ plan: some PowerPlan, _ request: CalcRequest, size: CalcInput) throws -> (size: Double, power: Double) {
    if let given = try request.optionalNumber(size) { return (given, try request.optionalNumber(power) ?? plan.power(size: given)) }
    guard let wanted = try request.optionalNumber(power) else { throw request.missing(power) }
    return (try plan.size(power: wanted), wanted)
  }

  private static func write(
    _ answer: (size: Double, power: Double), _ size: CalcInput, control: Double?, absolute: Double, solved: StaticString,
    _ request: CalcRequest, to result: inout CalcResult
  ) throws {
    result.number(size.name, answer.size)
    result.number("power", answer.power)
    result.number("absolute_effect", absolute)
    result.number("relative_effect", control.map { absolute / $0 })
    result.number("alpha", try request.number(.alpha))
    result.text("solved", solved.description)
  }

  static let planningMethods: [CalcMethod] = [
    CalcMethod(
      "power.proportions", .planning, "Trials, power or effect of a comparison of two shares.",
      inputs: [baseline, relative, absolute, trials] + common + [margin, variance, farTail, direction],
      outputs: [CalcOutput("trials", "of the control arm, not rounded")] + outputs,
      definition: "Normal formula, the null's variance pooled and the alternative's unpooled, the far tail ignored unless far_tail. Non-inferiority: "
        + "unpooled Wald, or Farrington–Manning's constrained variance. Sizes per arm. With a margin an effect left out is none.",
      source: "Fleiss, Tytun & Ury (1980), eq. 3 without correction (R's power.prop.test); Farrington & Manning (1990).",
      validity: "Shares strictly between 0 and 1.", cost: "O(1); an effect: some 20 powers"
    ) { request, result in
      let control = try request.number(baseline)
      var treatment = try proportionTreatment(request, control)
      let solved = try solved(request, [trials, power], isEffectGiven: treatment != nil)
      if treatment == nil {
        treatment = try ProportionPlan.detectable(
          control: control, size: try request.number(trials), power: try request.number(power),
          isIncrease: request.has(direction) ? try request.choice(direction) == 0 : true, alpha: try request.number(.alpha),
          allocation: try request.number(allocation), comparisons: try comparisons(request), variance: try proportionVariance(request),
          countsFarTail: try flag(request, farTail, default: false))
      }
      let plan = try proportionPlan(request, treatment: treatment ?? control)
      try write(
        try solve(plan, request, size: trials), trials, control: control, absolute: (treatment ?? control) - control, solved: solved, request,
        to: &result)
    },
    CalcMethod(
      "power.means", .planning, "Units, power or effect of a comparison of two means.",
      inputs: [deviation, absolute, count] + common + [farTail],
      outputs: [CalcOutput("count", "of the control arm, not rounded")] + outputs,
      definition: "Exact non-central t with the pooled variance, both tails unless far_tail is false. Sizes per arm.",
      source: "Cohen (1988), §2.4; Johnson, Kotz & Balakrishnan (1995), ch. 31.", validity: "Normal data with one spread.", cost: "some 30 non-central tails"
    ) { request, result in
      let given = try request.optionalNumber(absolute)
      let solved = try solved(request, [count, power], isEffectGiven: given != nil)
      let effect =
        try given
        ?? MeanPlan.detectable(
          standardDeviation: try request.number(deviation), size: try request.number(count), power: try request.number(power),
          alpha: try request.number(.alpha), allocation: try request.number(allocation), comparisons: try comparisons(request),
          countsFarTail: try flag(request, farTail, default: true))
      let plan = try meanPlan(request, effect: effect)
      try write(try solve(plan, request, size: count), count, control: nil, absolute: effect, solved: solved, request, to: &result)
    },
    CalcMethod(
      "power.cost_per", .planning, "Budget, power or effect of a comparison of two costs per result.",
      inputs: [controlCost, relative, budget] + common + [dispersion, direction],
      outputs: [CalcOutput("budget", "of the control arm, not rounded")] + outputs,
      definition: "Poisson results, the log ratio's Wald variance φ(1/x₁ + 1/x₀) at the expected results, the far tail ignored. An effect solved for is a "
        + "decrease unless direction says increase.",
      source: "Gu, Ng, Tang & Schucany (2008), Biometrical Journal 50, 283–298, the log-linear form.", validity: "From some 10 expected results an arm.",
      cost: "O(1); an effect: some 40 powers"
    ) { request, result in
      let control = try request.number(controlCost)
      var effect = try request.optionalNumber(relative)
      let solved = try solved(request, [budget, power], isEffectGiven: effect != nil)
      if effect == nil {
        let treatment = try CostPerPlan.detectable(
          control: control, size: try request.number(budget), power: try request.number(power),
          isIncrease: request.has(direction) ? try request.choice(direction) == 0 : false, alpha: try request.number(.alpha),
          allocation: try request.number(allocation), comparisons: try comparisons(request), dispersion: try request.number(dispersion))
        effect = treatment / control - 1
      }
      let plan = try costPlan(request, effect: effect ?? 0)
      try write(
        try solve(plan, request, size: budget), budget, control: control, absolute: (effect ?? 0) * control, solved: solved, request, to: &result)
    },
    CalcMethod(
      "power.sequential", .planning, "Size or power of any plan under a group-sequential design.",
      inputs: [
        metric, nested, optional(baseline), relative, absolute, trials, optional(deviation), count, optional(controlCost), budget, dispersion,
        margin, variance, farTail,
      ] + common,
      outputs: [
        CalcOutput("size", "maximum of the control arm, under the metric's own name too"), CalcOutput("power", "under the design"),
        CalcOutput("fixed_size", "of one look with that power"), CalcOutput("inflation_factor", "size over fixed size"),
        CalcOutput("expected_size", "under the effect"),
      ],
      definition: "The design's drift is the expected Z that gives the fixed test its power; alpha is two-sided and the design one-sided at half of it.",
      source: "Jennison & Turnbull (2000), ch. 3.", validity: "As the plan's; effect and one of size and power must be given.", cost: "some designs"
    ) { request, result in
      switch try request.choice(metric) {
      case 0:
        let control = try request.number(baseline)
        guard let treatment = try proportionTreatment(request, control) else { throw request.missing(relative) }
        try sequential(try proportionPlan(request, treatment: treatment), size: trials, request, to: &result)
      case 1:
        guard let effect = try request.optionalNumber(absolute) else { throw request.missing(absolute) }
        try sequential(try meanPlan(request, effect: effect), size: count, request, to: &result)
      default:
        guard let effect = try request.optionalNumber(relative) else { throw request.missing(relative) }
        try sequential(try costPlan(request, effect: effect), size: budget, request, to: &result)
      }
    },
  ]

  /// The same input, where only some metrics need it; its reader still says when it is missing.
  private static func optional(_ input: CalcInput) -> CalcInput {
    CalcInput(input.name, input.shape, default: "", input.meaning + "; for its metric only")
  }

  private static func sequential(
    _ plan: some PowerPlan, size: CalcInput, _ request: CalcRequest, to result: inout CalcResult
  ) throws {
    let level = plan.alpha / 2 / Double(plan.comparisons)
    let design = try design(try request.object(nested), oneSided: level)
    _ = try solved(request, [size, power], isEffectGiven: true)
    let answer: (size: Double, power: Double)
    if let given = try request.optionalNumber(size) {
      answer = (given, try plan.power(size: given, design: design))
    } else {
      let wanted = try request.number(power)
      guard wanted > level else { throw request.unfit(power, "a number above \(level) and below 1") }
      answer = (try plan.size(power: wanted, design: design), wanted)
    }
    let fixed = answer.power > level && answer.power < 1 ? try plan.size(power: answer.power) : nil
    result.number(size.name, answer.size)
    result.number("size", answer.size)
    result.number("power", answer.power)
    result.number("fixed_size", fixed)
    result.number("inflation_factor", fixed.map { answer.size / $0 })
    let single = try plan.power(size: answer.size)
    if single > 0, single < 1 {
      let drift = StandardNormal.upperQuantile(level) - StandardNormal.upperQuantile(single)
      result.number("expected_size", answer.size * design.expectedInformation(drift: drift))
    } else {
      result.null("expected_size")
    }
    result.number("alpha", plan.alpha)
  }
}
