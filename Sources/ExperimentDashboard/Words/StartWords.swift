public import ExperimentModel

extension DashboardWords {
  public static func started(_ address: String, isWritable: Bool) -> BilingualText {
    isWritable
      ? BilingualText("Serving on \(address); who has the token may decide. Ctrl-C stops it.", "已启动：\(address)；持有令牌者可以作决定。按 Ctrl-C 停止。")
      : BilingualText("Serving on \(address); it only reads. Ctrl-C stops it.", "已启动：\(address)；只读。按 Ctrl-C 停止。")
  }

  public static func runsReviews(fromHour hour: Int) -> BilingualText {
    BilingualText(
      "Besides, it runs due reviews by itself and records them: it looks every hour, on a review date not before \(hour):00.",
      "此外会自动运行到期的评审并写入记录：每小时检查一次，评审当天 \(hour):00 之后才运行。")
  }

  static func noTokenFile(_ file: String) -> BilingualText {
    BilingualText("--token-file: \(file) cannot be read", "--token-file：无法读取 \(file)")
  }

  static func shortToken(_ least: Int) -> BilingualText {
    BilingualText(
      "the token needs at least \(least) characters, or it could be guessed; 'openssl rand -hex 16' makes one",
      "令牌至少需要 \(least) 个字符，否则可能被猜中；可用 'openssl rand -hex 16' 生成")
  }

  static func cannotListen(_ host: String, _ port: Int, _ reason: String) -> BilingualText {
    BilingualText("cannot listen on \(host), port \(port): \(reason)", "无法在 \(host) 端口 \(port) 上监听：\(reason)")
  }
}
