/// The part of the page about single comparisons.
enum MethodsPage {
  static func markdown(_ cells: [CellResult]) -> String {
    var text = """
      ## One comparison, looked at once

      Two arms without a difference: how often is one called better (or worse) at 2.5 % a direction? Two arms 1.5 times apart: how often does
      the 95 % interval hold the truth? Beside each default stands what a spreadsheet does: Wald's z and the delta method's ratio. 20,000
      repetitions a cell (means and ratios 10,000, from 5,000 units on 2,000); an error rate of 2.5 % is then seen within ±0.28 points 99 times in
      100 (±0.40, ±0.90). `no answer` is the share of runs in which the default says so instead of a number: no rejection is counted there, and
      coverage is that of the intervals given.

      ![False rejections by size](calibration/error-rates.svg)

      ![Coverage by size](calibration/coverage.svg)

      """
    var families = [String]()
    for cell in cells where !families.contains(cell.family) { families.append(cell.family) }
    for family in families {
      let rows = cells.filter { $0.family == family }
      text += "\n### \(family.prefix(1).uppercased() + family.dropFirst())\n\n\(note(family))\n\n"
      text += "| setting | \(sizeTitle(family)) | treatment : control | error, default | error, Wald | coverage, default | coverage, delta | no answer |\n"
      text += "|---|---:|---:|---:|---:|---:|---:|---:|\n"
      for row in rows {
        text += "| \(row.setting) | \(Plain.count(row.size)) | \(Int(row.allocation)) : 1 | \(Plain.percent(row.ours.worstError, 2)) | \(Plain.percent(row.wald.worstError, 2)) | "
        text += "\(row.ours.coverage.map { Plain.percent($0) } ?? "–") | \(row.wald.coverage.map { Plain.percent($0) } ?? "–") | \(Plain.percent(row.ours.unanswered)) |\n"
      }
    }
    return text
  }

  private static func sizeTitle(_ family: String) -> String {
    switch family {
    case "share": "trials of the control"
    case "mean", "ratio of means": "units of the control"
    default: "expected results of the control"
    }
  }

  private static func note(_ family: String) -> String {
    switch family {
    case "share":
      "`SharesComparison.choose`: the score test where every expected count is 5 or more, else the conditional mid-p test."
    case "cost per result": "`ConditionalRates`, mid-p, on totals."
    case "cost per result by day": "`WithinDay` over 14 days with the larger of chance's and the days' variance. Wald on the totals does not see the days scatter."
    case "mean": "`EstimatedArms` (Welch; Fieller's set). A log-normal with σ = 1 has a skewness of 6: few units do not carry a t-test, and the table says so."
    default: "`RatioOfMeans` and `EstimatedArms`: the delta method's variance of a ratio of two means per unit, Fieller's set for the relative change."
    }
  }

  /// The default and Wald, by size, over the cells of shares and costs.
  static func plots(_ cells: [CellResult]) -> [(file: String, svg: String)] {
    let counted = cells.filter { $0.family != "mean" && $0.family != "ratio of means" }
    func points(_ value: (CellResult) -> Double?) -> [(size: Double, value: Double)] {
      counted.compactMap { cell in value(cell).map { (cell.size, $0) } }
    }
    return [
      (
        "error-rates.svg",
        DotPlot(
          title: "False rejections in the worse direction, promise 2.5 % (shares and costs per result)", promise: 0.025, range: 0...0.1,
          series: [
            .init(name: "the default", colour: "#1f6f8b", points: points { $0.ours.worstError }),
            .init(name: "Wald", colour: "#d1495b", points: points { $0.wald.worstError }),
          ]
        ).svg
      ),
      (
        "coverage.svg",
        DotPlot(
          title: "Coverage of the 95 % interval of the relative change (shares and costs per result)", promise: 0.95, range: 0.8...1,
          series: [
            .init(name: "the default", colour: "#1f6f8b", points: points { $0.ours.coverage }),
            .init(name: "delta method", colour: "#d1495b", points: points { $0.wald.coverage }),
          ]
        ).svg
      ),
    ]
  }
}
