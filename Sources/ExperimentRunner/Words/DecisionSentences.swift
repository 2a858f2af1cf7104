import ExperimentDecisions
import ExperimentModel

/// Why a decision of a person, a note or an amendment is not recorded.
enum DecisionSentences {
  static func stillToCome(_ day: CalendarDay, today: CalendarDay) -> BilingualText {
    BilingualText(
      "\(day) is still to come (today is \(today)): nothing can be recorded for it. 'mvp status --as-of \(day)' looks at it without recording",
      "\(day) 尚未到来（今天是 \(today)）：不能为它作记录。可用 'mvp status --as-of \(day)' 查看，不作记录")
  }

  static func beforeNewest(_ day: CalendarDay, newest: CalendarDay) -> BilingualText {
    BilingualText("\(day) lies before the newest record (\(newest))", "\(day) 早于最新记录（\(newest)）")
  }

  /// An option that asks for a reason, without one.
  static func emptyReason(_ option: String) -> BilingualText {
    BilingualText("\(option) is empty: say why, in a sentence; it is kept", "\(option) 为空：请写一句理由，会被保留")
  }

  static func variantWithoutScale(_ variant: String, _ choice: PersonDecision.Choice) -> BilingualText {
    BilingualText(
      "--variant \(variant) goes with scale; \(choice.rawValue) takes none", "--variant \(variant) 只用于 scale；\(choice.rawValue) 不需要")
  }

  static func notStarted(_ id: String, start: CalendarDay) -> BilingualText {
    BilingualText("\(id) starts on \(start); there is nothing to decide yet", "\(id) 将于 \(start) 开始，尚无可决定之事")
  }

  static func closesBeforeStart(_ id: String, start: CalendarDay) -> BilingualText {
    BilingualText(
      "\(id) has not started (it starts on \(start)); to close it all the same, say --yes", "\(id) 尚未开始（\(start) 开始）；若仍要关闭，请加 --yes")
  }

  static func closed(_ id: String, by person: PersonDecision) -> BilingualText {
    BilingualText(
      "\(id) was closed on \(person.date) (\(person.action.rawValue)); take that back first with 'mvp decide \(id) reopen --note \"…\"', or test again with 'mvp new NAME --from \(id)'",
      "\(id) 已于 \(person.date) 关闭（\(person.action.rawValue)）；可先用 'mvp decide \(id) reopen --note \"…\"' 撤回，或用 'mvp new 名称 --from \(id)' 再测")
  }

  static func notClosed(_ id: String) -> BilingualText {
    BilingualText("\(id) is not closed; there is no decision to take back", "\(id) 没有关闭，没有可撤回的决定")
  }

  static func nothingToAcknowledge(_ id: String) -> BilingualText {
    BilingualText("no verdict of \(id) has changed that is not acknowledged already", "\(id) 没有尚待确认的结论变更")
  }

  static func noVariant(of experiment: Experiment) -> BilingualText {
    BilingualText("say what to scale with --variant: \(named(experiment, ", "))", "请用 --variant 指明要放量推广哪个版本：\(named(experiment, "、"))")
  }

  static func unknownVariant(_ name: String, of experiment: Experiment) -> BilingualText {
    BilingualText(
      "\(experiment.id) has no variant '\(name)'; it has: \(named(experiment, ", "))", "\(experiment.id) 没有版本“\(name)”；现有：\(named(experiment, "、"))")
  }

  /// A title that several variants have.
  static func ambiguousTitle(_ title: String, of variants: [Variant]) -> BilingualText {
    let ids = variants.map(\.id)
    return BilingualText(
      "'\(title)' is the title of \(ids.joined(separator: " and ")); name it by its id", "“\(title)”同时是 \(ids.joined(separator: " 和 ")) 的标题；请用编号指明")
  }

  static func freeToChange(_ id: String) -> BilingualText {
    BilingualText("no review has looked at \(id) yet: its declaration is free to change", "\(id) 尚未经过评审：其声明可以自由修改")
  }

  static func nothingToAmend(_ file: String) -> BilingualText {
    BilingualText(
      "nothing that is protected has changed in \(file): change it first, then amend", "\(file) 中受保护的内容没有变化：请先修改，再运行 amend")
  }

  static func reviewedDataUnreadable(_ id: String) -> BilingualText {
    BilingualText(
      "the data of a day that \(id) was reviewed on cannot be read: 'mvp validate --data' says why", "\(id) 过去评审日的数据无法读取：原因见 'mvp validate --data'")
  }

  private static func named(_ experiment: Experiment, _ separator: String) -> String {
    experiment.variants.map { $0.title == $0.id ? $0.id : "\($0.id) (\($0.title))" }.joined(separator: separator)
  }
}
