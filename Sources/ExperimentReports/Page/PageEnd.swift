import ExperimentDecisions
import ExperimentModel

/// What follows the tests: the meeting, where the numbers come from, the statistics.
struct PageEnd {
  let review: Review
  let experiments: [ExperimentReview]
  let words: Wording
  let options: ReportOptions

  var meeting: Slots {
    var unusual = [Slots]()
    for experiment in experiments {
      let alert = AlertSentence(experiment: experiment, words: words)
      let health = HealthSentence(experiment: experiment, words: words)
      let name = OneLine.text(experiment.title)
      func line(_ text: String, _ isBad: Bool) -> Slots {
        ["mark": isBad ? "bad" : "warn", "tone": isBad ? "bad" : "warn", "text": words("\(name): \(text)", "\(name)：\(text)")]
      }
      unusual += experiment.health.filter(\.blocking).map { line(health.text($0), true) }
      unusual += experiment.alerts.map { line(alert.text($0), false) }
    }
    if unusual.isEmpty { unusual = [["mark": "none", "tone": "soft", "text": words("Nothing stood out.", "没有异常。")]] }
    return [
      "unusual": unusual, "whys": ((1...5).map { words("\($0). Why?", "\($0). 为什么？") } + [words("So we will", "因此我们将")]).lines,
      "decisions": experiments.map { experiment -> Slots in
        ["name": experiment.title, "word": words.action(experiment.decision.action), "owner": experiment.declared.owner ?? "–"]
      },
    ]
  }

  var sources: Slots {
    let origins = experiments.map { experiment -> Slots in
      let health = HealthSentence(experiment: experiment, words: words)
      let leftOut: Set<HealthItem.Check> = [.badRows, .duplicateExposure, .outsideTest, .totalRows, .missingOutcome, .missingValues]
      let omitted = experiment.health.filter { !$0.ok && leftOut.contains($0.check) }.map { health.text($0) }
      return [
        "name": experiment.title,
        "files": experiment.sources.isEmpty
          ? [["rows": words("no file read", "没有读取文件")] as Slots]
          : experiment.sources.map { file -> Slots in ["file": file.file, "rows": rows(file)] },
        "leftOut": omitted.isEmpty ? [words("nothing left out", "没有行被剔除")].lines : omitted.lines, "data": short(options.dataHashes[experiment.id]),
        "declaration": short(options.declarationHashes[experiment.id]),
        "split": experiment.declared.evidence == "randomized" ? words("at random", "随机") : words.evidence(experiment.declared.evidence),
      ]
    }
    let funds = review.funds.map { fund in
      let (name, spent, total, left) = (OneLine.text(fund.name), words.figures.money(fund.spent), words.figures.money(fund.total), words.figures.money(fund.left))
      return words("Fund \(name): \(spent) of \(total) spent, \(left) left.", "专项资金 \(name)：共 \(total)，已用 \(spent)，尚余 \(left)。")
    }
    return ["origins": origins, "funds": funds.lines, "record": record]
  }

  var record: String { options.record.map { $0.line(words) } ?? words("Not recorded.", "未作记录。") }

  private func rows(_ file: SourceFile) -> String {
    let count = words("\(English.count(file.rows, "row"))", "\(file.rows) 行")
    guard let first = file.firstDay, let last = file.lastDay else { return count }
    return words("\(count), \(words.figures.date(first)) to \(words.figures.date(last))", "\(count)，\(words.figures.date(first))至\(words.figures.date(last))")
  }

  private func short(_ hash: String?) -> String { hash.map { String($0.prefix(10)) } ?? "–" }

  var statistics: Slots {
    ["tests": experiments.filter { !$0.monitoring.history.isEmpty || $0.metrics.contains { !$0.alternative.isEmpty } }.map(test)]
  }

  private func test(_ experiment: ExperimentReview) -> Slots {
    let figures = words.figures
    let metric = experiment.metrics.first
    let history = experiment.monitoring.history.map { entry -> Slots in
      [
        "look": String(entry.look), "date": figures.date(entry.date), "variant": words.title(entry.variant, in: experiment), "progress": figures.percent(entry.informationFraction),
        "estimate": entry.estimate.flatMap { estimate in metric.map { figures.difference(estimate, of: $0) } } ?? "–",
        "z": entry.statistic.map { figures.decimal($0, places: 3) } ?? "–", "line": entry.boundary.map { "±" + figures.decimal($0, places: 3) } ?? "–",
        "used": figures.percent(entry.alphaSpent),
      ]
    }
    var notes = [String]()
    for metric in experiment.metrics {
      if let dispersion = metric.dispersion {
        notes.append(
          words(
            "\(OneLine.text(metric.title)): days differ \(figures.number(dispersion.phi, significant: 2)) times as much as chance alone would have them (\(dispersion.degreesOfFreedom) degrees of freedom).",
            "\(OneLine.text(metric.title))：各天波动为纯随机的 \(figures.number(dispersion.phi, significant: 2)) 倍（自由度 \(dispersion.degreesOfFreedom)）。"))
      }
      let alternative = AlternativeSentence(experiment: experiment, words: words)
      notes += metric.alternative.map { words("\(OneLine.text(metric.title)), ", "\(OneLine.text(metric.title))，") + alternative.text($0, metric) }
    }
    let evidence = ExperimentStory(experiment: experiment, words: words).evidence
    return [
      "name": experiment.title, "evidence": evidence, "history": history.isEmpty ? nil : ["rows": history] as Slots, "notes": notes.lines,
    ]
  }
}
