import ExperimentModel

/// The report files of a review: written after its record, and written again where they were lost in between.
struct ReportFiles {
  /// Of the workspace.
  let root: String
  /// Relative to it.
  let folder: String
  let disk: any Disk

  /// - Returns: the files, relative to the workspace.
  func write(_ files: [(name: String, bytes: [UInt8])]) throws(DiskError) -> [String] {
    guard !files.isEmpty else { return [] }
    try disk.makeFolder(path)
    // Reports are written under the lock of the records, so what is half written now was left by a program that is gone.
    for name in try disk.names(in: path) where name.hasPrefix(WholeFile.temporaryPrefix) { try disk.remove(path + "/" + name) }
    var written = [String]()
    for file in files {
      try WholeFile(disk: disk).replace(path + "/" + file.name, with: file.bytes)
      written.append(folder + "/" + file.name)
    }
    return written
  }

  /// Files that are not there, or are of an earlier record of the same date: the program was killed between the record and them. A workbook cannot say of which
  /// record it is, and is made again with any other.
  func lost(_ files: [(name: String, bytes: [UInt8])], of record: Record.Stamp) throws(DiskError) -> [(name: String, bytes: [UInt8])] {
    var lost = [(name: String, bytes: [UInt8])]()
    for file in files {
      let there = try disk.read(path + "/" + file.name)
      let stamp = there.flatMap { ReportStamp.read($0, isJSON: file.name.hasSuffix(".json")) }
      if there == nil || stamp.map({ $0.number < record.number }) ?? false { lost.append(file) }
    }
    guard !lost.isEmpty else { return [] }
    return files.filter { file in file.name.hasSuffix(".xlsx") || lost.contains { $0.name == file.name } }
  }

  private var path: String { root + "/" + folder }
}

extension Runner {
  var reportFiles: ReportFiles { ReportFiles(root: loaded.root, folder: workspace.reviews.folder, disk: disk) }

  static func unwritten(_ record: Record, _ error: DiskError) -> RunnerError {
    RunnerError(
      .unwritable,
      ReviewSentences.unwritten(record, error))
  }
}

extension Runner.Examination {
  /// The same as the report of a record.
  func reporting(_ record: Record, in history: History) -> Runner.Examination {
    var examination = self
    examination.record = record.stamp
    examination.stamps = history.state(before: record.number + 1).stamps
    return examination
  }
}
