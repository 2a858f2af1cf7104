/// Decodes values from the text of a record and notes which keys were asked for: a key that nobody asked for is one that this program does not know.
struct RecordDecoder: Decoder {
  let text: RecordText
  let node: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Decodes the whole text as one value.
  static func decode<Value: Decodable>(_ type: Value.Type, from text: RecordText) throws(RecordProblem) -> Value {
    let decoder = RecordDecoder(text: text, node: 0)
    let value = try decoder.value(type, at: 0)
    try decoder.checkKeys(0)
    return value
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard text.nodes[node].kind == .object else { throw unknown(node) }
    return KeyedDecodingContainer(Keyed(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard text.nodes[node].kind == .array else { throw unknown(node) }
    return Unkeyed(decoder: self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

  // MARK: Values

  func value<Value: Decodable>(_ type: Value.Type, at index: Int) throws(RecordProblem) -> Value {
    do {
      return try Value(from: RecordDecoder(text: text, node: index))
    } catch let problem as RecordProblem {
      throw problem
    } catch {
      // A word that its type does not have.
      throw unknown(index)
    }
  }

  func text(at index: Int) throws(RecordProblem) -> String {
    guard text.nodes[index].kind == .string else { throw unknown(index) }
    return text.text(index)
  }

  func number(at index: Int) throws(RecordProblem) -> Double {
    guard let number = text.number(index) else { throw unknown(index) }
    return number
  }

  func whole<Value: FixedWidthInteger>(_ type: Value.Type, at index: Int) throws(RecordProblem) -> Value {
    guard let value = Value(exactly: try number(at: index)) else { throw unknown(index) }
    return value
  }

  func truth(at index: Int) throws(RecordProblem) -> Bool {
    switch text.nodes[index].kind {
    case .yes: return true
    case .no: return false
    default: throw unknown(index)
    }
  }

  /// What stands where something else is due.
  func unknown(_ index: Int) -> RecordProblem {
    let node = text.nodes[index]
    let start = Int(node.start)
    let shown = String(decoding: text.bytes[start..<min(Int(node.end), start + 40)], as: UTF8.self)
    return RecordProblem(.unknownValue(shown, key: key(of: index)), at: start)
  }

  /// The key whose value, or whose value's element, a node is.
  private func key(of index: Int) -> String? {
    var key: String?
    for at in text.nodes.indices.prefix(index) {
      let node = text.nodes[at]
      guard node.kind == .object, index < node.next else { continue }
      var pair = at + 1
      for _ in 0..<node.count {
        if index > pair, index < text.nodes[pair + 1].next {
          key = text.text(pair)
          break
        }
        pair = Int(text.nodes[pair + 1].next)
      }
    }
    return key
  }

  /// Every key of every object must have been asked for.
  private func checkKeys(_ root: Int) throws(RecordProblem) {
    for at in text.nodes.indices where text.nodes[at].kind == .object {
      var pair = at + 1
      for _ in 0..<text.nodes[at].count {
        if !text.nodes[pair].isAsked { throw RecordProblem(.unknownKey(text.text(pair)), at: Int(text.nodes[pair].start)) }
        pair = Int(text.nodes[pair + 1].next)
      }
    }
  }
}

// MARK: The three containers that Codable asks for

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: RecordDecoder
  var codingPath: [any CodingKey] { [] }

  /// A dictionary asks for all keys.
  var allKeys: [Key] {
    var keys = [Key]()
    var at = decoder.node + 1
    for _ in 0..<decoder.text.nodes[decoder.node].count {
      if let key = Key(stringValue: decoder.text.text(at)) { keys.append(key) }
      at = Int(decoder.text.nodes[at + 1].next)
    }
    return keys
  }

  private func find(_ key: Key) -> Int? {
    guard let value = decoder.text.value(key.stringValue, in: decoder.node) else { return nil }
    decoder.text.ask(value - 1)
    return value
  }

  private func found(_ key: Key) throws -> Int {
    guard let value = find(key) else {
      throw RecordProblem(.missingKey(key.stringValue), at: Int(decoder.text.nodes[decoder.node].start))
    }
    return value
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { decoder.text.nodes[try found(key)].kind == .null }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder.truth(at: found(key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder.text(at: found(key)) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder.number(at: found(key)) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try decoder.number(at: found(key))) }
  func decode<T: Decodable & FixedWidthInteger>(_ type: T.Type, forKey key: Key) throws -> T { try decoder.whole(type, at: found(key)) }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder.value(type, at: found(key)) }

  func nestedContainer<N: CodingKey>(keyedBy type: N.Type, forKey key: Key) throws -> KeyedDecodingContainer<N> {
    try RecordDecoder(text: decoder.text, node: found(key)).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try RecordDecoder(text: decoder.text, node: found(key)).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { RecordDecoder(text: decoder.text, node: try found(key)) }
}

private struct Unkeyed: UnkeyedDecodingContainer {
  let decoder: RecordDecoder
  var codingPath: [any CodingKey] { [] }
  var currentIndex = 0
  private var at: Int

  init(decoder: RecordDecoder) {
    self.decoder = decoder
    at = decoder.node + 1
  }

  var count: Int? { Int(decoder.text.nodes[decoder.node].count) }
  var isAtEnd: Bool { currentIndex >= Int(decoder.text.nodes[decoder.node].count) }

  private mutating func step() throws -> Int {
    guard !isAtEnd else { throw decoder.unknown(decoder.node) }
    let element = at
    at = Int(decoder.text.nodes[at].next)
    currentIndex += 1
    return element
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, decoder.text.nodes[at].kind == .null else { return false }
    _ = try step()
    return true
  }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try decoder.truth(at: step()) }
  mutating func decode(_ type: String.Type) throws -> String { try decoder.text(at: step()) }
  mutating func decode(_ type: Double.Type) throws -> Double { try decoder.number(at: step()) }
  mutating func decode(_ type: Float.Type) throws -> Float { Float(try decoder.number(at: step())) }
  mutating func decode<T: Decodable & FixedWidthInteger>(_ type: T.Type) throws -> T { try decoder.whole(type, at: step()) }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.value(type, at: step()) }

  mutating func nestedContainer<N: CodingKey>(keyedBy type: N.Type) throws -> KeyedDecodingContainer<N> {
    try RecordDecoder(text: decoder.text, node: step()).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try RecordDecoder(text: decoder.text, node: step()).unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { RecordDecoder(text: decoder.text, node: try step()) }
}

private struct Single: SingleValueDecodingContainer {
  let decoder: RecordDecoder
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { decoder.text.nodes[decoder.node].kind == .null }
  func decode(_ type: Bool.Type) throws -> Bool { try decoder.truth(at: decoder.node) }
  func decode(_ type: String.Type) throws -> String { try decoder.text(at: decoder.node) }
  func decode(_ type: Double.Type) throws -> Double { try decoder.number(at: decoder.node) }
  func decode(_ type: Float.Type) throws -> Float { Float(try decoder.number(at: decoder.node)) }
  func decode<T: Decodable & FixedWidthInteger>(_ type: T.Type) throws -> T { try decoder.whole(type, at: decoder.node) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.value(type, at: decoder.node) }
}
