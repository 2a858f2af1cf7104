/// Between what the critical values of looks to come lie, whatever information the looks before this one had, where information will grow as time does.
///
/// Above: as if no earlier look had stopped a path and this one spent no more than what time adds here; all paths that go on in truth then go on here too, so
/// that each line lies no lower than the true one. Below: as if all that is spent by now were spent at this look alone; the paths that go on are then as many as
/// in truth and lie lower (a tail cut off at once takes the highest), so that each line lies no higher. Both follow look by look. Cost: two boundaries.
public struct BoundaryEnclosure: Hashable, Sendable {
  /// Of each look to come; nil where it can spend nothing.
  public let lower: [Double?]
  public let upper: [Double?]

  /// - Parameters: `before`, `now`: spending times of the look before (0: none) and of this one, above 0.  `later`: of those to come, rising.
  ///   `alpha`: one-sided, 0 < alpha < 1.
  public init(before: Double, now: Double, later: [Double], alpha: Double, spending: SpendingFunction) {
    precondition(now > 0, "some time has passed at a look")
    let spent = spending.spent(at: now, alpha: alpha)
    /// - Parameter first: spent at this look; the others spend what time adds.
    func lines(_ first: Double) -> [Double?] {
      var state = BoundaryState(alpha: alpha, spending: spending)
      _ = state.look(spending: first, information: now, horizon: nil)
      return later.map { time in
        // A boundary's own error is 1e-9.
        state.look(spending: first + (spending.spent(at: time, alpha: alpha) - spent), information: time, horizon: nil).critical
      }
    }
    upper = lines(max(spent - spending.spent(at: before, alpha: alpha), 0)).map { $0.map { $0 + BoundaryEnclosure.margin } }
    lower = lines(spent).map { $0.map { $0 - BoundaryEnclosure.margin } }
  }

  private static let margin = 1e-6
}
