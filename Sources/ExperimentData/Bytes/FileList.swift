import Glibc

/// The files that a path or a glob of a declaration means.
enum FileList {
  struct Entry: Hashable {
    /// Relative to the workspace, as messages show it.
    let path: String
    let absolute: String
    /// The same file under two names has one identity.
    let identity: Identity

    /// What Excel keeps beside an open workbook: `~$report.xlsx`.
    var isLock: Bool { path.split(separator: "/").last?.hasPrefix("~$") ?? false }
  }

  struct Identity: Hashable {
    let device: UInt
    let inode: UInt
  }

  /// In the order of their names; `*`, `?` and `[…]` match within one folder's names, never a leading dot.
  static func resolve(_ pattern: String, root: String) throws(FileProblem) -> [Entry] {
    let parts = pattern.split(separator: "/").map(String.init).filter { $0 != "." }
    guard parts.contains(where: isGlob) else {
      let absolute = root + "/" + pattern
      // A file that is not there is said by whoever opens it.
      return [Entry(path: pattern, absolute: absolute, identity: identity(absolute) ?? Identity(device: 0, inode: 0))]
    }
    var found = [""]
    for (depth, part) in parts.enumerated() {
      found = found.flatMap { folder -> [String] in
        let prefix = folder.isEmpty ? "" : folder + "/"
        guard isGlob(part) else { return [prefix + part] }
        return names(in: root + "/" + folder).filter { fnmatch(part, $0, FNM_PERIOD) == 0 }.map { prefix + $0 }
      }
      if depth + 1 < parts.count { found = found.filter { isFolder(root + "/" + $0) } }
    }
    let files = found.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.compactMap { path -> Entry? in
      guard let identity = identity(root + "/" + path), !isFolder(root + "/" + path) else { return nil }
      return Entry(path: path, absolute: root + "/" + path, identity: identity)
    }
    guard !files.isEmpty else { throw FileProblem("no_file", FileSentences.noMatch(pattern)) }
    return files
  }

  /// Whether two files hold the same bytes: `report.csv` and `report (1).csv`.
  static func areCopies(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(a, &first) == 0, stat(b, &second) == 0, first.st_size == second.st_size, first.st_size > 0, first.st_mode & S_IFMT == S_IFREG,
      second.st_mode & S_IFMT == S_IFREG, let left = fopen(a, "r")
    else { return false }
    defer { fclose(left) }
    guard let right = fopen(b, "r") else { return false }
    defer { fclose(right) }
    let size = 1 << 16
    var (mine, theirs) = ([UInt8](repeating: 0, count: size), [UInt8](repeating: 0, count: size))
    while true {
      let got = fread(&mine, 1, size, left)
      guard fread(&theirs, 1, size, right) == got, mine[..<got] == theirs[..<got] else { return false }
      if got < size { return true }
    }
  }

  private static func isGlob(_ part: String) -> Bool { part.contains { "*?[".contains($0) } }

  private static func identity(_ path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
