import HTTPTypes
import Hummingbird
import Synchronization

/// What `/metrics` tells of the service itself.
final class Counters: Sendable {
  struct Counts: Sendable {
    /// By first digit of the status: 2, 3, 4, 5.
    var answers = [Int](repeating: 0, count: 6)
    var seconds = 0.0
    /// Answers within each of `bounds`.
    var within = [Int](repeating: 0, count: Counters.bounds.count)
  }

  /// Seconds.
  static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]

  private let counts = Mutex(Counts())

  func add(status: Int, seconds: Double) {
    counts.withLock { counts in
      counts.answers[min(5, max(0, status / 100))] += 1
      counts.seconds += seconds
      for (index, bound) in Counters.bounds.enumerated() where seconds <= bound { counts.within[index] += 1 }
    }
  }

  var now: Counts { counts.withLock { $0 } }
}

struct Counting: RouterMiddleware {
  typealias Context = DashboardContext
  let counters: Counters

  func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let (seconds, atto) = (ContinuousClock.now - start).components
    counters.add(status: response.status.code, seconds: Double(seconds) + Double(atto) * 1e-18)
    return response
  }
}
