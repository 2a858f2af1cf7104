public import ExperimentModel

/// Something wrong with the records of a folder. Each is named with the way out (`ChainProblemWords`).
public enum ChainProblem: Hashable, Sendable {
  /// The file could not be read at all: the system's words.
  case unreadable(name: String, reason: BilingualText)
  /// Not JSON, or cut short, from that place on.
  case damaged(name: String, line: Int, column: Int)
  /// Both sides of a merge stand in the file.
  case mergeConflict(name: String, line: Int)
  case newer(name: String, schema: Int, program: String?)
  case repeatedKey(name: String, line: Int, column: Int, key: String)
  case unknownKey(name: String, line: Int, column: Int, key: String)
  case missingKey(name: String, line: Int, column: Int, key: String)
  case unknownValue(name: String, line: Int, column: Int, value: String, key: String?)
  /// Several records of one number: branches were merged.
  case twins(number: Int, names: [String])
  /// The same bytes under two names.
  case copy(name: String, of: String)
  /// No record of these numbers, although there are later ones.
  case gap(first: Int, last: Int)
  /// The name is not the one its content makes.
  case misnamed(name: String, content: String)
  /// The record before is not what it was when this one was written.
  case changed(name: String, by: String, hasOtherLineEnds: Bool)
  /// A first record that says there were others before it.
  case beheaded(name: String)
  /// A repair was begun and not ended.
  case unfinishedRepair

  /// True for what `mvp verify --repair` mends.
  public var isMendable: Bool {
    switch self {
    case .twins, .unfinishedRepair: true
    default: false
    }
  }
}

extension ChainProblem {
  var isMisnamed: Bool { if case .misnamed = self { true } else { false } }

  init(_ problem: RecordProblem, name: String, bytes: [UInt8]) {
    let place = RecordText.place(of: problem.offset, in: bytes)
    switch problem.kind {
    case .notJSON: self = .damaged(name: name, line: place.line, column: place.column)
    case .mergeConflict: self = .mergeConflict(name: name, line: place.line)
    case .newerSchema(let schema, let program): self = .newer(name: name, schema: schema, program: program)
    case .repeatedKey(let key): self = .repeatedKey(name: name, line: place.line, column: place.column, key: key)
    case .unknownKey(let key): self = .unknownKey(name: name, line: place.line, column: place.column, key: key)
    case .missingKey(let key): self = .missingKey(name: name, line: place.line, column: place.column, key: key)
    case .unknownValue(let value, let key): self = .unknownValue(name: name, line: place.line, column: place.column, value: value, key: key)
    }
  }
}
