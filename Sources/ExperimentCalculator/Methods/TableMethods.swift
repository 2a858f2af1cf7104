import ExperimentStatistics

extension CalcCatalogue {
  private static let cell = CalcShape.count(.within(0, 1e15))
  private static let table = CalcInput("table", .list(.list(cell, atLeast: 2), atLeast: 2), "rows of counts, such as [successes, failures]")
  private static let observed = CalcInput("observed", .list(cell, atLeast: 2), "units of each arm")
  private static let allocation = CalcInput("allocation", .list(.number(.within(0, 1e15)), atLeast: 2), "planned shares, in any unit")
  private static let strata = CalcInput(
    "strata", .list(.list(.list(cell, atLeast: 2), atLeast: 2), atLeast: 1), "2 × 2 tables [[a, b], [c, d]]")
  private static let continuity = CalcInput("continuity", .flag, default: "false", "subtract ½ where |Σ(a − E)| is at least ½")
  private static let pValues = CalcInput("p_values", .list(.number(.probability), atLeast: 1), "one of each hypothesis")
  /// A test without direction says how it used the alternative.
  private static let outputs: [CalcOutput] = [
    CalcOutput("statistic", "χ²"), CalcOutput("degrees_of_freedom", "of it"), CalcOutput("p_value", "upper tail"),
    CalcOutput("log10_p_value", "its logarithm"),
  ]

  private static func rows(_ request: CalcRequest) throws -> [[Double]] {
    let rows = try request.table(table)
    guard rows.allSatisfy({ $0.count == rows[0].count }) else { throw request.unfit(table, "rows of one length") }
    return rows
  }

  private static func adjusted(
    _ name: String, _ summary: String, _ definition: String, _ source: String, _ adjust: @escaping @Sendable ([Double]) -> [Double]
  ) -> CalcMethod {
    CalcMethod(
      "multiplicity.\(name)", .multiplicity, summary, inputs: [pValues], outputs: [CalcOutput("adjusted", "in the order given")],
      definition: definition, source: source, validity: "Any number of p-values, up to 10,000.", cost: "O(m log m), Hommel O(m²)"
    ) { request, result in
      let values = try request.numbers(pValues)
      guard values.count <= 10_000 else { throw request.unfit(pValues, "at most 10,000 p-values") }
      result.numbers("adjusted", adjust(values))
    }
  }

  static let tableMethods: [CalcMethod] = [
    CalcMethod(
      "counts.chi_squared", .tables, "Independence of rows and columns by Pearson's χ².", inputs: [table, .idleAlternative, .idleConfidence], outputs: outputs,
      definition: "Σ(O − E)²/E on (rows − 1)(columns − 1), no correction.", source: "Pearson (1900).", validity: "No empty row or column.", cost: "O(cells)"
    ) { request, result in
      write(try CountTables.chiSquared(try rows(request)), to: &result)
      try result.undirected(request)
    },
    CalcMethod(
      "counts.g_test", .tables, "Independence of rows and columns by the likelihood ratio.", inputs: [table, .idleAlternative, .idleConfidence], outputs: outputs,
      definition: "2ΣO·ln(O/E) on (rows − 1)(columns − 1), no correction.", source: "Wilks (1935).", validity: "No empty row or column.", cost: "O(cells)"
    ) { request, result in
      write(try CountTables.likelihoodRatio(try rows(request)), to: &result)
      try result.undirected(request)
    },
    CalcMethod(
      "counts.srm", .tables, "Whether arm sizes fit the planned allocation (sample ratio mismatch).", inputs: [observed, allocation, .idleAlternative, .idleConfidence],
      outputs: outputs,
      definition: "Pearson's χ² over the arms with a share, on arms − 1.", source: "Fabijan et al. (2019), KDD, §2.",
      validity: "Two arms with a share; units in an arm without one have no answer.", cost: "O(arms)"
    ) { request, result in
      let counts = try request.numbers(observed)
      let shares = try request.numbers(allocation)
      guard counts.count == shares.count else { throw request.unfit(allocation, "a list of \(counts.count), one for each arm") }
      write(try CountTables.sampleRatio(observed: counts, allocation: shares), to: &result)
      try result.undirected(request)
    },
    CalcMethod(
      "counts.cmh", .tables, "2 × 2 tables over strata by Cochran, Mantel and Haenszel.", inputs: [strata, continuity, .alternative, .idleConfidence],
      outputs: outputs + [CalcOutput("alternative", "as used"), CalcOutput("odds_ratio", "Mantel and Haenszel's common one; null when not bounded")],
      definition: "(Σ(a − E))²/ΣV with V of the hypergeometric; one-sided by its root with the sign of Σ(a − E), greater being the first row's odds; the odds ratio Σad/n / Σbc/n.",
      source: "Mantel & Haenszel (1959), JNCI 22, 719–748.",
      validity: "One stratum that varies.", cost: "O(strata)"
    ) { request, result in
      let tables = try request.tables(strata)
      guard tables.allSatisfy({ $0.count == 2 && $0[0].count == 2 && $0[1].count == 2 }) else { throw request.unfit(strata, "tables [[a, b], [c, d]]") }
      let (test, odds, root) = try CountTables.cochranMantelHaenszel(tables, hasContinuity: try request.flag(continuity))
      try write(test, signedRoot: root, request, to: &result)
      result.number("odds_ratio", odds)
    },
    adjusted("bonferroni", "Bonferroni's adjustment.", "min(1, m·p).", "Dunn (1961), JASA 56, 52–64.", AdjustedPValues.bonferroni),
    adjusted("holm", "Holm's step-down adjustment.", "Running maximum of (m − i + 1)·p₍ᵢ₎.", "Holm (1979).", AdjustedPValues.holm),
    adjusted("hochberg", "Hochberg's step-up adjustment.", "Running minimum of (m − i + 1)·p₍ᵢ₎ from the largest.", "Hochberg (1988).", AdjustedPValues.hochberg),
    adjusted("hommel", "Hommel's adjustment.", "Simes' test of every intersection, by Wright's algorithm.", "Hommel (1988); Wright (1992).", AdjustedPValues.hommel),
    adjusted(
      "benjamini_hochberg", "False discovery rate.", "Running minimum of m/i·p₍ᵢ₎ from the largest.", "Benjamini & Hochberg (1995).",
      AdjustedPValues.benjaminiHochberg),
    adjusted(
      "benjamini_yekutieli", "False discovery rate under any dependence.", "As Benjamini–Hochberg times Σ1/i.", "Benjamini & Yekutieli (2001).",
      AdjustedPValues.benjaminiYekutieli),
  ]
}
