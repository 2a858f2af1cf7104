import ExperimentModel
import ExperimentRunner
import Synchronization
import TestSupport
import Testing

@testable import ExperimentDashboard

/// What `mvp serve --schedule` does by itself, under a clock that the test moves.
@Suite("Dashboard: hourly work")
struct HourlyTurnsTests {
  private final class Told: Sendable {
    let now = Mutex(0)
    let turns = Mutex([Int]())
    let failures = Mutex(0)
  }

  @Test("a turn begins seven minutes past the hour, before 1970 too", arguments: [(419, -1), (420, 0), (4_019, 0), (4_020, 1), (-3_181, -2), (-3_180, -1)])
  func hours(seconds: Int, turn: Int) { #expect(HourlyTurns.turn(at: seconds) == turn) }

  /// Runs turns until `steps` clocks have been looked at, then stops as the service does.
  private func run(_ served: Served, _ told: Told, clocks: [Int], _ turn: @escaping @Sendable (Runner) -> Void = { _ in }) async throws {
    let steps = Mutex(0)
    let clock = Clock {
      let step = steps.withLock { step in
        step += 1
        return step - 1
      }
      if step >= clocks.count { withUnsafeCurrentTask { $0?.cancel() } }
      return clocks[min(step, clocks.count - 1)]
    }
    let work = HourlyWork(
      turn: { runner in
        told.turns.withLock { $0.append(0) }
        turn(runner)
      }, afterwards: { _ in told.turns.withLock { $0.append(1) } }, failed: { _ in told.failures.withLock { $0 += 1 } })
    let turns = HourlyTurns(
      live: LiveWorkspace(folder: served.folder.path, clock: .fixed(on: Served.today), patience: .zero), clock: clock, work: work, pause: .milliseconds(1))
    try await Task { try await turns.run() }.value
    withExtendedLifetime(served) {}
  }

  @Test("at the start, then once an hour however often it looks; after a sleep of days once; a clock set back is another hour")
  func once() async throws {
    let told = Told()
    try await run(Served(), told, clocks: [1000, 1030, 4_019, 4_020, 4_100, 400_100, 400_130, 4_100])
    let turns = told.turns.withLock { $0 }
    #expect(turns == [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(told.failures.withLock { $0 } == 0)
  }

  @Test("a workspace that cannot be read for an hour is said, and looked at again in the next")
  func broken() async throws {
    let served = Served()
    let told = Told()
    let whole = served.folder.read("mvp.yaml")
    try await run(served, told, clocks: [0, 3600, 7200]) { _ in
      served.folder.write("mvp.yaml", "project: [")
    }
    #expect(told.turns.withLock { $0 } == [0, 1] && told.failures.withLock { $0 } == 2)
    served.folder.write("mvp.yaml", whole)
    try await run(served, told, clocks: [10_800])
    #expect(told.turns.withLock { $0 } == [0, 1, 0, 1])
  }

  @Test("a review that it makes is what the pages show next")
  func shown() async throws {
    let served = Served()
    let live = LiveWorkspace(folder: served.folder.path, clock: .fixed(on: Served.today), patience: .seconds(60))
    let before = try await live.ask { runner, _ in try runner.schedule().due }
    #expect(before != nil)
    _ = try await live.change { runner in try runner.review(asOf: before) }
    #expect(try await live.ask { runner, _ in try runner.schedule().due } == nil)
    withExtendedLifetime(served) {}
  }
}
