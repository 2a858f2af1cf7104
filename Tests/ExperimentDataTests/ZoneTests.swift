import ExperimentModel
import Testing

@testable import ExperimentData

/// Zones of stamps: declared, named by the column, or carried by the cell.
@Suite struct ZoneTests {
  @Test func aColumnThatSaysUTC() throws {
    let summary = try ReadingCase("column-name-says-utc", files: ["payments.csv"]).summary()
    #expect(summary.sums() == ["4637.15 of 112", "4728.47 of 112"])
    #expect(summary.quality.notes.map(\.english).contains { $0.contains("'Created date (UTC)' are read as UTC, as its name says") })
  }

  /// 2026-11-01 20:30 on the wall of the zone, and the day it is in Shanghai.
  @Test(arguments: [
    ("At (UTC)", "", "2026-11-02"), ("At in GMT", "", "2026-11-02"), ("Start Date (in UTC)", "", "2026-11-02"), ("At (GMT-5)", "", "2026-11-02"),
    ("At （UTC+08:00）", "", "2026-11-01"), ("时间（北京时间）", "", "2026-11-01"), ("at_utc", "", "2026-11-02"), ("At", "", "2026-11-01"),
    ("At", ", zone: UTC", "2026-11-02"), ("At", ", zone: \"+09:00\"", "2026-11-01"), ("At", ", zone: UTC-3", "2026-11-02"),
    // A declared zone wins over the name.
    ("At (UTC)", ", zone: \"+08:00\"", "2026-11-01"), ("At (Test)", "", "2026-11-01"),
  ])
  func days(_ column: String, _ key: String, _ day: String) throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,\(column),x,n\na,2026-11-01 20:30,1,10\na,2026-11-01T20:30:00+08:00,1,10\nb,2026-11-01 20:30,1,10\n")
    let summary = try disk.summary(
      """
      start: 2026-10-31
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: data/d.csv, variant: v, date: "\(column)"\(key)}
      metrics: {m: {type: proportion, numerator: x, denominator: n}}
      primary: m
      """, asOf: "2026-11-20", zone: TimeZoneRules(name: "Here", transitions: [], offsets: [28_800]))
    #expect(summary.days(1) == ["\(day) 1/10"])
    // The offset in a cell wins over everything.
    #expect(summary.days(0).contains { $0.hasPrefix("2026-11-01") })
  }

  /// Whole days stay where they are: a day of UTC is no instant.
  @Test(arguments: ["2026-11-02", "2026-11-02 00:00:00"]) func wholeDays(_ cell: String) throws {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", "v,Day (UTC),x,n\na,\(cell),1,10\nb,\(cell),1,10\n")
    let summary = try disk.summary(
      """
      start: 2026-11-01
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: data/d.csv, variant: v, date: Day (UTC)}
      metrics: {m: {type: proportion, numerator: x, denominator: n}}
      primary: m
      """, asOf: "2026-11-20", zone: TimeZoneRules(name: "West", transitions: [], offsets: [-28_800]))
    #expect(summary.days(0) == ["2026-11-02 1/10"])
    #expect(summary.quality.notes.map(\.english).contains { $0.contains("whole days cannot be moved") })
  }
}
