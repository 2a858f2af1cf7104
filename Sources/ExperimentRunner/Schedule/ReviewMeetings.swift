import ExperimentDecisions
public import ExperimentModel
import ExperimentReports

/// The review meetings as an iCalendar file: those that were, with what was decided, and those to come, with what lies on the table.
///
/// A meeting's UID is made of its date and the workspace's project alone, so that a calendar that reads the file again changes the meeting it has in place of
/// adding another. Where the cadence changes, dates of the old one that are still to come are in the file no more.
public struct ReviewMeetings: Sendable {
  /// When on its day a meeting begins, and how long it takes; nil: it is an entry for the whole day.
  public struct Time: Hashable, Sendable {
    /// Since midnight, 0…1439.
    public let minute: Int
    /// 1…1440.
    public let minutes: Int

    public init(minute: Int, minutes: Int) {
      precondition((0..<1440).contains(minute) && (1...1440).contains(minutes), "a time of the day")
      self.minute = minute
      self.minutes = minutes
    }
  }

  let runner: Runner
  let language: Language
  let time: Time?
  /// How many to come.
  let count: Int

  public init(runner: Runner, language: Language, time: Time?, count: Int) {
    self.runner = runner
    self.language = language
    self.time = time
    self.count = count
  }

  /// - Throws: `RunnerError.unreadable` where the records cannot be read.
  public func text(asOf: CalendarDay? = nil) throws -> String {
    let today = asOf ?? runner.today
    let reviews = try runner.records.history().records.filter { $0.kind == .review && $0.date <= today }
    let newest = reviews.map(\.date).max()
    var out = CalendarText()
    out.add("BEGIN", raw: "VCALENDAR")
    out.add("VERSION", raw: "2.0")
    out.add("PRODID", raw: "-//mvp \(ProgramVersion.number)//review meetings//\(language == .english ? "EN" : "ZH")")
    out.add("CALSCALE", raw: "GREGORIAN")
    for day in Set(reviews.map(\.date)).sorted() { add(day, said: decided(reviews.filter { $0.date == day }), to: &out) }
    var day = runner.calendar.latest(onOrBefore: today).flatMap { day in newest.map { $0 < day } ?? true ? day : nil } ?? runner.calendar.next(after: today)
    for _ in 0..<count {
      add(day, said: [ScheduleSentences.onTheTable(open(on: day))(in: language), ScheduleSentences.bringExports(in: language)], to: &out)
      day = runner.calendar.next(after: day)
    }
    out.add("END", raw: "VCALENDAR")
    return out.text
  }

  private func add(_ day: CalendarDay, said: [String], to out: inout CalendarText) {
    out.add("BEGIN", raw: "VEVENT")
    let digest = Fingerprint.of(Array(runner.workspace.project.utf8)).prefix(16)
    out.add("UID", raw: "review-\(day)-\(digest)@mvp")
    out.add("DTSTAMP", raw: ReviewMeetings.instant(runner.clock.now()))
    if let time {
      let start = ReviewMeetings.seconds(of: day, minute: time.minute, in: runner.workspace.timeZone)
      out.add("DTSTART", raw: ReviewMeetings.instant(start))
      out.add("DTEND", raw: ReviewMeetings.instant(start + time.minutes * 60))
    } else {
      out.add("DTSTART;VALUE=DATE", raw: ReviewMeetings.digits(day))
      out.add("DTEND;VALUE=DATE", raw: ReviewMeetings.digits(day + 1))
      out.add("TRANSP", raw: "TRANSPARENT")
    }
    out.add("SUMMARY", ScheduleSentences.meeting(runner.workspace.project)(in: language))
    out.add("DESCRIPTION", said.joined(separator: "\n"))
    out.add("END", raw: "VEVENT")
  }

  /// One line a test, by its last record of the day.
  private func decided(_ reviews: [Record]) -> [String] {
    var entries = [Record.Entry]()
    for entry in reviews.flatMap(\.entries) {
      if let index = entries.firstIndex(where: { $0.id == entry.id }) { entries[index] = entry } else { entries.append(entry) }
    }
    let words = DeedWords(language: language)
    let lines = entries.map { entry in
      "\(title(entry.id)): \(words.verdict(entry.action, variant: entry.variant.map { variantTitle($0, of: entry.id) }))"
    }
    return lines.isEmpty ? [ScheduleSentences.nothingRecorded(in: language)] : lines
  }

  /// Tests that have begun before a day, and are not over for longer than one period.
  private func open(on day: CalendarDay) -> [String] {
    runner.loaded.experiments.filter { experiment in
      guard let start = experiment.start, start < day else { return false }
      guard let end = experiment.end else { return true }
      return day - end <= runner.calendar.every
    }.map { title($0.id) }
  }

  private func title(_ id: String) -> String { runner.loaded.experiments.first { $0.id == id }?.title ?? id }

  private func variantTitle(_ variant: String, of id: String) -> String {
    runner.loaded.experiments.first { $0.id == id }?.variants.first { $0.id == variant }?.title ?? variant
  }

  // MARK: Time

  /// The instant of a local time. A time that the clocks leap over is taken as if they had not; one that comes twice is its first.
  static func seconds(of day: CalendarDay, minute: Int, in zone: TimeZoneRules) -> Int {
    let local = day.number * 86_400 + minute * 60
    let candidates = Set([zone.offset(at: local - 86_400), zone.offset(at: local + 86_400)]).map { local - $0 }
    return candidates.filter { $0 + zone.offset(at: $0) == local }.min() ?? local - zone.offset(at: local - 86_400)
  }

  /// `20261116T020000Z`
  static func instant(_ seconds: Int) -> String {
    let day = TimeZoneRules.utc.day(at: seconds)
    let rest = seconds - day.number * 86_400
    return "\(digits(day))T\(LogLine.two(rest / 3600))\(LogLine.two(rest / 60 % 60))\(LogLine.two(rest % 60))Z"
  }

  private static func digits(_ day: CalendarDay) -> String { day.description.replacing("-", with: "") }
}
