package import ExperimentModel

/// Why nothing is recorded, repaired or verified; what is wrong with records stands in `ChainProblemWords`.
package enum RecordSentences {
  static func calendarMoved(_ folder: String, anchor: CalendarDay) -> BilingualText {
    BilingualText(
      "the records in \(folder) count reviews from \(anchor), which could not be read of them at first: try again",
      "\(folder) 中的记录从 \(anchor) 起计评审，而开始时未能读到：请重试")
  }

  static func notARecord(_ path: String) -> BilingualText { BilingualText("\(path) is not a record", "\(path) 不是记录") }

  static func unconfirmed(_ name: String, _ error: DiskError) -> BilingualText {
    BilingualText(
      "\(name) is recorded, but the disk did not confirm it (\(error.path): \(error.reason.english)): check it with 'mvp verify'",
      "\(name) 已写入，但磁盘未确认（\(error.path)：\(error.reason.simplifiedChinese)）：请用 'mvp verify' 检查")
  }

  /// - Parameter count: problems in all, the named one included.
  static func brokenChain(in folder: String, _ problem: ChainProblem, of count: Int) -> BilingualText {
    let more = more(count - 1)
    return BilingualText(
      "nothing was recorded, because the history in \(folder) is not whole: \(problem.text.english)\(more.english)",
      "\(folder) 中的历史不完整，未作任何记录：\(problem.text.simplifiedChinese)\(more.simplifiedChinese)")
  }

  /// What looking says of a history that recording would refuse; nil where it is whole.
  package static func notWhole(_ problems: [ChainProblem]) -> BilingualText? {
    guard let first = problems.first else { return nil }
    let more = more(problems.count - 1)
    return BilingualText(
      "the history of records is not whole: \(first.text.english)\(more.english)",
      "历史记录不完整：\(first.text.simplifiedChinese)\(more.simplifiedChinese)")
  }

  private static func more(_ count: Int) -> BilingualText {
    count > 0 ? BilingualText(" (and \(count) more: see 'mvp verify')", "（另有 \(count) 处，见 'mvp verify'）") : BilingualText("", "")
  }

  static func unwritable(_ error: DiskError) -> BilingualText {
    BilingualText("nothing was recorded: \(error.path) cannot be written: \(error.reason.english)", "未作任何记录：无法写入 \(error.path)：\(error.reason.simplifiedChinese)")
  }

  static func notFinite(_ name: String) -> BilingualText {
    BilingualText("\(name) would hold a figure that is not a finite number; nothing was recorded", "\(name) 会含有非有限的数值，未作任何记录")
  }

  static func notRepaired(_ folder: String, because problem: ChainProblem) -> BilingualText {
    BilingualText(
      "nothing was repaired in \(folder): only merged branches can be renumbered, and there is more wrong: \(problem.text.english)",
      "\(folder) 未作修复：只能为合并的分支重新编号，而此处另有问题：\(problem.text.simplifiedChinese)")
  }

  static func repairInterrupted(_ error: DiskError) -> BilingualText {
    BilingualText(
      "the repair was interrupted: \(error.path): \(error.reason.english); every record is safe: run 'mvp verify --repair' again",
      "修复中断：\(error.path)：\(error.reason.simplifiedChinese)；所有记录都在，请再运行 'mvp verify --repair'")
  }

  static func unwritableRepair(_ error: DiskError) -> BilingualText {
    BilingualText("nothing was repaired: \(error.path) cannot be written: \(error.reason.english)", "未作修复：无法写入 \(error.path)：\(error.reason.simplifiedChinese)")
  }

  static func badExpectation(_ text: String, fewestDigits: Int) -> BilingualText {
    BilingualText(
      "--expect takes NUMBER:HASH with at least \(fewestDigits) digits of the hash, as reports print it; got '\(text)'",
      "--expect 需要 '编号:哈希'，哈希至少 \(fewestDigits) 位，如报告所印；收到“\(text)”")
  }
}
