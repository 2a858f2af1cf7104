import ExperimentModel

enum VerificationWords {
  static func text(_ finding: Verification.Finding) -> BilingualText {
    switch finding {
    case .reportWithout(let report, let number):
      BilingualText(
        "\(report) was made from record \(number), which is gone: restore the records from your backup or version control",
        "\(report) 出自第 \(number) 条记录，而该记录已不在：请从备份或版本库恢复记录")
    case .reportOfOther(let report, let number, let name):
      BilingualText(
        "\(report) was made from another record \(number) than \(name): one of them was changed; restore it from your backup or version control",
        "\(report) 所依据的第 \(number) 条记录与 \(name) 不同：其中之一被改动过，请从备份或版本库恢复")
    case .reportUnreadable(let report, let reason):
      BilingualText("\(report) cannot be read: \(reason.english)", "无法读取 \(report)：\(reason.simplifiedChinese)")
    case .goneSinceCommit(let name):
      BilingualText(
        "\(name) is in the newest commit and gone from the folder: bring it back with git restore", "\(name) 在最近一次提交中有，而文件夹中没有：请用 git restore 取回")
    case .changedSinceCommit(let name):
      BilingualText(
        "\(name) is not what the newest commit has: bring it back with git restore", "\(name) 与最近一次提交中的不同：请用 git restore 取回")
    case .expectedMissing(let number, let newest):
      BilingualText(
        newest == 0 ? "record \(number) was expected, and there are no records" : "record \(number) was expected, and the newest is \(newest): the history's end is gone",
        newest == 0 ? "应有第 \(number) 条记录，而这里没有记录" : "应有第 \(number) 条记录，而最新的是第 \(newest) 条：历史的末尾缺失")
    case .expectedOther(let number, let hash):
      BilingualText(
        "record \(number) is not the expected one: its hash begins with \(hash.prefix(16))", "第 \(number) 条记录不是所期望的：其哈希以 \(hash.prefix(16)) 开头")
    }
  }
}
