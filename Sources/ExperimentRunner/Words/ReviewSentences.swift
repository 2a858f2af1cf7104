package import ExperimentModel

/// What a review says of itself besides its report.
package enum ReviewSentences {
  static func beforeNewest(_ day: CalendarDay, newest: CalendarDay) -> BilingualText {
    BilingualText(
      "\(day) lies before the newest review (\(newest)) and has no record of its own: a review cannot be put into the past",
      "\(day) 早于最新的评审（\(newest)），且当天没有记录：不能补写过去的评审")
  }

  static func unwritten(_ record: Record, _ error: DiskError) -> BilingualText {
    BilingualText(
      "the review is recorded (\(record.fileName)), but its report cannot be written: \(error.path): \(error.reason.english); the next review of \(record.date) writes it",
      "评审已记录（\(record.fileName)），但报告无法写入：\(error.path)：\(error.reason.simplifiedChinese)；下次评审 \(record.date) 时会补写")
  }

  /// The workbook alone is missing; the other reports stand.
  package static func noWorkbook(_ name: String, _ reason: String) -> BilingualText {
    BilingualText("\(name) was not made: no temporary file (\(reason))", "未能生成 \(name)：无法建立临时文件（\(reason)）")
  }

  /// Data of days that were reviewed before have been corrected.
  package static func corrected(_ ids: [String]) -> BilingualText {
    BilingualText(
      "Data of days reviewed before have changed since: \(ids.joined(separator: ", ")). Alpha spent stays spent.",
      "此前评审过的数据已有变动：\(ids.joined(separator: "、"))。已用的额度不退还。")
  }

  /// - Parameter check: the command that holds the record against its report.
  package static func recorded(_ record: Record, reports: [String], check: String) -> BilingualText {
    BilingualText(
      "Recorded: \(record.fileName); reports: \(reports.joined(separator: ", "))\nTo check it later: \(check)",
      "已记录：\(record.fileName)；报告：\(reports.joined(separator: "、"))\n日后核对：\(check)")
  }

  package static let rehearsed = BilingualText("Dry run: nothing was recorded.", "试运行：未作任何记录。")

  /// A date that has a record already.
  /// - Parameter reports: report files that had been lost and are written again.
  package static func repeated(_ record: Record, reports: [String]) -> BilingualText {
    reports.isEmpty
      ? BilingualText("Recorded before as \(record.fileName); nothing was written.", "此日已有记录 \(record.fileName)，未再写入。")
      : BilingualText(
        "Recorded before as \(record.fileName); its lost reports are written again: \(reports.joined(separator: ", "))",
        "此日已有记录 \(record.fileName)，已补写缺失的报告：\(reports.joined(separator: "、"))")
  }
}
