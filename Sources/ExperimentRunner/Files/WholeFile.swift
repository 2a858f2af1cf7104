import Glibc

/// Files that appear whole or not at all.
struct WholeFile {
  let disk: any Disk

  /// Writes `bytes` under a temporary name in the same folder and renames it over `path`.
  func replace(_ path: String, with bytes: [UInt8]) throws(DiskError) {
    let temporary = WholeFile.temporary(beside: path)
    try disk.remove(temporary)
    try disk.create(temporary, bytes)
    do throws(DiskError) {
      try disk.replace(path, by: temporary)
    } catch {
      try? disk.remove(temporary)
      throw error
    }
    try disk.sync(folder: WholeFile.folder(of: path))
  }

  /// Writes a file that must not exist yet; nothing is left behind when that fails.
  func create(_ path: String, with bytes: [UInt8]) throws(DiskError) {
    let temporary = WholeFile.temporary(beside: path)
    try disk.remove(temporary)
    try disk.create(temporary, bytes)
    do throws(DiskError) {
      // A second name cannot replace a record that is there already, as a rename would.
      try disk.link(temporary, as: path)
    } catch {
      try? disk.remove(temporary)
      throw error
    }
    try disk.remove(temporary)
    try disk.sync(folder: WholeFile.folder(of: path))
  }

  static let temporaryPrefix = ".writing-"

  private static func temporary(beside path: String) -> String {
    folder(of: path) + "/" + temporaryPrefix + String(getpid()) + "-" + name(of: path)
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String { String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]) }
}
