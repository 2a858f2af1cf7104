/// `mvp.yaml`, resolved.
public struct Workspace: Hashable, Sendable {
  public struct Reviews: Hashable, Sendable {
    /// Days between reviews.
    public let every: Int
    /// The first review date; nil: the earliest start of any experiment.
    public let anchor: CalendarDay?
    public let folder: String

    public init(every: Int, anchor: CalendarDay?, folder: String) {
      self.every = every
      self.anchor = anchor
      self.folder = folder
    }
  }

  public struct Fund: Hashable, Sendable {
    public enum Period: String, Hashable, Sendable { case month, quarter, year, once }

    public let name: String
    public let total: Double
    public let perExperiment: Double?
    public let period: Period

    public init(name: String, total: Double, perExperiment: Double?, period: Period) {
      self.name = name
      self.total = total
      self.perExperiment = perExperiment
      self.period = period
    }
  }

  public struct Source: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case postgres, clickhouse }

    public let name: String
    public let kind: Kind
    public let url: String
    public let database: String?
    public let user: String?
    /// The environment variable that holds the password; never the password.
    public let passwordVariable: String?

    public init(name: String, kind: Kind, url: String, database: String?, user: String?, passwordVariable: String?) {
      self.name = name
      self.kind = kind
      self.url = url
      self.database = database
      self.user = user
      self.passwordVariable = passwordVariable
    }
  }

  public let project: String
  /// ISO 4217.
  public let currency: String
  public let timeZone: TimeZoneRules
  public let language: Language
  /// Folders relative to the file.
  public let experimentsFolder: String
  public let recordsFolder: String
  public let reviews: Reviews
  public let funds: [Fund]
  public let sources: [Source]
  /// Where word goes after a review.
  public let channels: [MessageChannel]
  public let warnings: [Diagnostic]

  public init(
    project: String, currency: String, timeZone: TimeZoneRules, language: Language, experimentsFolder: String, recordsFolder: String,
    reviews: Reviews, funds: [Fund], sources: [Source], channels: [MessageChannel] = [], warnings: [Diagnostic]
  ) {
    self.project = project
    self.currency = currency
    self.timeZone = timeZone
    self.language = language
    self.experimentsFolder = experimentsFolder
    self.recordsFolder = recordsFolder
    self.reviews = reviews
    self.funds = funds
    self.sources = sources
    self.channels = channels
    self.warnings = warnings
  }
}

extension Workspace.Fund.Period {
  /// The first day of the period that a day lies in; nil for a fund that is filled once.
  public func start(on day: CalendarDay) -> CalendarDay? {
    let (year, month, _) = day.components
    return switch self {
    case .month: CalendarDay(year: year, month: month, day: 1)
    case .quarter: CalendarDay(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)
    case .year: CalendarDay(year: year, month: 1, day: 1)
    case .once: nil
    }
  }

  /// The period that a day lies in, in digits: `2026`, `2026 Q4`, `2026-11`.
  public func name(on day: CalendarDay) -> String {
    let (year, month, _) = day.components
    return switch self {
    case .once: "once"
    case .year: "\(year)"
    case .quarter: "\(year) Q\((month - 1) / 3 + 1)"
    case .month: "\(year)-\(month < 10 ? "0" : "")\(month)"
    }
  }
}
