import Glibc
import Testing

@testable import ExperimentCalculator

/// Rows of requests with what an unlike implementation answers. Each file names its source and the script that makes it again.
struct CalcReferenceTests {
  static let folder = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/References"

  static let families = [
    "one-proportion", "two-proportions", "means", "cost-per", "bayes", "sequential", "planning", "attribution", "assignment", "scipy-shares", "scipy-tables", "scipy-means",
    "scipy-rates", "r",
  ]

  static func read(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"), "cannot open \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[0..<count] }
    return bytes
  }

  @Test("answers agree with the references", arguments: families)
  func agrees(_ family: String) throws {
    let bytes = try Self.read("\(Self.folder)/\(family).json")
    try bytes.withUnsafeBufferPointer { buffer in
      let tape = JSONTape()
      try tape.read(buffer)
      for key: StaticString in ["source", "regenerate"] { #expect(tape.value(key, in: 0) != nil, "\(family) has no \(key)") }
      let rows = try #require(tape.value("rows", in: 0))
      #expect(tape.children(of: rows) > 0)
      var row = rows + 1
      while row < Int(tape.nodes[rows].next) {
        let request = try #require(tape.value("request", in: row))
        let expect = try #require(tape.value("expect", in: row))
        let tolerance = tape.nodes[try #require(tape.value("tolerance", in: row))].number
        let question = String(decoding: tape.raw(request), as: UTF8.self)
        let answer = Calc.answer(line: question).line
        try Array(answer.utf8).withUnsafeBufferPointer { bytes in
          let answered = JSONTape()
          try answered.read(bytes)
          let difference = Self.difference(tape, expect, answered, 0, tolerance)
          #expect(difference == nil, "\(question) gives \(answer): \(difference ?? "")")
        }
        row = Int(tape.nodes[row].next)
      }
    }
  }

  /// Where two values differ by more than the relative tolerance; keys that are not expected are not compared.
  static func difference(_ a: JSONTape, _ i: Int, _ b: JSONTape, _ j: Int, _ tolerance: Double) -> String? {
    let (expected, found) = (a.nodes[i], b.nodes[j])
    guard expected.kind == found.kind else { return "\(a.path(of: i)) is of another kind" }
    switch expected.kind {
    case .number:
      let bound = tolerance * max(abs(expected.number), expected.number == 0 ? 1 : 0)
      return abs(expected.number - found.number) <= bound ? nil : "\(a.path(of: i)): \(found.number) for \(expected.number)"
    case .string: return a.text(i) == b.text(j) ? nil : "\(a.path(of: i)): another text"
    case .array:
      guard a.children(of: i) == b.children(of: j) else { return "\(a.path(of: i)) has another length" }
      var (x, y) = (i + 1, j + 1)
      while x < Int(expected.next) {
        if let difference = difference(a, x, b, y, tolerance) { return difference }
        x = Int(a.nodes[x].next)
        y = Int(b.nodes[y].next)
      }
      return nil
    case .object:
      var key = i + 1
      while key < Int(expected.next) {
        let name = a.text(key)
        var other = j + 1
        while other < Int(found.next), b.text(other) != name { other = Int(b.nodes[other + 1].next) }
        guard other < Int(found.next) else { return "\(name) is missing" }
        if let difference = difference(a, key + 1, b, other + 1, tolerance) { return difference }
        key = Int(a.nodes[key + 1].next)
      }
      return nil
    default: return nil
    }
  }

  @Test func theMethodReferenceIsTheOneGenerated() throws {
    let written = String(decoding: try Self.read(Self.folder + "/../../../docs/methods.md"), as: UTF8.self)
    #expect(written == CalcReference.markdown, "run `mvp calc --list --format markdown > docs/methods.md`")
  }

  @Test func everyMethodIsDescribed() {
    let methods = CalcCatalogue.all.methods
    #expect(Set(methods.map(\.name)).count == methods.count)
    for method in methods {
      #expect(!method.outputs.isEmpty && !method.inputs.isEmpty, "\(method.name)")
      for text in [method.summary, method.definition, method.source, method.validity, method.cost] { #expect(text.count > 3, "\(method.name)") }
    }
  }
}
