import Glibc

/// The few things the program asks of the file system. A protocol so that a full disk and a read-only folder can be tried.
public protocol Disk: Sendable {
  /// Nil when there is no such file.
  func read(_ path: String) throws(DiskError) -> [UInt8]?
  /// Names in a folder, sorted by bytes; empty when there is no such folder.
  func names(in folder: String) throws(DiskError) -> [String]
  func makeFolder(_ path: String) throws(DiskError)
  /// Writes a new file and forces it to the disk; fails when it exists.
  func create(_ path: String, _ bytes: [UInt8]) throws(DiskError)
  /// Gives a file a second name, failing when that is taken.
  func link(_ path: String, as other: String) throws(DiskError)
  /// Renames, replacing what was there.
  func replace(_ other: String, by path: String) throws(DiskError)
  func remove(_ path: String) throws(DiskError)
  /// Forces a folder's entries to the disk.
  func sync(folder: String) throws(DiskError)
  func isFolder(_ path: String) -> Bool
  func exists(_ path: String) -> Bool
  /// Runs `body` while no other process holds the lock of that file; waits for it.
  func locked<Value>(_ path: String, _ body: () throws -> Value) throws -> Value
}

/// The real file system.
public struct SystemDisk: Disk {
  public init() {}

  /// Declarations and records are read whole; more than this is neither.
  static let mostBytes = 256 << 20
  /// How often a file that changes while it is read is begun anew.
  private static let mostReadings = 3

  public func read(_ path: String) throws(DiskError) -> [UInt8]? {
    for _ in 0..<SystemDisk.mostReadings {
      // Without O_NONBLOCK a pipe that nobody writes to would hold the program at the door.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      guard descriptor >= 0 else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw DiskError(path: path, number: errno == ENXIO ? DiskError.notRegular : errno)
      }
      defer { close(descriptor) }
      if let bytes = try readWhole(descriptor, path) { return bytes }
    }
    throw DiskError(path: path, number: DiskError.changing)
  }

  /// All bytes of a regular file; nil where it changed meanwhile.
  private func readWhole(_ descriptor: Int32, _ path: String) throws(DiskError) -> [UInt8]? {
    var before = stat()
    guard fstat(descriptor, &before) == 0 else { throw DiskError(path: path, number: errno) }
    switch before.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw DiskError(path: path, number: EISDIR)
    default: throw DiskError(path: path, number: DiskError.notRegular)
    }
    guard before.st_size <= SystemDisk.mostBytes else { throw DiskError(path: path, number: EFBIG) }
    let size = Int(before.st_size)
    var bytes = [UInt8](repeating: 0, count: size)
    var filled = 0
    while filled < size {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), size - filled) }
      if count < 0 {
        if errno == EINTR { continue }
        throw DiskError(path: path, number: errno)
      }
      if count == 0 { return nil }
      filled += count
    }
    var after = stat()
    guard fstat(descriptor, &after) == 0 else { throw DiskError(path: path, number: errno) }
    let isSame =
      after.st_size == before.st_size && after.st_mtim.tv_sec == before.st_mtim.tv_sec && after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
    return isSame ? bytes : nil
  }

  public func names(in folder: String) throws(DiskError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw DiskError(path: folder, number: errno)
    }
    defer { closedir(stream) }
    var names = [String]()
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  public func makeFolder(_ path: String) throws(DiskError) {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
      if mkdir(partial, 0o777) != 0, errno != EEXIST, !isFolder(partial) { throw DiskError(path: partial, number: errno) }
    }
  }

  public func create(_ path: String, _ bytes: [UInt8]) throws(DiskError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw DiskError(path: path, number: errno) }
    var problem: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count, problem == 0 {
        let count = write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if count >= 0 { offset += count } else if errno != EINTR { problem = errno }
      }
    }
    if problem == 0, fsync(descriptor) != 0 { problem = errno }
    if close(descriptor) != 0, problem == 0 { problem = errno }
    guard problem == 0 else {
      unlink(path)
      throw DiskError(path: path, number: problem)
    }
  }

  public func link(_ path: String, as other: String) throws(DiskError) {
    guard Glibc.link(path, other) == 0 else { throw DiskError(path: other, number: errno) }
  }

  public func replace(_ other: String, by path: String) throws(DiskError) {
    guard rename(path, other) == 0 else { throw DiskError(path: other, number: errno) }
  }

  public func remove(_ path: String) throws(DiskError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw DiskError(path: path, number: errno) }
  }

  public func sync(folder: String) throws(DiskError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DiskError(path: folder, number: errno) }
    defer { close(descriptor) }
    // Some file systems cannot sync a folder and say so; the file itself is safe by then.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw DiskError(path: folder, number: errno) }
  }

  public func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  public func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public func locked<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw DiskError(path: path, number: errno) }
    // Closing gives the lock back, also when the process dies.
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw DiskError(path: path, number: errno) }
    }
    return try body()
  }
}
