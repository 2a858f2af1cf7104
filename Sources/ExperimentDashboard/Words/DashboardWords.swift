import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner

/// What the dashboard says, each sentence in both languages.
public struct DashboardWords {
  let language: Language

  init(_ language: Language) { self.language = language }

  func callAsFunction(_ english: String, _ simplifiedChinese: String) -> String { BilingualText(english, simplifiedChinese)(in: language) }

  /// The fixed words of the templates, by name.
  var labels: [String: String] { DashboardWords.labels.mapValues { $0(in: language) } }

  // MARK: What goes wrong

  var strangeHost: String {
    self(
      "This service answers only to the names it was started with. Call it by one of them, or start it with --allow-host NAME.",
      "本服务只接受启动时指定的主机名。请改用其中之一，或以 --allow-host 名称 重新启动。")
  }
  var tooLarge: String { self("More was sent than a note and a decision need.", "发送的内容超出一条决定及其说明所需。") }
  var tooSlow: String { self("The request took too long to arrive.", "请求传送过慢。") }
  var noSuchPage: String { self("There is no such page.", "没有这个页面。") }
  var needsToken: String { self("This needs the token that the service was started with.", "此操作需要服务启动时设定的令牌。") }
  var wrongToken: String { self("That is not the token.", "令牌不对。") }
  var foreignForm: String {
    self("The form is not from this page, or too old. Open the page again and repeat.", "表单不是来自本页面，或已过期。请重新打开页面再试。")
  }
  var readOnly: String {
    self("The service only reads. Started with a token, it also takes decisions: mvp serve --token-file FILE.", "本服务为只读。以令牌启动后才能记录决定：mvp serve --token-file 文件。")
  }
  var refused: String { self("The request could not be understood.", "无法理解该请求。") }
  var failed: String { self("Something went wrong inside the program.", "程序内部出错。") }

  func badNumber(_ name: String, _ found: String, _ allowed: String) -> String {
    self("\(name): '\(found)' does not fit; allowed: \(allowed).", "\(name)：“\(found)”不适用；允许：\(allowed)。")
  }
  func badDate(_ found: String) -> String { self("as_of: '\(found)' is no date such as 2026-11-16.", "as_of：“\(found)”不是 2026-11-16 这样的日期。") }
  func badDeed(_ found: String) -> String {
    self("action: '\(found)' is none of scale, stop, continue, reopen, acknowledge.", "action：“\(found)”不是 scale、stop、continue、reopen、acknowledge 之一。")
  }
  var noNote: String { self("note: say why, in a sentence; it is kept.", "note：请用一句话写明原因，原因会保留在记录中。") }
  var longNote: String { self("note: at most 2,000 letters.", "note：最多 2000 字。") }
  var badBody: String { self("The body is not the JSON object that is described at /api.", "正文不是 /api 所述的 JSON 对象。") }

  // MARK: Board

  func group(_ group: BoardPage.Group.Kind) -> String {
    switch group {
    case .due: self("Needs a person", "需要处理")
    case .running: self("Running", "进行中")
    case .planned: self("Planned", "计划中")
    case .decided: self("Decided", "已定")
    }
  }

  /// The review that is due, else the next one.
  func reviews(_ schedule: Runner.Schedule, _ said: ReviewSaid) -> String {
    schedule.due.map { reviewDue(said.date($0), missed: schedule.missed.count) } ?? nextReview(said.date(schedule.next), every: said.period(schedule.every))
  }

  private func reviewDue(_ date: String, missed: Int) -> String {
    let earlier =
      missed == 0
      ? ""
      : self(
        missed == 1 ? " One earlier review was missed; this one makes up for it." : " \(missed) earlier reviews were missed; this one makes up for them.",
        "此前错过 \(missed) 次评审，本次一并补上。")
    return self("The review of \(date) is due: run 'mvp review'.", "\(date)的评审应进行：请运行 'mvp review'。") + earlier
  }

  private func nextReview(_ date: String, every: String) -> String { self("Next review: \(date), then every \(every).", "下次评审：\(date)，之后每 \(every) 一次。") }

  func day(_ day: Int, of planned: Int?) -> String {
    self("day \(day)" + (planned.map { " of \($0)" } ?? ""), "第 \(day) 天" + (planned.map { "（共 \($0) 天）" } ?? ""))
  }
  func spent(_ spent: String, of budget: String?) -> String { budget.map { self("\(spent) of \($0)", "\(spent)（预算 \($0)）") } ?? spent }

  func fund(_ name: String, total: String, spent: String, committed: String, left: String) -> String {
    self(
      "\(name): \(spent) spent and \(committed) promised of \(total); \(left) left", "\(name)：共 \(total)，已用 \(spent)，已承诺 \(committed)，剩余 \(left)")
  }

  // MARK: Test, history, calendar

  func account(spent: String, of whole: String, look: Int, looks: Int) -> String {
    self("\(spent) of \(whole) used, at \(look) of \(looks) looks", "已用 \(spent)，共 \(whole)；已查看 \(look) 次，共 \(looks) 次")
  }

  func record(_ kind: Record.Kind) -> String {
    switch kind {
    case .review: self("review", "评审")
    case .revision: self("revision", "修订")
    case .decision: self("decision", "人工决定")
    }
  }

  func event(_ event: Record.Event) -> String {
    switch event {
    case .scale: self("scale, by a person", "人工决定：放量推广")
    case .stop: self("stop, by a person", "人工决定：停止")
    case .continue: self("note", "备注")
    case .reopen: self("reopened", "重新打开")
    case .acknowledge: self("change acknowledged", "已确认变更")
    case .amend: self("declaration amended", "公开更改声明")
    }
  }

  func reviewOn(_ tests: Int) -> String { self(tests == 1 ? "Review of 1 test" : "Review of \(tests) tests", "评审：\(tests) 个测试") }
  var noneThen: String { self("Review; no test is running then", "评审；届时没有进行中的测试") }
  var starts: String { self("Starts", "开始") }
  var ends: String { self("Last day", "最后一天") }
  var noProblems: String { self("The records are whole.", "记录完整。") }

  // MARK: Plan

  func range(_ low: String, _ high: String) -> String { self("from \(low) to \(high)", "\(low) 至 \(high)") }
  func curve(_ power: String, _ effect: String) -> String {
    self("The line is at \(power) for a variant \(effect) better.", "版本好 \(effect) 时，功效为 \(power)。")
  }
  func better(_ share: String) -> String { self("\(share) better", "好 \(share)") }
}
