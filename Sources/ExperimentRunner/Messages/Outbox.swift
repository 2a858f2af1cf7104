import ExperimentModel
import FoundationEssentials

/// Messages that wait, one file each, in the workspace's own folder: written before they are sent and taken away after, so that a message outlives a crash.
///
/// A message that was sent leaves its name behind: queued again by a second look at the same review, it is not sent again. What is killed between a service's
/// answer and that name is sent once more, under the same id: nobody can tell the two apart from here.
struct Outbox {
  let folder: String
  let disk: any Disk

  private var sent: String { folder + "/sent" }
  private var failed: String { folder + "/failed" }
  /// Names of sent messages that are kept; records are far fewer a year.
  static let mostNames = 1000

  /// The reviews whose messages were to be queued and may not have been.
  func intended() throws(DiskError) -> [CalendarDay] {
    try disk.names(in: folder).compactMap { $0.hasPrefix("intended-") ? CalendarDay(iso: $0.dropFirst(9)) : nil }
  }

  func intend(_ day: CalendarDay) throws(DiskError) {
    try disk.makeFolder(folder)
    try WholeFile(disk: disk).replace(folder + "/intended-\(day)", with: [])
  }

  func settle(_ day: CalendarDay) throws(DiskError) { try disk.remove(folder + "/intended-\(day)") }

  /// Queues a message, unless it waits, was sent or was given up already.
  func add(_ message: Message) throws(DiskError) {
    let name = message.id + ".json"
    guard !disk.exists(sent + "/" + message.id), !disk.exists(failed + "/" + name), !disk.exists(folder + "/" + name) else { return }
    try disk.makeFolder(folder)
    try write(message)
  }

  func write(_ message: Message) throws(DiskError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(message) else { return }
    try WholeFile(disk: disk).replace(folder + "/" + message.id + ".json", with: Array(bytes))
  }

  /// Oldest first; files that are none of ours or damaged are left alone.
  func waiting() throws(DiskError) -> [Message] {
    var messages = [Message]()
    for name in try disk.names(in: folder) where name.hasSuffix(".json") && !name.hasPrefix(".") {
      guard let bytes = try disk.read(folder + "/" + name), let message = try? JSONDecoder().decode(Message.self, from: Data(bytes)) else { continue }
      if message.id + ".json" == name { messages.append(message) }
    }
    return messages.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
  }

  /// The name first: killed in between, the message is still there and known as sent.
  func done(_ message: Message) throws(DiskError) {
    try disk.makeFolder(sent)
    try WholeFile(disk: disk).replace(sent + "/" + message.id, with: [])
    try disk.remove(folder + "/" + message.id + ".json")
    let names = try disk.names(in: sent)
    for name in names.dropLast(Outbox.mostNames) { try disk.remove(sent + "/" + name) }
  }

  func wasSent(_ message: Message) -> Bool { disk.exists(sent + "/" + message.id) }

  func giveUp(_ message: Message) throws(DiskError) {
    try disk.makeFolder(failed)
    try disk.replace(failed + "/" + message.id + ".json", by: folder + "/" + message.id + ".json")
  }

  // MARK: What has been told

  func told() throws(DiskError) -> Set<String> {
    guard let bytes = try disk.read(folder + "/told") else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(bytes))).map { Set($0) } ?? []
  }

  func tell(_ facts: Set<String>) throws(DiskError) {
    guard let bytes = try? JSONEncoder().encode(facts.sorted()) else { return }
    try disk.makeFolder(folder)
    try WholeFile(disk: disk).replace(folder + "/told", with: Array(bytes))
  }
}
