import ExperimentModel

/// Why a file cannot be read, before it is known which declaration to blame.
struct FileProblem: Error, Hashable {
  let code: String
  let text: BilingualText

  init(_ code: String, _ text: BilingualText) {
    self.code = code
    self.text = text
  }
}
