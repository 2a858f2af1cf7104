public import ExperimentModel

extension DashboardWords {
  public static func started(_ address: String, isWritable: Bool) -> BilingualText {
    isWritable
      ? BilingualText("Serving on \(address); who has the token may decide. Ctrl-C stops it.", "已启动：\(address)；持有令牌者可以作决定。按 Ctrl-C 停止。")
      : BilingualText("Serving on \(address); it only reads. Ctrl-C stops it.", "已启动：\(address)；只读。按 Ctrl-C 停止。")
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
