import ExperimentModel

/// A message in the form that a service takes. What people wrote is put where the service does not read markup, or robbed of its marks.
struct WebhookRequest: Hashable, Sendable {
  var url: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  static func == (a: WebhookRequest, b: WebhookRequest) -> Bool {
    a.url == b.url && a.body == b.body && a.headers.map { "\($0.name): \($0.value)" } == b.headers.map { "\($0.name): \($0.value)" }
  }

  func hash(into hasher: inout Hasher) { hasher.combine(body) }
}

struct Card {
  let message: Message
  let language: Language

  /// - Parameters:
  ///   - address: what the channel's variable holds; a query of its own stays.
  ///   - secret: nil: not signed.
  ///   - now: seconds since 1970: signatures hold for an hour at most.
  func request(_ kind: MessageChannel.Kind, address: String, secret: String?, now: Int) -> WebhookRequest {
    var url = address
    var headers = [(name: "Content-Type", value: "application/json; charset=utf-8")]
    let body: [UInt8]
    switch kind {
    case .feishu: body = fitted(bytes: 20_000) { feishu($0, secret: secret, now: now) }
    case .wecom: body = fitted(bytes: 4_096, weCom)
    case .dingtalk:
      body = fitted(bytes: 15_000, dingTalk)
      if let secret {
        let sign = Signature.percentEncoded(Signature.dingTalk(secret: secret, milliseconds: now * 1000))
        url += (address.contains("?") ? "&" : "?") + "timestamp=\(now * 1000)&sign=\(sign)"
      }
    // 50 blocks, of which the title, the summary and the count of what had no room are three.
    case .slack: body = fitted(bytes: 40_000, lines: 47, slack)
    // 28 KB are stated; some 21 were taken when others measured it (the gem msteams_hermes).
    case .teams: body = fitted(bytes: 20_000, teams)
    case .webhook, .mail:
      body = Card.bytes(plain)
      headers.append(("X-MVP-Message", message.id))
      if let secret {
        headers.append(("X-MVP-Timestamp", String(now)))
        headers.append(("X-MVP-Signature", "v1=" + Signature.webhook(secret: secret, seconds: now, body: body)))
      }
    }
    return WebhookRequest(url: url, headers: headers, body: body)
  }

  private static func bytes(_ value: JSONText) -> [UInt8] { Array(value.text(folding: 64).utf8) }

  /// A form with as many tests as keep it within a service's limit, measured on the bytes that are sent.
  private func fitted(bytes most: Int, lines mostLines: Int = .max, _ form: ([String]) -> JSONText) -> [UInt8] {
    func made(_ count: Int) -> [UInt8] {
      let left = message.lines.count - count
      let texts = message.lines.prefix(count).map { Card.cut($0.text, to: 600) }
      return Card.bytes(form([message.summary] + texts + (left > 0 ? [MessageSentences.more(left)(in: language)] : [])))
    }
    var (low, high) = (0, min(message.lines.count, mostLines))
    while low < high {
      let middle = (low + high + 1) / 2
      if made(middle).count <= most { low = middle } else { high = middle - 1 }
    }
    return made(low)
  }

  /// One test with many alerts must not push all others out.
  private static func cut(_ text: String, to most: Int) -> String { text.count <= most ? text : text.prefix(most - 1) + "…" }

  private var title: String { Card.cut(message.title, to: 150) }

  // MARK: Forms

  /// A card (message card, `interactive`), at most 20 KB. https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
  private func feishu(_ paragraphs: [String], secret: String?, now: Int) -> JSONText {
    let template =
      switch message.mood {
      case .good: "green"
      case .warning: "orange"
      case .plain: "blue"
      }
    let elements = paragraphs.map { text in
      JSONText.object([("tag", .string("div")), ("text", .object([("tag", .string("plain_text")), ("content", .string(text))]))])
    }
    let card = JSONText.object([
      ("config", .object([("wide_screen_mode", .bool(true))])),
      ("header", .object([("template", .string(template)), ("title", .object([("tag", .string("plain_text")), ("content", .string(title))]))])),
      ("elements", .array(elements)),
    ])
    var members: [(String, JSONText)] = [("msg_type", .string("interactive")), ("card", card)]
    if let secret {
      members = [("timestamp", .string(String(now))), ("sign", .string(Signature.feishu(secret: secret, seconds: now)))] + members
    }
    return .object(members)
  }

  /// Markdown, at most 4,096 bytes; the robot's address is its only secret. https://developer.work.weixin.qq.com/document/path/91770
  private func weCom(_ paragraphs: [String]) -> JSONText {
    let text = (["**\(Card.inert(title))**"] + paragraphs.map { "> " + Card.inert($0) }).joined(separator: "\n")
    return .object([("msgtype", .string("markdown")), ("markdown", .object([("content", .string(text))]))])
  }

  /// Markdown with a title for the list of chats. https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
  private func dingTalk(_ paragraphs: [String]) -> JSONText {
    let text = "### \(Card.inert(title))\n\n" + paragraphs.map { "- " + Card.inert($0) }.joined(separator: "\n")
    return .object([("msgtype", .string("markdown")), ("markdown", .object([("title", .string(title)), ("text", .string(text))]))])
  }

  /// Blocks of plain text, each at most 3,000 characters, a header at most 150, 50 blocks.
  /// https://docs.slack.dev/reference/block-kit/composition-objects/text-object
  private func slack(_ paragraphs: [String]) -> JSONText {
    func plainText(_ text: String) -> JSONText {
      .object([("type", .string("plain_text")), ("text", .string(Card.entities(text))), ("emoji", .bool(false))])
    }
    let sections = paragraphs.map { JSONText.object([("type", .string("section")), ("text", plainText($0))]) }
    // Entities may count as they are written.
    var short = title
    while Card.entities(short).count > 150 { short = Card.cut(short, to: short.count - 1) }
    // The text beside the blocks is shown in notifications.
    return .object([
      ("text", .string(Card.entities(title))), ("blocks", .array([.object([("type", .string("header")), ("text", plainText(short))])] + sections)),
    ])
  }

  /// An Adaptive Card of runs of text, in which nothing is markup; at most 28 KB.
  /// https://learn.microsoft.com/adaptive-cards/schema-explorer/text-run
  private func teams(_ paragraphs: [String]) -> JSONText {
    func block(_ text: String, isTitle: Bool = false) -> JSONText {
      var run: [(String, JSONText)] = [("type", .string("TextRun")), ("text", .string(text))]
      if isTitle { run += [("weight", .string("Bolder")), ("size", .string("Medium"))] }
      return .object([("type", .string("RichTextBlock")), ("inlines", .array([.object(run)]))])
    }
    let card = JSONText.object([
      ("$schema", .string("http://adaptivecards.io/schemas/adaptive-card.json")), ("type", .string("AdaptiveCard")), ("version", .string("1.2")),
      ("body", .array([block(title, isTitle: true)] + paragraphs.map { block($0) })),
    ])
    return .object([
      ("type", .string("message")),
      (
        "attachments",
        .array([
          .object([("contentType", .string("application/vnd.microsoft.card.adaptive")), ("contentUrl", .null), ("content", card)])
        ])
      ),
    ])
  }

  /// Everything, for a program. Keys stay; more may come.
  var plain: JSONText {
    .object([
      ("schema", .integer(1)), ("id", .string(message.id)), ("project", .string(message.project)), ("date", .string(message.date.description)),
      ("record", .optional(message.record)), ("record_hash", .optional(message.recordHash)), ("title", .string(message.title)),
      ("summary", .string(message.summary)),
      (
        "lines",
        .array(
          message.lines.map { line in
            .object([
              ("experiment", .string(line.experiment)), ("action", .string(line.action)), ("variant", .optional(line.variant)),
              ("was", .optional(line.was)), ("text", .string(line.text)),
            ])
          })
      ),
    ])
  }

  // MARK: What people wrote

  /// Text whose marks are not read as Markdown, as a mention or as a link: full-width twins, which look the same to people. Scalar by scalar, so that a mark
  /// with an accent on it is no way past.
  static func inert(_ text: String) -> String {
    let twins: [Unicode.Scalar: Unicode.Scalar] = [
      "<": "＜", ">": "＞", "[": "［", "]": "］", "*": "＊", "`": "｀", "_": "＿", "@": "＠", "#": "＃", "!": "！", "\\": "＼", "~": "～",
    ]
    let scalars = Array(text.unicodeScalars)
    var out = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isAddress = scalar == ":" && scalars[(index + 1)...].prefix(2).elementsEqual(["/", "/"])
      out.append(isAddress ? "：" : twins[scalar] ?? scalar)
    }
    return String(out)
  }

  /// The three that mean something in Slack's text objects (https://docs.slack.dev/messaging/formatting-message-text#escaping), scalar by scalar.
  static func entities(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
