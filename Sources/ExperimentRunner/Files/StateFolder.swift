/// `.mvp` in the workspace: what belongs to this machine and to no record, such as locks and messages that wait. Never committed.
struct StateFolder {
  let root: String
  let disk: any Disk

  var path: String { root + "/.mvp" }

  /// Makes it, with a note to git to leave it alone.
  /// - Returns: its path.
  func made() throws(RunnerError) -> String {
    do throws(DiskError) {
      try disk.makeFolder(path)
      if !disk.exists(path + "/.gitignore") { try WholeFile(disk: disk).replace(path + "/.gitignore", with: Array("*\n".utf8)) }
      return path
    } catch {
      throw RunnerError(.unwritable, FileSentences.unwritable(error))
    }
  }
}
