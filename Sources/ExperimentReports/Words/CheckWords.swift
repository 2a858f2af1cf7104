import ExperimentDecisions

/// A data check in a few words, for places without room for its sentence.
enum CheckWords {
  /// What is wrong where it did not pass.
  static func failed(_ check: HealthItem.Check, _ words: Wording) -> String {
    switch check {
    case .sampleRatio: words("the split is off", "分流比例不符")
    case .noData: words("a variant has no data", "有版本没有数据")
    case .staleData: words("data out of date", "数据已过期")
    case .duplicateExposure: words("units in two variants", "有对象在两个版本中")
    case .badRows: words("rows that cannot be read", "有无法读取的行")
    case .overlappingFiles: words("files overlap", "文件互相重叠")
    case .impossibleCounts: words("counts that cannot be", "计数不可能成立")
    case .spendImbalance: words("spend off the plan", "花费偏离计划")
    case .notRandomized: words("split not random", "分组并非随机")
    case .nothingToCompare: words("nothing to compare", "没有可比较的结果")
    case .declarationChanged: words("declaration changed", "声明被改动")
    case .declarationCompleted: words("keys unknown to the records", "记录中没有的内容")
    case .dataCorrected: words("earlier data corrected", "此前数据有更正")
    case .spentBefore: words("looked at before under another name", "曾以别名查看过")
    case .notYet: words("not possible yet", "尚未支持")
    case .dispersionUnknown: words("too few days to know their scatter", "天数太少，波动未知")
    case .tooSkewed: words("values too skewed", "数值过于偏斜")
    case .daysCorrelated: words("days may not be independent", "各天可能不独立")
    case .outsideTest: words("rows left out", "有行未计入")
    case .totalRows: words("total rows", "合计行")
    case .fractionalResults: words("fractional results", "有小数的转化")
    case .countsNotWhole: words("counts that are not whole", "计数不是整数")
    case .missingOutcome, .missingValues: words("outcomes missing", "有结果缺失")
    case .undatedTable: words("a table without dates", "有表格没有日期")
    case .dataNote: words("a note on the data", "数据说明")
    }
  }
}
