/// `notify:` of `mvp.yaml`, entry by entry, with every problem at its place.
enum NotifyReading {
  static func read(_ root: MappingReader) -> [MessageChannel] {
    let entries = root.list("notify", atMost: 50)
    var seen = [String: SourceMark]()
    return entries.compactMap { node in
      guard let channel = channel(node, log: root.log) else { return nil }
      // The same place twice would tell everything twice.
      let place = "\(channel.kind.rawValue) \(channel.addressVariable ?? channel.recipients.joined(separator: ","))"
      guard seen[place] == nil else {
        root.log.error("duplicate", at: node.mark, WorkspaceKeySentences.channelTwice(place))
        return nil
      }
      seen[place] = node.mark
      return channel
    }
  }

  private static func channel(_ node: SourceNode, log: ProblemLog) -> MessageChannel? {
    guard let reader = MappingReader(node, NotifyKeys.root, log: log, what: ValueSentences.quoted("notify")) else { return nil }
    let kind = reader.choice("to").flatMap { MessageChannel.Kind(rawValue: $0.value) }
    let url = variable(reader, "url_env")
    let secret = variable(reader, "secret_env")
    let addresses = reader.texts("address", atMost: 50)
    let sender = reader.text("from")
    let occasions = occasions(reader)
    let language = reader.choice("language").flatMap { Language(rawValue: $0.value) }
    let digest = reader.flag("digest")?.value ?? false
    for address in addresses + [sender].compactMap(\.self) where !isAddress(address.value) {
      log.error("wrong_type", at: address.mark, WorkspaceKeySentences.noMailAddress(address.value.shortened))
    }
    guard let kind else { return nil }
    refuse(kind, reader)
    let isMail = kind == .mail
    guard isMail ? !addresses.isEmpty : url != nil else { return nil }
    return MessageChannel(
      kind: kind, addressVariable: url, secretVariable: secret, recipients: addresses.map(\.value), sender: sender?.value, occasions: occasions,
      language: language, isDigest: digest)
  }

  /// Keys that a kind needs, and keys that would do nothing on it.
  private static func refuse(_ kind: MessageChannel.Kind, _ reader: MappingReader) {
    let needed = kind == .mail ? "address" : "url_env"
    if !reader.has(needed) { reader.log.error("missing_key", at: reader.mark, WorkspaceKeySentences.channelNeeds(kind.rawValue, key: needed)) }
    let useless: [String] =
      switch kind {
      case .mail: ["url_env", "secret_env"]
      case .feishu, .dingtalk, .webhook: ["address", "from"]
      // Their address is the secret; nothing is signed.
      case .wecom, .slack, .teams: ["address", "from", "secret_env"]
      }
    for key in useless where reader.has(key) {
      reader.log.error("unknown_key", at: reader.keyMark(key), WorkspaceKeySentences.channelIgnores(kind.rawValue, key: key))
    }
  }

  private static func variable(_ reader: MappingReader, _ name: String) -> String? {
    guard let node = reader.node(name) else { return nil }
    guard let text = node.text, EnvironmentName.isOne(text) else {
      // What was written is not repeated: it may be the secret itself.
      reader.log.error("wrong_type", at: node.mark, WorkspaceKeySentences.secretWritten(name))
      return nil
    }
    return text
  }

  private static func occasions(_ reader: MappingReader) -> Set<MessageChannel.Occasion> {
    guard reader.has("on") else { return Set(MessageChannel.Occasion.allCases) }
    let choices = MessageChannel.Occasion.allCases.map(\.rawValue)
    return Set(
      reader.list("on", atMost: 10).compactMap { node in
        ScalarReading.choice(node, "on", among: choices, log: reader.log).flatMap { MessageChannel.Occasion(rawValue: $0.value) }
      })
  }

  /// One address as a header can hold it; what a mail server thinks of it is the server's.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.hasPrefix("-")
      && text.unicodeScalars.allSatisfy { (33...126).contains($0.value) && !"<>,;:\"()[]\\".unicodeScalars.contains($0) }
  }
}

/// Names of environment variables, as shells allow them.
enum EnvironmentName {
  static func isOne(_ text: String) -> Bool {
    text.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
      && text.utf8.first.map { !(48...57).contains($0) } ?? false && text.utf8.count <= 100
  }
}
