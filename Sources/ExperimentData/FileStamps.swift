import Glibc

/// What the file system tells of files without reading them: equal stamps mean that none was changed, added or removed.
///
/// One `stat` a file. A change within the file system's clock tick that leaves the size as it was cannot be seen this way, as with `make` and Git.
public struct FileStamps: Hashable, Sendable {
  private struct Stamp: Hashable, Sendable {
    let path: String
    let device: UInt
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private let stamps: [Stamp]

  /// - Parameters:
  ///   - patterns: paths or globs, relative to `root`, as declarations write them; the folders of globs are not files and have no stamp.
  ///   - root: the workspace's folder.
  public init(of patterns: Set<String>, root: String) {
    let root = root.isEmpty ? "." : root
    stamps = patterns.sorted().flatMap { pattern -> [Stamp] in
      // A pattern that matches nothing has no stamp until something does.
      let files = (try? FileList.resolve(pattern, root: root)) ?? []
      return files.compactMap { FileStamps.stamp($0.absolute) }
    }
  }

  private static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(
      path: path, device: UInt(status.st_dev), inode: UInt(status.st_ino), size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
  }
}
