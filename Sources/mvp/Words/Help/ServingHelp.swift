import ExperimentModel

/// The dashboard and the calculator.
enum ServeHelp {
  static let command = CommandHelp(
    BilingualText(
      "A dashboard on this machine: board, tests, plans, reviews and calendar, and the same as JSON.", "本机上的看板：总览、实验、规划、评审和日历，同样的内容也有 JSON。"),
    BilingualText(
      "It only reads, unless it is given a token: then who brings the token may decide, as with 'mvp decide'. It answers to localhost, to the address it listens on and to the names of --allow-host, and to no other. It stops on Ctrl-C or SIGTERM, after the requests under way. With --schedule it runs due reviews by itself, every hour as 'mvp schedule run' does, sends their messages, and logs to standard output.",
      "默认只读；给了令牌，持令牌者可以作决定，等同 'mvp decide'。只应答 localhost、监听的地址和 --allow-host 的名称。按 Ctrl-C 或收到 SIGTERM 时，处理完手头的请求后停止。加上 --schedule 就每小时自动运行到期的评审（同 'mvp schedule run'），发送消息，日志写到标准输出。"
    ),
    examples: [
      .init("mvp serve"), .init("mvp serve --port 9000"), .init("mvp serve --schedule"),
      .init("head -c 24 /dev/urandom | base64 > ~/.mvp-token", BilingualText("a token, made once", "令牌，生成一次即可")),
      .init("mvp serve --token-file ~/.mvp-token --host 0.0.0.0 --allow-host tests.example.org"),
    ])
  static let host = OptionHelp(BilingualText("The address to listen on; as it stands, this machine alone.", "监听的地址；不改时只限本机。"), Placeholder.address)
  static let port = OptionHelp(BilingualText("The port; 0 takes a free one.", "端口；0 表示任取一个空闲端口。"), Placeholder.port)
  static let tokenFile = OptionHelp(
    BilingualText(
      "A file with the token on its first line (default: the variable MVP_TOKEN; without either, it only reads).", "第一行是令牌的文件（默认：环境变量 MVP_TOKEN；两者都没有时只读）。"),
    Placeholder.file)
  static let allowHost = OptionHelp(
    BilingualText("Another name that browsers call it by; may be given more than once.", "浏览器访问时用的其他名称；可写多次。"), Placeholder.name)
  static let schedule = OptionHelp(BilingualText("Run due reviews and send their messages by itself, every hour.", "每小时自动运行到期的评审并发送消息。"))
  static let hour = OptionHelp(
    BilingualText(
      "With --schedule: not before this hour of a review date, 0 to 23, in the workspace's time zone.", "配合 --schedule：评审当天不早于这个钟点，0 到 23，按工作区的时区。"),
    Placeholder.hour)
}

enum CalcHelp {
  static let command = CommandHelp(
    BilingualText("Every statistic by name, from the shell and from any language.", "按名称计算任一统计量，可从命令行或任何编程语言调用。"),
    BilingualText(
      """
      A flag for each input of the method, nested inputs by dots. --stdin answers one JSON object a line, in order. Answers, names and the reference are in English.
      """,
      """
      方法的每个输入写成一个选项，嵌套的输入用点号。--stdin 逐行回答 JSON 对象，顺序不变。答案、名称和参考手册只有英文。
      """),
    examples: [
      .init("mvp calc proportion.wilson --successes 56 --trials 70"),
      .init(#"mvp calc proportions.score --control.successes 48 --control.trials 80 --treatment '{"successes": 56, "trials": 70}'"#),
      .init(#"mvp calc proportion.wilson --json '{"successes": 56, "trials": 70}'"#),
      .init(#"echo '{"id": 1, "method": "proportion.wilson", "successes": 56, "trials": 70}' | mvp calc --stdin"#),
      .init("mvp calc --list", BilingualText("every method: inputs, outputs, definition, source", "所有方法：输入、输出、定义、出处")),
    ],
    close: BilingualText(
      "Exit status: 0 answered (with --stdin also where lines have errors), 1 no answer for these data, 64 a mistake in the question.",
      "退出码：0 已回答（用 --stdin 时某些行有错也是 0），1 这些数据没有答案，64 问题写得不对。"))
  static let stdin = OptionHelp(BilingualText("Answer the JSON lines of standard input.", "回答标准输入中的每行 JSON。"))
  static let list = OptionHelp(BilingualText("List the methods with their inputs, outputs, definitions and sources.", "列出所有方法及其输入、输出、定义和出处。"))
  static let format = OptionHelp(
    BilingualText("Form of the output (default: a table on a terminal, else JSON; of --list always a table).", "输出格式（默认：在终端上为表格，否则为 JSON；--list 总是表格）。"),
    Placeholder.format)
  static let json = OptionHelp(BilingualText("All inputs as one JSON object.", "所有输入写成一个 JSON 对象。"), Placeholder.object)
  static let question = OptionHelp(BilingualText("The method and its inputs as flags.", "方法及其输入（写成选项）。"), Placeholder.question)
  /// How it is called; the parser cannot tell that a method's inputs are flags.
  static func usage(in language: Language) -> String {
    language == .english
      ? """
      mvp calc METHOD --key value …
      mvp calc METHOD --json '{…}'
      mvp calc --stdin < lines.jsonl
      mvp calc --list [--format table|json|markdown]
      """
      : """
      mvp calc 方法 --键 值 …
      mvp calc 方法 --json '{…}'
      mvp calc --stdin < lines.jsonl
      mvp calc --list [--format table|json|markdown]
      """
  }
}
