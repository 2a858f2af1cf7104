public import ExperimentModel
import Glibc

extension Runner {
  /// What an hourly call has to do.
  public enum ScheduledTurn: Hashable, Sendable {
    case nothing(next: CalendarDay)
    /// A review falls on today, and it is too early in the day: yesterday's exports may not be there.
    case tooEarly(CalendarDay)
    case due(CalendarDay, missed: [CalendarDay])
  }

  /// By the workspace's own zone and the records alone, so that a machine that slept, or sits in another zone, comes to the same.
  /// - Parameter fromHour: 0…23: not before it on the review date itself; a late review waits for no hour.
  public func scheduledTurn(fromHour: Int, asOf: CalendarDay? = nil) throws -> ScheduledTurn {
    let schedule = try schedule(asOf: asOf)
    guard let due = schedule.due else { return .nothing(next: schedule.next) }
    if asOf == nil, due == today, let hour = clock.hour(in: workspace.timeZone), hour < fromHour { return .tooEarly(due) }
    return .due(due, missed: schedule.missed)
  }

  /// Runs `body` unless another scheduled run is at work on this workspace; then nil.
  ///
  /// The lock is the kernel's and goes with the process that holds it: a killed run leaves nothing that the next one trips over.
  public func scheduledAlone<Value>(_ body: () throws -> Value) throws -> Value? {
    let path = try StateFolder(root: loaded.root, disk: disk).made() + "/schedule.lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw RunnerError(.unwritable, FileSentences.unwritable(DiskError(path: path, number: errno))) }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    return try body()
  }
}
