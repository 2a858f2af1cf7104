import TestSupport
import Testing

@testable import ExperimentModel

@Suite("Files that would harm the reader")
struct HostileFilesTests {
  private func codes(_ bytes: [UInt8]) -> [String] {
    do {
      _ = try DeclarationReader.workspace(bytes: bytes, timeZones: testZones)
      return []
    } catch {
      return error.all.map(\.code)
    }
  }

  @Test func bombsOfAliases() {
    let bomb =
      "a: &a [x,x,x,x,x,x,x,x,x]\n"
      + zip("bcdefghij", "abcdefghi").map { "\($0): &\($0) [" + Array(repeating: "*\($1)", count: 9).joined(separator: ",") + "]\n" }
      .joined()
    #expect(codes(Array(bomb.utf8)) == ["anchor"])
    #expect(codes(Array((bomb + "? *j\n: x\n").utf8)) == ["anchor"])
  }

  @Test func anAnchorIsRefusedAtItsPlace() {
    let marked = yaml("project: 👉&p x\ncurrency: *p\n")
    let found = readWorkspace(marked.text).diagnostics
    #expect(found.map(\.code) == ["anchor"], "\(found.map { $0.text(in: .english) })")
    #expect(found.first.map { Place(line: $0.line ?? 0, column: $0.column ?? 0) } == marked.places.first)
  }

  @Test func duplicatesAreShownAtEachPlace() {
    let marked = yaml("👉project: a\n👉currency: CNY\ntimezone: UTC\n👉project: b\n👉project: c\n👉\"currency\": CNY\n")
    let found = readWorkspace(marked.text).diagnostics.filter { $0.code == "duplicate_key" }
    #expect(Set(found.map { Place(line: $0.line ?? 0, column: $0.column ?? 0) }) == Set(marked.places))
  }

  @Test func notUTF8() {
    let gbk: [UInt8] = Array("project: x\ncurrency: ".utf8) + [0xC8, 0xCB, 0xC3, 0xF1, 0x0A]
    #expect(codes(gbk) == ["not_utf8"])
    do {
      _ = try DeclarationReader.workspace(bytes: gbk, timeZones: testZones)
    } catch {
      #expect(error.all.first?.line == 2)
      #expect(error.all.first?.column == 11)
    }
    #expect(codes([0xFF, 0xFE, 0x61, 0x00]) == ["not_utf8"])
  }

  @Test func aByteOrderMarkIsStripped() {
    let found = codes([0xEF, 0xBB, 0xBF] + Array(Example.workspace.utf8))
    #expect(found == [])
    let marked = yaml("👉projekt: x\ncurrency: CNY\ntimezone: UTC\n")
    do {
      _ = try DeclarationReader.workspace(bytes: [0xEF, 0xBB, 0xBF] + marked.bytes, timeZones: testZones)
    } catch {
      #expect(error.all.contains { $0.code == "unknown_key" && $0.column == 1 })
    }
  }

  @Test(arguments: [
    ("", "empty_file"), ("# only a comment\n", "empty_file"), ("just text\n", "wrong_type"), ("- a\n- b\n", "wrong_type"),
    ("project: x\n---\nproject: y\n", "several_documents"), ("project:\n\tname: x\n", "yaml_syntax"), ("project: [a\n", "yaml_syntax"),
    ("project: *x\n", "yaml_syntax"), ("project: 'x\n", "yaml_syntax"), ("a: b: c\n", "yaml_syntax"), ("project: !!binary eA==\n", "tag"),
    ("project: \u{1}\n", "control_character"), ("? [a, b]\n: c\n", "wrong_type"), ("<<: {a: b}\n", "unknown_key"),
    ("[a]: b\n", "wrong_type"),
  ])
  func odd(_ text: String, _ code: String) {
    #expect(codes(Array(text.utf8)).contains(code), "found \(codes(Array(text.utf8)))")
  }

  @Test func tooMuch() {
    #expect(codes([UInt8](repeating: 0x23, count: (1 << 20) + 1)) == ["too_large"])
    #expect(codes(Array(("a: [" + String(repeating: "x,", count: 30_000) + "]").utf8)) == ["too_large"])
    #expect(codes(Array((String(repeating: "[", count: 200) + String(repeating: "]", count: 200)).utf8)).contains("too_deep"))
    #expect(codes(Array(String(repeating: "[", count: 5000).utf8)) == ["yaml_syntax"])
    let variants = (0..<60).map { "  v\($0):\n" }.joined()
    let text = Example.posters.replacing("  price-first: {title: 价格先行, allocation: 1}\n", with: variants)
    #expect(readExperiment(text).diagnostics.contains { $0.code == "out_of_range" })
  }

  @Test("whatever is changed in a valid file, the reader answers, with places inside the file", arguments: [1, 2, 3, 4])
  func fuzz(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let workspace = try #require(readWorkspace(Example.workspace).value)
    let scraps = [
      "", " ", "\n", "\t", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!x ", "|", ">", "\"", "'", "#", "~", "null",
      "999999999999999999999", "-1", "NaN", "%",
      "，", "变体", "\u{FEFF}", "\u{0}", "1e999", "..", "/", "e\u{301}", "👨‍👩‍👧", "? ", "---\n", "<<: ", "0d", "none",
    ]
    let valid = [Example.posters, Example.channel, Example.routing]
    for _ in 0..<500 {
      let text = valid[Int.random(in: 0..<3, using: &random)]
      var scalars = Array(text.unicodeScalars)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0..<scalars.count, using: &random)
        let end = min(scalars.count, start + [0, 0, 1, 2, 8, 40].randomElement(using: &random)!)
        scalars.replaceSubrange(start..<end, with: Array(scraps.randomElement(using: &random)!.unicodeScalars))
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      let bytes = Array(String(view).utf8)
      let lines = String(view).split(separator: "\n", omittingEmptySubsequences: false).count + 1
      do {
        let experiment = try DeclarationReader.experiment(bytes: bytes, file: "experiments/x.yaml", in: workspace)
        #expect(experiment.variants.count >= 2)
        #expect(experiment.metrics.first?.role == .primary)
        #expect(experiment.metrics.allSatisfy { experiment.tables.indices.contains($0.numerator.table) })
      } catch {
        #expect(!error.errors.isEmpty)
        #expect(error.all.allSatisfy { ($0.line ?? 1) >= 1 && ($0.line ?? 1) <= lines && ($0.column ?? 1) >= 1 }, "\(error.all)")
      }
      _ = try? DeclarationReader.workspace(bytes: bytes, timeZones: testZones)
    }
  }
}
