import ExperimentModel
import Testing

@testable import ExperimentData

/// Total rows against the sum of the rows, on both sides of what rounding explains: 10^−d·(½ + √rows) for d decimals; whole numbers exactly.
@Suite("Total rows are reconciled within rounding")
struct TotalToleranceTests {
  private let declaration = """
    start: 2026-11-02
    end: 2026-11-05
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, variant: name, date: day}
    metrics:
      cost: {type: cost_per, cost: spent, per: won}
    primary: cost
    """

  private func total(_ amounts: [String], won: Int = 1, stated: String, statedWon: Int? = nil) throws -> DataQuality.TotalRow {
    let disk = DiskWorkspace()
    let rows = amounts.map { "2026-11-02,a,\(won),\($0)\n" }.joined()
    disk.write("data/t.csv", "day,name,won,spent\n" + rows + "合计,,\(statedWon ?? won * amounts.count),\(stated)\n")
    return try #require(try disk.summary(declaration).quality.files.first?.totals.first)
  }

  @Test(
    "amounts to the cent: four rows explain 2.5 cents, nine 3.5, one 1.5",
    arguments: [
      (4, "10.00", true), (4, "10.02", true), (4, "9.98", true), (4, "10.03", false), (4, "9.97", false), (4, "10.20", false), (9, "22.53", true), (9, "22.54", false),
      (1, "2.51", true), (1, "2.52", false),
    ])
  func cents(rows: Int, stated: String, agrees: Bool) throws {
    let total = try total(Array(repeating: "2.50", count: rows), stated: stated)
    let spent = try #require(total.columns.first { $0.name == "spent" })
    #expect(spent.agrees == agrees && total.agrees == agrees)
    #expect(spent.summed == 2.5 * Double(rows) && spent.stated == Double(stated))
  }

  @Test("a total written to one decimal is rounded to it: four rows explain 0.25", arguments: [("10.2", true), ("10.3", false)])
  func tenths(stated: String, agrees: Bool) throws {
    #expect(try total(Array(repeating: "2.50", count: 4), stated: stated).agrees == agrees)
  }

  @Test("whole numbers agree exactly", arguments: [(40, true), (41, false), (39, false)])
  func whole(stated: Int, agrees: Bool) throws {
    let total = try total(Array(repeating: "2.50", count: 4), won: 10, stated: "10.00", statedWon: stated)
    #expect(total.columns.first { $0.name == "won" }?.agrees == agrees && total.agrees == agrees)
  }

  @Test("cents beside hundreds of billions are not lost")
  func compensated() throws {
    let total = try total(["100000000000.00", "0.01", "0.01", "0.01", "-100000000000.00"], stated: "0.03")
    #expect(total.agrees && total.columns.first { $0.name == "spent" }?.summed == 0.03)
  }
}
