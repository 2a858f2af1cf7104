package import ExperimentModel

/// What is said while a declaration is drafted from a file.
package enum DraftSentences {
  static func unknownPreset(_ id: String, hint: BilingualText, known: [String]) -> BilingualText {
    BilingualText(
      "there is no preset '\(id)'\(hint.english); there are \(known.joined(separator: ", "))",
      "没有预设“\(id)”\(hint.simplifiedChinese)；现有 \(known.joined(separator: "、"))")
  }

  static let noFile = BilingualText("no file was named", "没有指定文件")

  static func noColumn(_ name: String, in file: String, known: [String]) -> BilingualText {
    let hint = Spelling.hint(name, among: known)
    return BilingualText(
      "'\(name)' is no column of \(file)\(hint.english); it has \(known.prefix(40).joined(separator: ", "))",
      "\(file) 没有列“\(name)”\(hint.simplifiedChinese)；现有 \(known.prefix(40).joined(separator: "、"))")
  }

  static func oneValue(_ column: String) -> BilingualText {
    BilingualText("'\(column)' tells no variants apart: it has fewer than two values, or too many", "“\(column)”区分不出版本：取值不足两个，或者太多")
  }

  static func noVariants(_ file: String) -> BilingualText {
    BilingualText(
      "no column of \(file) tells variants apart; name one with --variant, export it anew by campaign, ad or page, or give one file per variant: --from-file a.csv b.csv",
      "\(file) 没有能区分版本的列；请用 --variant 指定，或按计划、创意、页面重新导出，或每个版本给一个文件：--from-file a.csv b.csv")
  }

  static func noAction(_ file: String, columns: [String]) -> BilingualText {
    BilingualText(
      "no column of \(file) counts an action (sign-up, order, click): it has \(columns.prefix(40).joined(separator: ", ")); name one with --result, or export one more column",
      "\(file) 没有统计行动（注册、订单、点击）的列：现有 \(columns.prefix(40).joined(separator: "、"))；请用 --result 指定，或重新导出并加上该列")
  }

  static func noRate(_ codes: [String], currency: String) -> BilingualText {
    BilingualText(
      "the file's money is in \(codes.joined(separator: ", ")) and the workspace's in \(currency), and it has nothing but money to compare: say what one is worth, --rate 7.12",
      "文件金额为 \(codes.joined(separator: "、"))，工作区为 \(currency)，而文件里只有金额可比：请给出汇率，如 --rate 7.12")
  }

  static func otherColumns(_ file: String, _ other: String) -> BilingualText {
    BilingualText(
      "\(file) and \(other) have different columns: draft from one of them, and name the other as a second table under 'data:' (docs/experiment-format.md)",
      "\(file) 与 \(other) 的列不同：请先用其中一个起草，再在 'data:' 下把另一个写成第二张表（见 docs/experiment-format.md）")
  }

  static func noCommonColumn(_ outcome: String, _ money: String, column: String) -> BilingualText {
    BilingualText(
      "no column of \(outcome) tells variants apart, so its rows cannot meet those of \(money), told apart by '\(column)': export it with the column that says where people came from (campaign, utm_campaign, utm_content, source)",
      "\(outcome) 没有能区分方案的列，无法与 \(money)（按“\(column)”区分）对应：请重新导出并加上写明来源的列（计划、utm_campaign、utm_content、渠道）")
  }

  package static func unmatched(_ names: [String]) -> BilingualText {
    BilingualText(
      "the two files name no variant alike: write each one's name in the second file (\(names.joined(separator: ", "))) into its 'names:', then take the '# ' from the metrics of both tables",
      "两个文件里没有一个方案名称相同：请把它在第二个文件里的名称（\(names.joined(separator: "、"))）填进各方案的 'names:'，再去掉两表指标前的“# ”")
  }

  static let costPerOutcome = BilingualText("money per success in the second table; lower is better", "第二张表里每个成功结果的花费，越低越好")

  static let noPattern = BilingualText(
    "the files are parts of one table, and no pattern finds them and nothing else: put them into one folder of the workspace under names such as export-1.csv, export-2.csv",
    "这些文件是同一张表的几部分，但没有通配符恰好只匹配它们：请放进工作区的同一文件夹，名称如 export-1.csv、export-2.csv")

  static func rows(_ count: Int) -> BilingualText { BilingualText(English.count(count, "row"), "\(count) 行") }

  static let costPerResult = BilingualText("money per result; lower is better", "单个结果的花费，越低越好")
  static let conversionRate = BilingualText("results per click (per view where no clicks are counted)", "每次点击的结果（没有点击列时按展示）")
  static let returnOnSpend = BilingualText("revenue per unit of money", "投入产出比")
  static let clickRate = BilingualText("clicks per view: attention more than action", "点击率：更多反映关注而非行动")
  static let costPerClick = BilingualText("money per click", "单次点击花费")
  static let converted = BilingualText("share that converted", "转化的比例")
  static let success = BilingualText("share in a state of success; check the states", "达到成功状态的比例；请核对状态")
  static let valuePerUnit = BilingualText("money per unit", "每个对象的金额")
  static let resultsPerUnit = BilingualText("results per unit", "每个对象的结果")
  static let score = BilingualText("net promoter score", "净推荐值")

  /// After `mvp new --from-file`.
  package static func made(_ files: [String], variants: [String], primary: String, console: BilingualText?) -> BilingualText {
    let declaration = files.last ?? ""
    let copied = files.dropLast().joined(separator: ", ")
    return BilingualText(
      "Made \(declaration)\(console.map { " from an export of " + $0.english } ?? "")\(copied.isEmpty ? "" : " and copied the data to \(copied)"): variants \(variants.joined(separator: ", ")); \(primary) decides. It holds against the file. Read it, fill in the lines that begin with '# ', then: mvp validate --data",
      "已建立 \(declaration)\(console.map { "（来自 " + $0.simplifiedChinese + "）" } ?? "")\(copied.isEmpty ? "" : "，数据已复制到 \(copied)")：版本 \(variants.joined(separator: "、"))；由 \(primary) 决定。已用该文件核对。请通读并补充以“# ”开头的行，然后运行：mvp validate --data"
    )
  }

  package static let emptyIsOpen = BilingualText(
    "results are never 0 and blank beside spend: the draft takes them for missing; where your console leaves zeros empty, write empty: zero",
    "结果从不为 0 且有花费时为空：草稿按未知处理；若平台把 0 留空，请改为 empty: zero")

  package static func leftOutMoney(_ code: String, _ currency: String) -> BilingualText {
    BilingualText(
      "the file's money is in \(code), the workspace's in \(currency): metrics in money are left as comments until a rate is stated (--rate 7.12)",
      "文件金额为 \(code)，工作区为 \(currency)：给出汇率（--rate 7.12）之前，金额指标只作为注释")
  }

  package static let askVariant = BilingualText("Which column tells the variants apart?", "用哪一列区分版本？")
  package static let askResult = BilingualText("Which action decides?", "哪个行动作为决定依据？")
  package static func askBudget(_ currency: String) -> BilingualText {
    BilingualText("The most that may be spent, in \(currency)? (Enter: not said)", "最多花多少（\(currency)）？（回车：暂不填）")
  }
  package static func askRate(_ code: String, _ currency: String) -> BilingualText {
    BilingualText("What is 1 \(code) worth in \(currency)? (Enter: money is left out)", "1 \(code) 折合多少 \(currency)？（回车：不用金额）")
  }
  package static let askSplit = BilingualText(
    "Did chance divide the audience (a split test)? y or n (Enter: n)", "人群是随机分配的吗（分流测试）？y 或 n（回车：n）")
  package static func notANumber(_ text: String) -> BilingualText { BilingualText("'\(text)' is no amount", "“\(text)”不是金额") }
}
