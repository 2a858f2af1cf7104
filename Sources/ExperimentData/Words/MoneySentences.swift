import ExperimentModel

/// What is said of money in other currencies, and of numbers that are not what is asked for.
enum MoneySentences {
  static func foreign(_ code: String, _ found: MoneyColumns.Foreign, workspace: String) -> BilingualText {
    let rows = English.count(found.rows, "row")
    let filter = found.named.map { "; or keep one currency with 'where: {\($0): [\(workspace)]}'" } ?? ""
    let chineseFilter = found.named.map { "；或只留一种货币：'where: {\($0): [\(workspace)]}'" } ?? ""
    return BilingualText(
      "'\(found.column)' holds amounts in \(code) (\(found.file), \(rows), the first on line \(found.line)), the workspace counts in \(workspace): they are not added; state the rate on the table, as in 'currency: {\(code): 7.12}' (one \(code) in \(workspace))\(filter)",
      "'\(found.column)' 里有 \(code) 的金额（\(found.file)，\(found.rows) 行，首行为第 \(found.line) 行），工作区以 \(workspace) 计：不相加；请在表上写明汇率，如 'currency: {\(code): 7.12}'（一 \(code) 合多少 \(workspace)）\(chineseFilter)"
    )
  }

  static func rate(_ code: String, rate: Double, workspace: String) -> BilingualText {
    BilingualText(
      "amounts in \(code) are counted at \(rate) \(workspace), as the declaration states",
      "\(code) 的金额按声明的汇率 \(rate) \(workspace) 折算")
  }

  static func scaled(_ column: String, by scale: Double) -> BilingualText {
    let one = scale >= 1 ? "\(Int(scale))" : ReaderNotes.small(scale)
    return BilingualText(
      "the numbers in '\(column)' are in units of \(one), as its name says: each is counted as so much money",
      "'\(column)' 的数值以 \(one) 为单位（列名所写），按此折算")
  }

  static func shareAsCount(_ column: String, text: String, file: String, line: Int) -> BilingualText {
    BilingualText(
      "column '\(column)' holds percentages ('\(text)', \(file), line \(line)), and is used as a count; name the column that counts them",
      "列 '\(column)' 是百分比（'\(text)'，\(file) 第 \(line) 行），却被当作次数；请改用记录次数的列")
  }

  static func notWhole(_ column: String, text: String, file: String, line: Int) -> BilingualText {
    BilingualText(
      "column '\(column)' is counted, and holds numbers that are not whole ('\(text)', \(file), line \(line)): is it the right column, and the right decimal mark ('decimal:')?",
      "列 '\(column)' 是计数，却有不是整数的值（'\(text)'，\(file) 第 \(line) 行）：列对吗？小数点对吗（'decimal:'）？")
  }

  static func openDecimals(_ text: String, column: String, file: String, line: Int) -> BilingualText {
    BilingualText(
      "numbers such as '\(text)' in '\(column)' (\(file), line \(line)) could be thousands or decimals, and nothing in the file tells; say 'decimal: point' or 'decimal: comma' (the mark that parts decimals)",
      "'\(column)' 里 '\(text)'（\(file) 第 \(line) 行）这样的数字分不清是千分位还是小数，文件里也没有别的线索；请写明 'decimal: point' 或 'decimal: comma'（小数用哪个符号）")
  }
}
