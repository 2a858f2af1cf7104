/// The keys of one entry of `notify:`.
enum NotifyKeys {
  private static let variable = "^[A-Za-z_][A-Za-z0-9_]*$"

  static let root = KeyTable(
    "notify",
    [
      .required("to", .choice(MessageChannel.Kind.allCases.map(\.rawValue)), "where messages go", "消息发往哪里"),
      .optional(
        "url_env", .notation(pattern: variable, example: "FEISHU_URL"), "environment variable with the webhook's address (all but mail)",
        "存放 webhook 地址的环境变量名（mail 除外）"),
      .optional(
        "secret_env", .notation(pattern: variable, example: "FEISHU_SECRET"),
        "environment variable with the key that messages are signed by (feishu, dingtalk, webhook)",
        "存放签名密钥的环境变量名（feishu、dingtalk、webhook）"),
      .optional("address", .list(.text(254)), "mail: one address or several", "mail：一个或多个收件地址"),
      .optional("from", .text(254), "mail: the sender's address", "mail：发件地址"),
      .optional(
        "on", .list(.choice(MessageChannel.Occasion.allCases.map(\.rawValue))),
        "review: verdicts that changed; alert: new alerts; broken: guardrails newly broken (default: all three)",
        "review：结论有变；alert：新提醒；broken：护栏新被突破（默认三者都发）"),
      .optional("language", .choice(Language.allCases.map(\.rawValue)), "language of the messages (default: the workspace's)", "消息语言（默认同工作区）"),
      .optional("digest", .flag, "true: tell every review whole, also where nothing changed (default: false)", "true：每次评审都发全文，即使没有变化（默认 false）"),
    ])
}
