import ExperimentModel

/// What `mvp inspect` says of a file.
enum ProfileSentences {
  static func file(_ profile: FileProfile) -> BilingualText {
    BilingualText(
      "\(profile.encoding), cells parted by \(mark(profile.delimiter)), decimals by '\(profile.decimalMark)'; the header stands on line \(profile.headerLine), \(English.count(profile.rows, "row")) below it",
      "\(profile.encoding)，以 \(profile.delimiter == "tab" ? "制表符" : "“\(profile.delimiter)”") 分列，小数点为“\(profile.decimalMark)”；表头在第 \(profile.headerLine) 行，其下 \(profile.rows) 行数据")
  }

  static func openNumber(_ text: String) -> BilingualText {
    BilingualText(
      "nothing in the file tells whether '\(text)' has thousands or decimals; thousands fit counts, which are whole",
      "文件中没有依据能判断“\(text)”是千位分隔还是小数；按千位分隔读更合理，因为计数是整数")
  }

  /// A delimiter is seen only in quotes.
  private static func mark(_ delimiter: String) -> String { delimiter == "tab" ? "tabs" : "'\(delimiter)'" }

  /// Between a name and what is said of it.
  static let colon = BilingualText(": ", "：")
  /// Before lines of their own.
  static let begins = BilingualText(":", "：")
  static func beside(_ name: String, _ text: BilingualText) -> BilingualText { BilingualText("\(name) (\(text.english))", "\(name)（\(text.simplifiedChinese)）") }

  static func console(_ preset: ConsolePreset) -> BilingualText {
    BilingualText("\(preset.name.english) (--preset \(preset.id))", "\(preset.name.simplifiedChinese)（--preset \(preset.id)）")
  }

  static let noConsole = BilingualText("no console is known by this header", "从表头看不出是哪个平台")

  static func dates(_ dates: FileProfile.Dates, column: String) -> BilingualText {
    let english = "'\(column)': \(dates.first) to \(dates.last), \(English.count(dates.days, "day")), written \(dates.written)"
    let chinese = "“\(column)”：\(dates.first) 至 \(dates.last)，共 \(dates.days) 天，写法 \(dates.written)"
    guard let guess = dates.guessedOrder else { return BilingualText(english, chinese) }
    return BilingualText(
      "\(english); no cell tells day from month: \(guess) is a guess, by the days that lie closest", "\(chinese)；没有哪个单元格能分清日与月：\(guess) 只是按日期最紧凑推测")
  }

  static let noDates = BilingualText("none: the table is one total for its whole period", "没有日期：整个时段只有一个合计")

  static func totals(_ lines: [Int]) -> BilingualText {
    let shown = lines.prefix(8).map(String.init).joined(separator: ", ") + (lines.count > 8 ? ", …" : "")
    return BilingualText(
      "\(English.count(lines.count, "row")) called a total, left out (line \(shown))", "\(lines.count) 行标明为合计，未计入（第 \(shown) 行）")
  }

  static func others(_ blocks: [FileInspection.Block]) -> BilingualText {
    let lines = blocks.prefix(8).map { String($0.line) }.joined(separator: ", ")
    return BilingualText("further tables of this file begin on line \(lines)", "此文件还有其他表，起始行：\(lines)")
  }

  static func type(_ column: FileProfile.Column) -> BilingualText {
    switch column.kind {
    case .number: BilingualText("number", "数值")
    case .date: BilingualText("date", "日期")
    case .yesNo: BilingualText("yes or no", "是否")
    case .text: BilingualText("text", "文本")
    case .empty: BilingualText("empty", "空列")
    }
  }

  static func role(_ role: ConsolePreset.Role) -> BilingualText {
    switch role {
    case .day: BilingualText("the row's day", "该行的日期")
    case .to: BilingualText("last day", "截止日期")
    case .arm: BilingualText("variant of a test", "实验版本")
    case .campaign: BilingualText("campaign", "计划")
    case .group: BilingualText("group", "单元")
    case .ad: BilingualText("ad", "创意")
    case .spend: BilingualText("money spent", "花费")
    case .impressions: BilingualText("impressions (attention)", "展示（关注度）")
    case .clicks: BilingualText("clicks or visits", "点击或访问")
    case .reach: BilingualText("reach (does not add up)", "覆盖（不可相加）")
    case .results: BilingualText("results (an action)", "结果（行动）")
    case .revenue: BilingualText("revenue", "收入")
    case .attention: BilingualText("attention, no action", "关注度，非行动")
    case .unit: BilingualText("id of the unit", "对象编号")
    case .created: BilingualText("when the unit came", "进入时间")
    case .status: BilingualText("state", "状态")
    case .flag: BilingualText("converted or not", "是否转化")
    case .score: BilingualText("score 0 to 10", "0–10 分")
    case .currency: BilingualText("currency", "币种")
    }
  }

  static func blanks(_ count: Int) -> BilingualText { BilingualText("\(count) blank", "\(count) 个空") }
  static func distinct(_ count: Int) -> BilingualText { BilingualText(English.count(count, "value"), "\(count) 种取值") }
  static func manyDistinct(_ count: Int) -> BilingualText { BilingualText("more than \(count) values", "超过 \(count) 种取值") }
  static func range(_ range: ClosedRange<Double>, sum: Double) -> BilingualText {
    let low = ProfileText.number(range.lowerBound)
    let high = ProfileText.number(range.upperBound)
    return BilingualText("\(low) to \(high), sum \(ProfileText.number(sum))", "\(low) 至 \(high)，合计 \(ProfileText.number(sum))")
  }

  static let blanksWithoutZero = BilingualText(
    "blank beside spend and never 0: say whether blank is none (`empty: zero`) or not known (`empty: missing`)",
    "有花费却为空、且从不为 0：请写明空是“没有”（`empty: zero`）还是“未知”（`empty: missing`）")

  static func value(_ value: FileProfile.Value) -> BilingualText {
    var english = [English.count(value.rows, "row")]
    var chinese = ["\(value.rows) 行"]
    if let days = value.days {
      english.append(English.count(days, "day"))
      chinese.append("\(days) 天")
    }
    if let spend = value.spend {
      english.append("\(ProfileText.number(spend)) spent")
      chinese.append("花费 \(ProfileText.number(spend))")
    }
    if let results = value.results {
      english.append("\(ProfileText.number(results)) \(results == 1 ? "result" : "results")")
      chinese.append("结果 \(ProfileText.number(results))")
    }
    return BilingualText(english.joined(separator: ", "), chinese.joined(separator: "，"))
  }

  static func further(_ count: Int) -> BilingualText { BilingualText("and \(count) more", "另有 \(count) 个") }

  static let comma = BilingualText(", ", "，")
  static let fileHeading = BilingualText("File", "文件")
  static let fromHeading = BilingualText("From", "来源")
  static let datesHeading = BilingualText("Dates", "日期")
  static let moneyHeading = BilingualText("Money", "币种")
  static let totalsHeading = BilingualText("Totals", "合计")
  static let tablesHeading = BilingualText("Tables", "其他表")
  static let columnsHeading = BilingualText("Columns", "列")
  static let armsHeading = BilingualText("Columns that could tell variants apart, the likeliest first", "可用来区分版本的列（最可能的在前）")
  static let noArms = BilingualText(
    "no column tells variants apart: one file per variant is compared with `mvp new NAME --from-file a.csv b.csv`",
    "没有能区分版本的列：每个版本一个文件时，用 `mvp new 名称 --from-file a.csv b.csv` 比较")
  static func next(_ file: String) -> BilingualText {
    BilingualText("Next: mvp new NAME --from-file \(file)", "下一步：mvp new 名称 --from-file \(file)")
  }
}
