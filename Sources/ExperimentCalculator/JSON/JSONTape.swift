/// One JSON text, read into a flat tape of nodes that point into its bytes. The tape is reused from line to line, so
/// that reading a short line allocates nothing.
final class JSONTape {
  enum Kind: UInt8 { case null, no, yes, number, string, array, object }

  /// A value or a key. Children of a container follow it; `next` is the first node after the last of them.
  struct Node {
    var kind: Kind
    /// A string with escapes, whose bytes are not its text.
    var isEscaped = false
    /// The node that holds this one, or −1; of a value in an object, its key.
    var parent: Int32
    /// Where the text begins and ends: inside the quotes for a string.
    var start: Int32
    var end: Int32
    var next: Int32 = 0
    /// Of a number its value, of a container how many values it holds.
    var number: Double = 0
  }

  /// Bytes of a line; more would take more memory than an answer is worth.
  static let longest = 16 << 20

  private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  var nodes: [Node] = []

  /// Reads a whole text. The bytes must stay in place for as long as the tape is asked about them.
  func read(_ text: UnsafeBufferPointer<UInt8>) throws(JSONProblem) {
    bytes = text
    nodes.removeAll(keepingCapacity: true)
    guard text.count <= JSONTape.longest else { throw JSONProblem(at: 0, "a line is at most 16 MiB long") }
    var reader = JSONReader(tape: self, bytes: text)
    try reader.readDocument()
  }

  func children(of container: Int) -> Int { Int(nodes[container].number) }

  /// The text of a string or key.
  func text(_ index: Int) -> String {
    let node = nodes[index]
    let raw = UnsafeBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)])
    guard node.isEscaped else { return String(decoding: raw, as: UTF8.self) }
    return String(decoding: JSONEscapes.decoded(raw), as: UTF8.self)
  }

  /// The value as written, quotes and all.
  func raw(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let node = nodes[index]
    let quote: Int32 = node.kind == .string ? 1 : 0
    return UnsafeBufferPointer(rebasing: bytes[Int(node.start - quote)..<Int(node.end + quote)])
  }

  /// Whether a string or key reads exactly so.
  func isText(_ index: Int, _ expected: StaticString) -> Bool {
    let node = nodes[index]
    if node.isEscaped { return text(index) == expected.description }
    let length = Int(node.end - node.start)
    guard length == expected.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
    let here = base + Int(node.start)
    let there = expected.utf8Start
    for offset in 0..<length where here[offset] != there[offset] { return false }
    return true
  }

  /// The value under a key of an object, or nil.
  func value(_ key: StaticString, in object: Int) -> Int? {
    let end = Int(nodes[object].next)
    var index = object + 1
    while index < end {
      if isText(index, key) { return index + 1 }
      index = Int(nodes[index + 1].next)
    }
    return nil
  }

  /// Where a value stands, as `control.trials` or `paths[3].path`; empty for the whole line.
  func path(of index: Int) -> String {
    var parts: [String] = []
    var node = index
    while nodes[node].parent >= 0 {
      let parent = Int(nodes[node].parent)
      if nodes[parent].kind == .array {
        var position = 0
        var child = parent + 1
        while child < node {
          child = Int(nodes[child].next)
          position += 1
        }
        parts.append("[\(position)]")
        node = parent
      } else {
        parts.append(text(parent))
        node = Int(nodes[parent].parent)
      }
    }
    var path = ""
    for part in parts.reversed() { path += path.isEmpty || part.hasPrefix("[") ? part : "." + part }
    return path
  }
}

/// Why a line is not JSON, and at which byte of it (from 0).
struct JSONProblem: Error, Hashable {
  let offset: Int
  let reason: String

  init(at offset: Int, _ reason: String) {
    self.offset = offset
    self.reason = reason
  }
}
