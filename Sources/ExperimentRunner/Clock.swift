import Glibc
public import ExperimentModel

/// Where the present comes from; tests bring their own.
public struct Clock: Sendable {
  /// Seconds since 1970.
  public let now: @Sendable () -> Int
  /// The day it is everywhere, in place of the one that `now` falls on; nil: that one.
  private let day: CalendarDay?

  public init(now: @escaping @Sendable () -> Int) {
    self.now = now
    day = nil
  }

  private init(day: CalendarDay) {
    now = { day.number * 86_400 }
    self.day = day
  }

  public static let system = Clock { Glibc.time(nil) }

  public static func fixed(_ seconds: Int) -> Clock { Clock { seconds } }

  /// A clock that stands on one day, in every time zone.
  public static func fixed(on day: CalendarDay) -> Clock { Clock(day: day) }

  /// Today in a workspace's time zone.
  public func today(in zone: TimeZoneRules) -> CalendarDay { day ?? zone.day(at: now()) }

  /// The hour of the day in a zone, 0…23; nil for a clock that stands on a day and has none.
  public func hour(in zone: TimeZoneRules) -> Int? {
    guard day == nil else { return nil }
    let now = now()
    return (now + zone.offset(at: now) - zone.day(at: now).number * 86_400) / 3600
  }

  /// Today in a zone by its IANA name; of a name that there is not, the day in UTC.
  public func today(inZoneNamed name: String) -> CalendarDay {
    day ?? (try? SystemTimeZones.database.rules(name))?.day(at: now()) ?? CalendarDay(number: now() / 86_400)
  }
}

extension Clock {
  /// The environment variable that holds the day to take for today, for tests and rehearsals.
  public static let variable = "MVP_TODAY"

  /// The system's clock, or the day that `MVP_TODAY` names.
  /// - Throws: `RunnerError.usage` where that is no day.
  public static func inEnvironment() throws -> Clock {
    guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else { return .system }
    guard let day = CalendarDay(iso: value) else {
      throw RunnerError(
        .usage,
        WorkspaceSentences.badToday(variable, value))
    }
    return .fixed(on: day)
  }
}
