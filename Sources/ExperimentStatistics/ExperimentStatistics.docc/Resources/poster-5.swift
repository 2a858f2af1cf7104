import ExperimentStatistics

// Two days, 1,000 yuan on three posters: what each cost and how many sign-ups it brought.
let control = ResultsAndExposure(results: 13, exposure: 333)
let bargain = ResultsAndExposure(results: 29, exposure: 334)
let story = ResultsAndExposure(results: 16, exposure: 333)

// What one sign-up cost, with an interval that survives few results and none.
let levels = SideLevels(confidence: 0.95)
let cost = try ArmInterval.costPerResult(results: bargain.results, cost: bargain.exposure, levels)

// The bargain poster against the one in use.
let test = try ConditionalRates(control: control, treatment: bargain, isExact: false)
let other = try ConditionalRates(control: control, treatment: story, isExact: false)
let comparison = ThetaComparison(
  test, scale: .costPerResult(results: 42, controlCost: control.exposure, treatmentCost: bargain.exposure))
let change = try comparison.relative(levels)

// Two posters were tried, so two chances to be lucky: Holm's adjustment.
let adjusted = AdjustedPValues.holm([comparison.twoSided.value, min(1, 2 * min(other.above, other.below).value)])

// How sure may one be which is cheapest, and what does a wrong choice cost?
let posterior = try BayesianCostPer(arms: [control, bargain, story].map { (results: $0.results, cost: $0.exposure) })
let best = posterior.probabilityBest()
