/// What is said of `mvp.yaml`, and of experiments side by side.
enum WorkspaceKeySentences {
  static let workspace = BilingualText(
    "the workspace",
    "工作区")

  static let currency = BilingualText(
    "an ISO 4217 code such as CNY",
    "ISO 4217 货币代码，如 CNY")

  static func unknownCurrency(_ text: String, meant: String?) -> BilingualText {
    BilingualText(
      "'currency' must be an ISO 4217 code such as CNY, USD or EUR; found '\(text)'\(meant.map { "; did you mean '\($0)'?" } ?? "")",
      "'currency' 应为 ISO 4217 货币代码，如 CNY、USD、EUR；这里是 '\(text)'\(meant.map { "；是不是想写 '\($0)'？" } ?? "")")
  }

  static func unknownLanguage(_ found: BilingualText, meant: String?) -> BilingualText {
    BilingualText(
      "'language' must be en or zh-Hans, found \(found.english)\(meant.map { "; did you mean '\($0)'?" } ?? "")",
      "'language' 应为 en 或 zh-Hans，这里是 \(found.simplifiedChinese)\(meant.map { "；是不是想写 '\($0)'？" } ?? "")")
  }

  static func fund(_ name: String) -> BilingualText {
    BilingualText(
      "fund '\(name)'",
      "专项资金 '\(name)'")
  }

  static let capAboveTotal = BilingualText(
    "'per_experiment' is more than the fund's total",
    "'per_experiment' 超过了专项资金总额")

  static func source(_ name: String) -> BilingualText {
    BilingualText(
      "source '\(name)'",
      "数据源 '\(name)'")
  }

  static let passwordWritten = BilingualText(
    "'password_env' must be the name of an environment variable such as CRM_PASSWORD, never the password",
    "'password_env' 应为环境变量名，如 CRM_PASSWORD；不要写密码本身")

  static func addressBegins(kind: String, schemes: [String]) -> BilingualText {
    BilingualText(
      "'url' of \(kind) begins with \(schemes.joined(separator: " or "))",
      "\(kind) 的 'url' 应以 \(schemes.joined(separator: " 或 ")) 开头")
  }

  static let passwordInAddress = BilingualText(
    "a password stands in 'url'; name its environment variable in 'password_env'",
    "'url' 里写了密码；请改用 'password_env' 指明环境变量")

  static func unknownTimeZone(_ name: String, meant: String?) -> BilingualText {
    BilingualText(
      "'timezone' must be an IANA name such as Asia/Shanghai; found '\(name)'\(meant.map { "; did you mean '\($0)'?" } ?? "")",
      "'timezone' 应为 IANA 时区名，如 Asia/Shanghai；这里是 '\(name)'\(meant.map { "；是不是想写 '\($0)'？" } ?? "")")
  }

  static let noTimeZones = BilingualText(
    "this system has no time zone database; install tzdata",
    "系统里没有时区数据库；请安装 tzdata")

  static func damagedTimeZone(_ name: String, reason: String) -> BilingualText {
    BilingualText(
      "the system's file for '\(name)' cannot be read: \(reason)",
      "系统的时区文件 '\(name)' 无法读取：\(reason)")
  }

  static func usedID(_ id: String, by file: String) -> BilingualText {
    BilingualText(
      "experiment id '\(id)' is already used by \(file)",
      "实验标识 '\(id)' 已被 \(file) 使用")
  }

  static func overdrawn(_ fund: String, promised: String, total: String, period: String) -> BilingualText {
    BilingualText(
      "with this experiment, fund '\(fund)' is promised \(promised) of its \(total) (\(period))",
      "加上这个实验，专项资金 '\(fund)'（\(period)）共许出 \(promised)，而总额是 \(total)")
  }

  static func secretWritten(_ key: String) -> BilingualText {
    BilingualText(
      "'\(key)' must be the name of an environment variable such as FEISHU_URL, never the address or the key itself",
      "'\(key)' 应为环境变量名，如 FEISHU_URL；不要写地址或密钥本身")
  }

  static func channelNeeds(_ kind: String, key: String) -> BilingualText {
    BilingualText("messages to \(kind) need '\(key)'", "发往 \(kind) 的消息需要 '\(key)'")
  }

  static func channelIgnores(_ kind: String, key: String) -> BilingualText {
    BilingualText("'\(key)' means nothing for messages to \(kind); take it away", "'\(key)' 对发往 \(kind) 的消息不起作用；请删去")
  }

  static func channelTwice(_ place: String) -> BilingualText {
    BilingualText("\(place) is named twice: everything would be told there twice", "\(place) 写了两次：同一消息会发两遍")
  }

  static func noMailAddress(_ text: String) -> BilingualText {
    BilingualText("'\(text)' is no mail address such as name@example.com", "'\(text)' 不是邮件地址，如 name@example.com")
  }
}
