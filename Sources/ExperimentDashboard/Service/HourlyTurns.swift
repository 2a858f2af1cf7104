public import ExperimentRunner
import ServiceLifecycle

/// What the service does by itself every hour beside its answers, such as reviews that are due.
public struct HourlyWork: Sendable {
  let turn: @Sendable (Runner) -> Void
  let afterwards: @Sendable (Runner) async -> Void
  let failed: @Sendable (any Error) -> Void

  /// - Parameters:
  ///   - turn: on the workspace as its files stand; no request is answered from the files meanwhile.
  ///   - afterwards: beside the requests: what takes its time, such as sending.
  ///   - failed: called with what is wrong where there is no workspace to read; the next hour tries again.
  public init(
    turn: @escaping @Sendable (Runner) -> Void, afterwards: @escaping @Sendable (Runner) async -> Void, failed: @escaping @Sendable (any Error) -> Void
  ) {
    self.turn = turn
    self.afterwards = afterwards
    self.failed = failed
  }
}

/// Calls the work when the service starts and then in every hour, until the service stops; a turn under way is ended first.
///
/// The clock is looked at every half minute instead of waited for: a machine that slept, or whose clock was set, is up to date half a minute later.
struct HourlyTurns: Service {
  let live: LiveWorkspace
  let clock: Clock
  let work: HourlyWork
  var pause = Duration.seconds(30)

  /// Off the full hour, as the timer and the crontab's line.
  static let minute = 7

  /// Which hour's turn it is: the same number, the same turn.
  static func turn(at seconds: Int) -> Int { (seconds - minute * 60).quotient(floor: 3600) }

  func run() async throws {
    var last: Int?
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      let turn = HourlyTurns.turn(at: clock.now())
      if turn != last {
        last = turn
        await make()
      }
      // Told to stop while it waits, it stops at once.
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
    }
  }

  private func make() async {
    do {
      let runner = try await live.change { runner in
        work.turn(runner)
        return runner
      }
      await work.afterwards(runner)
    } catch {
      work.failed(error)
    }
  }
}

extension Int {
  fileprivate func quotient(floor divisor: Int) -> Int { (self >= 0 ? self : self - divisor + 1) / divisor }
}
