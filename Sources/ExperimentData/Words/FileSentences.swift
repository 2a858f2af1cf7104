import ExperimentModel

/// What is said of files of data: of their bytes, headers and tables.
enum FileSentences {
  /// A problem with the file's name before it.
  static func of(_ path: String, _ problem: BilingualText) -> BilingualText {
    BilingualText(
      "\(path): \(problem.english)",
      "\(path)：\(problem.simplifiedChinese)")
  }

  static func noMatch(_ pattern: String) -> BilingualText {
    BilingualText(
      "no file matches '\(pattern)'",
      "没有文件匹配 '\(pattern)'")
  }

  static func noConverter(_ encoding: String) -> BilingualText {
    BilingualText(
      "this system's iconv does not know \(encoding); save the file as UTF-8",
      "本机的 iconv 不支持 \(encoding)；请把文件另存为 UTF-8")
  }

  static let noZlib = BilingualText(
    "zlib cannot be started",
    "zlib 无法启动")

  static let cutOff = BilingualText(
    "the compressed file ends too early: it was cut off",
    "压缩文件不完整：被截断了")

  static let damaged = BilingualText(
    "the compressed file is damaged",
    "压缩文件已损坏")

  static func unpacksTooFar(packed: Int, unpacked: Int) -> BilingualText {
    BilingualText(
      "the compressed file unpacks to far more than a table would (\(unpacked >> 20) MB and more of \(packed) bytes)",
      "压缩文件解开后远大于一张表（\(packed) 字节解出超过 \(unpacked >> 20) MB）")
  }

  static let trailingBytes = BilingualText(
    "bytes that are not compressed follow the compressed file's end",
    "压缩数据结束后还有未压缩的字节")

  static func noFileOfData(_ file: String, english: String, chinese: String) -> BilingualText {
    BilingualText(
      "'\(file)' is \(english), not a file of data",
      "'\(file)' 是\(chinese)，不是数据文件")
  }

  static func noFile(_ file: String) -> BilingualText {
    BilingualText(
      "there is no file '\(file)'",
      "没有文件 '\(file)'")
  }

  static func noPermission(_ file: String) -> BilingualText {
    BilingualText(
      "'\(file)' may not be read (permissions)",
      "没有权限读 '\(file)'")
  }

  static func linkToItself(_ file: String) -> BilingualText {
    BilingualText(
      "'\(file)' is a link that leads back to itself",
      "'\(file)' 是指向自身的链接")
  }

  static func unreadable(_ file: String, reason: String) -> BilingualText {
    BilingualText(
      "'\(file)' cannot be read: \(reason)",
      "'\(file)' 读不了：\(reason)")
  }

  static let unknownEncoding = BilingualText(
    "no encoding that offices use reads this text; save the file as UTF-8, or say which it is with 'encoding:' (any name that 'iconv -l' lists)",
    "办公软件常用的编码都读不了这段文字；请另存为 UTF-8，或用 'encoding:' 指明（'iconv -l' 列出的名称均可）")

  static func doubt(_ file: String, _ encoding: String, _ doubt: EncodingChoice.Doubt) -> BilingualText {
    switch doubt {
    case .strayBytes(let count, let line):
      return BilingualText(
        "\(file) is UTF-8, but for \(English.count(count, "byte")) that \(count == 1 ? "is" : "are") not (the first on line \(line)): read as �; another encoding can be named with 'encoding:'",
        "\(file) 是 UTF-8，但有 \(count) 个字节不是（首个在第 \(line) 行），读作 �；若是其他编码，请用 'encoding:' 指明")
    case .guessed(let others):
      guard !others.isEmpty else {
        return BilingualText(
          "\(file) does not say its encoding; it is read as \(encoding). If names look wrong, say 'encoding:'",
          "\(file) 没有写明编码，按 \(encoding) 读取；若文字不对，请写明 'encoding:'")
      }
      let names = others.joined(separator: ", ")
      return BilingualText(
        "\(file) does not say its encoding; it is read as \(encoding), and might be \(names) too. If names look wrong, say 'encoding:'",
        "\(file) 没有写明编码，按 \(encoding) 读取，也可能是 \(names)；若文字不对，请写明 'encoding:'")
    }
  }

  static let webPage = BilingualText(
    "this is a web page or XML without a table that can be read; export it again as CSV",
    "这其实是网页或 XML，其中没有读得了的表；请重新导出为 CSV")

  static func nulByte(line: Int) -> BilingualText {
    BilingualText(
      "line \(line) holds a NUL byte: this is no text (another kind of file under a table's name, or a damaged one)",
      "第 \(line) 行有空字节（NUL）：这不是文本（可能是改了名的其他文件，或已损坏）")
  }

  static func oneFileOfTwoVariants(_ first: String, _ second: String) -> BilingualText {
    BilingualText(
      "'\(first)' and '\(second)' are one file, which stands for two variants",
      "'\(first)' 与 '\(second)' 是同一个文件，却给了两个版本")
  }

  static func oneFileOnce(_ first: String, _ second: String) -> BilingualText {
    BilingualText(
      "'\(first)' and '\(second)' are one file; it is read once",
      "'\(first)' 与 '\(second)' 是同一个文件；只读一次")
  }

  static func copy(_ file: String, of first: String) -> BilingualText {
    BilingualText(
      "'\(file)' is a copy of '\(first)', byte for byte; it is read once",
      "'\(file)' 与 '\(first)' 逐字节相同，是它的副本；只读一次")
  }

  static func lockFile(_ file: String) -> BilingualText {
    BilingualText(
      "'\(file)' is what Excel keeps beside an open workbook, not data; it is left out",
      "'\(file)' 是 Excel 打开文件时留下的锁文件，不是数据；未计入")
  }

  static func textUnderHeader(_ file: String, lines: Int, from line: Int) -> BilingualText {
    BilingualText(
      "\(file): \(English.count(lines, "line")) of text under the header, from line \(line), \(lines == 1 ? "belongs" : "belong") to it and \(lines == 1 ? "is" : "are") no \(lines == 1 ? "row" : "rows")",
      "\(file)：表头下从第 \(line) 行起的 \(lines) 行文字属于表头，不是数据行")
  }

  static func parts(_ file: String, lines: [Int]) -> BilingualText {
    BilingualText(
      "\(file): the header stands in it \(lines.count) times (lines \(lines.prefix(10).map(String.init).joined(separator: ", "))): exports pasted under each other, each taken as a file of its own",
      "\(file)：表头出现 \(lines.count) 次（第 \(lines.prefix(10).map(String.init).joined(separator: "、")) 行）：几份导出粘在一起，各当作一个文件")
  }

  static func columnsMoved(_ file: String, first: Int, second: Int) -> BilingualText {
    BilingualText(
      "\(file): the header on line \(second) has the columns of that on line \(first) in other places: two exports of different shape were pasted together; keep each in a file of its own and name both with a pattern ('file: data/*.csv')",
      "\(file)：第 \(second) 行的表头与第 \(first) 行列相同而位置不同：两份不同格式的导出粘在了一起；请分成两个文件，用通配符（'file: data/*.csv'）一起读取")
  }

  static func mixedDates(_ file: String, dayFirst: String, onLine dayLine: Int, monthFirst: String, onLine monthLine: Int) -> BilingualText {
    BilingualText(
      "\(file) writes dates in two orders: '\(dayFirst)' on line \(dayLine), '\(monthFirst)' on line \(monthLine); export it again, or give 'date_format'",
      "\(file) 里日期有两种写法：第 \(dayLine) 行 '\(dayFirst)'，第 \(monthLine) 行 '\(monthFirst)'；请重新导出，或写明 'date_format'")
  }

  static func ambiguousDates(_ text: String, file: String, line: Int) -> BilingualText {
    BilingualText(
      "dates such as '\(text)' (\(file), line \(line)) could be day first or month first; say which with 'date_format: DMY' or 'date_format: MDY'",
      "'\(text)'（\(file) 第 \(line) 行）这样的日期分不清先日还是先月；请写 'date_format: DMY' 或 'date_format: MDY'")
  }

  static func tooManyColumns(line: Int, count: Int) -> BilingualText {
    BilingualText(
      "line \(line) has \(count) cells; a table may have 16,384 columns",
      "第 \(line) 行有 \(count) 格；一张表最多 16,384 列")
  }

  static func longLine(_ line: Int) -> BilingualText {
    BilingualText(
      "line \(line) is longer than 4 MB: this is not a table",
      "第 \(line) 行超过 4 MB：这不是一张表")
  }

  static let noTableFound = BilingualText(
    "no table was found in it",
    "其中没有找到表格")

  static func oneTable(line: Int, header: String) -> BilingualText {
    BilingualText(
      "it has (line \(line)): \(header)",
      "其中的列（第 \(line) 行）：\(header)")
  }

  static func severalTables(_ file: String, first: Int, second: Int, found: BilingualText?) -> BilingualText {
    BilingualText(
      "'\(file)' holds several tables with these columns (from lines \(first) and \(second)); choose one with 'skip_rows', or export it alone; \(found?.english ?? "")",
      "'\(file)' 里有几张表都有这些列（第 \(first) 行、第 \(second) 行起）；请用 'skip_rows' 选一张，或单独导出；\(found?.simplifiedChinese ?? "")")
  }

  static func textBelow(_ file: String, lines: Int, from line: Int) -> BilingualText {
    BilingualText(
      "\(file): \(English.count(lines, "line")) of text below the table, from line \(line), \(lines == 1 ? "is" : "are") left out",
      "\(file)：表格下方从第 \(line) 行起有 \(lines) 行文字，未计入")
  }

  static func anotherTable(_ file: String, names: String, line: Int) -> BilingualText {
    BilingualText(
      "\(file): another table (\(names)) begins on line \(line); it is not read",
      "\(file)：第 \(line) 行起是另一张表（\(names)），没有读")
  }

  static func changing(_ file: String) -> BilingualText {
    BilingualText(
      "'\(file)' changed each time it was read; wait until whatever writes it has finished",
      "每次读取 '\(file)' 时它都在变；请等写入它的程序结束")
  }

  static func empty(_ file: String) -> BilingualText {
    BilingualText(
      "'\(file)' is empty",
      "'\(file)' 是空文件")
  }

  static func quotedLines(_ file: String) -> BilingualText {
    BilingualText(
      "'\(file)': whole lines stand in quotes, so each is one cell; take the quotes around the lines off, or export it again",
      "'\(file)'：每一整行都被引号括住，成了一格；请去掉行首行尾的引号，或重新导出")
  }

  static func noColumn(_ column: String, in file: String, hint: BilingualText, found: BilingualText) -> BilingualText {
    BilingualText(
      "column '\(column)' is not in '\(file)'\(hint.english); \(found.english)",
      "'\(file)' 里没有列 '\(column)'\(hint.simplifiedChinese)；\(found.simplifiedChinese)")
  }

  /// - Parameter full: the two columns' names with those of the groups above them.
  static func twoColumns(_ column: String, in file: String, first: Int, second: Int, full: [String]) -> BilingualText {
    if Set(full).count == full.count, full[0].lowercased() != full[1].lowercased() {
      return BilingualText(
        "'\(file)' has two columns '\(column)' (\(first) and \(second)) in different groups: write '\(full[0])' or '\(full[1])'",
        "'\(file)' 里有两列 '\(column)'（第 \(first)、\(second) 列），所属分组不同：请写 '\(full[0])' 或 '\(full[1])'")
    }
    return BilingualText(
      "'\(file)' has two columns '\(column)' (\(first) and \(second)); rename one",
      "'\(file)' 里有两列 '\(column)'（第 \(first)、\(second) 列）；请改掉一个列名")
  }

  static let noHeader = BilingualText("the file has no header", "文件没有表头")

  /// - Parameter rest: stands for tables that are not shown.
  static func tables(count: Int, shown: [(line: Int, rows: Int, header: String)], rest: String) -> BilingualText {
    BilingualText(
      "it holds \(count) tables: " + shown.map { "line \($0.line), \($0.rows) rows (\($0.header))" }.joined(separator: "; ") + rest,
      "其中有 \(count) 张表：" + shown.map { "第 \($0.line) 行起 \($0.rows) 行（\($0.header)）" }.joined(separator: "；") + rest)
  }

  static func at(_ file: String, _ problem: BilingualText) -> BilingualText {
    BilingualText("\(file): \(problem.english)", "\(file)：\(problem.simplifiedChinese)")
  }
}
