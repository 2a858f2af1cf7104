package import ExperimentModel

/// Messages after reviews, and what is said of sending them.
package enum MessageSentences {
  static func review(_ project: String, _ day: CalendarDay) -> BilingualText {
    BilingualText("\(project): review of \(day)", "\(project)：\(day) 评审")
  }

  static func news(_ project: String, _ day: CalendarDay) -> BilingualText {
    BilingualText("\(project): news between reviews, \(day)", "\(project)：评审之间的新情况（\(day)）")
  }

  static func more(_ count: Int) -> BilingualText {
    BilingualText(count == 1 ? "… and 1 more test: see the report." : "… and \(count) more tests: see the report.", "……另有 \(count) 个测试，见报告。")
  }

  static func unforeseen(_ reason: String) -> BilingualText { BilingualText("unforeseen: \(reason)", "意外情况：\(reason)") }

  package static func unset(_ variable: String) -> BilingualText {
    BilingualText("the environment variable \(variable) is not set", "未设置环境变量 '\(variable)'")
  }

  static func noAddress(_ variable: String) -> BilingualText {
    BilingualText("what \(variable) holds is no address that begins with http:// or https://", "'\(variable)' 的内容不是以 'http://' 或 'https://' 开头的地址")
  }

  static func unreachable(_ reason: String) -> BilingualText { BilingualText("it cannot be reached: \(reason)", "无法连接：\(reason)") }

  static func answered(_ status: Int, _ text: String) -> BilingualText {
    BilingualText("it answered \(status): \(text)", "对方返回状态 \(status)：\(text)")
  }

  static func refused(_ code: Int?, _ text: String) -> BilingualText {
    let code = code.map(String.init) ?? "?"
    return BilingualText("it refused the message (\(code)): \(text)", "对方拒收（\(code)）：\(text)")
  }

  static func sendmailFailed(_ program: String, _ status: Int32) -> BilingualText {
    BilingualText("\(program) ended with \(status)", "\(program) 以状态 \(status) 结束")
  }

  static let noSendmail = BilingualText(
    "there is no sendmail here; name one in MVP_SENDMAIL", "本机没有发信程序 'sendmail'；可用 'MVP_SENDMAIL' 指定")

  // MARK: Said by commands

  package static func delivered(_ delivery: Runner.Delivery, at stamp: (Int) -> String) -> BilingualText {
    switch delivery.outcome {
    case .sent: BilingualText("Sent to \(delivery.channel): \(delivery.message)", "已发送至 \(delivery.channel)：\(delivery.message)")
    case .waiting(let reason, let next):
      BilingualText(
        "Not sent to \(delivery.channel): \(reason.english). Tried again after \(stamp(next)).",
        "未能发送至 \(delivery.channel)：\(reason.simplifiedChinese)。\(stamp(next)) 之后重试。")
    case .givenUp(let reason):
      BilingualText(
        "Given up for \(delivery.channel): \(reason.english). The message lies in .mvp/outbox/failed.",
        "已放弃发送至 \(delivery.channel)：\(reason.simplifiedChinese)。消息保存在 '.mvp/outbox/failed'。")
    }
  }

  package static let noChannels = BilingualText("mvp.yaml names no 'notify:'; nothing is sent.", "'mvp.yaml' 里没有 'notify:'，不发送任何消息。")
  package static let nothingWaits = BilingualText("Nothing waits to be sent.", "没有待发送的消息。")

  package static func nothingFor(_ channel: String) -> BilingualText {
    BilingualText("\(channel): nothing changed, nothing would be sent.", "\(channel)：没有变化，不会发送。")
  }

  package static func wouldGo(_ channel: String) -> BilingualText { BilingualText("\(channel) would get:", "\(channel) 将收到：") }
}
