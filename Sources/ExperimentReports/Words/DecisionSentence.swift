import ExperimentDecisions
import ExperimentModel

/// The one sentence that states a verdict: the same in status, review, report and JSON.
struct DecisionSentence {
  let experiment: ExperimentReview
  let words: Wording

  private var primary: MetricReview? { experiment.metrics.first }

  /// What to do, and why, in a sentence or two.
  var text: String { head + reasons }

  /// The first sentence: what to do.
  var head: String { parts.head }

  /// What follows it, with the space between; empty where the first says all.
  var reasons: String { parts.reasons }

  private var parts: (head: String, reasons: String) {
    let decision = experiment.decision
    switch decision.action {
    case .planned:
      let starts = experiment.declared.start.map { words("Starts on \(words.figures.date($0)).", "\(words.figures.date($0))开始。") }
      return (starts ?? words("Not started yet.", "尚未开始。"), "")
    case .scale: return scale(decision)
    case .stop: return stop(decision)
    case .continue: return goOn(decision)
    case .blocked: return blocked(decision)
    case .decided: return decided(decision)
    }
  }

  /// A few words for a narrow column.
  var short: String {
    let decision = experiment.decision
    switch decision.action {
    case .scale: return decision.variant.map { words.title($0, in: experiment) } ?? ""
    case .stop, .blocked: return decision.reasons.first.map(reason) ?? ""
    case .continue:
      if experiment.progress.phase == .ended, experiment.monitoring.nextLook != nil { return words("final look due", "应作最后一次查看") }
      let left = max(experiment.monitoring.looks - experiment.monitoring.look, 0)
      return left > 0 ? words(left == 1 ? "1 look left" : "\(left) looks left", "还有 \(left) 次查看") : ""
    case .planned: return experiment.declared.start.map { words("from \(words.figures.shortDate($0))", "\(words.figures.shortDate($0))起") } ?? ""
    case .decided:
      return decision.person.map { person in
        let what = person.variant.map {
          words("\(personAction(person.action)) \(words.title($0, in: experiment))", "\(personAction(person.action))“\(words.title($0, in: experiment))”")
        }
        return words("by a person: \(what ?? personAction(person.action))", "人工决定：\(what ?? personAction(person.action))")
      } ?? ""
    }
  }

  // MARK: Reasons

  func reason(_ reason: ReasonCode) -> String { words.reason(reason) }

  private func personAction(_ action: PersonDecision.Choice) -> String {
    switch action {
    case .scale: words("scale", "放量推广")
    case .stop: words("stop", "停止")
    case .continue: words("continue", "继续")
    }
  }

  /// Which guardrails were broken, by name.
  private func guardrailReason(_ dropped: [Decision.Dropped]) -> String {
    var titles = [String]()
    for name in dropped.compactMap(\.guardrail) {
      let title = experiment.metrics.first { $0.name == name }.map { OneLine.text($0.title) } ?? name
      if !titles.contains(title) { titles.append(title) }
    }
    return titles.isEmpty ? reason(.guardrailBroken) : words("guardrail \(words.list(titles)) is broken", "突破护栏指标“\(words.list(titles))”")
  }

  // MARK: Actions

  private func scale(_ decision: Decision) -> (head: String, reasons: String) {
    guard let id = decision.variant, let primary, let arm = primary.variants.first(where: { $0.id == id }) else {
      return (words("Scale the winner.", "放量推广胜出的版本。"), "")
    }
    let name = words.title(id, in: experiment)
    var text = ""
    if let comparison = arm.comparison {
      let metric = OneLine.text(primary.title)
      let versus = words.title(comparison.versus, in: experiment)
      if let change = words.change(comparison.relative) {
        text += words(" \(metric): \(change) than \(versus)\(adjusted(primary)).", "\(metric)：比“\(versus)”\(change)\(adjusted(primary))。")
      } else if let size = words.figures.difference(comparison.difference, of: primary) {
        text += words(" \(metric): \(size) against \(versus)\(adjusted(primary)).", "\(metric)：与“\(versus)”相差 \(size)\(adjusted(primary))。")
      }
    }
    if let least = smallerEffects(arm) { text += least }
    if !decision.otherWinners.isEmpty {
      text += otherWinners(decision, named: name)
    }
    return (words("Scale \(name).", "放量推广“\(name)”。"), text + droppedText(decision))
  }

  private func adjusted(_ metric: MetricReview) -> String { words.adjustments(metric).map { words(" (\($0))", "（\($0)）") } ?? "" }

  /// A winner whose interval holds effects too small to act on says so.
  private func smallerEffects(_ arm: VariantReview) -> String? {
    guard let effect = experiment.declared.minimumEffect, let primary, let comparison = arm.comparison else { return nil }
    let isIncrease = primary.direction == .increase
    let (interval, least): (Interval, Double)
    switch effect {
    case .relative(let share): (interval, least) = (comparison.relative, share)
    case .absolute(let amount): (interval, least) = (comparison.difference, amount)
    }
    guard interval.reason == nil else { return nil }
    let worst = isIncrease ? interval.lower : interval.upper.map { -$0 }
    guard worst.map({ $0 < least }) ?? true else { return nil }
    let size: String
    switch effect {
    case .relative(let share): size = words.figures.percent(share)
    case .absolute(let amount): size = words.figures.difference(amount, of: primary).replacing("+", with: "")
    }
    return words(" Effects smaller than the \(size) worth acting on are not excluded.", "小于 \(size)（值得行动的最小效果）的可能仍未排除。")
  }

  /// What is known of the difference between the winners: read off, not tested for.
  private func otherWinners(_ decision: Decision, named name: String) -> String {
    func names(_ differs: Bool?) -> String? {
      let found = decision.otherWinners.filter { $0.differs == differs }.map { words.title($0.variant, in: experiment) }
      return found.isEmpty ? nil : words.list(found)
    }
    var text = ""
    if let names = names(true) {
      text += words(" \(names) won too, and \(name) is ahead of it beyond chance (descriptive).", "“\(names)”同样胜出；“\(name)”领先它超出了偶然的范围（仅供描述）。")
    }
    if let names = names(false) {
      text += words(" \(names) won too; it is not shown to differ from \(name).", "“\(names)”同样胜出；未能显示它与“\(name)”有差别。")
    }
    if let names = names(nil) {
      text += words(
        " \(names) won too; whether they differ from \(name) was not part of this test.", "“\(names)”同样胜出；它们与“\(name)”是否有差别不在本次检验之内。")
    }
    return text
  }

  private func stop(_ decision: Decision) -> (head: String, reasons: String) {
    var parts = [String]()
    if decision.reasons.contains(.noWinner), experiment.monitoring.isVerdictBarred {
      // The numbers may say much; the rules that were set beforehand do not let so few days decide.
      parts.append(
        words(
          "Stop: the test ended before it had the days that a verdict needs (minimum_days, and seven of daily totals in a test planned for a week or more).",
          "停止：测试结束时还没有达到下结论所需的天数（minimum_days；计划一周以上的按天汇总测试至少七天）。"))
      parts.append(words("The figures stand as they are, without a verdict.", "数字仅供参考，不作结论。"))
    } else if decision.reasons.contains(.noWinner) {
      parts.append(
        decision.reasons.contains(.budgetSpent)
          ? words("Stop: the budget is spent and no variant is proven better.", "停止：预算已用完，没有版本被证明更好。")
          : words("Stop: the test is over and no variant is proven better.", "停止：测试已结束，没有版本被证明更好。"))
      if let excluded = excluded { parts.append(excluded) }
    } else {
      let reasons = words.list(decision.reasons.map { $0 == .guardrailBroken ? guardrailReason(decision.dropped) : reason($0) })
      parts.append(words("Stop: \(reasons).", "停止：\(reasons)。"))
      if let losses { parts.append(losses) }
    }
    return (parts[0], parts.dropFirst().map { words(" ", "") + $0 }.joined() + droppedText(decision))
  }

  /// How the variants that left compare, in figures.
  private var losses: String? {
    guard let primary else { return nil }
    let lines = primary.variants.compactMap { variant -> String? in
      guard let comparison = variant.comparison, comparison.reason == nil else { return nil }
      let (name, versus) = (words.title(variant.id, in: experiment), words.title(comparison.versus, in: experiment))
      let metric = OneLine.text(primary.title)
      if let change = words.change(comparison.relative) {
        return words("\(name): \(metric) \(change) than \(versus)", "“\(name)”的\(metric)比“\(versus)”\(change)")
      }
      return words.figures.difference(comparison.difference, of: primary).map {
        words("\(name): \(metric) \($0) against \(versus)", "“\(name)”的\(metric)与“\(versus)”相差 \($0)")
      }
    }
    guard !lines.isEmpty else { return nil }
    return lines.joined(separator: words("; ", "；")) + words(".", "。")
  }

  /// What the test could and could not exclude, from the intervals at the final look.
  private var excluded: String? {
    guard let primary else { return nil }
    let lines = primary.variants.compactMap { variant -> String? in
      guard let comparison = variant.comparison, comparison.reason == nil else { return nil }
      let (name, versus) = (words.title(variant.id, in: experiment), words.title(comparison.versus, in: experiment))
      if let change = words.change(comparison.relative) { return words("\(name) \(change) than \(versus)", "“\(name)”比“\(versus)”\(change)") }
      return words.figures.difference(comparison.difference, of: primary).map {
        words("\(name) \($0) against \(versus)", "“\(name)”与“\(versus)”相差 \($0)")
      }
    }
    guard !lines.isEmpty else { return nil }
    return words("Still possible: \(lines.joined(separator: "; ")).", "仍有可能：\(lines.joined(separator: "；"))。")
  }

  private func goOn(_ decision: Decision) -> (head: String, reasons: String) {
    // Over, and not looked at yet: nothing is early about it.
    if experiment.progress.phase == .ended, experiment.monitoring.nextLook != nil {
      return (
        words("Continue: the final look is due.", "继续：应作最后一次期中查看。"),
        words(" The test is over; the next review is that look.", "测试已到期；下一次评审就是这次查看。") + droppedText(decision)
      )
    }
    let reason = decision.reasons.first.map(reason) ?? ""
    var text = ""
    if let next = experiment.monitoring.nextLook {
      let left = max(experiment.monitoring.looks - experiment.monitoring.look, 1)
      text += words(
        " \(left == 1 ? "One look" : "\(left) looks") left, the next on \(words.figures.date(next)).",
        "还有 \(left) 次查看，下次在\(words.figures.date(next))。")
    }
    return (words("Continue: \(reason).", "继续：\(reason)。"), text + droppedText(decision))
  }

  private func blocked(_ decision: Decision) -> (head: String, reasons: String) {
    let reasons = words.list(decision.reasons.map(reason))
    if experiment.past.isMissing {
      let head = words("Missing: the records know \(experiment.id), its declaration is gone.", "缺失：记录中有 \(experiment.id)，声明文件已不在。")
      let reasons = words(
        " What was found stays; there is no next look until the file is back (version control has it), or close it with 'mvp decide \(experiment.id) stop'.",
        "已有结论不变；在文件恢复之前（可从版本库找回）不会再查看，或用 'mvp decide \(experiment.id) stop' 关闭。")
      return (head, reasons)
    }
    let text: String
    if decision.reasons == [.notRandomized] {
      text = words(
        " The numbers favour a variant, but without a random split they cannot carry a decision to scale; add the kind of evidence to 'accept:' to take that risk knowingly.",
        "数字有利于某个版本，但分组不随机，不足以支持放量推广；若明知风险仍要采用，请在 'accept:' 中写明该证据类型。")
    } else {
      text = words(" Mend this first; until then no verdict is given.", "请先修复；在此之前不下结论。")
    }
    return (words("Blocked: \(reasons).", "暂缓判定：\(reasons)。"), text)
  }

  private func decided(_ decision: Decision) -> (head: String, reasons: String) {
    guard let person = decision.person else { return (words("Closed.", "已关闭。"), "") }
    let day = words.figures.date(person.date)
    let what =
      person.variant.map { words("\(personAction(person.action)) \(words.title($0, in: experiment))", "\(personAction(person.action))“\(words.title($0, in: experiment))”") }
      ?? personAction(person.action)
    var text = ""
    if !person.note.isEmpty { text += words(" “\(OneLine.text(person.note))”", "“\(OneLine.text(person.note))”") }
    if let recommended = decision.recommended {
      let name = words.action(recommended) + (decision.recommendedVariant.map { " " + words.title($0, in: experiment) } ?? "")
      text += words(" The numbers said: \(name).", "数据的建议：\(name)。")
    }
    return (words("Closed by a person on \(day): \(what).", "\(day)由人工决定：\(what)。"), text)
  }

  private func droppedText(_ decision: Decision) -> String {
    guard !decision.dropped.isEmpty, decision.action != .stop || decision.reasons.contains(.noWinner) else { return "" }
    let items = decision.dropped.map { item -> String in
      let why = item.reason == .guardrailBroken ? guardrailReason([item]) : reason(item.reason)
      return words("\(words.title(item.variant, in: experiment)) (\(why))", "“\(words.title(item.variant, in: experiment))”（\(why)）")
    }
    return words(" Out of the test: \(items.joined(separator: ", ")).", "已退出：\(items.joined(separator: "、"))。")
  }
}
