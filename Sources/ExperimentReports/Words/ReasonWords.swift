import ExperimentDecisions

extension Wording {
  /// Why, in a few words.
  func reason(_ reason: ReasonCode) -> String {
    switch reason {
    case .winner: self("a variant is proven better", "有版本被证明更好")
    case .loser: self("proven worse", "被证明更差")
    case .guardrailBroken: self("a guardrail is broken", "突破护栏指标")
    case .futile: self("cannot reach the effect that matters", "达不到有意义的提升")
    case .noWinner: self("no winner proven", "没有版本被证明更好")
    case .budgetSpent: self("the budget is spent", "预算已用完")
    case .sampleRatio: self("the split is not as planned", "分流比例与计划不符")
    case .noData: self("a variant has no data", "有版本没有数据")
    case .staleData: self("the data are out of date", "数据已过期")
    case .duplicateExposure: self("units are in two variants", "有对象同时出现在两个版本")
    case .badRows: self("too many rows cannot be read", "无法读取的行太多")
    case .overlappingFiles: self("files overlap", "文件互相重叠")
    case .impossibleCounts: self("some counts are impossible", "有不可能的数值")
    case .spendImbalance: self("spend is far off the plan", "花费比例严重偏离计划")
    case .notRandomized: self("the split was not random", "分组并非随机")
    case .nothingToCompare: self("there is nothing to compare", "没有可比较的结果")
    case .invalidDeclaration: self("the declaration or its data do not hold", "声明或数据无效")
    case .tooEarly: self("too early to tell", "为时尚早")
    case .boundaryNotCrossed: self("not proven yet", "尚未得到证明")
    case .notStarted: self("not started", "尚未开始")
    case .closed: self("closed by a person", "已由人工关闭")
    case .missing: self("its declaration is gone", "声明文件已不在")
    }
  }
}
