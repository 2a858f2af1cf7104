import ExperimentModel

/// What is said of rows and cells, and of what a table holds all in all.
enum RowSentences {
  static func tooLong(cells: Int, columns: Int) -> BilingualText {
    BilingualText(
      "\(cells) cells under \(columns) columns: a delimiter inside a cell needs quotes",
      "\(columns) 列却有 \(cells) 格：格内的分隔符要用引号括起")
  }

  /// - Parameter others: names that rows do have, the most frequent first.
  static func variantWithoutRows(_ id: String, meant: String?, others: [String]) -> BilingualText {
    let hint = meant.map { ValueSentences.meant(quoted: $0) } ?? ValueSentences.nothing
    let shown = others.map { "'\($0)'" }
    return BilingualText(
      "no row is called by an id, title or name of variant '\(id)'\(hint.english)" + (others.isEmpty ? "" : "; rows of no variant: \(shown.joined(separator: ", "))"),
      "没有哪一行的名称属于版本 '\(id)'\(hint.simplifiedChinese)" + (others.isEmpty ? "" : "；不属于任何版本的名称：\(shown.joined(separator: "、"))"))
  }

  static func tooManyCells(variants: Int, days: Int, columns: Int, most: Int) -> BilingualText {
    BilingualText(
      "\(variants) variants × \(days) days × \(columns) columns are more than \(most) sums: give the test an end, or fewer metrics",
      "\(variants) 个版本 × \(days) 天 × \(columns) 列超过 \(most) 个合计：请写明结束日期，或减少指标")
  }

  /// - Parameter console: whose header the file has: what it is known to mean goes into the question, and stays a question.
  static func blankResults(_ column: String, rows: Int, file: String, line: Int, console: ConsolePreset?) -> BilingualText {
    let leaves = rows == 1 ? "leaves" : "leave"
    let known: BilingualText
    switch console {
    case .some(let console) where console.emptyIsZero:
      known = BilingualText(
        "the header is that of \(console.name.english), which leaves zeros empty: most likely 'empty: zero' (none) in this table is right; 'empty: missing' says that they are not known",
        "表头是\(console.name.simplifiedChinese)的，它把 0 留空：此表多半应写 'empty: zero'（没有）；'empty: missing' 表示未知")
    case .some(let console):
      known = BilingualText(
        "the header is that of \(console.name.english), of which it is not known what it leaves empty: compare one such row with the console, and write 'empty: zero' (none) or 'empty: missing' (not known) in this table",
        "表头是\(console.name.simplifiedChinese)的，尚不清楚它把什么留空：请拿其中一行与后台核对，再在此表写 'empty: zero'（没有）或 'empty: missing'（未知）")
    case nil:
      known = BilingualText(
        "write 'empty: zero' (none; Meta Ads Manager leaves zeros empty) or 'empty: missing' (not known) in this table",
        "请在此表写 'empty: zero'（没有；Meta 广告后台把 0 留空）或 'empty: missing'（未知）")
    }
    return BilingualText(
      "column '\(column)' is never 0, and \(English.count(rows, "row")) with spend or impressions \(leaves) it empty (first: \(file):\(line)): does empty mean none, or not known? The verdict may hang on it: \(known.english)",
      "列 '\(column)' 从不为 0，而有花费或曝光的 \(rows) 行里它是空的（首处：\(file) 第 \(line) 行）：空格是表示没有，还是未知？结论可能因此不同：\(known.simplifiedChinese)")
  }

  static func otherZone(_ column: String, zone: String, isFromColumn: Bool, own: String, hasTimes: Bool) -> BilingualText {
    let source = BilingualText(isFromColumn ? ", as its name says" : "", isFromColumn ? "（列名所写）" : "")
    guard hasTimes else {
      return BilingualText(
        "the days in '\(column)' are those of \(zone)\(source.english), not of \(own): whole days cannot be moved and are taken as they stand",
        "'\(column)' 里的日期是 \(zone)\(source.simplifiedChinese) 的，不是 \(own) 的：整天的数据无法平移，按原样计入")
    }
    return BilingualText(
      "the times in '\(column)' are read as \(zone)\(source.english); each falls on its day in \(own)",
      "'\(column)' 里的时刻按 \(zone)\(source.simplifiedChinese) 读取，归入 \(own) 的日期")
  }

  static func severalDays(rows: Int, days: String, at place: FilePlace) -> BilingualText {
    BilingualText(
      "\(English.count(rows, "row")) \(rows == 1 ? "covers" : "cover") several days (\(days), \(place)): its days count as days with data, its numbers as one whole (how days differ inside it is not known, so it is one observation), its money in equal parts",
      "有 \(rows) 行覆盖多天（\(days)，\(place)）：所覆盖的各天都算有数据的日子，数值作为一个整体（其中各天的波动无从得知，只算一次观测），花费按天均分")
  }

  static func partlyOutside(rows: Int, days: String, at place: FilePlace, test: String) -> BilingualText {
    BilingualText(
      "\(English.count(rows, "row")) \(rows == 1 ? "covers" : "cover") several days of which some lie outside the test \(test) (\(days), \(place)), and such a row cannot be divided: export by day, or let the test start and end where rows do",
      "有 \(rows) 行覆盖多天，其中一部分在测试 \(test) 之外（\(days)，\(place)），无法拆分：请按天导出，或让测试的起止与这些行的起止一致")
  }

  static func notOver(rows: Int, days: String, at place: FilePlace, asOf: String, over: String) -> BilingualText {
    BilingualText(
      "\(English.count(rows, "row")) \(rows == 1 ? "covers" : "cover") several days of which some were not over on \(asOf) (\(days), \(place)), and such a row cannot be divided: export by day, or review on a day on which rows are over (\(over))",
      "有 \(rows) 行覆盖多天，其中一部分在 \(asOf) 时尚未结束（\(days)，\(place)），无法拆分：请按天导出，或在这些行都已结束的日期（\(over)）评审")
  }

  static func notByDay(days: String, at place: FilePlace, isJoined: Bool) -> BilingualText {
    BilingualText(
      "rows cover several days (\(days), \(place)); \(isJoined ? "tables that meet by day" : "a test that switches between days") need rows of one day: export by day",
      "有的行覆盖多天（\(days)，\(place)）；\(isJoined ? "按天关联的表" : "按天轮换的测试")需要一天一行：请按天导出")
  }

  static func toldTwice(days: String, at place: FilePlace) -> BilingualText {
    BilingualText(
      "a row covers \(days) (\(place)), and other rows of its variant tell of days among them: these days would count twice; keep the one or the other",
      "有一行覆盖 \(days)（\(place)），而该版本另有行记录其中的日子：这些天会算两遍；请只保留一种")
  }

  static let unitOfSeveralDays = BilingualText("a unit enters on one day, and this date covers several", "对象只在某一天进入测试，而这个日期覆盖多天")

  static func endsBefore(_ first: String, _ last: String) -> BilingualText {
    BilingualText("the row's days \(first)…\(last) are no period", "这一行的日期 \(first)…\(last) 不是一段时间")
  }

  static func roundedIDs(_ column: String, rows: Int, text: String, file: String, line: Int) -> BilingualText {
    BilingualText(
      "the ids in '\(column)' were rounded by a spreadsheet ('\(text)', \(file):\(line); \(English.count(rows, "row"))): different units have become one, and nothing can bring them back; take the original export, not one that was opened and saved",
      "'\(column)' 里的编号被电子表格四舍五入了（'\(text)'，\(file) 第 \(line) 行；共 \(rows) 行）：不同的对象变成了一个，无法还原；请用原始导出，不要用打开后另存的文件")
  }

  static func firstRowsOnly(units: Int) -> BilingualText {
    BilingualText(
      "\(English.count(units, "unit")) of several rows \(units == 1 ? "states" : "state") a number on the first row only (as exports of orders do); it is taken as the unit's",
      "有 \(units) 个多行对象只在第一行写有数值（订单导出即如此），按该对象的数值计入")
  }

  static func rowsTwice(_ file: String, before: RepeatedRows.Lines, again: RepeatedRows.Lines) -> BilingualText {
    BilingualText(
      "\(file): lines \(again.first) to \(again.last) are lines \(before.first) to \(before.last) once more, cell for cell: an export pasted twice? Keep one of them; where every row counts, write 'overlap: add' in this table",
      "\(file)：第 \(again.first) 至 \(again.last) 行与第 \(before.first) 至 \(before.last) 行逐格相同：是否把导出粘贴了两次？请只保留一份；若每一行都应计入，在此表写 'overlap: add'")
  }

  static func repeated(_ column: String, per: String, _ example: RepeatedNumbers.Example, things: Int) -> BilingualText {
    let value = ReaderNotes.amount(example.value)
    let (at, chineseAt) = example.place.isEmpty ? ("", "") : (", \(example.place)", "，\(example.place)")
    return BilingualText(
      "all rows of one '\(per)' have the same number in '\(column)' ('\(example.id)': \(value) on \(example.rows) rows\(at); \(things) such in all): is it the number of the whole, repeated beside each of its lines, or has each row its own? Write 'once: {\(column): \(per)}' (counted once) or 'once: none' (every row counts) in this table",
      "同一 '\(per)' 的各行在 '\(column)' 里数值相同（'\(example.id)'：\(example.rows) 行都是 \(value)\(chineseAt)；共 \(things) 处）：这是整单的数值在每一行上重复，还是每行各有其值？请在此表写 'once: {\(column): \(per)}'（只计一次）或 'once: none'（每一行都计入）"
    )
  }

  static func notRepeated(_ rule: OnceColumns.Rule, id: String, value: String, before: String) -> BilingualText {
    BilingualText(
      "'\(rule.column)' is \(value) here and \(before) on an earlier row of '\(rule.per)' '\(id)', though 'once:' says that its rows repeat it",
      "'\(rule.column)' 在此为 \(value)，而 '\(rule.per)' '\(id)' 较早的一行是 \(before)，与 'once:' 所说的重复不符")
  }

  static func sumOfOthers(_ file: String, line: Int, label: String, column: String) -> BilingualText {
    let named = label.isEmpty ? BilingualText("", "") : BilingualText(" ('\(label)' in '\(column)')", "（'\(column)' 为 '\(label)'）")
    // Without a name of its own the row can only be taken out.
    let way =
      label.isEmpty
      ? BilingualText("take the row out of the file", "请从文件中删去该行")
      : BilingualText("write 'totals: [\(label)]' in this table to leave such rows out", "请在此表写 'totals: [\(label)]' 不计这样的行")
    return BilingualText(
      "\(file): the row on line \(line)\(named.english) equals the sum of other rows: if it is a total, everything counts twice; \(way.english), or write 'totals: none' if every row counts",
      "\(file)：第 \(line) 行\(named.simplifiedChinese)等于其他行之和：若它是合计，一切都算了两遍；\(way.simplifiedChinese)，或写 'totals: none' 表示每一行都计入")
  }

  static let noUnit = BilingualText(
    "no unit id",
    "没有对象编号")

  static let notUTF8 = BilingualText(
    "the text is not UTF-8; name the file's 'encoding'",
    "文字不是 UTF-8；请写明 'encoding'")

  static func twoVariants(_ name: String, first: String, second: String) -> BilingualText {
    BilingualText(
      "'\(name)' in the data matches two variants, '\(first)' and '\(second)'; narrow their names",
      "数据里的 '\(name)' 同时匹配版本 '\(first)' 和 '\(second)'；请把名称写得更准")
  }

  static func noDate(in column: String) -> BilingualText {
    BilingualText(
      "no date in '\(column)'",
      "'\(column)' 里没有日期")
  }

  static func wrongWeekday(_ text: String, in column: String) -> BilingualText {
    BilingualText(
      "'\(text)' in '\(column)': the weekday is wrong for that day",
      "'\(column)' 里的 '\(text)'：星期与日期对不上")
  }

  static func badDate(_ text: String, in column: String) -> BilingualText {
    BilingualText(
      "'\(text)' in '\(column)' is not a date",
      "'\(column)' 里的 '\(text)' 不是日期")
  }

  static func noShare(_ text: String) -> BilingualText {
    BilingualText(
      "a share needs 0 or 1 (or yes and no), found '\(text)'; write at_least or at_most to cut a number",
      "占比要用 0/1（或是/否），这里是 '\(text)'；数字请用 at_least 或 at_most 划线")
  }

  static func badMoment(_ text: String) -> BilingualText {
    BilingualText(
      "'\(text)' is not a date and time",
      "'\(text)' 不是日期时间")
  }

  static func badNumber(_ text: String, column: Int) -> BilingualText {
    BilingualText(
      "'\(text)' (column \(column)) is not a number",
      "'\(text)'（第 \(column) 列）不是数字")
  }

  static func beyondCounting(_ text: String, column: Int) -> BilingualText {
    BilingualText(
      "'\(text)' (column \(column)) is beyond what is counted: from 0.000000000000001 to 1,000,000,000,000,000, or 0",
      "'\(text)'（第 \(column) 列）超出可计的范围：0，或 0.000000000000001 到 1,000,000,000,000,000")
  }

  static func manySegments(_ column: String, most: Int) -> BilingualText {
    BilingualText(
      "segment column '\(column)' has more than \(most) values; the others are not broken down",
      "细分列 '\(column)' 的取值超过 \(most) 种；其余的不细分")
  }

  static func manySegmentCells(_ column: String) -> BilingualText {
    BilingualText(
      "segment column '\(column)' has too many values for so many variants, days and columns; some are not broken down",
      "版本、天数和列太多，细分列 '\(column)' 的部分取值不细分")
  }

  static let theTable = BilingualText(
    "the table",
    "表")

  static func table(_ name: String) -> BilingualText {
    BilingualText(
      "table '\(name)'",
      "表 '\(name)'")
  }

  static func undated(_ table: BilingualText, from day: CalendarDay) -> BilingualText {
    BilingualText(
      "\(table.english) has no dates: it counts once the test is over, from \(day) on",
      "\(table.simplifiedChinese)没有日期：测试结束后（\(day) 起）才计入")
  }

  static func censored(_ table: BilingualText, cells: Int) -> BilingualText {
    BilingualText(
      "\(table.english): \(English.count(cells, "cell")) such as '< 10%' \(cells == 1 ? "gives only a bound and is" : "give only a bound and are") missing",
      "\(table.simplifiedChinese)：\(cells) 个格子如 '< 10%' 只给出界限，按缺失处理")
  }

  static func outside(_ table: BilingualText, rows: Int) -> BilingualText {
    BilingualText(
      "\(table.english): \(rows) more \(rows == 1 ? "row" : "rows") of other tests or names \(rows == 1 ? "is" : "are") outside this one",
      "\(table.simplifiedChinese)：另有 \(rows) 行属于其他测试或名称，不在本测试内")
  }

  static func resultsAboveTrials(_ results: String, _ trials: String, day: String) -> BilingualText {
    BilingualText(
      "\(results) results of \(trials) trials\(day)",
      "\(trials) 次试验却有 \(results) 次结果\(day)")
  }

  static func negativeCount(_ numerator: String, _ denominator: String, day: String) -> BilingualText {
    BilingualText(
      "a negative count: \(numerator), \(denominator)\(day)",
      "计数为负：\(numerator)、\(denominator)\(day)")
  }

  static func units(_ count: String) -> BilingualText {
    BilingualText(
      "\(count) units in all",
      "对象总数为 \(count)")
  }

  static func scoresOutside(_ metric: String, units: Int) -> BilingualText {
    BilingualText(
      "metric '\(metric)': \(English.count(units, "unit")) \(units == 1 ? "has a score outside 0 to 10 and is" : "have a score outside 0 to 10 and are") left out",
      "指标 '\(metric)'：\(units) 个对象的评分不在 0 到 10 之间，已排除")
  }

  static func noCovariate(_ column: String, metric: String) -> BilingualText {
    BilingualText(
      "metric '\(metric)': no unit has the covariate '\(column)'; it is not used",
      "指标 '\(metric)'：没有对象有协变量 '\(column)'，不使用")
  }

  static func unitsLackCovariate(_ units: Int, column: String, metric: String) -> BilingualText {
    BilingualText(
      "metric '\(metric)': \(English.count(units, "unit")) \(units == 1 ? "lacks the covariate '\(column)' and takes" : "lack the covariate '\(column)' and take") its mean",
      "指标 '\(metric)'：\(units) 个对象缺少协变量 '\(column)'，以均值代替")
  }

  static let switchbackWithoutDates = BilingualText(
    "evidence 'switchback' compares periods, so the table of the primary metric needs 'date:' (the column that says when)",
    "轮换测试（switchback）比较的是时段，主指标的表须有 'date:'（写明时间的列）")

  static func beyondNumbers(day: String) -> BilingualText {
    BilingualText("a sum beyond what a number can hold\(day)", "总和超出可表示的范围\(day)")
  }

  static func negativeCost(_ cost: String, day: String) -> BilingualText { BilingualText("a cost of \(cost)\(day)", "成本为 \(cost)\(day)") }
}
