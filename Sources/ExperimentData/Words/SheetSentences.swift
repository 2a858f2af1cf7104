import ExperimentModel

/// What is said of workbooks.
enum SheetSentences {
  static let damaged = BilingualText(
    "the workbook is damaged, or was cut off: open it in a spreadsheet program and save it again",
    "工作簿已损坏或不完整：请用表格软件打开后重新保存")

  static let manyParts = BilingualText(
    "the archive has more than 10,000 parts: this is no workbook",
    "压缩包里的文件超过 10,000 个：这不是工作簿")

  static func noPart(_ name: String) -> BilingualText {
    BilingualText(
      "the workbook is damaged: its part '\(name)' is missing",
      "工作簿已损坏：缺少 '\(name)'")
  }

  static let noWorkbook = BilingualText(
    "this is a zip archive without a workbook in it; unpack it, and name the file inside",
    "这是压缩包，里面没有工作簿；请解压后写明里面的文件")

  static let oldWorkbook = BilingualText(
    "this old workbook (.xls) cannot be read: it is damaged, or has a password; save it as .xlsx or CSV",
    "这个旧式工作簿（.xls）读不了：已损坏或有密码；请另存为 .xlsx 或 CSV")

  static let largeWorkbook = BilingualText(
    "an old workbook (.xls) of more than 256 MB is none",
    "旧式工作簿（.xls）不会超过 256 MB")

  static let largeFlatWorkbook = BilingualText(
    "a workbook in one XML file of more than 256 MB is too large: save it as .xlsx or CSV",
    "单个 XML 文件的工作簿超过 256 MB，太大：请另存为 .xlsx 或 CSV")

  static let swollen = BilingualText(
    "a sheet holds far more than a table would for its size (texts or empty cells without end): save the table alone as .xlsx or CSV",
    "与文件大小相比，表里的内容远多于一张表（过长的文字或大量空单元格）：请只把表格另存为 .xlsx 或 CSV")

  static func noSheets(_ wanted: String) -> BilingualText {
    BilingualText(
      "'sheet: \(wanted)' names a sheet of a workbook, and this file is none: it is text without sheets; leave 'sheet' out",
      "'sheet: \(wanted)' 指工作簿里的表，而这个文件不是工作簿，是没有表的文本；请去掉 'sheet'")
  }

  static func noSheet(_ wanted: String, among names: [String]) -> BilingualText {
    let shown = names.prefix(20).joined(separator: ", ")
    return BilingualText(
      "the workbook has no sheet '\(wanted)' (sheets: \(shown))",
      "工作簿里没有表 '\(wanted)'（已有：\(shown)）")
  }

  static func hiddenRows(_ file: String, _ rows: Int) -> BilingualText {
    BilingualText(
      "\(file): \(English.count(rows, "row")) of the sheet \(rows == 1 ? "is" : "are") hidden (a filter, perhaps) and read all the same",
      "\(file)：表中有 \(rows) 行被隐藏（可能是筛选），仍然读取")
  }

  static func hiddenSheet(_ file: String, _ sheet: String) -> BilingualText {
    BilingualText("\(file): the sheet '\(sheet)' that is read is hidden", "\(file)：所读的表 '\(sheet)' 是隐藏的")
  }

  static func otherSheets(_ file: String, _ sheet: String, others: [String]) -> BilingualText {
    let names = others.prefix(20).joined(separator: ", ")
    return BilingualText(
      "\(file): sheet '\(sheet)' is read; \(names) \(others.count == 1 ? "is" : "are") not ('sheet:' chooses)",
      "\(file)：读取了表 '\(sheet)'；没有读 \(names)（可用 'sheet:' 选择）")
  }

  static func page(_ file: String, tables: Int) -> BilingualText {
    BilingualText(
      "\(file) is a web page under a table's name: its largest table is read (of \(tables))",
      "\(file) 其实是网页：读取了其中最大的表（共 \(tables) 张）")
  }
}
