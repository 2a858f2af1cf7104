/// Methods by their names.
final class CalcCatalogue: Sendable {
  let methods: [CalcMethod]
  let names: [String]
  private let table: NameTable

  init(_ methods: [CalcMethod]) {
    self.methods = methods
    names = methods.map(\.name)
    table = NameTable(names)
  }

  /// Everything that `mvp calc` answers.
  static let all = CalcCatalogue(
    [
      oneProportionMethods, twoProportionMethods, shareFormulaMethods, tableMethods, meanMethods, meanFormulaMethods, valueMethods,
      costPerMethods, rateFormulaMethods, bayesMethods, sequentialMethods, planningMethods, attributionMethods, assignmentMethods,
    ].flatMap { $0 })

  /// The method that a text on the tape names. One hash and one comparison.
  func method(_ index: Int, in tape: JSONTape) -> CalcMethod? {
    let node = tape.nodes[index]
    if node.isEscaped { return method(tape.text(index)) }
    return table.find(tape.bytes, from: Int(node.start), to: Int(node.end)).map { methods[$0] }
  }

  func method(_ name: String) -> CalcMethod? {
    methods.first { $0.name == name }
  }
}

/// Names to their places, looked up by bytes without making a string of them.
private struct NameTable: Sendable {
  private let slots: [Int]
  private let names: [[UInt8]]

  init(_ names: [String]) {
    var size = 16
    while size < names.count * 4 { size *= 2 }
    var slots = [Int](repeating: -1, count: size)
    let bytes = names.map { Array($0.utf8) }
    for (place, name) in bytes.enumerated() {
      var slot = Self.hash(name) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = place
    }
    self.slots = slots
    self.names = bytes
  }

  func find(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] >= 0 {
      if names[slots[slot]].elementsEqual(text) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }
}
