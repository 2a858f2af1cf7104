import ExperimentModel

/// What one experiment's reading of one table met besides numbers.
struct ReadingQuality {
  static let exampleLimit = 20
  static let outsideLimit = 1000

  var rows = 0
  var badRows = 0
  var examples: [DataQuality.BadRow] = []
  var outside: [String: Int] = [:]
  /// Rows of names beyond the limit of those kept.
  var outsideUnnamed = 0
  var outsideDates = 0
  var afterAsOf = 0
  var shortRows = 0
  var censored = 0
  var overlaps: [[Int]: Int] = [:]
  /// Of the parts of one file.
  var partOverlaps: [DataQuality.Overlap] = []
  var files: [DataQuality.FileRead] = []
  var notes: [BilingualText] = []
  var notWhole: [DataQuality.BadRow] = []

  mutating func bad(_ file: String, _ line: Int, _ reason: BilingualText) {
    badRows += 1
    if examples.count < ReadingQuality.exampleLimit { examples.append(DataQuality.BadRow(file: file, line: line, reason: reason)) }
  }

  mutating func addOutside(_ name: String, rows: Int) {
    if outside[name] != nil || outside.count < ReadingQuality.outsideLimit {
      outside[name, default: 0] += rows
    } else {
      outsideUnnamed += rows
    }
  }

  mutating func note(_ note: BilingualText) {
    if !notes.contains(note) { notes.append(note) }
  }
}
