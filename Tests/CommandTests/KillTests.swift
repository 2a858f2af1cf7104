import Glibc
import TestSupport
import Testing

/// `make stress` does this a thousand times.
@Suite("Reviews that are killed")
struct KillTests {
  @Test("Killed at 20 instants of its life, a review leaves the old records or one more, and its report heals")
  func killed() throws {
    let program = try #require(BuiltProgram(), "the built program stands beside the tests")
    let folder = TemporaryFolder()
    folder.write("w/mvp.yaml", "project: Kill\ncurrency: CNY\ntimezone: UTC\nreviews: {every: 1d, anchor: 2026-01-12}\n")
    folder.write(
      "w/experiments/pages.yaml",
      """
      start: 2026-01-12
      duration: 200d
      variants: {a: {}, b: {}}
      data: {file: data.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m
      decision: {looks: 4}

      """)
    folder.write("w/data.csv", "v,d,x,n\n" + (12...31).map { "a,2026-01-\($0),\(10 + $0 % 3),100\nb,2026-01-\($0),\(10 + $0 % 4),100\n" }.joined())
    func records() -> [String: String] {
      let names = folder.names("w/records").filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
      return Dictionary(uniqueKeysWithValues: names.map { ($0, folder.read("w/records/" + $0)) })
    }
    func review(_ day: Int) -> [String] { ["review", "--as-of", "2026-01-\(day)", "--workspace", folder.path + "/w"] }
    #expect(program.run(review(13), folder: folder.path).status == 0)
    var before = records()
    var day = 14
    for round in 0..<20 {
      let child = program.start(review(day), folder: folder.path)
      // From its first moments to long after it is done.
      usleep(UInt32(2000 * round * (round + 1) / 2))
      kill(child, SIGKILL)
      _ = program.wait(for: child)
      let after = records()
      #expect(before.allSatisfy { after[$0.key] == $0.value } && after.count <= before.count + 1)
      if after.count > before.count { day = min(31, day + 1) }
      before = after
    }
    #expect(program.run(["verify", "--workspace", folder.path + "/w"], folder: folder.path).status == 0)
    for reviewed in 13...day {
      #expect(program.run(review(reviewed), folder: folder.path).status == 0)
      for kind in ["md", "json", "html"] { #expect(!folder.read("w/reports/2026-01-\(reviewed).\(kind)").isEmpty) }
    }
    #expect(!(folder.names("w/records") + folder.names("w/reports")).contains { $0.hasPrefix(".writing-") })
    #expect(program.run(["verify", "--workspace", folder.path + "/w"], folder: folder.path).status == 0)
  }
}
