import TestSupport
import Testing

/// `mvp inspect`, run as a user runs it.
@Suite("Inspect")
struct InspectTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private let export =
    "By Day,Campaign name,Ad group name,Cost,Impressions,Clicks (destination),Conversions\n2026-11-02,x,Group A,10.50,1000,40,4\n2026-11-02,x,Group B,2.00,500,10,1\nTotal,,,12.50,1500,50,5\n"

  @Test("Plain words in both languages, and JSON")
  func words() {
    folder.write("t.csv", export)
    let said = program.run(["inspect", folder.path + "/t.csv"], folder: folder.path).out
    for part in ["TikTok Ads Manager", "2026-11-02", "Ad group name (2 values)", "Group A: 1 row, 1 day, 10.5 spent, 4 results", "line 4", "UTF-8"] {
      #expect(said.contains(part), "\(part) in \(said)")
    }
    let chinese = program.run(["inspect", folder.path + "/t.csv", "--lang", "zh-Hans"], folder: folder.path).out
    for part in ["TikTok 广告管理平台", "1 行标明为合计", "Group A：1 行，1 天，花费 10.5，结果 4"] { #expect(chinese.contains(part), "\(part) in \(chinese)") }
    let json = program.run(["inspect", folder.path + "/t.csv", "--format", "json"], folder: folder.path).out
    for part in ["\"console\": \"tiktok\"", "\"header_line\": 1", "\"rows\": 2", "\"total_lines\": [4]"] { #expect(json.contains(part), "\(part) in \(json)") }
  }

  @Test("What cannot be done is told: no such file, no table, an unknown console with what was meant")
  func mistakes() {
    folder.write("t.csv", export)
    let missing = program.run(["inspect", folder.path + "/none.csv"], folder: folder.path)
    #expect(missing.status == 2 && missing.error.contains("none.csv"))
    folder.write("n.csv", "1,2\n3,4\n")
    #expect(program.run(["inspect", folder.path + "/n.csv"], folder: folder.path).error.contains("no table"))
    let unknown = program.run(["inspect", folder.path + "/t.csv", "--preset", "tikток"], folder: folder.path)
    #expect(unknown.status == 64)
    let slip = program.run(["inspect", folder.path + "/t.csv", "--preset", "tiktik"], folder: folder.path)
    #expect(slip.status == 64 && slip.error.contains("did you mean 'tiktok'"), "\(slip.error)")
  }
}
