/// What is said of a declaration as a file and as YAML.
enum SourceSentences {
  static func aliases(_ count: Int) -> BilingualText {
    BilingualText(
      "\(count) aliases (*name) in one file; write the values out",
      "一个文件里有 \(count) 个别名（*name）；请把内容直接写出来")
  }

  static let nothing = BilingualText(
    "nothing",
    "空值")

  static func list(of count: Int) -> BilingualText {
    BilingualText(
      "a list of \(count)",
      "一个有 \(count) 项的列表")
  }

  static func mapping(_ keys: String) -> BilingualText {
    BilingualText(
      "a mapping (\(keys))",
      "一组键值（\(keys)）")
  }

  static func tooLarge(_ bytes: Int) -> BilingualText {
    BilingualText(
      "the file has \(bytes) bytes; a declaration may have 1,048,576 (1 MiB) at most",
      "文件有 \(bytes) 字节；声明文件最多 1,048,576 字节（1 MiB）")
  }

  static let utf16 = BilingualText(
    "the file is UTF-16; save it as UTF-8",
    "文件是 UTF-16 编码；请另存为 UTF-8")

  static let notUTF8 = BilingualText(
    "the file is not UTF-8 from here on (GBK, perhaps?); save it as UTF-8",
    "文件从这里起不是 UTF-8（可能是 GBK）；请另存为 UTF-8")

  static func controlCharacter(_ code: String) -> BilingualText {
    BilingualText(
      "a control character (\(code)) cannot stand in a declaration",
      "声明里不能有控制字符（\(code)）")
  }

  static let empty = BilingualText(
    "the file says nothing; `mvp new` and `mvp init` write one to begin with",
    "文件是空的；可用 `mvp new` 或 `mvp init` 生成一份")

  static func keyTwice(_ key: String, english: String, chinese: String) -> BilingualText {
    BilingualText(
      "key '\(key)' is written twice\(english)",
      "键 '\(key)' 写了两次\(chinese)")
  }

  static func tooManyValues(_ most: Int) -> BilingualText {
    BilingualText(
      "more than \(most) values: too many for a declaration",
      "超过 \(most) 个值，不像是一份声明")
  }

  static func tooDeep(_ most: Int) -> BilingualText {
    BilingualText(
      "nested deeper than \(most) levels",
      "嵌套超过 \(most) 层")
  }

  static let anchor = BilingualText(
    "anchors and aliases (&name, *name) are not used here; write the value out",
    "这里不用锚点和别名（&name、*name）；请把内容直接写出来")

  static let keyIsNoText = BilingualText(
    "a key must be plain text",
    "键必须是普通文字")

  static func tag(_ tag: String) -> BilingualText {
    BilingualText(
      "tags ('\(tag)') are not used here",
      "这里不用标签（'\(tag)'）")
  }

  static let tab = BilingualText(
    "a tab cannot indent YAML; use spaces",
    "YAML 不能用制表符缩进；请改用空格")

  static let secondDocument = BilingualText(
    "a second document ('---'); one file holds one declaration",
    "文件里有第二份文档（'---'）；一个文件只写一份声明")

  static let star = BilingualText(
    "text that begins with * must be quoted: \"*…\"",
    "以 * 开头的文字要加引号：\"*…\"")

  static let starOrAmpersand = BilingualText(
    "text that begins with * or & must be quoted: \"*…\"",
    "以 * 或 & 开头的文字要加引号：\"*…\"")

  static let secondColon = BilingualText(
    "a second ': ' on this line; put the text in quotes, or check the indentation",
    "这一行出现第二个“: ”；请给文字加引号，或检查缩进")

  static let noColon = BilingualText(
    "a ':' (and a space) is missing after the key",
    "键后面缺少“:”（半角冒号加空格）")

  static let noKey = BilingualText(
    "a key was expected here; check the indentation and the quotes",
    "这里应当是一个键；请检查缩进和引号")

  static let noKeyAfterBlock = BilingualText(
    "a key was expected here; check the indentation",
    "这里应当是一个键；请检查缩进")

  static let noListEntry = BilingualText(
    "a list entry ('- …') was expected here; check the indentation",
    "这里应当是列表项（“- …”）；请检查缩进")

  static let noComma = BilingualText(
    "a ',' or the closing bracket is missing",
    "缺少“,”或右括号（要用半角）")

  static let openQuote = BilingualText(
    "the file ends inside a quoted text",
    "文件在引号里就结束了；缺少右引号")

  static let badStart = BilingualText(
    "this character cannot begin a value; put the text in quotes",
    "值不能以这个字符开头；请给文字加引号")

  static let badEscape = BilingualText(
    "a backslash in double quotes starts an escape; use single quotes",
    "双引号里的反斜杠是转义符；请改用单引号")

  static func syntax(_ problem: String) -> BilingualText {
    BilingualText(
      "YAML cannot be read here: \(problem)",
      "这里不符合 YAML 语法：\(problem)")
  }
}
