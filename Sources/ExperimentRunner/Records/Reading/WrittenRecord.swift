import ExperimentDecisions
import ExperimentModel

/// A record as its file has it.
struct WrittenRecord: Sendable {
  enum Entries: Sendable {
    case whole([SchemaOne.Entry])
    case changes([EntryChange])
  }

  let schema: Int
  let number: Int
  let kind: Record.Kind
  let date: CalendarDay
  let program: String
  let previous: String?
  /// The records that this one was made from when branches were merged, newest form first.
  let repaired: [Record.Stamp]
  let entries: Entries

  var fileName: String { Record.fileName(number: number, date: date, kind: kind) }

  /// - Throws: what is wrong first, with its place.
  init(reading bytes: [UInt8]) throws(RecordProblem) {
    if let line = WrittenRecord.conflict(bytes) { throw RecordProblem(.mergeConflict, at: line) }
    let text = try RecordText(bytes)
    guard let written = text.value("schema", in: 0), let schema = text.number(written).flatMap({ Int(exactly: $0) }) else {
      throw RecordProblem(.missingKey("schema"), at: 0)
    }
    switch schema {
    case 1:
      let record = try RecordDecoder.decode(SchemaOne.self, from: text)
      self.init(
        schema: 1, number: record.number, kind: record.kind, date: record.date, program: record.program, previous: record.previous, repaired: [],
        entries: .whole(record.entries))
    case 2:
      let record = try RecordDecoder.decode(SchemaTwo.self, from: text)
      self.init(
        schema: 2, number: record.number, kind: record.kind, date: record.date, program: record.program, previous: record.previous,
        repaired: record.repaired ?? [], entries: .changes(record.entries))
    default:
      let program = text.value("program", in: 0).flatMap { text.nodes[$0].kind == .string ? text.text($0) : nil }
      throw RecordProblem(.newerSchema(schema, program: program), at: Int(text.nodes[written].start))
    }
  }

  init(
    schema: Int, number: Int, kind: Record.Kind, date: CalendarDay, program: String, previous: String?, repaired: [Record.Stamp], entries: Entries
  ) {
    self.schema = schema
    self.number = number
    self.kind = kind
    self.date = date
    self.program = program
    self.previous = previous
    self.repaired = repaired
    self.entries = entries
  }

  /// The first line that git leaves where it could not merge.
  private static func conflict(_ bytes: [UInt8]) -> Int? {
    let mark = Array("<<<<<<< ".utf8)
    var start = 0
    while start < bytes.count {
      if bytes[start...].starts(with: mark) { return start }
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
      start = end + 1
    }
    return nil
  }

  /// The experiments it tells of.
  var ids: [String] {
    switch entries {
    case .whole(let entries): entries.map(\.id)
    case .changes(let changes): changes.map(\.id)
    }
  }

  /// Every experiment of the record as the event left it, from what records before it say.
  func entries(after states: [String: Record.Entry]) -> [Record.Entry] {
    switch entries {
    case .whole(let entries): entries.map(\.entry)
    case .changes(let changes): changes.map { $0.applied(to: states[$0.id], kind: kind, date: date) }
    }
  }
}

/// The file of schema 2.
struct SchemaTwo: Codable {
  var schema = 2
  var number: Int
  var kind: Record.Kind
  var date: CalendarDay
  var program: String
  var previous: String?
  var repaired: [Record.Stamp]?
  var entries: [EntryChange]
}
