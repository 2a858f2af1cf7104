import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentRunner

/// What each service is sent, and by what it is signed. Signatures are Python's `hmac` and `base64` (3.11), as the services' own examples use them.
@Suite("Cards and signatures")
struct CardTests {
  static let message = Message(
    id: "r7-abcd", channel: "abcd", project: "P", date: CalendarDay(number: 20_773), record: 7, recordHash: "ff", title: "P: review of 2026-11-16",
    summary: "One to scale.",
    lines: [.init(experiment: "e", action: "scale", variant: "b", was: "continue", text: "SCALE · <@all> [x](http://y): *b*")], page: "reports/2026-11-16.html",
    created: 1_796_083_200, next: 1_796_083_200)

  private func request(_ kind: MessageChannel.Kind, _ message: Message = message, address: String = "http://h/p", secret: String? = nil) -> WebhookRequest {
    Card(message: message, language: .english).request(kind, address: address, secret: secret, now: 1_796_083_200)
  }

  private func body(_ kind: MessageChannel.Kind, secret: String? = nil) -> String {
    String(decoding: request(kind, secret: secret).body, as: UTF8.self).split(separator: "\n").map { $0.trimmingSpaces }.joined()
  }

  @Test("signatures")
  func signatures() {
    #expect(Signature.feishu(secret: "key", seconds: 1_796_083_200) == "ZnN6a09o94QKCIJsXIq7mX8MuaozeHUAlRyPZKNNQik=")
    #expect(Signature.dingTalk(secret: "SECkey", milliseconds: 1_796_083_200_000) == "wHVlIkBBqt3KVQeTXLL3PssJ91xj5uWheh2nKEMb9ew=")
    #expect(
      Signature.webhook(secret: "key", seconds: 1_796_083_200, body: Array("{}".utf8)) == "f11aaa924f32bb4d04afeca906739bfe55247ffb5a8d674ee82bd02005ba6b3a")
    #expect(Signature.percentEncoded("a+/=~é") == "a%2B%2F%3D~%C3%A9")
  }

  @Test("Feishu: an interactive card of plain text, signed in the body")
  func feishu() {
    let card = body(.feishu, secret: "key")
    #expect(card.hasPrefix(#"{"timestamp": "1796083200","sign": "ZnN6a09o94QKCIJsXIq7mX8MuaozeHUAlRyPZKNNQik=","msg_type": "interactive","card": {"#), "\(card)")
    #expect(card.contains(#""header": {"template": "green","title": {"tag": "plain_text", "content": "P: review of 2026-11-16"}}"#), "\(card)")
    #expect(card.contains(#"{"tag": "div","text": {"tag": "plain_text", "content": "SCALE · <@all> [x](http://y): *b*"}}"#), "\(card)")
    #expect(!body(.feishu).contains("sign") && !card.contains("lark_md"))
  }

  @Test("WeCom: Markdown without mentions, links or marks, within 4,096 bytes")
  func weCom() {
    #expect(
      body(.wecom)
        == #"{"msgtype": "markdown","markdown": {"content": "**P: review of 2026-11-16**\n> One to scale.\n> SCALE · ＜＠all＞ ［x］(http：//y): ＊b＊"}}"#)
  }

  @Test("DingTalk: Markdown, signed in the address in milliseconds")
  func dingTalk() {
    #expect(
      request(.dingtalk, address: "http://h/send?access_token=t", secret: "SECkey").url
        == "http://h/send?access_token=t&timestamp=1796083200000&sign=wHVlIkBBqt3KVQeTXLL3PssJ91xj5uWheh2nKEMb9ew%3D")
    #expect(request(.dingtalk).url == "http://h/p")
    #expect(
      body(.dingtalk)
        == ####"{"msgtype": "markdown","markdown": {"title": "P: review of 2026-11-16", "text": "### P: review of 2026-11-16\n\n- One to scale.\n- SCALE · ＜＠all＞ ［x］(http：//y): ＊b＊"}}"####
    )
  }

  @Test("Slack: blocks of plain text; the fallback escaped")
  func slack() {
    let text = body(.slack)
    #expect(
      text.hasPrefix(#"{"text": "P: review of 2026-11-16","blocks": [{"type": "header","text": {"type": "plain_text", "text": "P: review of 2026-11-16", "emoji": false}},"#),
      "\(text)")
    #expect(text.contains(#"{"type": "section","text": {"type": "plain_text", "text": "SCALE · &lt;@all&gt; [x](http://y): *b*", "emoji": false}}"#) && !text.contains("mrkdwn"))
  }

  @Test("Teams: an Adaptive Card of runs of text")
  func teams() {
    let text = body(.teams)
    #expect(
      text.hasPrefix(
        #"{"type": "message","attachments": [{"contentType": "application/vnd.microsoft.card.adaptive","contentUrl": null,"content": {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json","type": "AdaptiveCard","version": "1.2","body": ["#
      ), "\(text)")
    #expect(text.contains(#"{"type": "RichTextBlock","inlines": [{"type": "TextRun", "text": "SCALE · <@all> [x](http://y): *b*"}]}"#) && !text.contains("\"TextBlock\""))
  }

  @Test("the plain webhook: everything, signed over time and body, with an id to tell repeats by")
  func webhook() {
    let made = request(.webhook, secret: "key")
    let headers = Dictionary(uniqueKeysWithValues: made.headers.map { ($0.name, $0.value) })
    #expect(headers["X-MVP-Message"] == "r7-abcd" && headers["X-MVP-Timestamp"] == "1796083200")
    #expect(headers["X-MVP-Signature"] == "v1=" + Signature.webhook(secret: "key", seconds: 1_796_083_200, body: made.body))
    #expect(
      body(.webhook)
        == #"{"schema": 1,"id": "r7-abcd","project": "P","date": "2026-11-16","record": 7,"record_hash": "ff","title": "P: review of 2026-11-16","summary": "One to scale.","lines": [{"experiment": "e", "action": "scale", "variant": "b", "was": "continue", "text": "SCALE · <@all> [x](http://y): *b*"}]}"#
    )
  }

  @Test("mail: encoded headers, the text, and the page attached")
  func mail() {
    #expect(MailText.words("P: review") == "P: review")
    #expect(MailText.words("秋季增长：2026-11-16 评审") == "=?utf-8?B?56eL5a2j5aKe6ZW/77yaMjAyNi0xMS0xNiDor4TlrqE=?=")
    #expect(MailText.words("a\r\nBcc: x@y") == "a  Bcc: x@y" || !MailText.words("a\r\nBcc: x@y").contains("\n"))
    #expect(MailText.words(String(repeating: "评", count: 40)).split(separator: "\r\n ").allSatisfy { $0.utf8.count <= 75 })
    #expect(MailText.date(1_796_083_200) == "Tue, 1 Dec 2026 00:00:00 +0000")
    let channel = MessageChannel(kind: .mail, addressVariable: nil, recipients: ["a@b.c", "d@e.f"], sender: "m@v.p")
    let text = String(decoding: MailText(message: CardTests.message, channel: channel, page: ("2026-11-16.html", Array("<p>评</p>".utf8))).bytes, as: UTF8.self)
    #expect(
      text.hasPrefix("From: m@v.p\r\nTo: a@b.c,\r\n d@e.f\r\nSubject: P: review of 2026-11-16\r\nDate: Tue, 1 Dec 2026 00:00:00 +0000\r\nMessage-ID: <r7-abcd@mvp.invalid>\r\n"))
    // printf '<p>评</p>' | base64
    #expect(text.contains("Content-Disposition: attachment; filename=\"2026-11-16.html\"\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+6K+EPC9wPg==\r\n"), "\(text)")
    #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 128 } })
  }

  @Test("what services answer: 200 alone is a yes only where it means one")
  func answers() {
    func refused(_ status: Int, _ body: String, _ kind: MessageChannel.Kind) -> Bool {
      Courier.refusal(WebhookAnswer(status: status, body: Array(body.utf8)), by: kind) != nil
    }
    #expect(
      !refused(200, #"{"code":0,"msg":"success","data":{}}"#, .feishu) && refused(200, #"{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}"#, .feishu))
    #expect(!refused(200, #"{"errcode":0,"errmsg":"ok"}"#, .wecom) && refused(200, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#, .wecom))
    #expect(
      !refused(200, #"{"errcode":0,"errmsg":"ok"}"#, .dingtalk) && refused(200, #"{"errcode":310000,"errmsg":"sign not match"}"#, .dingtalk) && refused(200, "<html>", .dingtalk))
    #expect(!refused(200, "ok", .slack) && refused(403, "invalid_token", .slack) && !refused(202, "", .teams) && !refused(204, "", .webhook) && refused(302, "", .webhook))
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring { drop { $0 == " " } }
}
