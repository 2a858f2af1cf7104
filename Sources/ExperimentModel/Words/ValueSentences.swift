/// What is said of keys and of the values people write, in both languages.
package enum ValueSentences {
  /// Where there is no hint.
  package static let nothing = BilingualText("", "")

  static let trueOrFalse = BilingualText(
    "true or false",
    "true 或 false")

  static let days = BilingualText(
    "a number of days or weeks, such as 14d or 2w",
    "天数或周数，如 14d、2w、7天")

  static func meant(_ written: String) -> BilingualText {
    BilingualText(
      "; did you mean \(written)?",
      "；是不是想写 \(written)？")
  }

  static func days(in range: ClosedRange<Int>) -> BilingualText {
    BilingualText(
      "from \(range.lowerBound) to \(range.upperBound) days",
      "\(range.lowerBound) 到 \(range.upperBound) 天")
  }

  static let date = BilingualText(
    "a date such as 2026-11-02",
    "日期，如 2026-11-02")

  static let dates = BilingualText(
    "from 2000-01-01 to 2099-12-31",
    "2000-01-01 到 2099-12-31")

  static func mostEntries(_ limit: Int) -> BilingualText {
    BilingualText(
      "at most \(limit) entries",
      "至多 \(limit) 项")
  }

  static func emptyEntry(of name: String) -> BilingualText {
    BilingualText(
      "an entry of '\(name)' is empty",
      "'\(name)' 中有一项是空的")
  }

  static let text = BilingualText(
    "text",
    "文字")

  static func mostCharacters(_ limit: Int) -> BilingualText {
    BilingualText(
      "at most \(limit) characters",
      "至多 \(limit) 个字")
  }

  static let identifier = BilingualText(
    "an id of a-z, 0-9 and '-'",
    "由 a-z、0-9 和 '-' 组成的标识")

  static func badIdentifier(_ text: String, of name: String, slug: String?) -> BilingualText {
    BilingualText(
      "\(name) id '\(text)' may only hold a-z, 0-9 and '-', 64 at most, not beginning with '-'\(slug.map { "; try '\($0)'" } ?? "")",
      "\(name) 的标识 '\(text)' 只能用 a-z、0-9 和 '-'，至多 64 个，不以 '-' 开头\(slug.map { "；可写 '\($0)'" } ?? "")")
  }

  static func choice(_ allowed: String) -> BilingualText {
    BilingualText(
      "one of: \(allowed)",
      "其中之一：\(allowed)")
  }

  static func noChoice(_ name: String, allowed: String, found: BilingualText, hint: BilingualText) -> BilingualText {
    BilingualText(
      "'\(name)' must be one of \(allowed); found \(found.english)\(hint.english)",
      "'\(name)' 应为其中之一：\(allowed)；这里是 \(found.simplifiedChinese)\(hint.simplifiedChinese)")
  }

  static let share = BilingualText(
    "a share such as 30% or 0.3",
    "比例，如 30% 或 0.3")

  static func meantPercent(_ written: String) -> BilingualText {
    BilingualText(
      "; did you mean '\(written)%'?",
      "；是不是想写 '\(written)%'？")
  }

  static let number = BilingualText(
    "a number",
    "数字")

  static let wholeNumber = BilingualText(
    "a whole number",
    "整数")

  static func range(_ range: ClosedRange<Int>) -> BilingualText {
    BilingualText(
      "from \(range.lowerBound) to \(range.upperBound)",
      "\(range.lowerBound) 到 \(range.upperBound)")
  }

  static let money = BilingualText(
    "an amount such as 1000 or ¥1,000",
    "金额，如 1000 或 ¥1,000")

  static func doubtful(_ name: String, _ doubt: BilingualText) -> BilingualText {
    BilingualText(
      "'\(name)': \(doubt.english)",
      "'\(name)'：\(doubt.simplifiedChinese)")
  }

  static func wrongCurrency(_ name: String, written: String, workspace: String) -> BilingualText {
    BilingualText(
      "'\(name)' is written in \(written), but the workspace counts in \(workspace)",
      "'\(name)' 写的是 \(written)，而工作区的货币是 \(workspace)")
  }

  static let path = BilingualText(
    "a path relative to mvp.yaml",
    "相对于 mvp.yaml 的路径")

  static func badPath(_ name: String, _ problem: BilingualText, found: BilingualText) -> BilingualText {
    BilingualText(
      "'\(name)': \(problem.english); found \(found.english)",
      "'\(name)'：\(problem.simplifiedChinese)；这里是 \(found.simplifiedChinese)")
  }

  static func wrongType(_ name: String, _ expected: BilingualText, found: BilingualText, hint: BilingualText?) -> BilingualText {
    BilingualText(
      "'\(name)' must be \(expected.english), found \(found.english)\(hint?.english ?? "")",
      "'\(name)' 应为\(expected.simplifiedChinese)，这里是 \(found.simplifiedChinese)\(hint?.simplifiedChinese ?? "")")
  }

  static func outOfRange(_ name: String, _ allowed: BilingualText, found: BilingualText, hint: BilingualText?) -> BilingualText {
    BilingualText(
      "'\(name)' must be \(allowed.english), found \(found.english)\(hint?.english ?? "")",
      "'\(name)' 应为 \(allowed.simplifiedChinese)，这里是 \(found.simplifiedChinese)\(hint?.simplifiedChinese ?? "")")
  }

  static func noMapping(_ what: BilingualText, keys: String, found: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) must be a mapping with the keys \(keys), found \(found.english)",
      "\(what.simplifiedChinese)应是一组键值，可用的键：\(keys)；这里是 \(found.simplifiedChinese)")
  }

  static func missingKey(_ what: BilingualText, _ key: String, meaning: BilingualText) -> BilingualText {
    BilingualText(
      "\(what.english) needs '\(key)': \(meaning.english)",
      "\(what.simplifiedChinese)缺少 '\(key)'：\(meaning.simplifiedChinese)")
  }

  static let mergeKey = BilingualText(
    "merge keys (<<) are not used here; write the keys out",
    "这里不用合并键（<<）；请把内容直接写出来")

  static func unknownKey(_ key: String, allowed: String, english: String, chinese: String) -> BilingualText {
    BilingualText(
      "unknown key '\(key)'\(english.isEmpty ? "; allowed: \(allowed)" : english)",
      "未知的键 '\(key)'\(chinese.isEmpty ? "；可用的键：\(allowed)" : chinese)")
  }

  static func nothingWritten(_ name: String) -> BilingualText {
    BilingualText(
      "nothing is written after '\(name):'; give a value or leave the key out",
      "'\(name)：' 后面没有内容；请填写，或去掉这个键")
  }

  package static func meant(quoted name: String) -> BilingualText {
    BilingualText(
      "; did you mean '\(name)'?",
      "；是不是想写 '\(name)'？")
  }

  static func twoReadings(_ text: String, thousands: String, decimal: String) -> BilingualText {
    BilingualText(
      "'\(text)' can be \(thousands) or \(decimal); write \(thousands) or \(decimal)",
      "'\(text)' 可以是 \(thousands)，也可以是 \(decimal)；请写成 \(thousands) 或 \(decimal)")
  }

  static let emptyPath = BilingualText(
    "a path cannot be empty",
    "路径不能为空")

  static let longPath = BilingualText(
    "the path is too long",
    "路径太长")

  static let controlCharacterInPath = BilingualText(
    "a path cannot hold control characters",
    "路径里不能有控制字符")

  static let backslashInPath = BilingualText(
    "write the path with '/', not '\\'",
    "路径请用 '/'，不用 '\\'")

  static let addressAsPath = BilingualText(
    "a file in the workspace is needed, not an address",
    "这里要写工作区里的文件，不能写网址")

  static let absolutePath = BilingualText(
    "write a path relative to mvp.yaml",
    "请写相对于 mvp.yaml 的路径")

  static let pathOutOfWorkspace = BilingualText(
    "a path cannot lead out of the workspace ('..')",
    "路径不能用 '..' 走出工作区")

  static let noTable = BilingualText(
    "data are read from .csv, .tsv and .txt files (.gz allowed), workbooks (.xlsx, .xls) and pages (.html)",
    "数据文件应为 .csv、.tsv、.txt（可带 .gz）、工作簿（.xlsx、.xls）或网页（.html）")

  static let kimDeMets = BilingualText(
    "kim-demets needs its ρ, above 0 and at most 50, such as kim-demets(2)",
    "kim-demets 要写明 ρ（大于 0，至多 50），如 kim-demets(2)")

  static let hwangShihDeCani = BilingualText(
    "hwang-shih-decani needs its γ, from −40 to 40, such as hwang-shih-decani(-4)",
    "hwang-shih-decani 要写明 γ（−40 到 40），如 hwang-shih-decani(-4)")

  static func quoted(_ name: String) -> BilingualText {
    BilingualText(
      "'\(name)'",
      "'\(name)'")
  }

  static let limitsCross = BilingualText(
    "'at_most' is below 'at_least'",
    "'at_most' 小于 'at_least'")

  static func doesNotGo(_ name: String, with other: String) -> BilingualText {
    BilingualText(
      "'\(name)' does not go with '\(other)'",
      "'\(name)' 不能与 '\(other)' 同用")
  }

  static let mappingOfNames = BilingualText(
    "a mapping of names",
    "一组“名称: 内容”")

  static func badName(in name: String) -> BilingualText {
    BilingualText(
      "a name in '\(name)' must have 1 to 100 characters",
      "'\(name)' 里的名称应为 1 到 100 个字")
  }

  static func needs(_ what: BilingualText, _ key: String) -> BilingualText {
    BilingualText(
      "\(what.english) needs '\(key)'",
      "\(what.simplifiedChinese)缺少 '\(key)'")
  }
}
