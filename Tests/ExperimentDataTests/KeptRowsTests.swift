import ExperimentModel
import Testing

@testable import ExperimentData

/// Rows that hold the sum of those that a `where:` keeps.
@Suite("Sums among kept rows")
struct KeptRowsTests {
  private func read(_ a: String, _ keys: String = "") throws -> [String] {
    let disk = DiskWorkspace()
    let header = "单元,状态,设备,人群,备注,花费,转化\n"
    disk.write("data/a.csv", header + a)
    disk.write("data/b.csv", header + "v1,启用,全,x,,99.75,9\nv2,启用,全,x,,98.5,8\n")
    let answer = try disk.answer(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {files: {a: data/a.csv, b: data/b.csv}, where: {状态: [启用]}\(keys)}
      metrics: {m: {type: cost_per, cost: 花费, per: 转化}}
      primary: m
      """)
    switch answer {
    case .success(let summary): return summary.sums()
    case .failure(let problems): return Array(Set(problems.all.map(\.code)))
    }
  }

  /// Kept rows: 100.25 + 107.25 = 207.5, 10 + 11 = 21; one more of 50.5 and 5 is not kept.
  private func rows(_ total: String) -> String { "u1,启用,全,x,,100.25,10\nu3,停用,全,x,,50.5,5\nu2,启用,全,x,,107.25,11\n" + total }

  @Test func withoutTotal() throws { #expect(try read(rows("")) == ["207.5/21", "198.25/17"]) }

  @Test("a row with a name of its own that holds the sum of the kept rows is asked about, and the answer taken")
  func named() throws {
    let total = "账户,启用,全,x,,207.5,21\n"
    #expect(try read(rows(total)) == ["unlabelled_total"])
    #expect(try read(rows(total), ", totals: [账户]") == ["207.5/21", "198.25/17"])
    #expect(try read(rows(total), ", totals: none") == ["415/42", "198.25/17"])
  }

  @Test("one without a name, or with a total's word in a column far to the right, is a total")
  func unnamed() throws {
    #expect(try read(rows(",启用,全,x,,207.5,21\n")) == ["207.5/21", "198.25/17"])
    #expect(try read(rows("账户,启用,全,x,合计,207.5,21\n")) == ["207.5/21", "198.25/17"])
  }

  @Test("a row that is not kept may hold what it will")
  func notKept() throws { #expect(try read(rows("账户,全部状态,全,x,,207.5,21\n")) == ["207.5/21", "198.25/17"]) }
}
