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
      return BilingualText("a tab cannot indent YAML; use spaces", "YAML 不能用制表符缩进;请改用空格")
    }
    let known: [(String, BilingualText)] = [
      ("another document", BilingualText("a second document ('---'); one file holds one declaration", "文件里有第二份文档('---');一个文件只写一份声明")),
      ("undefined alias", BilingualText("text that begins with * must be quoted: \"*…\"", "以 * 开头的文字要加引号:\"*…\"")),
      ("alphabetic or numeric character", BilingualText("text that begins with * or & must be quoted: \"*…\"", "以 * 或 & 开头的文字要加引号:\"*…\"")),
      (
        "mapping values are not allowed",
        BilingualText("a second ': ' on this line; put the text in quotes, or check the indentation", "这一行出现第二个“: ”;请给文字加引号,或检查缩进")
      ),
      ("could not find expected ':'", BilingualText("a ':' (and a space) is missing after the key", "键后面缺少“:”(半角冒号加空格)")),
      ("did not find expected key", BilingualText("a key was expected here; check the indentation and the quotes", "这里应当是一个键;请检查缩进和引号")),
      ("expected <block end>", BilingualText("a key was expected here; check the indentation", "这里应当是一个键;请检查缩进")),
      (
        "did not find expected '-'", BilingualText("a list entry ('- …') was expected here; check the indentation", "这里应当是列表项(“- …”);请检查缩进")
      ),
      ("did not find expected ',' or", BilingualText("a ',' or the closing bracket is missing", "缺少“,”或右括号(要用半角)")),
      ("unexpected end of stream", BilingualText("the file ends inside a quoted text", "文件在引号里就结束了;缺少右引号")),
      ("cannot start any token", BilingualText("this character cannot begin a value; put the text in quotes", "值不能以这个字符开头;请给文字加引号")),
      (
        "unknown escape character", BilingualText("a backslash in double quotes starts an escape; use single quotes", "双引号里的反斜杠是转义符;请改用单引号")
      ),
    ]
    for (fragment, message) in known where problem.contains(fragment) { return message }
    return BilingualText("YAML cannot be read here: \(problem)", "这里不符合 YAML 语法:\(problem)")
  }
}
