import TestSupport
import Testing

@testable import ExperimentModel

@Suite("Time zones from TZif files (RFC 8536)")
struct TimeZoneFileTests {
  /// Seconds since 1970 of a UTC time.
  private func instant(_ day: String, _ hours: Int, _ minutes: Int = 0) throws -> Int {
    try #require(CalendarDay(iso: day)).number * 86_400 + hours * 3600 + minutes * 60
  }

  @Test func aFixedOffset() throws {
    let shanghai = try TimeZoneRules(name: "Asia/Shanghai", tzif: tzif(footer: "CST-8", offset: 28_800))
    #expect(shanghai.offset(at: 0) == 28_800)
    #expect(shanghai.day(at: try instant("2026-11-01", 16)).description == "2026-11-02")
    #expect(shanghai.day(at: try instant("2026-11-01", 15, 59)).description == "2026-11-01")
  }

  @Test("summer time begins and ends at 01:00 UTC on the last Sundays of March and October")
  func berlin() throws {
    let berlin = try TimeZoneRules(name: "Europe/Berlin", tzif: tzif(footer: "CET-1CEST,M3.5.0,M10.5.0/3", offset: 3600))
    // The last Sundays are 29 March and 25 October 2026; 28 March and 31 October 2100.
    for (day, before, after) in [("2026-03-29", 3600, 7200), ("2026-10-25", 7200, 3600), ("2100-03-28", 3600, 7200)] {
      #expect(berlin.offset(at: try instant(day, 0, 59)) == before)
      #expect(berlin.offset(at: try instant(day, 1)) == after)
    }
  }

  @Test("south of the equator summer spans the new year")
  func sydney() throws {
    let sydney = try TimeZoneRules(name: "Australia/Sydney", tzif: tzif(footer: "AEST-10AEDT,M10.1.0,M4.1.0/3", offset: 36_000))
    #expect(sydney.offset(at: try instant("2026-01-15", 0)) == 39_600)
    #expect(sydney.offset(at: try instant("2026-07-15", 0)) == 36_000)
  }

  @Test(arguments: [
    ("EST5EDT,M3.2.0,M11.1.0", -18_000), ("<+0530>-5:30", 19_800), ("IST-1GMT0,M10.5.0,M3.5.0/1", 3600),
    ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", -10_800),
    ("XXX0YYY,J60/0,J300/0", 0), ("XXX0YYY,59/0,300/24", 0),
  ])
  func footers(_ text: String, _ standard: Int) throws { #expect(try #require(PosixTimeZone(text)).standard == standard) }

  @Test(arguments: [
    "", "AB5", "EST", "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0x", "<+08-8", "EST999", "EST5EDT",
  ])
  func brokenFooters(_ text: String) { #expect(PosixTimeZone(text) == nil) }

  @Test func damagedFilesAreRefusedNotTrapped() {
    let good = tzif(footer: "CET-1CEST,M3.5.0,M10.5.0/3", offset: 3600)
    #expect(throws: TimeZoneFileError.self) { try TimeZoneRules(name: "x", tzif: []) }
    for length in 0..<good.count - 1 {
      #expect(throws: TimeZoneFileError.self) { try TimeZoneRules(name: "x", tzif: Array(good[..<length])) }
    }
    var random = SplitMix64(seed: 11)
    for _ in 0..<3000 {
      var bytes = good
      for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
      if let rules = try? TimeZoneRules(name: "x", tzif: bytes) {
        #expect(zip(rules.transitions, rules.transitions.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
  }

  @Test func namesThatLeadElsewhereAreNeverAskedFor() {
    let database = TimeZoneDatabase { name in
      #expect(name == "Etc/UTC" || name == "UTC", "asked for \(name)")
      return []
    }
    for name in ["../etc/passwd", "/etc/passwd", "Asia/../x", "Asia//x", "a\0b", "", ".", "Asia/", "北京"] {
      #expect(throws: TimeZoneDatabase.Problem.notAName) { try database.rules(name) }
    }
    #expect(throws: TimeZoneDatabase.Problem.noDatabase) { try TimeZoneDatabase { _ in nil }.rules("Asia/Tokyo") }
  }
}
