import ExperimentDecisions
import ExperimentModel
import Glibc

/// Whole experiments on the calibration page.
enum PolicyPage {
  struct Entry: Sendable {
    let cell: PolicyCell
    let ours: SimulationResult
    let others: OtherWinners?
  }

  static func markdown(_ entries: [Entry], seed: UInt64) -> String {
    let cells = entries.count
    var text = """

      ## Whole experiments, review by review

      Two arms without a difference, taken through the program's own rules (looks at weekly reviews, O'Brien–Fleming-type spending, verdicts): how often
      is a winner named? The promise is 2.5 %, and 0.1 points more for the mid-p tests. 10,000 experiments a cell (means 2,000 from 2,000 units on); with
      a true rate of 2.5 % a cell stays below 2.9 % (3.4 %) in 99 cases of 100. Cells above the bound of 2.6 % are marked ▲: of \(cells) cells on this page
      one or two may pass it by chance.

      | | results an arm | \(PolicyCell.looks.map { $0 == 1 ? "1 look" : "\($0)" }.joined(separator: " | ")) |
      |---|---:|\(columns(PolicyCell.looks.count))|

      """
    let two = entries.filter { $0.cell.variants == 2 && $0.cell.daysOfTest == nil }
    for (kind, size) in rows(two) {
      let row = PolicyCell.looks.map { looks in find(two, kind, size, looks).map { shown($0.ours) } ?? "–" }
      text += "| \(kind.rawValue) | \(Plain.count(size)) | \(row.joined(separator: " | ")) |\n"
    }
    text += hard(entries)
    text += others(two, seed: seed)
    text += several(entries.filter { $0.cell.variants > 2 })
    return text
  }

  private static func hard(_ entries: [Entry]) -> String {
    var text = "\nCalendars that leave the tests little to stand on (a look each day, first looks of one day, looks before the days can tell their scatter):\n\n"
    text += "| | results an arm | days | a look every | O'Brien–Fleming | Pocock |\n|---|---:|---:|---:|---:|---:|\n"
    let cells = entries.filter { $0.cell.daysOfTest != nil }
    for entry in cells where entry.cell.spending == "obrien-fleming" {
      let cell = entry.cell
      let other = cells.first { $0.cell.spending == "pocock" && $0.cell.kind == cell.kind && $0.cell.results == cell.results && $0.cell.daysOfTest == cell.daysOfTest }
      text +=
        "| \(cell.kind.rawValue)\(cell.kind == .proportion ? ", \(Plain.percent(cell.share, 0))" : "") | \(Plain.count(cell.results)) | \(cell.daysOfTest ?? 0) | \(cell.every == 1 ? "day" : "\(cell.every) days") | \(shown(entry.ours)) | \(other.map { shown($0.ours) } ?? "–") |\n"
    }
    return text
  }

  // MARK: Beside it

  private static func others(_ two: [Entry], seed: UInt64) -> String {
    let looks = [1, 4, 8, 12]
    var text = "\nThe same experiments under rules that do not pay for looking, on totals as a spreadsheet has them:\n\n"
    text += "| | results an arm | rule | \(looks.map { $0 == 1 ? "1 look" : "\($0)" }.joined(separator: " | ")) |\n|---|---:|---|\(columns(looks.count))|\n"
    for (kind, size) in rows(two) where [20, 200, 20_000].contains(size) {
      for rule in OtherRule.allCases {
        let row = looks.map { looks in find(two, kind, size, looks)?.others.map { Plain.percent($0.share(rule), 1) } ?? "–" }
        text += "| \(kind.rawValue) | \(Plain.count(size)) | \(rule.rawValue) | \(row.joined(separator: " | ")) |\n"
      }
    }
    text += """

      GrowthBook's rule is its decision framework on the Bayesian default, as its published code has it: from the target power on a winner is called at a
      95 % chance to win, before that only at 99 %. Here the target power is reached half way.

      Without any small-sample trouble, on a normal walk (400,000 runs, one direction):

      | rule | \(PolicyCell.looks.map { $0 == 1 ? "1 look" : "\($0)" }.joined(separator: " | ")) |
      |---|\(columns(PolicyCell.looks.count))|

      """
    func walk(_ name: String, _ line: Double, _ information: (Int) -> [Double]) -> String {
      let row = PolicyCell.looks.map { Plain.percent(OtherWinners.normalWalk(line: line, information: information($0), seed: seed)) }
      return "| \(name) | \(row.joined(separator: " | ")) |\n"
    }
    let even: (Int) -> [Double] = { looks in (1...looks).map { Double($0) } }
    // From the size that gives the target power to twice that size.
    let kept: (Int) -> [Double] = { looks in looks == 1 ? [1] : (0..<looks).map { 1 + Double($0) / Double(looks - 1) } }
    text += walk("p < 0.05 at every look", 1.959963984540054, even)
    text += walk("95 % chance to win at every look", 1.6448536269514722, even)
    text += walk("95 % chance to win, looks from the target power to twice its size", 1.6448536269514722, kept)
    return text
  }

  private static func several(_ many: [Entry]) -> String {
    let looks = PolicyCell.manyLooks
    var text = """

      Several treatments, any of them a false winner (the family's promise is 2.5 %). Dunnett's level is found for one look and used for each comparison with
      the spending function: over several looks the family's rate is then within some hundredths of a point of the promise (up to a tenth with nine
      treatments and twelve looks by Pocock's function).

      | | variants | correction | results an arm | \(looks.map { $0 == 1 ? "1 look" : "\($0)" }.joined(separator: " | ")) |
      |---|---:|---|---:|\(columns(looks.count))|

      """
    for entry in many where entry.cell.looks == looks[0] {
      let cell = entry.cell
      let row = looks.map { looks in
        many.first {
          $0.cell.kind == cell.kind && $0.cell.results == cell.results && $0.cell.variants == cell.variants && $0.cell.correction == cell.correction
            && $0.cell.looks == looks
        }.map { shown($0.ours) } ?? "–"
      }
      text +=
        "| \(cell.kind.rawValue) | \(cell.variants) | \(cell.correction == .dunnett ? "dunnett" : "holm") | \(Plain.count(cell.results)) | \(row.joined(separator: " | ")) |\n"
    }
    return text
  }

  // MARK: Cells

  private static func columns(_ count: Int) -> String { (0..<count).map { _ in "---:" }.joined(separator: "|") }

  private static func rows(_ entries: [Entry]) -> [(kind: PolicyCell.Kind, size: Double)] {
    var rows = [(kind: PolicyCell.Kind, size: Double)]()
    for entry in entries where !rows.contains(where: { $0.kind == entry.cell.kind && $0.size == entry.cell.results }) {
      rows.append((entry.cell.kind, entry.cell.results))
    }
    return rows
  }

  private static func find(_ entries: [Entry], _ kind: PolicyCell.Kind, _ size: Double, _ looks: Int) -> Entry? {
    entries.first { $0.cell.kind == kind && $0.cell.results == size && $0.cell.looks == looks }
  }

  private static func shown(_ result: SimulationResult) -> String {
    let n = Double(result.runs)
    let rate = Double(result.falseWinners) / n
    let bound = 0.026 + 2.326 * (0.026 * 0.974 / n).squareRoot()
    return Plain.percent(rate, 2) + (rate > bound ? " ▲" : "")
  }
}
