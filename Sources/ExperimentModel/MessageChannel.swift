/// Where word goes after a review: one entry of `notify:` in `mvp.yaml`. It names environment variables, never what they hold.
public struct MessageChannel: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable { case feishu, wecom, dingtalk, slack, teams, webhook, mail }

  /// What is told: verdicts that changed, alerts that are new, guardrails that are newly broken.
  public enum Occasion: String, Hashable, Sendable, CaseIterable { case review, alert, broken }

  public let kind: Kind
  /// The environment variable with the address that is posted to; nil for mail.
  public let addressVariable: String?
  /// The environment variable with the key that requests are signed by; nil: they are not signed.
  public let secretVariable: String?
  /// Of mail: who gets it.
  public let recipients: [String]
  /// Of mail: who it is from; nil: whom the sendmail command names.
  public let sender: String?
  public let occasions: Set<Occasion>
  /// Nil: the workspace's.
  public let language: Language?
  /// True: every review is told whole, also where nothing changed.
  public let isDigest: Bool

  public init(
    kind: Kind, addressVariable: String?, secretVariable: String? = nil, recipients: [String] = [], sender: String? = nil,
    occasions: Set<Occasion> = Set(Occasion.allCases), language: Language? = nil, isDigest: Bool = false
  ) {
    self.kind = kind
    self.addressVariable = addressVariable
    self.secretVariable = secretVariable
    self.recipients = recipients
    self.sender = sender
    self.occasions = occasions
    self.language = language
    self.isDigest = isDigest
  }
}
