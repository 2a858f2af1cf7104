import ExperimentModel
import ExperimentReports

/// The parser's help, set for people: in their language, and no line wider than the terminal.
///
/// The parser counts characters where a terminal counts columns, breaks lines at spaces only (Chinese has none) and knows no language but its own. So it is
/// asked for help without line ends, and its parts — overview, usage, sections of labels with a text each — are set here.
struct HelpLayout {
  /// Between an example and what is said of it.
  static let beside = "\t"
  /// The parser's own: where the text beside a label begins, and the width that it never reaches.
  private static let textColumn = 26
  static let unbroken = 1_000_000

  let language: Language
  /// In columns of a terminal.
  let width: Int

  init(language: Language, width: Int) {
    self.language = language
    self.width = max(40, width)
  }

  /// - Parameter help: of the parser, made `unbroken` columns wide in the same language.
  /// - Returns: nil where it is no help (a version, a script of completions).
  func text(_ help: String) -> String? {
    guard help.hasPrefix(HelpHeadings.overview.english), let start = help.firstRange(of: "\n" + HelpHeadings.usage.english) else { return nil }
    var lines = overview(String(help[..<start.lowerBound].dropFirst(HelpHeadings.overview.english.count)))
    let rest = help[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let usages = rest.prefix { !$0.isEmpty }
    lines += usage(Array(usages)) + [""]
    lines += sections(Array(rest.dropFirst(usages.count + 1)))
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func overview(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { HelpHeadings.said(String($0), in: language) }
    let commands = lines.filter { $0.contains("\t") && $0.last != "\t" }.map { $0.prefix { $0 != "\t" } }
    // Beside the examples where most of them leave room, under them otherwise.
    let column = min((commands.map(DisplayWidth.of).max() ?? 0) + 2, width / 2 + 8)
    var out = [String]()
    for (number, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 {
        // Commands are typed as they stand, and never broken.
        out += parts[1].isEmpty ? [parts[0]] : example(parts[0], parts[1], at: column)
      } else {
        out += hanging((number == 0 ? HelpHeadings.overview(in: language) : "") + line, indent: indent)
      }
    }
    return out
  }

  private func example(_ command: String, _ remark: String, at column: Int) -> [String] {
    if DisplayWidth.of(command) + 2 <= column, column + DisplayWidth.of(remark) <= width { return [DisplayWidth.padded(command, to: column) + remark] }
    return [command] + hanging("      " + remark, indent: 6)
  }

  private func usage(_ lines: [String]) -> [String] {
    let heading = HelpHeadings.usage(in: language)
    let indent = DisplayWidth.of(heading)
    return lines.enumerated().flatMap { number, line in
      hanging((number == 0 ? heading : String(repeating: " ", count: indent)) + HelpHeadings.placeholders(line.trimmedLeft, in: language), indent: indent, atSpaces: true)
    }
  }

  private func sections(_ lines: [String]) -> [String] {
    var out = [String]()
    var number = 0
    while number < lines.count {
      let line = lines[number]
      number += 1
      if let heading = HelpHeadings.sections.first(where: { $0.english == line }) {
        out.append(heading(in: language))
      } else if let detail = line.wholeMatch(of: #/ *See '(.*)' for detailed help\. */#) {
        out += hanging("  " + HelpHeadings.detail(HelpHeadings.placeholders(String(detail.1), in: language))(in: language), indent: 2)
      } else if line.hasPrefix("  ") {
        let margin = String(repeating: " ", count: HelpLayout.textColumn)
        // The text stands on the line after a label that is too long.
        if number < lines.count, lines[number].hasPrefix(margin) {
          out += element(line, lines[number].trimmedLeft)
          number += 1
        } else {
          out += element(String(line.prefix(HelpLayout.textColumn)), String(line.dropFirst(HelpLayout.textColumn)))
        }
      } else {
        out.append(line)
      }
    }
    return out
  }

  private func element(_ label: String, _ text: String) -> [String] {
    let named = label.trimmedLeft.trimmedRight.replacing(HelpHeadings.isDefault.english, with: HelpHeadings.isDefault(in: language))
    let label = "  " + HelpHeadings.placeholders(named, in: language)
    let margin = String(repeating: " ", count: HelpLayout.textColumn)
    let body = said(text)
    guard !body.isEmpty else { return [label] }
    let lines = DisplayWidth.wrapped(body, to: width - HelpLayout.textColumn).map { margin + $0 }
    guard DisplayWidth.of(label) < HelpLayout.textColumn else { return [label] + lines }
    return [DisplayWidth.padded(label, to: HelpLayout.textColumn) + lines[0].dropFirst(HelpLayout.textColumn)] + lines.dropFirst()
  }

  /// An option's text with what the parser puts behind it.
  private func said(_ text: String) -> String {
    guard let match = text.firstMatch(of: #/ ?\((?:values: (?<values>[^();]*))?(?:; )?(?:default: (?<standard>[^();]*))?\)$/#), !match.output.0.hasSuffix("()") else {
      return HelpHeadings.said(text, in: language)
    }
    let own = HelpHeadings.said(String(text[..<match.range.lowerBound]), in: language)
    // What an option says of its default itself is not in the parser's form: it ends with a full stop.
    return own + HelpHeadings.values(match.values.map(String.init), default: match.standard.map(String.init), in: language)
  }

  private func hanging(_ line: String, indent: Int, atSpaces: Bool = false) -> [String] {
    let margin = String(repeating: " ", count: indent)
    let lines = DisplayWidth.wrapped(line.trimmedLeft, to: width - indent, atSpaces: atSpaces)
    let first = line.prefix { $0 == " " }
    return lines.enumerated().map { number, part in part.isEmpty ? "" : (number == 0 && first.isEmpty ? part : margin + part) }
  }
}

extension String {
  var trimmedLeft: String { String(drop { $0 == " " }) }
  fileprivate var trimmedRight: String { String(reversed().drop { $0 == " " }.reversed()) }
}
