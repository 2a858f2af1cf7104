import Glibc
import Testing

@testable import ExperimentCalculator

/// Data at the ends of what can be: every trial a success, none a result, a covariate that never varies, more groups than a screen holds.
struct CornerTests {
  static func number(_ line: String, _ key: String) -> Double? { CommonInputsTests.number(line, key) }

  static let z = 1.959963984540054

  /// Worked by hand: with p₀ = p₁ = 1 observed and R > 1 the constrained maximum has p₁ = 1, p₀ = 1/R and the statistic −√((R − 1)n₀), so that
  /// the upper end is 1 + z²/n₀; by the mirror image the lower one is 1/(1 + z²/n₁). Miettinen and Nurminen's z carries √(N/(N − 1)).
  @Test(arguments: [(10.0, 20.0), (1, 1), (300, 7)])
  func ratiosWhereEveryTrialSucceeded(_ n0: Double, _ n1: Double) throws {
    let arms = #""control":{"successes":\#(Int(n0)),"trials":\#(Int(n0))},"treatment":{"successes":\#(Int(n1)),"trials":\#(Int(n1))}"#
    let koopman = Calc.answer(line: #"{"method":"proportions.ratio.koopman",\#(arms)}"#).line
    let square = Self.z * Self.z
    #expect(Self.number(koopman, "estimate") == 1)
    #expect(abs(try #require(Self.number(koopman, "upper")) / (1 + square / n0) - 1) < 1e-9, "\(koopman)")
    #expect(abs(try #require(Self.number(koopman, "lower")) * (1 + square / n1) - 1) < 1e-9, "\(koopman)")
    let mn = Calc.answer(line: #"{"method":"proportions.ratio.miettinen_nurminen",\#(arms)}"#).line
    let wider = square * (n0 + n1) / (n0 + n1 - 1)
    #expect(abs(try #require(Self.number(mn, "upper")) / (1 + wider / n0) - 1) < 1e-9, "\(mn)")
    #expect(abs(try #require(Self.number(mn, "lower")) * (1 + wider / n1) - 1) < 1e-9, "\(mn)")
    // Half a failure in each arm: SE² = ½/(n₁(n₁ − ½)) + ½/(n₀(n₀ − ½)).
    let katz = Calc.answer(line: #"{"method":"proportions.ratio.log",\#(arms)}"#).line
    let error = (0.5 / (n0 * (n0 - 0.5)) + 0.5 / (n1 * (n1 - 0.5))).squareRoot()
    #expect(abs(try #require(Self.number(katz, "upper")) / exp(Self.z * error) - 1) < 1e-9, "\(katz)")
    #expect(abs(try #require(Self.number(katz, "lower")) * exp(Self.z * error) - 1) < 1e-9, "\(katz)")
  }

  /// What is said of shares next to 1 is what is said of their failures, the other way round: the small shares keep their digits by themselves.
  @Test(arguments: [(3, 10), (2, 9), (1, 7), (0, 12), (40, 31), (900, 1100)], ["miettinen_nurminen", "mee", ""])
  func sharesNextToOneAreWorkedFromFailures(_ failures: (Int, Int), _ method: String) throws {
    let trials = 1_000_000_000
    let name = method.isEmpty ? "proportions.default" : "proportions.difference.\(method)"
    let path = method.isEmpty ? "difference." : ""
    func line(_ a: Int, _ b: Int) -> String {
      Calc.answer(line: #"{"method":"\#(name)","control":{"successes":\#(a),"trials":\#(trials)},"treatment":{"successes":\#(b),"trials":\#(trials)}}"#).line
    }
    let (near, small) = (line(trials - failures.0, trials - failures.1), line(failures.0, failures.1))
    for (one, other) in [("lower", "upper"), ("upper", "lower"), ("estimate", "estimate")] {
      let a = try #require(Self.number(near, path + one)), b = try #require(Self.number(small, path + other))
      #expect(abs(a + b) <= 1e-7 * abs(b), "\(near) \(small)")
    }
    if method.isEmpty {
      let (lower, upper) = (try #require(Self.number(near, "relative.lower")), try #require(Self.number(near, "relative.upper")))
      #expect(lower < upper)
      // Next to 1 a relative change is the difference itself.
      #expect(abs(lower - (try #require(Self.number(near, "difference.lower")))) < 1e-6 * abs(lower) + 1e-15)
    }
  }

  /// −ln 0.025 = 3.688879…: without results the end that there is keeps its side's level.
  @Test func anIntervalWithoutResultsKeepsItsLevel() throws {
    let line = Calc.answer(line: #"{"method":"cost_per.interval","results":0,"cost":1000}"#).line
    #expect(abs(try #require(Self.number(line, "lower")) - 1000 / 3.6888794541139363) < 1e-9)
    #expect(line.contains(#""upper":null,"unbounded":true,"unbounded_side":"upper""#))
  }

  @Test(arguments: ["within", "total"])
  func aCovariateThatDoesNotVaryLeavesTheDifferenceAsItIs(_ theta: String) throws {
    let arm = #""covariate_mean":3,"covariate_variance":0,"covariance":0"#
    let plain = #""control":{"count":12,"mean":4,"variance":1.5},"treatment":{"count":14,"mean":5,"variance":2}"#
    let cuped = plain.split(separator: "}").joined(separator: "," + arm + "}") + "," + arm + "}"
    let adjusted = Calc.answer(line: #"{"method":"means.cuped",\#(cuped),"theta":"\#(theta)"}"#).line
    let welch = Calc.answer(line: #"{"method":"means.welch",\#(plain)}"#).line
    for key in ["estimate", "lower", "upper", "p_value"] {
      let (a, b) = (try #require(Self.number(adjusted, key), "\(adjusted)"), try #require(Self.number(welch, key)))
      #expect(abs(a - b) < 1e-12, "\(key)")
    }
    #expect(Self.number(adjusted, "theta") == 0)
    #expect(Self.number(adjusted, "variance_reduction") == 0)
    #expect(adjusted.contains(#""note":"the covariate does not vary"#))
  }

  private static let ones = (0..<500).map { "\($0 % 7)" }.joined(separator: ",")
  private static let forty = (5..<45).map { "{\"count\":\($0),\"mean\":1,\"variance\":1}" }.joined(separator: ",")

  @Test(
    "what would take too long is refused with its limit",
    arguments: [
      ("means.dunnett", "\"control\":{\"count\":5,\"mean\":1,\"variance\":1},\"treatments\":[\(forty)]", "at most 400"),
      ("means.best", "\"groups\":[\(forty)]", "at most 8"),
      ("values.permutation", "\"control\":[\(ones)],\"treatment\":[\(ones)],\"draws\":1000000", "at most 80000"),
      ("attribution.shapley", "\"paths\":[{\"path\":[\"a\"],\"conversions\":3}],\"draws\":100000", ""),
    ])
  func limitsAreNamed(_ method: String, _ inputs: String, _ limit: String) {
    let answer = Calc.answer(line: "{\"method\":\"\(method)\",\(inputs)}")
    if limit.isEmpty {
      #expect(answer.problem == nil, "\(answer.line)")
    } else {
      #expect(answer.problem?.code == "invalid_input" && answer.problem?.message.contains(limit) == true, "\(answer.line)")
    }
  }
}
