import ExperimentStatistics

// Two days, 1,000 yuan on three posters: what each cost and how many sign-ups it brought.
let control = ResultsAndExposure(results: 13, exposure: 333)
let bargain = ResultsAndExposure(results: 29, exposure: 334)
let story = ResultsAndExposure(results: 16, exposure: 333)

// What one sign-up cost, with an interval that survives few results and none.
let levels = SideLevels(confidence: 0.95)
let cost = try ArmInterval.costPerResult(results: bargain.results, cost: bargain.exposure, levels)
