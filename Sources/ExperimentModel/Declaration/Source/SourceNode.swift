/// A value as it was written, with the place where it stands: the only form in which declarations are read, so that every
/// complaint can name its line. Text stays text: `no`, `010`, `1:30` and `2026-11-02` mean what the key that holds them says.
struct SourceNode: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    case scalar(String, quoted: Bool)
    case sequence([SourceNode])
    case mapping([Entry])
  }

  /// One `key: value`, in the order of the file; a key written twice stands here twice.
  struct Entry: Hashable, Sendable {
    let key: String
    let keyMark: SourceMark
    let value: SourceNode
  }

  let content: Content
  let mark: SourceMark

  /// Nothing was written after the colon (or `~`, or `null`).
  var isEmpty: Bool {
    if case .scalar(let text, quoted: false) = content { return ["", "~", "null", "Null", "NULL"].contains(text) }
    return false
  }

  /// The trimmed text of a scalar that is not empty.
  var text: String? {
    if case .scalar(let text, _) = content, !isEmpty { return text.trimmed }
    return nil
  }

  var items: [SourceNode]? {
    if case .sequence(let items) = content { return items }
    return nil
  }

  var entries: [Entry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// What stands here, for the "found …" of a message.
  var found: BilingualText {
    switch content {
    case .scalar(let text, _):
      if isEmpty { return SourceSentences.nothing }
      let shown = text.shortened
      return ValueSentences.quoted(shown)
    case .sequence(let items): return SourceSentences.list(of: items.count)
    case .mapping(let entries):
      let keys = entries.prefix(3).map(\.key.shortened).joined(separator: ", ")
      return SourceSentences.mapping(keys + (entries.count > 3 ? ", …" : ""))
    }
  }
}

/// A value read, and where it stood.
struct Marked<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value
  let mark: SourceMark
}

extension String {
  /// Without white space (ideographic spaces too) at either end.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// At most 60 characters on one line, so that a message stays a sentence.
  var shortened: String {
    let line = String(map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count > 60 ? line.prefix(57) + "…" : line
  }
}
