/// A statistic that `mvp calc` knows: what it reads and writes, how it is defined and where that comes from. The list, the
/// method reference and the checks of the input are all drawn from here.
final class CalcMethod: Sendable {
  let name: String
  let family: CalcFamily
  /// One sentence: what it answers.
  let summary: String
  let inputs: [CalcInput]
  let outputs: [CalcOutput]
  /// The formula, and the choice made wherever tools differ.
  let definition: String
  /// Paper and equation.
  let source: String
  /// For which inputs it holds, and when it has no answer.
  let validity: String
  /// Time for one call.
  let cost: String
  let run: @Sendable (CalcRequest, inout CalcResult) throws -> Void

  init(
    _ name: String, _ family: CalcFamily, _ summary: String, inputs: [CalcInput], outputs: [CalcOutput], definition: String,
    source: String, validity: String, cost: String, run: @escaping @Sendable (CalcRequest, inout CalcResult) throws -> Void
  ) {
    self.name = name
    self.family = family
    self.summary = summary
    self.inputs = inputs
    self.outputs = outputs
    self.definition = definition
    self.source = source
    self.validity = validity
    self.cost = cost
    self.run = run
  }
}

enum CalcFamily: String, CaseIterable, Sendable {
  case oneProportion = "One proportion"
  case twoProportions = "Two proportions"
  case tables = "Tables and many variants"
  case multiplicity = "Multiplicity"
  case means = "Means"
  case values = "Values"
  case costPerResult = "Cost per result and rates"
  case bayes = "Bayesian"
  case sequential = "Sequential"
  case planning = "Planning"
  case attribution = "Attribution"
  case assignment = "Assignment"
}

/// A key that a method writes.
struct CalcOutput: Sendable {
  let name: String
  let meaning: String

  init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }
}
