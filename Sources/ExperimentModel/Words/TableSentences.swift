/// What is said of tables and their columns, as they are declared.
package enum TableSentences {
  static let once = BilingualText(
    "a column of numbers with the column that names what they are of, as in {Total: Order ID}, or none (every row counts)",
    "数值列与识别列，如 '{订单金额: 订单号}'，或 'none'（每一行都计入）")

  static func noValue(_ name: String) -> BilingualText {
    BilingualText(
      "'\(name)' must be a column, 'rows', or one of {column: …}, {from: …, to: …, in: …}, {event: …}",
      "'\(name)' 应为列名、'rows'，或 {column: …}、{from: …, to: …, in: …}、{event: …} 之一")
  }

  static func elapsedNeeds(_ key: String, of name: String) -> BilingualText {
    BilingualText(
      "'\(name)' needs '\(key)': {from: …, to: …, in: minutes}",
      "'\(name)' 缺少 '\(key)'：{from: …, to: …, in: minutes}")
  }

  static func needsRate(_ code: String, workspace: String) -> BilingualText {
    BilingualText(
      "the table's money is in \(code), the workspace counts in \(workspace): state the rate, as in 'currency: {\(code): 7.12}' (one \(code) in \(workspace))",
      "表里的金额是 \(code)，工作区以 \(workspace) 计：请写明汇率，如 'currency: {\(code): 7.12}'（一 \(code) 合多少 \(workspace)）")
  }

  static func ownRate(_ code: String) -> BilingualText {
    BilingualText(
      "\(code) is the workspace's own currency: its rate is 1",
      "\(code) 就是工作区的货币：汇率为 1")
  }

  static let tables = BilingualText(
    "a table ({file: …, variant: …, date: …}) or several by name",
    "一张表（{file: …, variant: …, date: …}）或若干有名称的表")

  static let mostTables = BilingualText(
    "at most 20 tables",
    "至多 20 张表")

  static func badName(_ name: String) -> BilingualText {
    BilingualText(
      "table name '\(name)' may not hold a '.'",
      "表名 '\(name)' 里不能有 '.'")
  }

  static func table(_ name: String) -> BilingualText {
    BilingualText(
      "table '\(name)'",
      "表 '\(name)'")
  }

  static let data = BilingualText(
    "'data'",
    "'data'")

  static func needsVariant(_ what: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) needs 'variant': the column that names the variant (or 'files' by variant)",
      "\(what.simplifiedChinese)缺少 'variant'：写明版本的列（或用 files 给每个版本一个文件）")
  }

  static func needsPlace(_ what: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) needs one of: file, files, source",
      "\(what.simplifiedChinese)应三选一：file、files、source")
  }

  static let sourceNeedsQuery = BilingualText(
    "'source' needs one of: table, sql",
    "'source' 应二选一：table、sql")

  static func unknownZone(_ name: String, meant: String?) -> BilingualText {
    BilingualText(
      "'zone' must be an IANA name such as America/New_York, or an offset such as +08:00; found '\(name)'\(meant.map { "; did you mean '\($0)'?" } ?? "")",
      "'zone' 应为 IANA 时区名（如 America/New_York）或时差（如 +08:00）；这里是 '\(name)'\(meant.map { "；是不是想写 '\($0)'？" } ?? "")")
  }

  static func unclearZone(_ name: String, column: String) -> BilingualText {
    BilingualText(
      "the name of column '\(column)' speaks of the zone '\(name)', which is not one zone alone; say which with 'zone:' (until then its stamps are taken for the workspace's)",
      "列名 '\(column)' 提到时区 '\(name)'，但它不止指一个时区；请用 'zone:' 写明（此前按工作区时区读取）")
  }

  static let encoding = BilingualText(
    "the name of an encoding, such as windows-1252 or gbk",
    "编码名称，如 windows-1252、gbk")

  static func unknownEncoding(_ name: String, hint: BilingualText) -> BilingualText {
    BilingualText(
      "this system's iconv knows no encoding '\(name)'; 'iconv -l' lists them\(hint.english)",
      "本机的 iconv 不认识编码 '\(name)'；'iconv -l' 可列出全部\(hint.simplifiedChinese)")
  }

  static let delimiter = BilingualText(
    "one of , ; | or tab",
    ", ; | 或 tab")

  static let dateFormat = BilingualText(
    "DMY, MDY, YMD or a Unicode pattern such as 'EEE, MMM d'",
    "DMY、MDY、YMD，或 Unicode 日期格式，如 'EEE, MMM d'")

  static func longDateField(_ field: String, in pattern: String) -> BilingualText {
    BilingualText(
      "'date_format': '\(field)' is longer than such a field can be (d, H, h, m, s: 2; M, E: 5; y, S: 9), found '\(pattern)'",
      "'date_format'：'\(field)' 超过该字段的最大长度（d、H、h、m、s:2;M、E:5;y、S:9），这里是 '\(pattern)'")
  }

  static let valueOrList = BilingualText(
    "a value or a list of values",
    "一个值或一组值")

  package static let exposures = BilingualText(
    "tables of exposures ('time')",
    "曝光表（'time'）")

  package static let events = BilingualText(
    "tables of events ('name')",
    "事件表（'name'）")

  static func unknownSource(_ name: String, known: String, hint: BilingualText) -> BilingualText {
    BilingualText(
      "source '\(name)' is not in mvp.yaml (sources: \(known))\(hint.english)",
      "mvp.yaml 里没有数据源 '\(name)'（已有：\(known)）\(hint.simplifiedChinese)")
  }

  package static let database = BilingualText(
    "data from a database ('source')",
    "从数据库读数据（'source'）")

  static func fileOfNoVariant(_ name: String, ids: [String], hint: BilingualText) -> BilingualText {
    BilingualText(
      "'files' names '\(name)', which is no variant (\(ids.joined(separator: ", ")))\(hint.english)",
      "'files' 里的 '\(name)' 不是版本（\(ids.joined(separator: ", "))）\(hint.simplifiedChinese)")
  }

  static func variantsWithoutFile(_ missing: [String]) -> BilingualText {
    BilingualText(
      "'files' lacks a file for \(missing.joined(separator: ", "))",
      "'files' 缺少这些版本的文件：\(missing.joined(separator: ", "))")
  }

  static func fileOfTwoVariants(_ path: String) -> BilingualText {
    BilingualText(
      "file '\(path)' stands for two variants",
      "文件 '\(path)' 给了两个版本")
  }

  static func unitsByAuction(_ column: String) -> BilingualText {
    BilingualText(
      "'units: \(column)' looks like impressions or clicks, which an auction deals out unequally; name the people or sessions that were randomised, or leave it out",
      "'units: \(column)' 像是展示或点击，由竞价分配，本来就不均等；请写被随机分流的人数或会话数，或去掉")
  }

  static let elapsedOfTwoTables = BilingualText(
    "'from' and 'to' must be columns of one table",
    "'from' 和 'to' 必须是同一张表的列")

  static func eventWithoutTable(_ event: String) -> BilingualText {
    BilingualText(
      "event '\(event)' needs a table of events in 'data'",
      "事件 '\(event)' 需要 'data' 里有事件表")
  }

  static func columnOfWhichTable(_ column: String, tables: [String], meant: String?) -> BilingualText {
    BilingualText(
      "with several tables a column is written table.column; found '\(column)', tables are \(tables.joined(separator: ", "))\(meant.map { "; did you mean '\($0)'?" } ?? "")",
      "有多张表时，列要写成 表名.列名；这里是 '\(column)'，表有 \(tables.joined(separator: ", "))\(meant.map { "；是不是想写 '\($0)'？" } ?? "")")
  }
}
