/// What a repair is about to do with files, written down before any of them is touched, so that it can be gone on with after any interruption.
///
/// The new files are forced to the disk under other names first, then this plan, then they take their names, and only then the old ones go.
struct RepairPlan {
  static let prefix = ".repairing-"
  static let name = ".repair-plan"

  /// Files that take their place, each waiting under `prefix` + name.
  var place: [String]
  /// Files of before that go.
  var remove: [String]

  /// Puts the new files beside the old ones, and the plan last.
  static func prepare(_ files: [(name: String, bytes: [UInt8])], remove: [String], in folder: String, _ disk: any Disk) throws {
    for (name, bytes) in files { try WholeFile(disk: disk).replace(folder + "/" + prefix + name, with: bytes) }
    let lines = files.map { "place " + $0.name } + remove.map { "remove " + $0 } + ["end"]
    try WholeFile(disk: disk).replace(folder + "/" + RepairPlan.name, with: Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// The plan of a repair that was interrupted; nil when there is none.
  init?(in folder: String, _ disk: any Disk) throws(DiskError) {
    guard let bytes = try disk.read(folder + "/" + RepairPlan.name) else { return nil }
    place = []
    remove = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      // A plan names records of this folder and nothing else.
      guard parts.count == 2, HistoryReader.number(of: parts[1]) != nil, !parts[1].contains("/") else { continue }
      if parts[0] == "place" { place.append(parts[1]) } else if parts[0] == "remove" { remove.append(parts[1]) }
    }
  }

  /// Carries the plan out, or what is left of it.
  func finish(in folder: String, _ disk: any Disk) throws(DiskError) {
    let waiting = try disk.names(in: folder)
    for name in place where waiting.contains(RepairPlan.prefix + name) {
      try disk.replace(folder + "/" + name, by: folder + "/" + RepairPlan.prefix + name)
    }
    try disk.sync(folder: folder)
    for name in remove { try disk.remove(folder + "/" + name) }
    try disk.sync(folder: folder)
    try disk.remove(folder + "/" + RepairPlan.name)
    try disk.sync(folder: folder)
  }
}
