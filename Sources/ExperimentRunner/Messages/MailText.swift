import ExperimentModel
import FoundationEssentials

/// A mail (RFC 5322, MIME): the text, and the review's page as an attachment. Everything outside ASCII is encoded, so that any server carries it.
struct MailText {
  let message: Message
  let channel: MessageChannel
  /// The page's name and bytes.
  let page: (name: String, bytes: [UInt8])?

  var bytes: [UInt8] {
    let boundary = "mvp-" + Fingerprint.of(Array(message.id.utf8)).prefix(24)
    var lines = [String]()
    if let sender = channel.sender { lines.append("From: \(sender)") }
    lines.append("To: " + channel.recipients.joined(separator: ",\r\n "))
    lines.append("Subject: " + MailText.words(message.title))
    lines.append("Date: " + MailText.date(message.created))
    // The same for every try, so that a server may see that it has this one.
    lines.append("Message-ID: <\(message.id)@mvp.invalid>")
    lines += ["Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"\(boundary)\"", ""]
    lines += ["--\(boundary)", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""]
    let text = ([message.title, "", message.summary, ""] + message.lines.map { "- " + $0.text } + [""]).joined(separator: "\r\n")
    lines += MailText.base64(Array(text.utf8))
    if let page {
      lines += [
        "--\(boundary)", "Content-Type: text/html; charset=utf-8; name=\"\(page.name)\"",
        "Content-Disposition: attachment; filename=\"\(page.name)\"", "Content-Transfer-Encoding: base64", "",
      ]
      lines += MailText.base64(page.bytes)
    }
    lines += ["--\(boundary)--", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  /// Lines of 76 characters (RFC 2045, 6.8).
  private static func base64(_ bytes: [UInt8]) -> [String] {
    let text = Array(Data(bytes).base64EncodedString().utf8)
    return stride(from: 0, to: text.count, by: 76).map { String(decoding: text[$0..<min($0 + 76, text.count)], as: UTF8.self) }
  }

  /// A header's text in encoded words of at most 75 characters, none cutting a character (RFC 2047, 2 and 5).
  static func words(_ text: String) -> String {
    let clean = PrintableText.oneLine(text)
    guard clean.utf8.contains(where: { $0 >= 127 }) || clean.contains("=?") || clean.utf8.count > 60 else { return clean }
    var words = [String]()
    var piece = [UInt8]()
    func close() {
      words.append("=?utf-8?B?" + Data(piece).base64EncodedString() + "?=")
      piece = []
    }
    // 45 bytes are 60 characters of Base64, 72 with what stands around them.
    for scalar in clean.unicodeScalars {
      if piece.count + UTF8.width(scalar) > 45 { close() }
      piece += Array(String(scalar).utf8)
    }
    close()
    return words.joined(separator: "\r\n ")
  }

  /// `Mon, 16 Nov 2026 02:00:00 +0000`
  static func date(_ seconds: Int) -> String {
    let day = TimeZoneRules.utc.day(at: seconds)
    let (year, month, number) = day.components
    let rest = seconds - day.number * 86_400
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return
      "\(weekdays[day.weekday]), \(number) \(months[month - 1]) \(year) \(LogLine.two(rest / 3600)):\(LogLine.two(rest / 60 % 60)):\(LogLine.two(rest % 60)) +0000"
  }
}
