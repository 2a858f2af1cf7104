import ExperimentStatistics

/// One object of a line, read by the inputs a method declares. Every reader checks the shape and throws `missing_input` or
/// `invalid_input`, naming the key, what was found and what is allowed.
struct CalcRequest {
  let tape: JSONTape
  let object: Int

  // MARK: One value

  func number(_ input: CalcInput) throws -> Double {
    if let value = try optionalNumber(input) { return value }
    throw missing(input)
  }

  /// The number, its default, or nil when it was left out (or is null) and has none.
  func optionalNumber(_ input: CalcInput) throws -> Double? {
    guard let index = value(input) else { return try fallbackNumber(input) }
    return try number(at: index, input.shape)
  }

  func count(_ input: CalcInput) throws -> Int { Int(try number(input)) }

  func optionalCount(_ input: CalcInput) throws -> Int? { try optionalNumber(input).map { Int($0) } }

  func flag(_ input: CalcInput) throws -> Bool {
    guard let index = value(input) else {
      guard let fallback = input.fallback else { throw missing(input) }
      return fallback == "true"
    }
    switch tape.nodes[index].kind {
    case .yes: return true
    case .no: return false
    default: throw invalid(index, input.shape)
    }
  }

  func text(_ input: CalcInput) throws -> String {
    guard let index = value(input) else {
      guard let fallback = input.fallback else { throw missing(input) }
      return String(fallback.filter { $0 != "\"" })
    }
    return try text(at: index, input.shape)
  }

  func optionalText(_ input: CalcInput) throws -> String? {
    try value(input).map { try text(at: $0, input.shape) }
  }

  /// The chosen name's place in the list of choices.
  func choice(_ input: CalcInput) throws -> Int {
    guard case .choice(let names) = input.shape else { preconditionFailure("\(input.name) is not a choice") }
    guard let index = value(input) else {
      guard let place = input.fallbackPlace else { throw missing(input) }
      return place
    }
    guard tape.nodes[index].kind == .string else { throw invalid(index, input.shape) }
    let text = tape.text(index)
    guard let place = names.firstIndex(of: text) else { throw invalid(index, input.shape) }
    return place
  }

  // MARK: Objects and lists

  func object(_ input: CalcInput) throws -> CalcRequest {
    guard let request = try optionalObject(input) else { throw missing(input) }
    return request
  }

  func optionalObject(_ input: CalcInput) throws -> CalcRequest? {
    guard let index = value(input) else { return nil }
    return try object(at: index, input.shape)
  }

  func objects(_ input: CalcInput) throws -> [CalcRequest] {
    try elements(input).map { index in
      guard case .list(let shape, _) = input.shape else { throw invalid(index, input.shape) }
      return try object(at: index, shape)
    }
  }

  func numbers(_ input: CalcInput) throws -> [Double] {
    guard case .list(let shape, _) = input.shape else { return [] }
    return try elements(input).map { try number(at: $0, shape) }
  }

  func optionalNumbers(_ input: CalcInput) throws -> [Double]? { has(input) ? try numbers(input) : nil }

  func texts(_ input: CalcInput) throws -> [String] {
    guard case .list(let shape, _) = input.shape else { return [] }
    return try elements(input).map { try text(at: $0, shape) }
  }

  /// A list of lists of numbers.
  func table(_ input: CalcInput) throws -> [[Double]] {
    guard case .list(let row, _) = input.shape else { return [] }
    return try elements(input).map { try numbers(at: $0, row) }
  }

  /// A list of tables.
  func tables(_ input: CalcInput) throws -> [[[Double]]] {
    guard case .list(let table, _) = input.shape, case .list(let row, _) = table else { return [] }
    return try elements(input).map { index in try elements(at: index, table).map { try numbers(at: $0, row) } }
  }

  /// The nodes of a list's elements, for a method that reads them by itself.
  func elements(_ input: CalcInput) throws -> [Int] {
    guard let index = value(input) else { throw missing(input) }
    return try elements(at: index, input.shape)
  }

  func has(_ input: CalcInput) -> Bool { value(input) != nil }

  /// The key's value, unless it was left out or is null.
  func value(_ input: CalcInput) -> Int? {
    guard let index = tape.value(input.name, in: object), tape.nodes[index].kind != .null else { return nil }
    return index
  }

  /// Refuses keys that are not among these, with the nearest name.
  func refuseKeys(besides inputs: [CalcInput], and others: [StaticString] = []) throws {
    var index = object + 1
    let end = Int(tape.nodes[object].next)
    while index < end {
      let key = index
      index = Int(tape.nodes[index + 1].next)
      if inputs.contains(where: { tape.isText(key, $0.name) }) || others.contains(where: { tape.isText(key, $0) }) { continue }
      let name = Excerpt.of(tape.text(key))
      let known = inputs.map { $0.name.description }
      let hint = NearestName.hint(name, among: known)
      let path = tape.path(of: key + 1)
      throw CalcProblem(
        code: .invalidInput, message: "unknown key '\(Excerpt.of(path))'\(hint.isEmpty ? "; allowed: \(known.joined(separator: ", "))" : hint)",
        key: Excerpt.of(path))
    }
  }

  // MARK: Problems a method finds by itself

  func missing(_ input: CalcInput) -> CalcProblem { .missing(path(input), input.shape) }

  /// For a value of the right shape that does not fit the others.
  func unfit(_ input: CalcInput, _ allowed: String) -> CalcProblem {
    .invalid(path(input), found: value(input).map { found($0) } ?? "nothing", allowed: allowed)
  }

  func path(_ input: CalcInput) -> String {
    let path = tape.path(of: object)
    return path.isEmpty ? input.name.description : "\(path).\(input.name)"
  }

  // MARK: By node

  func number(at index: Int, _ shape: CalcShape) throws -> Double {
    let node = tape.nodes[index]
    guard node.kind == .number else { throw invalid(index, shape) }
    switch shape {
    case .number(let range): if range.contains(node.number) { return node.number }
    case .count(let range):
      if range.contains(node.number), node.number == node.number.rounded(), node.number.magnitude <= 0x1p53 { return node.number }
    default: break
    }
    throw invalid(index, shape)
  }

  func text(at index: Int, _ shape: CalcShape) throws -> String {
    guard tape.nodes[index].kind == .string else { throw invalid(index, shape) }
    return tape.text(index)
  }

  func numbers(at index: Int, _ shape: CalcShape) throws -> [Double] {
    guard case .list(let element, _) = shape else { return [] }
    return try elements(at: index, shape).map { try number(at: $0, element) }
  }

  func elements(at index: Int, _ shape: CalcShape) throws -> [Int] {
    guard case .list(_, let least) = shape, tape.nodes[index].kind == .array else { throw invalid(index, shape) }
    let count = tape.children(of: index)
    guard count >= least else { throw invalid(index, shape) }
    var nodes: [Int] = []
    nodes.reserveCapacity(count)
    var child = index + 1
    while child < Int(tape.nodes[index].next) {
      nodes.append(child)
      child = Int(tape.nodes[child].next)
    }
    return nodes
  }

  func object(at index: Int, _ shape: CalcShape) throws -> CalcRequest {
    guard case .object(let keys) = shape, tape.nodes[index].kind == .object else { throw invalid(index, shape) }
    let request = CalcRequest(tape: tape, object: index)
    try request.refuseKeys(besides: keys)
    return request
  }

  private func fallbackNumber(_ input: CalcInput) throws -> Double? {
    guard let fallback = input.fallback else { throw missing(input) }
    // The one default that nearly every line uses.
    return fallback == "0.95" ? 0.95 : Double(fallback)
  }

  func invalid(_ index: Int, _ shape: CalcShape) -> CalcProblem {
    .invalid(tape.path(of: index), found: found(index), allowed: shape.description)
  }

  func found(_ index: Int) -> String {
    switch tape.nodes[index].kind {
    case .string: "'\(Excerpt.of(tape.text(index)))'"
    case .array: "a list of \(tape.children(of: index))"
    case .object: "an object"
    default: Excerpt.of(String(decoding: tape.raw(index), as: UTF8.self))
    }
  }
}
