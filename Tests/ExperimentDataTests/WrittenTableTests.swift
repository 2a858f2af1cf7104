import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentData

/// Random tables in every form, written and read back to the same sums.
@Suite("Tables written in every form are read back to the same sums") struct WrittenTableTests {
  /// `MVP_WRITTEN_TABLES=20000 swift test --filter WrittenTableTests` tries more of them.
  private static let count: Int = getenv("MVP_WRITTEN_TABLES").flatMap { Int(String(cString: $0)) } ?? 600

  private static let parts = 20

  @Test(arguments: 0..<UInt64(parts)) func theSameSums(_ part: UInt64) throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", [UInt8]())
    for seed in stride(from: part, to: UInt64(WrittenTableTests.count), by: WrittenTableTests.parts) {
      let table = WrittenTable(seed: seed)
      if table.isWorkbook {
        try ZipFile.workbook(disk.root + "/data/t.csv", sheet: table.sheet, styles: WrittenTable.styles)
      } else {
        disk.write("data/t.csv", try #require(table.bytes, "\(table.form)"))
      }
      let answer = try disk.answer(table.declaration)
      guard case .success(let summary) = answer else {
        Issue.record("seed \(seed): \(table.form): \(answer)")
        continue
      }
      #expect(summary.quality.rows == table.rows && summary.quality.badRows == 0, "seed \(seed): \(table.form)")
      #expect(summary.quality.files.allSatisfy { $0.unreconciledTotals.isEmpty }, "seed \(seed): \(table.form)")
      for (arm, sums) in table.sums.enumerated() {
        let read = [summary.sums(0)[arm], summary.sums(1)[arm]].map { $0.split(separator: "/").compactMap { Double($0) } }
        let written = [[Double(sums.spend) / 100, Double(sums.orders)], [Double(sums.orders), Double(sums.clicks)]]
        #expect(read == written, "seed \(seed): \(table.form)")
      }
    }
  }

  /// The forms are all among those that are tried.
  @Test func everyForm() {
    let tables = (0..<UInt64(300)).map { WrittenTable(seed: $0) }
    #expect(Set(tables.map(\.alphabet.encoding)).count == WrittenTable.alphabets.count && Set(tables.map(\.delimiter)).count == 4)
    #expect(Set(tables.map(\.numbers)).count == 7 && Set(tables.map(\.dates)).count == 7 && Set(tables.map(\.totals)).count == 8)
    #expect(Set(tables.map(\.above)).count == 4 && Set(tables.map(\.isByDay)).count == 2 && tables.contains(where: \.isWorkbook))
  }
}
