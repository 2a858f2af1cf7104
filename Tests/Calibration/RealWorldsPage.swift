/// The part of the page about data as they are.
enum RealWorldsPage {
  static func markdown(_ worlds: [RealWorld], _ outcomes: [RealWorld.Outcome]) -> String {
    var text = """

      ## The real world

      The same question of data as marketing has them: money that few spend and some spend much of, small arms beside large ones, users that differ, days that
      scatter by themselves and remember the day before. One look, 2.5 % promised a direction; `rival` is Welch's test (the delta method for ratios) for users and
      the days' own scatter on t for days, chance alone below 7 days. `too skewed` is the share of runs in which the default refuses (a refusal is no rejection).
      Power is that of finding the stated effect in the upper direction; a rival's power is worth what its errors are.

      | world | control : treatment | false winner | false loser | rival's | coverage | rival's | too skewed | effect | power | rival's |
      |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|

      """
    for (world, outcome) in zip(worlds, outcomes) {
      func share(_ count: Double, _ tally: Tally) -> String { Plain.percent(count / max(tally.runs, 1)) }
      let (ours, rival) = (outcome.ours, outcome.rival)
      text += "| \(world.name), \(Plain.count(Double(world.units))) \(world.isByDay ? "days" : "users") | \(world.split.0) : \(world.split.1) "
      text += "| \(share(ours.higher, ours)) | \(share(ours.lower, ours)) | \(share(rival.higher, rival)) / \(share(rival.lower, rival)) "
      text += "| \(ours.coverage.map { Plain.percent($0) } ?? "–") | \(rival.coverage.map { Plain.percent($0) } ?? "–") "
      text += "| \(Plain.percent(outcome.tooSkewed / max(outcome.ours.runs, 1))) | +\(Plain.percent(world.effect - 1, 0)) "
      text += "| \(share(outcome.found.higher, outcome.found)) | \(share(outcome.rivalFound.higher, outcome.rivalFound)) |\n"
    }
    return text
  }
}
