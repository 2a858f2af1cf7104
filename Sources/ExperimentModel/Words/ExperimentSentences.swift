/// What is said of an experiment: its variants, dates, plan and budget.
package enum ExperimentSentences {
  static let variants = BilingualText(
    "a mapping, one id a line: 'price-first: {title: …}'",
    "一组键值，每行一个标识：'price-first: {title: …}'")

  static let twoOrMore = BilingualText(
    "two or more",
    "两个或更多")

  static let twoAllocated = BilingualText(
    "at least two with an allocation above 0",
    "至少两个 allocation 大于 0")

  static let variantCalledNone = BilingualText(
    "no variant may be called 'none': 'control: none' means that there is no baseline",
    "版本不能叫 'none'：'control: none' 表示没有对照")

  static func variant(_ id: String) -> BilingualText {
    BilingualText(
      "variant '\(id)'",
      "版本 '\(id)'")
  }

  static func sharedName(_ name: String, first: String, second: String, globs: String) -> BilingualText {
    BilingualText(
      "variants '\(first)' and '\(second)' both go by the name '\(name)'\(globs)",
      "版本 '\(first)' 和 '\(second)' 都匹配名称 '\(name)'\(globs)")
  }

  static func noSuchControl(_ name: String, ids: [String], hint: BilingualText) -> BilingualText {
    BilingualText(
      "'control' must be one of \(ids.joined(separator: ", ")), none; found '\(name)'\(hint.english)",
      "'control' 应为 \(ids.joined(separator: ", "))、none 之一；这里是 '\(name)'\(hint.simplifiedChinese)")
  }

  static let effect = BilingualText(
    "a size such as 10%, 0.5pp, ¥5 or 3",
    "变化的大小，如 10%、0.5pp、¥5、3")

  static let sizeOnly = BilingualText(
    "; give its size, the wanted direction is the metric's",
    "；只写大小，方向由指标的 direction 决定")

  static let aboveZero = BilingualText(
    "above 0",
    "大于 0 的数")

  static let spending = BilingualText(
    "a name such as obrien-fleming",
    "名称，如 obrien-fleming")

  static let fundNeedsTotal = BilingualText(
    "a budget from a fund needs 'total'",
    "从专项资金支付的预算要写 'total'")

  static let spendUnknown = BilingualText(
    "no column says how much was spent; name it in 'budget.spent'",
    "没有哪一列说明花了多少；请在 'budget.spent' 中指明")

  static func unknownFund(_ name: String, known: String, hint: BilingualText) -> BilingualText {
    BilingualText(
      "fund '\(name)' is not in mvp.yaml (funds: \(known))\(hint.english)",
      "mvp.yaml 里没有专项资金 '\(name)'（已有：\(known)）\(hint.simplifiedChinese)")
  }

  static func aboveFundsCap(_ total: String, fund: String, cap: String) -> BilingualText {
    BilingualText(
      "the budget (\(total)) is above what fund '\(fund)' gives one experiment (\(cap))",
      "预算（\(total)）超过了专项资金 '\(fund)' 给单个实验的上限（\(cap)）")
  }

  static let experiment = BilingualText(
    "the experiment",
    "实验")

  package static func notYet(_ feature: BilingualText) -> BilingualText {
    BilingualText(
      "\(feature.english): not available yet",
      "\(feature.simplifiedChinese)：目前还不支持")
  }

  static let needsStart = BilingualText(
    "the experiment needs 'start': first day of data, inclusive",
    "实验缺少 'start'：数据的第一天（含）")

  static let endAndDuration = BilingualText(
    "'end' and 'duration' are both given; keep one",
    "'end' 和 'duration' 只能写一个")

  static let needsEnd = BilingualText(
    "the experiment needs one of: end, duration, budget.total",
    "实验应有其一：end、duration、budget.total")

  static let budgetNeedsTotal = BilingualText(
    "without 'end' or 'duration', 'budget' needs a 'total'",
    "没有 'end' 或 'duration' 时，'budget' 必须有 'total'")

  static func endsBeforeStart(start: CalendarDay, end: CalendarDay) -> BilingualText {
    BilingualText(
      "'end' (\(end)) is before 'start' (\(start))",
      "'end'（\(end)）早于 'start'（\(start)）")
  }

  static func mostDays(_ most: Int) -> BilingualText {
    BilingualText(
      "the test may last \(most) days at most",
      "测试最长 \(most) 天")
  }

  static let futilityNeedsEffect = BilingualText(
    "'futility' needs 'minimum_effect': the change worth waiting for",
    "'futility' 需要 'minimum_effect'：值得等待的变化")

  static let spendingNoneIsOneLook = BilingualText(
    "'spending: none' means one look; leave 'looks' out or choose a spending function",
    "'spending: none' 表示只看一次；请去掉 'looks'，或选一种 spending")

  static func bareShare(_ size: String, percent: String) -> BilingualText {
    BilingualText(
      "'minimum_effect: \(size)' is read as \(percent), relative; write \(percent), or an absolute size with its unit (0.5pp, ¥5)",
      "'minimum_effect: \(size)' 按相对变化 \(percent) 理解；请写 \(percent)，或带单位的绝对变化（0.5pp、¥5）")
  }

  /// Why `minimum_effect` cannot be what is written, for the metric it is of.
  static func effect(of primary: Metric, _ problem: EffectProblem) -> BilingualText {
    let said =
      switch problem {
      case .relativePoints:
        BilingualText(
          "cannot be relative; write points, such as 3",
          "不能是相对变化；请写分数，如 3")
      case .decreaseOfAll:
        BilingualText(
          "cannot be a decrease of 100% or more",
          "不能是下降 100% 或更多")
      case .pointsOfNoShare:
        BilingualText(
          "is not a share: no percentage points",
          "不是占比，不能用百分点")
      case .money:
        BilingualText(
          "is not money",
          "不是金额")
      case .currency(let written, let workspace):
        BilingualText(
          "is written in \(written), but the workspace counts in \(workspace)",
          "写的是 \(written)，而工作区的货币是 \(workspace)")
      case .bareNumberOfShare:
        BilingualText(
          "must be relative (10%) or in points (0.5pp)",
          "应为相对变化（10%）或百分点（0.5pp）")
      case .tooManyPoints:
        BilingualText(
          "must be at most 200 points",
          "至多 200 分")
      }
    return BilingualText(
      "'minimum_effect' of '\(primary.name)' (\(primary.kind.name)) \(said.english)",
      "'\(primary.name)'（\(primary.kind.name)）的 'minimum_effect' \(said.simplifiedChinese)")
  }
}

/// What is wrong with the size of an effect.
enum EffectProblem {
  case relativePoints, decreaseOfAll, pointsOfNoShare, money, bareNumberOfShare, tooManyPoints
  case currency(written: String, workspace: String)
}
