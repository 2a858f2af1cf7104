import ExperimentModel
import Testing

@testable import ExperimentData

/// Headers of two lines: the upper one's names stand over several columns.
@Suite("Headers of two lines") struct TwoLineHeaderTests {
  private let rows = "2026-11-02,a,100,5,200,9\n2026-11-02,b,101,6,201,8\n"

  private func declaration(_ x: String, _ n: String) -> String {
    """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {}, b: {}}
    data: {file: data/t.csv, variant: Campaign, date: Day}
    metrics: {rate: {type: proportion, numerator: \(n), denominator: \(x)}}
    primary: rate
    """
  }

  @Test(arguments: [
    "Day,Campaign,Facebook,,Google,\nDay,Campaign,Clicks,Orders,Clicks,Orders\n", "Day,Campaign,Facebook,,Google,\n,,Clicks,Orders,Clicks,Orders\n",
    ",,Facebook,,Google,\nDay,Campaign,Clicks,Orders,Clicks,Orders\n", "Report\n\nDay,Campaign,Facebook,,Google\n,,Clicks,Orders,Clicks,Orders\n",
  ]) func namesOfBothLines(_ header: String) throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", header + rows)
    #expect(try disk.summary(declaration("Facebook Clicks", "Facebook Orders")).days(0) == ["2026-11-02 5/100"])
    #expect(try disk.summary(declaration("google clicks", "Google Orders")).days(1) == ["2026-11-02 8/201"])
    let problems = try disk.problems(declaration("Clicks", "Orders"))
    #expect(problems.map(\.code) == ["ambiguous_column", "ambiguous_column"])
    #expect(problems.contains { $0.message.english.contains("write 'Facebook Clicks' or 'Google Clicks'") })
    let profile = try FileProfile.read(path: disk.root + "/data/t.csv", shown: "t.csv")
    #expect(profile.columns.map(\.name) == ["Day", "Campaign", "Facebook Clicks", "Facebook Orders", "Google Clicks", "Google Orders"])
    #expect(profile.rows == 2)
  }

  @Test func oneNameIsEnoughWhereItIsAlone() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", "Day,Campaign,Results,\n,,Clicks,Orders\n2026-11-02,a,100,5\n2026-11-02,b,101,6\n")
    #expect(try disk.summary(declaration("Clicks", "Orders")).days(0) == ["2026-11-02 5/100"])
    #expect(try disk.summary(declaration("Results Clicks", "Results Orders")).days(1) == ["2026-11-02 6/101"])
  }

  /// Rows of words under a header are no header.
  @Test func rowsOfWords() throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", ",lead,route,status\nx,anna,auto,won\ny,bela,manual,lost\n")
    #expect(try FileProfile.read(path: disk.root + "/data/t.csv", shown: "t.csv").rows == 2)
  }
}
