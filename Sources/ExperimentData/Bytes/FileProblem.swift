import ExperimentModel

/// Why a file cannot be read, before it is known which declaration to blame.
struct FileProblem: Error, Hashable {
  let code: String
  let text: BilingualText

  init(_ code: String, _ english: String, _ chinese: String) {
    self.code = code
    text = BilingualText(english, chinese)
  }
}
