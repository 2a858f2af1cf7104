import TestSupport
import Testing

/// `mvp status --watch`, on a terminal and where there is none.
@Suite("Status, watched")
struct StatusWatchTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()

  init() throws { program = try #require(BuiltProgram(), "the built program stands beside the tests") }

  private func write(_ name: String, variants: String = "{old: {}, new: {}}") {
    folder.write(
      "w/experiments/\(name).yaml",
      """
      start: 2026-11-20
      end: 2026-11-29
      variants: \(variants)
      data: {file: data/\(name).csv, variant: v, date: d}
      metrics: {m: {type: rate, count: n, per: x}}
      primary: m

      """)
  }

  @Test("draws the table, draws it anew when a file comes or is broken or mended, and ends on Ctrl-C without an error")
  func watched() {
    folder.write("w/mvp.yaml", "project: Watched\ncurrency: CNY\ntimezone: UTC\nreviews: {anchor: 2026-11-02}\n")
    write("first")
    let answer = program.interruptOnTerminal(
      ["status", "--watch", "--workspace", folder.path + "/w"], today: "2026-11-16",
      steps: [
        ("first   ", { write("second") }), ("second   ", { write("second", variants: "{old: {}}") }), ("'variants'", { write("second") }), ("planned", {}),
      ])
    #expect(answer.reached == 4, "\(answer.shown)")
    #expect(answer.status == 0)
    // Every drawing begins at the top, and none is the same as the one before it.
    #expect(answer.shown.split(separator: "\u{1B}[H").count == 4, "\(answer.shown)")
  }

  @Test("is refused where there is no terminal, and beside what prints once")
  func refused() {
    folder.write("w/mvp.yaml", "project: Watched\ncurrency: CNY\ntimezone: UTC\n")
    let pipe = program.run(["status", "--watch", "--workspace", folder.path + "/w"], folder: folder.path)
    #expect(pipe.status == 64 && pipe.error.contains("--watch draws on a terminal, and the output is none"), "\(pipe.error)")
    let chinese = program.run(["status", "--watch", "--workspace", folder.path + "/w", "--lang", "zh"], folder: folder.path)
    #expect(chinese.status == 64 && chinese.error.hasPrefix("错误：--watch 要画在终端上"), "\(chinese.error)")
    let json = program.run(["status", "--watch", "--format", "json", "--workspace", folder.path + "/w"], folder: folder.path)
    #expect(json.status == 64 && json.error.contains("do not go with it"), "\(json.error)")
  }
}
