public import ExperimentModel
import ExperimentReports

/// One message to one channel, as it waits on the disk: what it says, and how often it was tried. Addresses and keys are not in it.
public struct Message: Hashable, Sendable, Codable {
  public struct Line: Hashable, Sendable, Codable {
    public let experiment: String
    public let action: String
    public let variant: String?
    public let was: String?
    public let text: String
  }

  /// The same for the same review and channel, so that it is queued and sent once.
  public let id: String
  /// Which channel: see `MessageChannel.key`.
  let channel: String
  public let project: String
  public let date: CalendarDay
  /// The record it tells of; nil for news between reviews.
  public let record: Int?
  public let recordHash: String?
  public let title: String
  public let summary: String
  public let lines: [Line]
  /// The review's page, relative to the workspace; mail attaches it.
  let page: String?
  /// Seconds since 1970.
  let created: Int
  var attempts = 0
  /// Not before.
  var next: Int

  /// Nothing that is told alters what it is told by: colours of cards.
  var mood: Mood {
    let actions = Set(lines.map(\.action))
    if actions.contains("stop") || actions.contains("blocked") { return .warning }
    return actions.contains("scale") ? .good : .plain
  }

  enum Mood { case good, warning, plain }
}

extension MessageChannel {
  /// The channel among others: what messages of it are filed under. Another variable or address is another channel.
  var key: String { String(Fingerprint.of(Array("\(kind.rawValue) \(addressVariable ?? recipients.joined(separator: ","))".utf8)).prefix(8)) }

  /// As people are told of it, without anything secret.
  public var name: String { addressVariable.map { "\(kind.rawValue) (\($0))" } ?? "\(kind.rawValue) (\(recipients.joined(separator: ", ")))" }
}
