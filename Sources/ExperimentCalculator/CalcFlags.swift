/// `--control.successes 56 --treatment '{"successes": 48, "trials": 80}'` as the line that `--stdin` would read.
struct CalcFlags {
  private indirect enum Value {
    case json(String)
    case object([(key: String, value: Value)])
  }

  private var root: [(key: String, value: Value)] = []

  /// Reads the flags of a method; a flag is an input's name, `-` for `_` allowed, nested names joined by dots.
  init(_ arguments: [String], of method: CalcMethod) throws(CalcProblem) {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      guard argument.hasPrefix("--"), argument.count > 2 else {
        throw CalcProblem(code: .invalidInput, message: "expected a flag such as --\(method.inputs.first?.name.description ?? "id"), found '\(Excerpt.of(argument))'")
      }
      var name = String(argument.dropFirst(2))
      let text: String
      index += 1
      if let equals = name.firstIndex(of: "=") {
        text = String(name[name.index(after: equals)...])
        name = String(name[..<equals])
      } else {
        let shape = CalcFlags.shape(of: CalcFlags.path(name), in: method.inputs)
        let next = index < arguments.count ? arguments[index] : nil
        if case .flag = shape, next.map({ $0.hasPrefix("--") }) ?? true {
          text = "true"
        } else {
          guard let next else { throw CalcProblem(code: .invalidInput, message: "--\(Excerpt.of(name)) has no value", key: Excerpt.of(name)) }
          text = next
          index += 1
        }
      }
      let path = CalcFlags.path(name)
      let value = CalcFlags.json(text, as: CalcFlags.shape(of: path, in: method.inputs))
      try CalcFlags.insert(value, at: path[...], into: &root, flag: name)
    }
  }

  /// The line, with the method's name in it.
  func line(method: String) -> String {
    CalcFlags.write(.object([("method", .json(CalcFlags.quoted(method)))] + root))
  }

  private static func path(_ name: String) -> [String] {
    name.split(separator: ".", omittingEmptySubsequences: false).map { String($0.map { $0 == "-" ? "_" : $0 }) }
  }

  private static func insert(
    _ value: String, at path: ArraySlice<String>, into object: inout [(key: String, value: Value)], flag: String
  ) throws(CalcProblem) {
    guard let key = path.first else { return }
    let place = object.firstIndex { $0.key == key }
    if path.count == 1 {
      guard place == nil else { throw CalcProblem(code: .invalidInput, message: "--\(Excerpt.of(flag)) is given twice", key: Excerpt.of(flag)) }
      object.append((key, .json(value)))
      return
    }
    var children: [(key: String, value: Value)] = []
    if let place {
      guard case .object(let known) = object[place].value else {
        throw CalcProblem(code: .invalidInput, message: "--\(Excerpt.of(flag)) and --\(key) say the same thing twice", key: Excerpt.of(flag))
      }
      children = known
    }
    try insert(value, at: path.dropFirst(), into: &children, flag: flag)
    if let place { object[place].value = .object(children) } else { object.append((key, .object(children))) }
  }

  /// What the method says about a nested name.
  private static func shape(of path: [String], in inputs: [CalcInput]) -> CalcShape? {
    guard let input = inputs.first(where: { $0.name.description == path.first }) else { return nil }
    if path.count == 1 { return input.shape }
    guard case .object(let keys) = input.shape else { return nil }
    return shape(of: Array(path.dropFirst()), in: keys)
  }

  /// A flag's text as JSON: as it is where it reads as JSON, a bare list gains its brackets, a word its quotes.
  private static func json(_ text: String, as shape: CalcShape?) -> String {
    switch shape {
    case .text, .choice: return text.hasPrefix("\"") && isJSON(text) ? text : quoted(text)
    case .list where !text.hasPrefix("["):
      if isJSON("[\(text)]") { return "[\(text)]" }
      return "[" + text.split(separator: ",").map { quoted(String($0)) }.joined(separator: ",") + "]"
    default: return isJSON(text) ? text : quoted(text)
    }
  }

  private static func isJSON(_ text: String) -> Bool {
    let tape = JSONTape()
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      do throws(JSONProblem) {
        try tape.read(bytes)
        return true
      } catch {
        // So that the message is about the number, not about a word in quotes.
        return error.reason.hasSuffix("double")
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func write(_ value: Value) -> String {
    switch value {
    case .json(let text): text
    case .object(let members): "{" + members.map { quoted($0.key) + ":" + write($0.value) }.joined(separator: ",") + "}"
    }
  }
}
