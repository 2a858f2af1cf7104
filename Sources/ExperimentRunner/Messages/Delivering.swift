public import ExperimentModel
import FoundationEssentials
import Glibc
import NIOCore

extension Runner {
  /// What became of one message.
  public struct Delivery: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
      case sent
      /// It waits for another try, not before an instant (seconds since 1970).
      case waiting(reason: BilingualText, next: Int)
      /// It was tried often enough; its file lies in `failed`.
      case givenUp(reason: BilingualText)
    }

    public let message: String
    public let channel: String
    public let outcome: Outcome
  }

  /// Tries before a message is given up: with doubling waits of a minute to six hours, some two days.
  static let mostTries = 16

  /// Seconds to wait after so many tries that failed, ≥ 1.
  static func wait(after tries: Int) -> Int { min(60 << min(tries - 1, 20), 6 * 3600) }

  /// Sends what waits and is due: every channel for itself, in order, each request within ten seconds. A channel that fails is left until its wait is over.
  ///
  /// - Parameters:
  ///   - isImpatient: waits are not waited for.
  ///   - environment: where addresses and keys are looked up.
  /// - Returns: what became of each; empty when another program is sending, or when nothing is due. Never throws: a review stands whatever becomes of its message.
  public func deliver(isImpatient: Bool = false, environment: @Sendable (String) -> String?) async -> [Delivery] {
    await deliver(isImpatient: isImpatient, within: HTTPTransport.patience, environment: environment)
  }

  /// - Parameter patience: for one request. Tests, which share the machine, have more.
  func deliver(isImpatient: Bool = false, within patience: TimeAmount, environment: @Sendable (String) -> String?) async -> [Delivery] {
    let outbox = outbox
    guard !workspace.channels.isEmpty, disk.isFolder(outbox.folder) else { return [] }
    let lock = open(outbox.folder + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard lock >= 0 else { return [] }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0, let all = try? outbox.waiting() else { return [] }
    let now = clock.now()
    let channels = workspace.channels
    // Of a channel that is declared no more nobody waits for anything.
    for message in all where !channels.contains(where: { $0.key == message.channel }) { try? outbox.giveUp(message) }
    let queues = channels.map { channel in
      (
        channel: channel, messages: all.filter { $0.channel == channel.key && (isImpatient || $0.next <= now) },
        address: channel.addressVariable.flatMap(environment), secret: channel.secretVariable.map { environment($0) ?? "" }
      )
    }.filter { !$0.messages.isEmpty }
    guard !queues.isEmpty else { return [] }
    let program = environment("MVP_SENDMAIL")
    return await HTTPTransport.with(patience) { transport in
      await withTaskGroup(of: [Delivery].self) { group in
        for queue in queues {
          group.addTask {
            let courier = Courier(
              channel: queue.channel, address: queue.address, secret: queue.secret, sendmail: program, transport: transport, outbox: outbox, root: self.loaded.root,
              language: queue.channel.language ?? self.workspace.language, now: now)
            return await courier.deliver(queue.messages)
          }
        }
        var out = [Delivery]()
        for await deliveries in group { out += deliveries }
        return out.sorted { ($0.channel, $0.message) < ($1.channel, $1.message) }
      }
    }
  }
}

/// One channel's messages, one after another.
struct Courier: Sendable {
  let channel: MessageChannel
  let address: String?
  /// Nil: none is declared; empty: it is declared and not set.
  let secret: String?
  let sendmail: String?
  let transport: HTTPTransport
  let outbox: Outbox
  let root: String
  let language: Language
  let now: Int

  func deliver(_ messages: [Message]) async -> [Runner.Delivery] {
    var out = [Runner.Delivery]()
    for var message in messages {
      if outbox.wasSent(message) {
        try? outbox.done(message)
        continue
      }
      // The try is noted before it is made: where nothing can be written nothing is sent, or it would be sent at every call.
      message.attempts += 1
      message.next = now + Runner.wait(after: message.attempts)
      do throws(DiskError) {
        try outbox.write(message)
      } catch {
        out.append(.init(message: message.id, channel: channel.name, outcome: .waiting(reason: FileSentences.unwritable(error), next: now)))
        break
      }
      guard let reason = await trouble(sending: message).map(withoutSecrets) else {
        try? outbox.done(message)
        out.append(.init(message: message.id, channel: channel.name, outcome: .sent))
        continue
      }
      if message.attempts >= Runner.mostTries {
        try? outbox.giveUp(message)
        out.append(.init(message: message.id, channel: channel.name, outcome: .givenUp(reason: reason)))
      } else {
        out.append(.init(message: message.id, channel: channel.name, outcome: .waiting(reason: reason, next: message.next)))
      }
      // What does not answer now will not for the next one either.
      break
    }
    return out
  }

  /// Nil when the message has arrived.
  private func trouble(sending message: Message) async -> BilingualText? {
    if channel.kind == .mail { return mail(message) }
    let variable = channel.addressVariable ?? ""
    guard let address, !address.isEmpty else { return MessageSentences.unset(variable) }
    guard Courier.isAddress(address) else { return MessageSentences.noAddress(variable) }
    if let secret, secret.isEmpty { return MessageSentences.unset(channel.secretVariable ?? "") }
    let request = Card(message: message, language: language).request(channel.kind, address: address, secret: secret, now: now)
    do {
      return Courier.refusal(try await transport.post(request), by: channel.kind)
    } catch {
      return MessageSentences.unreachable(PrintableText.oneLine("\(error)"))
    }
  }

  /// What a service or the client says may repeat what it was called by: the address, its long parts and the key give way to the variables' names.
  func withoutSecrets(_ reason: BilingualText) -> BilingualText {
    func scrubbed(_ text: String) -> String {
      var text = text
      if let secret, !secret.isEmpty { text = text.replacing(secret, with: channel.secretVariable ?? "…") }
      if let address, !address.isEmpty {
        text = text.replacing(address, with: channel.addressVariable ?? "…")
        let parts = address.split(separator: "://", maxSplits: 1).last?.split(separator: "/", omittingEmptySubsequences: true).dropFirst() ?? []
        for part in parts.flatMap({ $0.split(whereSeparator: { "?&=".contains($0) }) }) where part.count >= 8 { text = text.replacing(part, with: "…") }
      }
      return text
    }
    return BilingualText(scrubbed(reason.english), scrubbed(reason.simplifiedChinese))
  }

  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "://", maxSplits: 1)
    return parts.count == 2 && ["http", "https"].contains(parts[0].lowercased()) && !parts[1].hasPrefix("/")
      && text.unicodeScalars.allSatisfy { (33...126).contains($0.value) }
  }

  /// Feishu, WeCom and DingTalk answer 200 and say in the body whether they took it; the others by their status.
  static func refusal(_ answer: WebhookAnswer, by kind: MessageChannel.Kind) -> BilingualText? {
    struct Said: Decodable {
      let code: Int?
      let errcode: Int?
      let msg: String?
      let errmsg: String?
    }
    let said = try? JSONDecoder().decode(Said.self, from: Data(answer.body))
    let text = PrintableText.oneLine(String(String(decoding: answer.body.prefix(400), as: UTF8.self).prefix(200)))
    guard (200...299).contains(answer.status) else { return MessageSentences.answered(answer.status, text) }
    switch kind {
    case .feishu: return said?.code == 0 ? nil : MessageSentences.refused(said?.code, said?.msg ?? text)
    case .wecom, .dingtalk: return said?.errcode == 0 ? nil : MessageSentences.refused(said?.errcode, said?.errmsg ?? text)
    case .slack, .teams, .webhook, .mail: return nil
    }
  }

  private func mail(_ message: Message) -> BilingualText? {
    let bytes = message.page.flatMap { page in (try? outbox.disk.read(root + "/" + page)) ?? nil }
    let page = bytes.map { (name: WholeFile.name(of: message.page ?? ""), bytes: $0) }
    let file = outbox.folder + "/" + message.id + ".eml"
    defer { try? outbox.disk.remove(file) }
    do throws(DiskError) {
      try WholeFile(disk: outbox.disk).replace(file, with: MailText(message: message, channel: channel, page: page).bytes)
    } catch {
      return FileSentences.unwritable(error)
    }
    let programs = sendmail.map { [$0] } ?? ["/usr/sbin/sendmail", "sendmail"]
    for program in programs {
      if let status = Subprocess.run(program, ["-i", "-t"], input: file, within: 30) {
        return status == 0 ? nil : MessageSentences.sendmailFailed(program, status)
      }
    }
    return MessageSentences.noSendmail
  }
}
