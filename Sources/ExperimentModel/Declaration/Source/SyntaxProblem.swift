internal import Yams

/// What the YAML parser stumbled over, in words a marketer can act on.
enum SyntaxProblem {
  static func diagnostic(_ error: any Error, text: String, file: String) -> Diagnostic {
    guard let error = error as? YamlError else { return make(file, nil, parser("\(error)", in: "")) }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      return make(file, mark, parser(problem, in: line(mark.line, of: text)), code: code(problem))
    case .reader(let problem, _, _, _): return make(file, nil, parser(problem, in: ""))
    default: return make(file, nil, parser("the text cannot be read", in: ""))
    }
  }

  private static func make(_ file: String, _ mark: Mark?, _ message: BilingualText, code: String = "yaml_syntax") -> Diagnostic {
    Diagnostic(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, code: code, message: message)
  }

  private static func code(_ problem: String) -> String { problem.contains("another document") ? "several_documents" : "yaml_syntax" }

  private static func line(_ number: Int, of text: String) -> Substring {
    let lines = text.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
    return number >= 1 && number <= lines.count ? lines[number - 1] : ""
  }

  private static func parser(_ problem: String, in line: Substring) -> BilingualText {
    if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
      return SourceSentences.tab
    }
    let known: [(String, BilingualText)] = [
      ("another document", SourceSentences.secondDocument),
      ("undefined alias", SourceSentences.star),
      ("alphabetic or numeric character", SourceSentences.starOrAmpersand),
      (
        "mapping values are not allowed",
        SourceSentences.secondColon
      ),
      ("could not find expected ':'", SourceSentences.noColon),
      ("did not find expected key", SourceSentences.noKey),
      ("expected <block end>", SourceSentences.noKeyAfterBlock),
      (
        "did not find expected '-'", SourceSentences.noListEntry
      ),
      ("did not find expected ',' or", SourceSentences.noComma),
      ("unexpected end of stream", SourceSentences.openQuote),
      ("cannot start any token", SourceSentences.badStart),
      (
        "unknown escape character", SourceSentences.badEscape
      ),
    ]
    for (fragment, message) in known where problem.contains(fragment) { return message }
    return SourceSentences.syntax(problem)
  }
}
