import ExperimentDecisions
import ExperimentModel

/// What a health check found, and what to mend.
struct HealthSentence {
  let experiment: ExperimentReview
  let words: Wording

  func text(_ item: HealthItem) -> String {
    switch item.check {
    case .sampleRatio: return sampleRatio(item)
    case .noData:
      guard case .variantsWithoutData(let ids) = item.finding else { return words("Every variant has data.", "每个版本都有数据。") }
      let names = words.list(ids.map { words.title($0, in: experiment) })
      return words(
        "No rows for \(names): check the names in the variant column, and the files.", "\(names)没有任何数据：请检查版本列的名称和文件。")
    case .staleData:
      guard case .newestRow(let day, let expected) = item.finding else { return "" }
      return item.ok
        ? words("Newest row: \(words.figures.date(day)).", "最新数据：\(words.figures.date(day))。")
        : words(
          "The newest row is of \(words.figures.date(day)); rows up to \(words.figures.date(expected)) at least were expected. Export again.",
          "最新数据为\(words.figures.date(day))，至少应到\(words.figures.date(expected))。请重新导出。")
    case .duplicateExposure:
      guard case .unitsInTwoVariants(let count, let share) = item.finding else { return "" }
      return item.ok
        ? words("No unit is in two variants.", "没有对象出现在两个版本中。")
        : words(
          "\(English.count(count, "unit")) (\(words.figures.percent(share))) \(count == 1 ? "is in two variants and was" : "are in two variants and were") left out.",
          "有 \(count) 个对象（\(words.figures.percent(share))）同时出现在两个版本，已剔除。")
    case .badRows: return badRows(item)
    case .overlappingFiles: return overlaps(item)
    case .impossibleCounts: return impossible(item)
    case .spendImbalance: return spend(item)
    case .notRandomized:
      if item.ok { return words("The split is random.", "分组是随机的。") }
      return words(
        "The split was not random (\(words.evidence(experiment.declared.evidence))): differences may come from elsewhere, so nothing here is proof.",
        "分组并非随机（\(words.evidence(experiment.declared.evidence))）：差别可能另有原因，不能当作证明。")
    case .nothingToCompare: return nothingToCompare(item)
    case .declarationChanged: return changed(item)
    case .declarationCompleted:
      guard case .takenAsNow(let keys) = item.finding else { return "" }
      return words(
        "An older record does not know these keys, so they are protected as they are now: \(keys.joined(separator: ", ")).",
        "较早的记录没有以下内容，故按现在的写法加以保护：\(keys.joined(separator: "、"))。")
    case .dataCorrected:
      guard case .corrected(let day) = item.finding else { return "" }
      return words(
        "Data of days reviewed before were corrected (found on \(words.figures.date(day))); the looks were replayed and no standing changes.",
        "此前评审过的数据有更正（\(words.figures.date(day))发现）；已重放历次查看，各版本状态不变。")
    case .spentBefore:
      guard case .spentBefore(let other, let looks, let alpha) = item.finding else { return "" }
      return words(
        "“\(other)” has looked at the same variants in the same files \(looks) \(looks == 1 ? "time" : "times") and spent \(words.figures.percent(alpha)) of alpha; a new name does not give it back.",
        "“\(other)”已在同样的文件中对同样的版本做过 \(looks) 次期中查看，用去 \(words.figures.percent(alpha)) 的错误额度；改名不会退还。")
    case .notYet: return words("The declaration asks for what this version cannot do yet.", "声明中用到了本版本尚未支持的功能。")
    case .dispersionUnknown:
      guard case .daysWithBothArms(let days, let need, let allowance) = item.finding else { return "" }
      guard !item.ok else {
        return words("\(words.figures.days(days)) with both arms tell how much days differ by themselves.", "两组同时有数据的有 \(days) 天，足以得知各天自身的波动。")
      }
      return fewDays(days, need: need, allowance: allowance)
    case .daysCorrelated: return memory(item)
    case .tooSkewed: return skewed(item)
    case .outsideTest: return outside(item)
    case .totalRows: return totals(item)
    case .fractionalResults:
      guard case .metrics(let names) = item.finding else { return "" }
      let list = words.list(names)
      return words(
        "\(list): fractional results (modelled conversions) are in the data; they are used as they are, with approximate tails.",
        "\(list)：数据中有小数的转化（建模转化），按原值使用，尾部概率为近似值。")
    case .missingOutcome, .missingValues:
      guard case .missing(let metric, let variants, let count, let share, let unit) = item.finding else { return "" }
      let names = words.list(variants.map { words.title($0, in: experiment) })
      let what = unit == .units ? words("units", "个对象") : words("days of a variant", "天（按版本）")
      return words(
        "\(metric) (\(names)): \(count) \(what), \(words.figures.percent(share)), have no outcome and were left out; missing is not zero.",
        "\(metric)（\(names)）：\(count) \(what)缺少结果（\(words.figures.percent(share))），已剔除；缺失不等于零。")
    case .undatedTable:
      return words("A table has no dates: it counts only once the test is over.", "有表格没有日期：测试结束后才计入。")
    case .dataNote, .countsNotWhole:
      switch item.finding {
      case .note(let note): return note(in: words.language)
      case .mixedPeriods(let count):
        return words(
          "\(English.count(count, "period")) had more than one variant and \(count == 1 ? "is" : "are") left out. What carries over from one period to the next is not modelled.",
          "有 \(count) 个时段同时出现多个版本，已排除。时段之间的延续影响没有建模。")
      default: return ""
      }
    }
  }

  private func nothingToCompare(_ item: HealthItem) -> String {
    switch item.finding {
    case .untried(let ids):
      let names = words.list(ids.map { words.title($0, in: experiment) })
      return words(
        "\(names): nothing was tried (no trials, no spend or no exposure in the primary metric), so nothing can be compared. Check the columns and the names.",
        "\(names)：主要指标没有任何尝试（没有试验、花费或曝光），无从比较。请检查列与名称。")
    case .noResults(let metric, let tried):
      return words(
        "\(metric): not one result in any variant, of \(words.figures.count(tried)) in all. Almost surely the counting is broken: check the tracking and the column before anything is concluded.",
        "\(metric)：所有版本一个结果都没有（合计 \(words.figures.count(tried))）。几乎可以肯定是统计出了问题：下结论前请检查埋点与列名。")
    default: return ""
    }
  }

  private func skewed(_ item: HealthItem) -> String {
    guard case .skewed(let units, let need) = item.finding else { return "" }
    let (have, wanted) = (words.figures.count(Double(units)), words.figures.count(Double(need)))
    return words(
      "The values are too skewed for how the units are split: no verdict can rest on \(have) units; about \(wanted) at this split would do. Instead, cut the largest values at a stated level (winsorize: 99%), make the share of units that have a value (buyers) the primary metric, or split the arms more evenly.",
      "数值过于偏斜、分流过于不均：\(have) 个对象不足以支撑结论；按此分流约需 \(wanted) 个。可改为：按声明的水平截尾（winsorize: 99%），以有数值者的占比（如购买者占比）作主要指标，或使两组更均匀。")
  }

  private func fewDays(_ days: Int, need: Int, allowance: RecordedScatter?) -> String {
    let first = words(
      "Only \(words.figures.days(days)) with both arms: how much days differ by themselves is not known yet (from \(need) days on).",
      "两组同时有数据的只有 \(days) 天：尚无法得知各天自身的波动（需 \(need) 天）。")
    guard let allowance else { return first }
    guard allowance.logVariance > 0 else {
      return first + words(" The plan declares that they do not (dispersion: 1).", "计划已声明没有这种波动（dispersion: 1）。")
    }
    let size = words.figures.percent(allowance.share)
    let source =
      allowance.tests > 0
      ? words(
        "learned from \(English.count(allowance.tests, "earlier test")) of this workspace (\(words.figures.days(allowance.days)))",
        "由本工作区此前的 \(allowance.tests) 个测试（\(allowance.days) 天）得出")
      : words("from published campaigns", "取自公开的投放数据")
    return first
      + words(
        " p and interval allow for \(size) of scatter in each arm's day, \(source); 'dispersion: 1' declares that there is none.",
        "p 值与区间已为每组每天预留 \(size) 的波动（\(source)）；如确无波动，可声明 'dispersion: 1'。")
  }

  private func memory(_ item: HealthItem) -> String {
    guard case .daysRemember(let days, let need, let correlation, let widening, let unprotected, let chance) = item.finding else { return "" }
    let risk = words.figures.percent(chance)
    let lasting = words.figures.decimal(unprotected, places: 1)
    guard days >= need else {
      return words(
        "\(words.figures.days(days)) are too few to tell whether days remember (from \(need) on): if a shock to one arm lasted, by \(lasting) from one day to the next, a false winner would have a chance of \(risk).",
        "\(days) 天还不足以判断各天之间是否相关（需 \(need) 天）：若某组的冲击会延续（相邻两天相关 \(lasting)），误判胜出的可能性约 \(risk)。")
    }
    return words(
      "Days remember the day before (correlation \(words.figures.decimal(correlation, places: 2))): the error is widened to \(words.figures.decimal(widening, places: 2)) times for it. Shocks that last longer than they look (\(lasting)) would still leave a false winner a chance of \(risk).",
      "相邻两天的结果相关（\(words.figures.decimal(correlation, places: 2))）：误差已放宽到 \(words.figures.decimal(widening, places: 2)) 倍。若冲击比看起来更持久（\(lasting)），误判胜出的可能性仍约 \(risk)。")
  }

  private func sampleRatio(_ item: HealthItem) -> String {
    guard case .sampleRatio(let variants, let observed, let planned) = item.finding else { return "" }
    let total = observed.reduce(0, +)
    let seen = observed.map { words.figures.decimal($0 / total * 100, places: 1) }.joined(separator: " : ")
    let plan = planned.map { words.figures.decimal($0 * 100, places: 1) }.joined(separator: " : ")
    let p = item.pValue.map { words.figures.probability($0) } ?? ""
    let names = variants.map { words.title($0, in: experiment) }.joined(separator: " : ")
    return item.ok
      ? words("The split is as planned: \(seen) (\(names)).", "分流与计划一致：\(seen)（\(names)）。")
      : words(
        "The split of units is \(seen) where \(plan) was planned (\(names); \(p)): something lets one arm in more easily. Until it is found the comparison means nothing.",
        "实际分流 \(seen)，计划 \(plan)（\(names)；\(p)）：某个环节让一组更容易进入。查明之前，比较没有意义。")
  }

  private func badRows(_ item: HealthItem) -> String {
    guard case .rows(let bad, let all, let examples) = item.finding else { return "" }
    if bad == 0 { return words(all == 1 ? "The one row was read." : "All \(all) rows were read.", "\(all) 行全部读入。") }
    let shown = examples.prefix(3).map { words.said("\($0.file):\($0.line)", $0.reason(in: words.language)) }.joined(separator: words("; ", "；"))
    return words("\(bad) of \(all) rows could not be read and \(bad == 1 ? "was" : "were") left out: \(shown)", "\(all) 行中有 \(bad) 行无法读取，已剔除：\(shown)")
  }

  private func overlaps(_ item: HealthItem) -> String {
    guard case .overlaps(let overlaps) = item.finding, !item.ok else {
      return words("No two files tell of the same variant and day.", "没有两个文件包含相同的版本和日期。")
    }
    let shown = overlaps.prefix(3).map { words("\($0.first) and \($0.second) (\(English.count($0.cells, "cell")))", "\($0.first) 与 \($0.second)（\($0.cells) 处）") }
    return words(
      "Files tell of the same variant and day: \(shown.joined(separator: "; ")). Say which holds with 'overlap: newest' or 'add'.",
      "不同文件包含相同的版本和日期：\(shown.joined(separator: "；"))。请用 'overlap: newest' 或 'add' 指明取舍。")
  }

  private func impossible(_ item: HealthItem) -> String {
    guard case .impossible(let cells) = item.finding, !item.ok else { return words("No impossible counts.", "没有不可能的数值。") }
    return words("Impossible counts: ", "不可能的数值：")
      + cells.prefix(3).map { words.said(words.title($0.variant, in: experiment) + words(", ", "，") + $0.metric, $0.text(in: words.language)) }.joined(separator: words("; ", "；"))
  }

  private func spend(_ item: HealthItem) -> String {
    guard case .spendShares(let variants, let spend, let planned, let ratio) = item.finding else { return "" }
    let shown = zip(variants, spend).map { "\(words.title($0, in: experiment)) \(words.figures.money($1))" }.joined(separator: words(", ", "，"))
    if item.ok { return words("Spend is near the plan: \(shown).", "花费接近计划：\(shown)。") }
    let plan = planned.map { words.figures.decimal($0 * 100, places: 0) }.joined(separator: " : ")
    // A ratio says nothing where a variant spent as good as nothing; the amounts do.
    let size = ratio < 1e6 ? words.figures.number(ratio, significant: 2) : nil
    return words(
      "Spend is off the plan (\(plan))\(size.map { " by \($0) : 1" } ?? ""): \(shown). A cost per result then compares different markets.",
      "花费偏离计划（\(plan)）\(size.map { "，达 \($0) : 1" } ?? "")：\(shown)。此时的单位成本比较的是不同的市场。")
  }

  private func changed(_ item: HealthItem) -> String {
    guard case .changedKeys(let keys) = item.finding else {
      return words("The declaration is what it was at the start.", "声明与开始时一致。")
    }
    let shown = keys.map {
      words(
        "\($0.key) (was \($0.before.isEmpty ? "–" : $0.before), is \($0.now.isEmpty ? "–" : $0.now))",
        "\($0.key)（原为 \($0.before.isEmpty ? "–" : $0.before)，现为 \($0.now.isEmpty ? "–" : $0.now)）")
    }
    return words(
      "Changed after the start: \(shown.joined(separator: ", ")). That would break the promise about errors: put it back, or change it openly with 'mvp amend'.",
      "开始后被改动：\(shown.joined(separator: "、"))。这会破坏错误率的保证：请改回，或用 'mvp amend' 公开更改。")
  }

  private func outside(_ item: HealthItem) -> String {
    guard case .outsideNames(let names, let dates) = item.finding else { return "" }
    var parts = [String]()
    if !names.isEmpty {
      let shown = names.prefix(5).map { name -> String in
        let near = name.near.map { words(", did you mean \($0)?", "，是否为 \($0)？") } ?? ""
        return words("“\(OneLine.text(name.name))” (\(English.count(name.rows, "row"))\(near))", "“\(OneLine.text(name.name))”（\(name.rows) 行\(near)）")
      }
      parts.append(words("Rows of other names left out: \(shown.joined(separator: ", ")).", "其他名称的行未计入：\(shown.joined(separator: "、"))。"))
    }
    if dates > 0 { parts.append(words("\(English.count(dates, "row")) \(dates == 1 ? "lies" : "lie") outside the test's dates.", "有 \(dates) 行不在测试日期内。")) }
    return parts.joined(separator: words(" ", ""))
  }

  private func totals(_ item: HealthItem) -> String {
    guard case .totals(let rows, let file) = item.finding else { return "" }
    let off = rows.flatMap { row in row.columns.filter { !$0.agrees }.map { (row, $0) } }
    if off.isEmpty {
      return words(
        "\(file): \(English.count(rows.count, "total row")) left out; \(rows.count == 1 ? "it agrees" : "they agree") with the sum of the rows.",
        "\(file)：\(rows.count) 个合计行未计入，与各行之和一致。")
    }
    let shown = off.prefix(4).map { row, column in
      let stated = words.figures.decimal(column.stated, places: 2)
      let summed = words.figures.decimal(column.summed, places: 2)
      return words("line \(row.line) “\(row.label)”, \(column.name): \(stated) stated, \(summed) summed", "第 \(row.line) 行“\(row.label)”\(column.name)：所列 \(stated)，各行之和 \(summed)")
    }
    return words(
      "\(file): a total row does not agree with its rows (\(shown.joined(separator: "; "))).", "\(file)：合计行与各行之和不符（\(shown.joined(separator: ";"))）。")
  }
}
