import ExperimentStatistics

/// A group-sequential design as its methods read it.
extension CalcCatalogue {
  static let spendingNames = ["obrien-fleming", "pocock", "kim-demets", "hwang-shih-decani"]
  static let information = CalcInput(
    "information", .list(.number(CalcRange(lower: 0, upper: 1, isLowerOpen: true)), atLeast: 1), "fractions of the maximum at the looks, increasing")
  static let designAlpha = CalcInput(
    "alpha", .number(CalcRange(lower: 1e-12, upper: 0.5, isUpperOpen: true)), default: "",
    "one-sided, with two sides the total; 0.025 (two sides: 0.05) when left out")
  static let sides = CalcInput("sides", .count(.within(1, 2)), default: "1", "1 or 2")
  static let spending = CalcInput(
    "spending", .choice(spendingNames + ["obrien-fleming-exact", "pocock-exact", "wang-tsiatis"]), default: "\"obrien-fleming\"",
    "the spending function (Lan–DeMets forms), or a classical boundary")
  static let rho = CalcInput("rho", .number(CalcRange(lower: 0, upper: 100, isLowerOpen: true)), default: "", "of kim-demets")
  static let gamma = CalcInput("gamma", .number(.within(-500, 500)), default: "", "of hwang-shih-decani")
  static let delta = CalcInput("delta", .number(.within(-5, 5)), default: "", "of wang-tsiatis: 0 O'Brien–Fleming, 0.5 Pocock")
  static let beta = CalcInput("beta", .number(.level), default: "", "1 − power")
  static let futilitySpending = CalcInput("futility_spending", .choice(spendingNames), default: "", "beta spending for futility; none when left out")
  static let futilityRho = CalcInput("futility_rho", .number(CalcRange(lower: 0, upper: 100, isLowerOpen: true)), default: "", "of its kim-demets")
  static let futilityGamma = CalcInput("futility_gamma", .number(.within(-500, 500)), default: "", "of its hwang-shih-decani")
  static let binding = CalcInput("binding", .flag, default: "false", "futility bounds lower the efficacy bounds")
  static let shapeInputs: [CalcInput] = [
    information, spending, rho, gamma, delta, beta, futilitySpending, futilityRho, futilityGamma, binding,
  ]
  static let designInputs: [CalcInput] = [designAlpha, sides] + shapeInputs

  /// Exponentials of a design's integrations.
  private static let mostWork = 6e7

  private static func required(_ request: CalcRequest, _ input: CalcInput) throws -> Double {
    guard let value = try request.optionalNumber(input) else { throw request.missing(input) }
    return value
  }

  private static func function(_ name: String, _ request: CalcRequest, rho: CalcInput, gamma: CalcInput) throws -> SpendingFunction {
    switch name {
    case "obrien-fleming": .obrienFleming
    case "pocock": .pocock
    case "kim-demets": .kimDeMets(rho: try required(request, rho))
    default: .hwangShihDeCani(gamma: try required(request, gamma))
    }
  }

  /// At a one-sided alpha given, or the request's own.
  /// - Parameter isAnalysed: whether designs are to be searched for besides.
  static func design(_ request: CalcRequest, oneSided fixed: Double? = nil, isAnalysed: Bool = false) throws -> GroupSequentialDesign {
    let looks = try request.numbers(information)
    guard looks.count <= 200 else { throw request.unfit(information, "at most 200 looks") }
    let sides = fixed == nil ? try request.count(sides) : 1
    guard case .choice(let names) = spending.shape else { throw request.missing(spending) }
    let name = names[try request.choice(spending)]
    let family: BoundaryFamily =
      switch name {
      case "obrien-fleming-exact": .obrienFlemingExact
      case "pocock-exact": .pocockExact
      case "wang-tsiatis": .wangTsiatis(delta: try required(request, delta))
      default: .spending(try function(name, request, rho: rho, gamma: gamma))
      }
    var futility: FutilityRule?
    if request.has(futilitySpending) {
      let rule = try function(spendingNames[try request.choice(futilitySpending)], request, rho: futilityRho, gamma: futilityGamma)
      futility = FutilityRule(spending: rule, isBinding: try request.flag(binding))
    }
    let isSpending = if case .spending = family { true } else { false }
    let searches = (isSpending ? 1.0 : 10) * (futility == nil ? 1 : 30) * (isAnalysed ? (isSpending && sides == 1 ? 4 : 15) : 1)
    guard looks.isEmpty || GroupSequentialDesign.work(information: looks) * searches <= mostWork else {
      throw request.unfit(information, "fewer looks, or looks further apart: such a design would take many seconds to work out")
    }
    let alpha: Double
    if let fixed { alpha = fixed } else { alpha = try request.optionalNumber(designAlpha) ?? (sides == 2 ? 0.05 : 0.025) }
    return try GroupSequentialDesign(
      information: looks, alpha: alpha, sides: sides, family: family, beta: try request.optionalNumber(beta), futility: futility)
  }
}
