import Glibc
public import ExperimentModel

/// Where the present comes from; tests bring their own.
public struct Clock: Sendable {
  /// Seconds since 1970.
  public let now: @Sendable () -> Int

  public init(now: @escaping @Sendable () -> Int) { self.now = now }

  public static let system = Clock { Glibc.time(nil) }

  public static func fixed(_ seconds: Int) -> Clock { Clock { seconds } }

  /// Today in a workspace's time zone.
  public func today(in zone: TimeZoneRules) -> CalendarDay { zone.day(at: now()) }
}
