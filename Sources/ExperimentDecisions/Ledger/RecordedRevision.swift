public import ExperimentModel

/// The looks of an experiment replayed, because what they rested on is no longer what it was.
public struct RecordedRevision: Hashable, Sendable, Codable {
  public enum Reason: String, Hashable, Sendable, Codable {
    /// Data of days that had been reviewed were corrected.
    case correctedData = "corrected_data"
    /// The declaration was changed openly.
    case amended
  }

  /// What became of one treatment, with the figures of the look that tells it.
  public struct Change: Hashable, Sendable, Codable {
    public var variant: String
    /// Nil: no standing had been reached.
    public var was: ReachedStanding?
    public var now: ReachedStanding?
    /// The look at which the standing had been, or is now, reached.
    public var look: Int
    public var date: CalendarDay
    /// z towards the wanted direction at that look, before and now; nil where there was no comparison.
    public var statisticWas: Double?
    public var statisticNow: Double?
    /// Critical z at that look now; nil where nothing could be spent.
    public var boundary: Double?
  }

  /// The day of the review that found it.
  public var date: CalendarDay
  public var reason: Reason
  /// The verdict before; nil where none had been given.
  public var was: RecordedVerdict?
  public var now: RecordedVerdict
  public var changes: [Change]
  /// Who has seen that the verdict changed; nil until somebody says so.
  public var acknowledged: Acknowledgement?

  /// True when the verdict or a standing is no longer what it was.
  public var changesVerdict: Bool { !changes.isEmpty || was.map { !$0.says(now) } ?? false }

  /// True while it must be said before anything else.
  public var isOpen: Bool { changesVerdict && acknowledged == nil }
}

/// `mvp decide EXPERIMENT acknowledge`: a person has seen a changed verdict.
public struct Acknowledgement: Hashable, Sendable, Codable {
  public let note: String
  public let date: CalendarDay

  public init(note: String, date: CalendarDay) {
    self.note = note
    self.date = date
  }
}
