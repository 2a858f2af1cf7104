import ExperimentDecisions
import Glibc

/// How often the methods and the decisions are wrong, by seeded simulation; writes docs/calibration.md and its plots.
///
///     calibration FOLDER          the folder is `docs`
///     calibration --real-world [days|units|between|stopping]    data as they are (of days, units, the interval between looks or at the stop alone), 2,000 runs a
///                                                               world, on the terminal
@main
enum Calibration {
  static let seed: UInt64 = 20_261_124

  static func main() async throws {
    guard let folder = CommandLine.arguments.dropFirst().first else {
      print("usage: calibration FOLDER")
      exit(64)
    }
    // The real world alone, on the terminal, in a fifth of its runs: for who changes a method.
    if folder == "--real-world" {
      let asked = Set(CommandLine.arguments.dropFirst(2))
      func isAsked(_ part: String) -> Bool { asked.isEmpty || asked.contains(part) }
      let worlds = RealWorld.grid.filter { isAsked($0.isByDay ? "days" : "units") }.map(\.quick)
      if !worlds.isEmpty {
        print(RealWorldsPage.markdown(worlds, await inParallel(worlds.count, named: "the real world") { worlds[$0].run(seed: seed &+ 7, stream: $0) }))
      }
      if isAsked("between") { print(await betweenLooks()) }
      if isAsked("stopping") { print(await afterStopping()) }
      return
    }
    let cells = await inParallel(Cell.grid.count, named: "one comparison") { Cell.grid[$0].run(seed: seed, stream: $0) }
    var page = header
    page += MethodsPage.markdown(cells)
    page += RealWorldsPage.markdown(
      RealWorld.grid,
      await inParallel(RealWorld.grid.count, named: "the real world") { RealWorld.grid[$0].run(seed: seed &+ 7, stream: $0) })
    page += await betweenLooks()
    page += await afterStopping()
    mkdir(folder + "/calibration", 0o755)
    for plot in MethodsPage.plots(cells) { write(plot.svg, to: folder + "/calibration/" + plot.file) }
    var policies = [PolicyPage.Entry]()
    let policyCells = PolicyCell.grid + PolicyCell.hard
    for (index, cell) in policyCells.enumerated() {
      tell("\rwhole experiments: \(index) of \(policyCells.count) cells")
      let (ours, others) = try await cell.run(seed: seed &+ UInt64(index))
      policies.append(.init(cell: cell, ours: ours, others: others))
    }
    tell("\n")
    page += PolicyPage.markdown(policies, seed: seed)
    write(page, to: folder + "/calibration.md")
  }

  static let header = """
    # Calibration

    What is promised, measured: seeded simulations (`make calibration`, seed \(seed)) that anyone can run again to the same digits on any number
    of cores. Every draw is made by the library's own generator, SplitMix64.


    """

  private static func betweenLooks() async -> String {
    BetweenLooks.markdown(await inParallel(BetweenLooks.grid.count, named: "between looks") { BetweenLooks.grid[$0].run(seed: seed &+ 9, stream: $0) })
  }

  private static func afterStopping() async -> String {
    AfterStopping.markdown(await inParallel(AfterStopping.grid.count, named: "after stopping") { AfterStopping.grid[$0].run(seed: seed &+ 11, stream: $0) })
  }

  /// Every cell has its own stream of draws, so the order in which cores take them does not matter.
  static func inParallel<Result: Sendable>(_ count: Int, named name: String, _ body: @escaping @Sendable (Int) -> Result) async -> [Result] {
    var results = [Result?](repeating: nil, count: count)
    await withTaskGroup(of: (Int, Result).self) { group in
      for index in 0..<count { group.addTask { (index, body(index)) } }
      var done = 0
      for await (index, result) in group {
        results[index] = result
        done += 1
        tell("\r\(name): \(done) of \(count) cells")
      }
      tell("\n")
    }
    return results.compactMap { $0 }
  }

  /// Progress, on a terminal only.
  private static func tell(_ text: String) {
    guard isatty(2) == 1 else { return }
    _ = text.withCString { Glibc.write(2, $0, strlen($0)) }
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else {
      perror(path)
      exit(74)
    }
    fputs(text, file)
    guard fclose(file) == 0 else {
      perror(path)
      exit(74)
    }
  }
}
