import Testing

@testable import ExperimentCalculator

/// `confidence` and `alternative` are taken by every method that tests or estimates, so that one form of line serves them all.
struct CommonInputsTests {
  /// What describes, adjusts, plans, shares out or assigns: it has neither a level nor a direction.
  static let refusing: Set<String> = [
    "multiplicity.bonferroni", "multiplicity.holm", "multiplicity.hochberg", "multiplicity.hommel", "multiplicity.benjamini_hochberg",
    "multiplicity.benjamini_yekutieli", "values.moments", "values.winsorize", "sequential.design", "power.proportions", "power.means",
    "power.cost_per", "power.sequential", "attribution.first", "attribution.last", "attribution.linear", "attribution.time_decay",
    "attribution.position", "assignment.hash", "assignment.choose", "assignment.ranges", "assignment.namespace",
  ]
  /// Intervals of credit, without a direction.
  static let withConfidenceOnly: Set<String> = ["attribution.markov", "attribution.shapley"]

  /// A line of each method, from the references.
  static let lines: [String: String] = {
    var lines: [String: String] = [:]
    for family in CalcReferenceTests.families {
      guard let bytes = try? CalcReferenceTests.read("\(CalcReferenceTests.folder)/\(family).json") else { continue }
      bytes.withUnsafeBufferPointer { buffer in
        let tape = JSONTape()
        guard (try? tape.read(buffer)) != nil, let rows = tape.value("rows", in: 0) else { return }
        var row = rows + 1
        while row < Int(tape.nodes[rows].next) {
          if let request = tape.value("request", in: row), let method = tape.value("method", in: request), tape.value("confidence", in: request) == nil,
            tape.value("alternative", in: request) == nil, lines[tape.text(method)] == nil
          {
            lines[tape.text(method)] = String(decoding: tape.raw(request), as: UTF8.self)
          }
          row = Int(tape.nodes[row].next)
        }
      }
    }
    // Methods whose references have no such row.
    let shares = #""control": {"successes": 12, "trials": 40}, "treatment": {"successes": 20, "trials": 44}"#
    let costs = #""control": {"results": 12, "cost": 40}, "treatment": {"results": 20, "cost": 44}"#
    let means = #""control": {"count": 12, "mean": 4, "variance": 1.5}, "treatment": {"count": 14, "mean": 5, "variance": 2}"#
    let part = #"{"count": 12, "numerator": {"mean": 4, "variance": 1.5}, "denominator": {"mean": 2, "variance": 0.5}, "covariance": 0.2}"#
    let cuped = #"{"count": 12, "mean": 4, "variance": 1.5, "covariate_mean": 3, "covariate_variance": 1, "covariance": 0.8}"#
    func rows(_ counts: String) -> String {
      let rows = (1...3).flatMap { day in ["a", "b"].map { #"{"variant": "\#($0)", "date": "\#(day)", \#(counts)}"# } }
      return #""rows": [\#(rows.joined(separator: ", "))], "control": "a", "treatment": "b""#
    }
    let scattered =
      #""rows": [{"variant": "a", "results": 3, "cost": 10}, {"variant": "a", "results": 5, "cost": 9}, {"variant": "b", "results": 7, "cost": 12}, {"variant": "b", "results": 4, "cost": 8}], "control": "a", "treatment": "b""#
    let designed = #""metric": "proportions", "baseline": 0.1, "absolute_effect": 0.02, "power": 0.8, "design": {"information": [0.5, 1]}"#
    let written: [String: String] = [
      "proportion.wilson": #""successes": 12, "trials": 40"#, "means.best": #""groups": [{"count": 12, "mean": 4, "variance": 1.5}, {"count": 12, "mean": 5, "variance": 2}]"#,
      "proportions.by_day": rows(#""successes": 3, "trials": 40"#), "cost_per.by_day": rows(#""results": 3, "cost": 40"#), "cost_per.overdispersed": scattered,
      "power.sequential": designed, "means.cuped": #""control": \#(cuped), "treatment": \#(cuped)"#,
      "ratio_of_means.delta": #""control": \#(part), "treatment": \#(part)"#, "ratio_of_means.fieller": #""control": \#(part), "treatment": \#(part)"#,
    ]
    for name in CalcCatalogue.all.names where lines[name] == nil {
      let inputs = written[name] ?? (name.hasPrefix("proportions.") ? shares : name.hasPrefix("cost_per.") ? costs : means)
      lines[name] = "{\"method\": \"\(name)\", \(inputs)}"
    }
    return lines
  }()

  static func answer(_ method: String, with inputs: String) throws -> CalcAnswer {
    let line = try #require(lines[method], "no reference row of \(method)")
    return Calc.answer(line: line.dropLast() + ", " + inputs + "}")
  }

  @Test("every method says which of the two it takes", arguments: CalcCatalogue.all.names)
  func declared(_ name: String) throws {
    let names = try #require(CalcCatalogue.all.method(name)).inputs.map(\.name.description)
    let isRefusing = Self.refusing.contains(name)
    #expect(names.contains("confidence") == !isRefusing)
    #expect(names.contains("alternative") == !(isRefusing || Self.withConfidenceOnly.contains(name)))
  }

  @Test("a line with both is answered, two-sided and of one side", arguments: CalcCatalogue.all.names.filter { !refusing.contains($0) && !withConfidenceOnly.contains($0) })
  func taken(_ name: String) throws {
    // The mixture test has a level of its own in its reference rows.
    let confidence = name == "sequential.msprt" && (Self.lines[name] ?? "").contains("alpha") ? "" : "\"confidence\": 0.9, "
    for side in ["two-sided", "greater", "less"] {
      let answer = try Self.answer(name, with: "\(confidence)\"alternative\": \"\(side)\"")
      #expect(answer.problem?.code != "invalid_input", "\(answer.line)")
    }
  }

  @Test("where there is neither level nor direction both are refused", arguments: refusing)
  func refused(_ name: String) throws {
    for input in ["\"confidence\": 0.9", "\"alternative\": \"greater\""] {
      #expect(try Self.answer(name, with: input).problem?.code == "invalid_input")
    }
  }

  /// The number under a dotted key.
  static func number(_ line: String, _ key: String) -> Double? {
    let tape = JSONTape()
    return Array(line.utf8).withUnsafeBufferPointer { bytes -> Double? in
      guard (try? tape.read(bytes)) != nil else { return nil }
      var node = 0
      for part in key.split(separator: ".") {
        var index = node + 1
        while index < Int(tape.nodes[node].next), tape.text(index) != part { index = Int(tape.nodes[index + 1].next) }
        guard index < Int(tape.nodes[node].next) else { return nil }
        node = index + 1
      }
      return tape.nodes[node].kind == .number ? tape.nodes[node].number : nil
    }
  }

  /// One side has the whole error: its bound at 95 % is that of the two-sided interval at 90 %.
  @Test(
    "a one-sided bound has the whole error and its other side ends where the quantity does",
    arguments: [
      ("proportion.wilson", #""successes": 12, "trials": 40"#, "", 1.0), ("proportion.clopper_pearson", #""successes": 12, "trials": 40"#, "", 1),
      ("proportions.difference.newcombe", shares, "", 1), ("proportions.difference.mee", shares, "", 1),
      ("proportions.default", shares, "difference.", 1), ("means.welch", means, "", nil), ("means.relative.fieller", means, "", nil),
      ("cost_per.ratio.midp", costs, "", nil), ("cost_per.ratio.score", costs, "", nil), ("cost_per.interval", #""results": 7, "cost": 100"#, "", nil),
      ("bayes.proportions", #""arms": [{"successes": 12, "trials": 40}, {"successes": 20, "trials": 44}]"#, "difference.", nil),
    ])
  func sides(_ method: String, _ inputs: String, _ path: String, _ end: Double?) throws {
    func answer(_ rest: String) -> String { Calc.answer(line: "{\"method\":\"\(method)\",\(inputs),\(rest)}").line }
    let both = answer(#""confidence": 0.9"#)
    let greater = answer(#""alternative": "greater""#)
    let less = answer(#""alternative": "less""#)
    let lower = try #require(Self.number(both, path + "lower"))
    let upper = try #require(Self.number(both, path + "upper"))
    #expect(abs(try #require(Self.number(greater, path + "lower")) - lower) <= 1e-12 * abs(lower))
    #expect(abs(try #require(Self.number(less, path + "upper")) - upper) <= 1e-12 * abs(upper))
    #expect(Self.number(greater, path + "upper") == end)
    #expect(answer(#""alternative": "less", "confidence": 0.4"#).contains("above 0.5 with a one-sided alternative"))
  }

  private static let shares = #""control": {"successes": 12, "trials": 40}, "treatment": {"successes": 20, "trials": 44}"#
  private static let means = #""control": {"count": 12, "mean": 4, "variance": 1.5}, "treatment": {"count": 14, "mean": 5, "variance": 2}"#
  private static let costs = #""control": {"results": 12, "cost": 40}, "treatment": {"results": 20, "cost": 44}"#

  /// z = (20/44 − 12/40)/√(32/84·52/84·(1/44 + 1/40)) = 1.4571…, by hand; χ² its square, each tail its own.
  @Test func chiSquaredOfOneSideIsTheRootsTail() throws {
    for (side, tail) in [("greater", "z_pooled"), ("less", "z_pooled"), ("two-sided", "z_pooled")] {
      let root = Calc.answer(line: "{\"method\":\"proportions.\(tail)\",\(Self.shares),\"alternative\":\"\(side)\"}").line
      let square = Calc.answer(line: "{\"method\":\"proportions.chi_squared\",\(Self.shares),\"alternative\":\"\(side)\"}").line
      let (a, b) = (try #require(Self.number(root, "p_value")), try #require(Self.number(square, "p_value")))
      #expect(abs(a - b) < 1e-12)
    }
  }

  @Test func aTestWithoutDirectionSaysHowItUsedTheAlternative() {
    let line = Calc.answer(line: #"{"method":"counts.chi_squared","table":[[10,20],[12,15]],"alternative":"less"}"#).line
    #expect(line.contains(#""alternative":"two-sided","note":"#))
  }
}
