/// Refuses a file with many aliases before it is composed: a few lines of aliases of aliases unfold into billions of nodes, and
/// Yams unfolds a key to compare it with the others. A few are let through, to be refused later at their exact place.
enum AliasGuard {
  private static let most = 15

  static func check(_ text: String, file: String) throws(Diagnostics) {
    // No alias works without an anchor, and nearly no declaration has one.
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return }
    var anchors: Set<Substring> = []
    var aliases: [(name: Substring, place: Place)] = []
    let scalars = text.unicodeScalars
    var line = 1
    var column = 1
    var previous: Unicode.Scalar = "\n"
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let startsToken = previous.properties.isWhitespace || "[{,:-?".unicodeScalars.contains(previous)
      if startsToken, scalar == "&" || scalar == "*" {
        let start = scalars.index(after: index)
        let end = scalars[start...].firstIndex { !isNameScalar($0) } ?? scalars.endIndex
        if start < end {
          let name = text[start..<end]
          if scalar == "&" { anchors.insert(name) } else { aliases.append((name, Place(line: line, column: column))) }
        }
      }
      if scalar == "\n" {
        line += 1
        column = 0
      }
      column += 1
      previous = scalar
      index = scalars.index(after: index)
    }
    let live = aliases.filter { anchors.contains($0.name) }
    guard live.count > most, let first = live.first else { return }
    throw Diagnostics([
      Diagnostic(
        file: file, line: first.place.line, column: first.place.column, code: "anchor",
        message: SourceSentences.aliases(live.count))
    ])
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !"[]{},:".unicodeScalars.contains(scalar)
  }
}
