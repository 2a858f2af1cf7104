import ExperimentModel
import Foundation
import Testing

@testable import ExperimentRunner

/// What people may have written into names, in every form; and every service's limits.
@Suite("Cards of hostile and of very many names")
struct HostileCardTests {
  /// Mentions of everyone as Slack, WeCom and Feishu write them, markup, links, an accent on a mark, the ends of JSON strings.
  private static let names = [
    "<!channel>", "<@all>", "<at user_id=\"all\"></at>", "<script>alert(1)</script>", "[x](https://evil.example)", "<https://evil.example|x>", "**b** _i_ `c` ~s~",
    "# title", "![x](https://evil.example/x.png)", "<\u{338}!channel>", "a\"}],\"x\":\"y", "back\\slash", "&lt;b&gt;", "=cmd()", "{{DATE(2026-01-01T00:00:00Z)}}",
  ]

  private static func message(_ texts: [String], title: String = "T") -> Message {
    Message(
      id: "r1-x", channel: "x", project: "P", date: CalendarDay(number: 20_773), record: 1, recordHash: nil, title: title, summary: "S",
      lines: texts.map { .init(experiment: "e", action: "scale", variant: nil, was: nil, text: $0) }, page: nil, created: 0, next: 0)
  }

  private static func body(_ kind: MessageChannel.Kind, _ message: Message) -> [UInt8] {
    Card(message: message, language: .english).request(kind, address: "http://h/", secret: nil, now: 0).body
  }

  /// Every string of a JSON text, keys left out.
  private static func strings(_ value: Any) -> [String] {
    switch value {
    case let text as String: [text]
    case let items as [Any]: items.flatMap(strings)
    case let members as [String: Any]: members.sorted { $0.key < $1.key }.flatMap { strings($0.value) }
    default: []
    }
  }

  private static func strings(_ kind: MessageChannel.Kind, _ message: Message) throws -> [String] {
    strings(try JSONSerialization.jsonObject(with: Data(body(kind, message))))
  }

  @Test("where a service reads no markup a name stands as it is", arguments: [MessageChannel.Kind.feishu, .teams, .webhook])
  func plain(kind: MessageChannel.Kind) throws {
    for name in Self.names { #expect(try Self.strings(kind, Self.message([name])).contains { $0.unicodeScalars.elementsEqual(name.unicodeScalars) }, "\(name)") }
    let text = String(decoding: Self.body(kind, Self.message(Self.names)), as: UTF8.self)
    #expect(!text.contains("lark_md") && !text.contains("\"TextBlock\"") && !text.contains("\"markdown\""))
  }

  @Test("Slack: & < > are entities in every text, the notification's too")
  func slack() throws {
    for name in Self.names {
      let strings = try Self.strings(.slack, Self.message([name], title: name))
      #expect(strings.allSatisfy { !$0.unicodeScalars.contains("<") && !$0.unicodeScalars.contains(">") })
      // Literally: as characters, an entity before an accent is no entity.
      let back = strings.map { text in
        [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1, options: .literal) }
      }
      #expect(back.count { $0.unicodeScalars.elementsEqual(name.unicodeScalars) } == 3, "in the text, the header and a section: \(name)")
    }
  }

  @Test("in Markdown no mark of a name is left; the title of DingTalk's list of chats is plain", arguments: [MessageChannel.Kind.wecom, .dingtalk])
  func markdown(kind: MessageChannel.Kind) throws {
    for name in Self.names {
      let texts = try Self.strings(kind, Self.message([name], title: "T")).filter { $0.contains("\n") }
      #expect(texts.count == 1)
      let line = try #require(texts.first?.split(separator: "\n").last).dropFirst(2)
      #expect(!line.unicodeScalars.contains { "<>[]*`_@#!\\~".unicodeScalars.contains($0) } && !line.contains("://"), "\(line)")
    }
  }

  @Test(
    "forty to a thousand tests stay within each service's limit, and how many had no room is said",
    arguments: [(MessageChannel.Kind.feishu, 20_000), (.wecom, 4_096), (.dingtalk, 20_000), (.slack, 100_000), (.teams, 28_000)])
  func limits(kind: MessageChannel.Kind, bytes: Int) throws {
    for (count, text) in [(40, String(repeating: "评审<", count: 100)), (1000, "a"), (40, String(repeating: "*", count: 5_000)), (1, String(repeating: "x", count: 50_000))] {
      let body = Self.body(kind, Self.message(Array(repeating: text, count: count), title: String(repeating: "&", count: 400)))
      #expect(body.count <= bytes && body.count > 300, "\(count) × \(text.prefix(9)): \(body.count)")
      let strings = try Self.strings(kind, Self.message(Array(repeating: text, count: count)))
      let isAll = strings.joined().components(separatedBy: text.prefix(3)).count > count
      #expect(isAll || strings.contains { $0.contains("more tests: see the report.") || $0.contains("more test: see the report.") } || count == 1)
      guard kind == .slack else { continue }
      let blocks = try #require((try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])?["blocks"] as? [[String: Any]])
      let texts = blocks.compactMap { ($0["text"] as? [String: Any])?["text"] as? String }
      #expect(blocks.count <= 50 && texts.count == blocks.count && texts.allSatisfy { (1...3_000).contains($0.count) } && texts[0].count <= 150)
    }
  }
}
