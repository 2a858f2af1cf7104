import ArgumentParser
import TestSupport
import Testing

@testable import mvp

/// Every example of every help text, typed as it stands into a shell.
@Suite("Examples in help")
struct HelpExamplesTests {
  private static let days = 2...15

  /// A file as Meta's console writes it: two ads over two weeks.
  private static func export(_ ads: [(name: String, purchases: Int)]) -> String {
    var text = "Day,Ad name,Amount spent (CNY),Impressions,Link clicks,Purchases\n"
    for day in days {
      for (place, ad) in ads.enumerated() {
        let clicks = 380 + (day * 7 + place * 3) % 20
        text += "2026-11-\(day < 10 ? "0" : "")\(day),\(ad.name),\(clicks / 2).50,\(clicks * 40),\(clicks),\(ad.purchases + (day * 5 + place) % 4)\n"
      }
    }
    return text
  }

  private static let posters = "mvp new autumn-posters --template posters"
  private static let ads = "mvp new autumn-ads --from-file export.csv --yes"

  /// What must be there before, besides the workspace and the exports in it.
  private static func before(_ command: String, _ example: String) -> [String] {
    switch command {
    case "amend": [ads, "mvp review", "sed -i 's/max_decrease: 30%/max_decrease: 20%/' experiments/autumn-ads.yaml"]
    case "new" where example.hasSuffix("--from autumn-posters"): [posters]
    case "validate": [ads]
    case "new", "init", "inspect", "schema", "calc", "verify", "schedule": []
    case "simulate" where example.contains("lead-routing"): ["mvp new lead-routing --template process"]
    default: [posters, ads]
    }
  }

  private static let commands = HelpTests.commands.map { ($0.name, HelpTests.examples($0.type)) }.filter { $0.0 != "mvp" && $0.0 != "mvp serve" }

  @Test("run as typed in a workspace that `mvp init` made", arguments: commands)
  func run(command: String, examples: [String]) throws {
    let shell = try Shell()
    let verb = String(command.split(separator: " ")[1])
    for (number, example) in examples.enumerated() {
      // Decisions are taken one after the other; everything else begins anew.
      if number == 0 || verb != "decide" {
        try begin(shell, withWorkspace: verb != "init")
        for line in HelpExamplesTests.before(verb, example) { #expect(shell.type(line).status == 0, "before \(example): \(line)") }
      }
      let answer = shell.type(example)
      if example.contains("--watch") {
        #expect(answer.status == 64 && answer.error.contains("--watch draws on a terminal"), "\(answer.error)")
        continue
      }
      // Without a systemd of this user nothing is installed, and that is no success.
      if example.hasPrefix("mvp schedule install"), !example.contains("--cron") {
        #expect(answer.status == 1 && answer.out.contains("schedule run"), "\(example): \(answer.error)")
        continue
      }
      // 3 is what --exit-code is for.
      #expect(answer.status == 0 || (answer.status == 3 && example.contains("--exit-code")), "\(example): \(answer.status) \(answer.error)")
      #expect(!answer.out.isEmpty || example.contains(">") || example.contains("--quiet"), "\(example) says nothing")
    }
  }

  @Test("of the program itself run one after the other, as a tour")
  func tour() throws {
    let shell = try Shell()
    try begin(shell, withWorkspace: false)
    for example in HelpTests.examples(MVP.self) where example != "mvp serve" {
      let answer = shell.type(example)
      // The poster's file is still to come, and the tour's first declaration validates without it only once it has started.
      let isMissing = example == "mvp validate --data" && answer.error.contains("data/autumn-posters.csv")
      #expect(answer.status == 0 || isMissing, "\(example): \(answer.status) \(answer.error)")
    }
  }

  private func begin(_ shell: Shell, withWorkspace: Bool) throws {
    shell.begin()
    if withWorkspace { #expect(shell.type("mvp init").status == 0) }
    shell.folder.write("export.csv", HelpExamplesTests.export([("Price first", 16), ("Customer story", 21)]))
    shell.folder.write("old.csv", HelpExamplesTests.export([("Old page", 16)]))
    shell.folder.write("new.csv", HelpExamplesTests.export([("New page", 19)]))
  }

  @Test("of `mvp serve` are understood; it would not end")
  func serve() throws {
    for example in HelpTests.examples(MVP.Serve.self) where example.hasPrefix("mvp ") {
      let words = example.split(separator: " ").dropFirst().map(String.init)
      #expect(try MVP.parseAsRoot(words) is MVP.Serve, "\(example)")
    }
  }
}
