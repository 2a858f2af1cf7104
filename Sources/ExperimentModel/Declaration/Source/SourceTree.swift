internal import Yams

/// Text → tree of `SourceNode`, with every guard that keeps a hostile or broken file from harming the reader.
enum SourceTree {
  /// Far above any declaration, far below what would make reading slow.
  static let mostNodes = 20_000
  static let deepest = 24
  private static let mostDuplicates = 50

  /// The root mapping of a declaration. Throws what makes the text unreadable; problems that leave it readable go to `log`.
  static func read(_ bytes: [UInt8], file: String, log: ProblemLog) throws(Diagnostics) -> SourceNode {
    let text = try SourceText.decode(bytes, file: file)
    try AliasGuard.check(text, file: file)
    let (parser, root, renamed) = try compose(text, file: file)
    // A node holds its anchor weakly: it is only known while the parser lives.
    defer { withExtendedLifetime(parser) {} }
    guard let root else {
      throw Diagnostics([
        Diagnostic(
          file: file, line: 1, column: 1, code: "empty_file",
          message: SourceSentences.empty)
      ])
    }
    var builder = TreeBuilder(file: file, renamed: renamed, log: log)
    let node = builder.build(root, depth: 0)
    guard builder.complete else { throw Diagnostics(log.all) }
    return node
  }

  /// Yams stops at the first duplicate key and says where its *first* occurrence stands. So that every occurrence can be shown,
  /// that one is given a stand-in name of the same length and the text is composed again, until no duplicate is left.
  private static func compose(_ text: String, file: String) throws(Diagnostics) -> (Parser, Node?, [Place: String]) {
    var text = text
    var renamed: [Place: String] = [:]
    while true {
      do {
        // Without rules every scalar is text: `no` is no boolean, and no time goes into finding out.
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        return (parser, try parser.singleRoot(), renamed)
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        let place = Place(line: context.mark.line, column: context.mark.column)
        guard let key = duplicates.first, renamed.count < mostDuplicates, renamed[place] == nil,
          let mended = StandIn.replacingKey(at: place, number: renamed.count, in: text)
        else {
          throw Diagnostics([DuplicateKey.diagnostic(duplicates.first ?? "", file: file, at: place, other: nil)])
        }
        renamed[place] = key
        text = mended
      } catch {
        throw Diagnostics([SyntaxProblem.diagnostic(error, text: text, file: file)])
      }
    }
  }
}

struct Place: Hashable, Sendable {
  let line: Int
  let column: Int
}

/// A private-use character in place of a key's first one: the same length, so that no mark moves.
private enum StandIn {
  static func replacingKey(at place: Place, number: Int, in text: String) -> String? {
    var scalars = Array(text.unicodeScalars)
    var index = 0
    var line = 1
    while line < place.line, index < scalars.count {
      if scalars[index] == "\n" { line += 1 }
      index += 1
    }
    index += place.column - 1
    guard index < scalars.count else { return nil }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, !"[]{},:?&*!|>\\\"'\n\r ".unicodeScalars.contains(scalars[index]),
      let substitute = Unicode.Scalar(0xE000 + UInt32(number))
    else { return nil }
    scalars[index] = substitute
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

enum DuplicateKey {
  static func diagnostic(_ key: String, file: String, at place: Place, other: Place?) -> Diagnostic {
    let english = other.map { "; the other one is on line \($0.line)" } ?? ""
    let chinese = other.map { "；另一处在第 \($0.line) 行" } ?? ""
    return Diagnostic(
      file: file, line: place.line, column: place.column, code: "duplicate_key",
      message: SourceSentences.keyTwice(key.shortened, english: english, chinese: chinese))
  }
}

/// Walks Yams' nodes once, within a budget, and refuses what declarations do not use: anchors, tags, keys that are not text.
private struct TreeBuilder {
  let file: String
  let renamed: [Place: String]
  let log: ProblemLog
  private var nodes = 0
  private(set) var complete = true

  init(file: String, renamed: [Place: String], log: ProblemLog) {
    self.file = file
    self.renamed = renamed
    self.log = log
  }

  mutating func build(_ node: Node, depth: Int) -> SourceNode {
    let mark = SourceMark(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    let nothing = SourceNode(content: .scalar("", quoted: false), mark: mark)
    nodes += 1
    guard nodes <= SourceTree.mostNodes, complete else {
      if complete {
        log.error(
          "too_large", at: mark,
          SourceSentences.tooManyValues(SourceTree.mostNodes))
      }
      complete = false
      return nothing
    }
    guard depth <= SourceTree.deepest else {
      log.error(
        "too_deep", at: mark, SourceSentences.tooDeep(SourceTree.deepest))
      complete = false
      return nothing
    }
    guard node.anchor == nil else {
      log.error(
        "anchor", at: mark,
        SourceSentences.anchor)
      complete = false
      return nothing
    }
    switch node {
    case .scalar(let scalar):
      if !["", "!", "tag:yaml.org,2002:str"].contains(scalar.tag.description) { refuseTag(scalar.tag.description, at: mark) }
      return SourceNode(content: .scalar(scalar.string, quoted: scalar.style != .plain), mark: mark)
    case .sequence(let sequence):
      var items: [SourceNode] = []
      for item in sequence { items.append(build(item, depth: depth + 1)) }
      return SourceNode(content: .sequence(items), mark: mark)
    case .mapping(let mapping): return buildMapping(mapping, mark: mark, depth: depth)
    case .alias: return nothing
    }
  }

  private mutating func buildMapping(_ mapping: Node.Mapping, mark: SourceMark, depth: Int) -> SourceNode {
    var entries: [SourceNode.Entry] = []
    var seen: [String: Place] = [:]
    for (key, value) in mapping {
      let place = Place(line: key.mark?.line ?? mark.line, column: key.mark?.column ?? mark.column)
      let keyMark = SourceMark(file: file, line: place.line, column: place.column)
      guard case .scalar(let scalar) = key, key.anchor == nil else {
        log.error("wrong_type", at: keyMark, SourceSentences.keyIsNoText)
        complete = false
        continue
      }
      let name = (renamed[place] ?? scalar.string).trimmed
      if let first = seen[name] {
        log.add(DuplicateKey.diagnostic(name, file: file, at: first, other: place))
        log.add(DuplicateKey.diagnostic(name, file: file, at: place, other: first))
      } else {
        seen[name] = place
      }
      entries.append(SourceNode.Entry(key: name, keyMark: keyMark, value: build(value, depth: depth + 1)))
    }
    return SourceNode(content: .mapping(entries), mark: mark)
  }

  private func refuseTag(_ tag: String, at mark: SourceMark) {
    log.error("tag", at: mark, SourceSentences.tag(tag.shortened))
  }
}
