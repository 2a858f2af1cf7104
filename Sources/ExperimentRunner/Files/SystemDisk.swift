import Glibc

/// The real file system.
public struct SystemDisk: Disk {
  let calls: any SystemCalls

  public init() { calls = KernelCalls() }

  init(calls: any SystemCalls) { self.calls = calls }

  /// Declarations and records are read whole; more than this is neither.
  static let mostBytes = 256 << 20
  /// How often a file that changes while it is read is begun anew.
  private static let mostReadings = 3

  public func read(_ path: String) throws(DiskError) -> [UInt8]? {
    for _ in 0..<SystemDisk.mostReadings {
      // Without O_NONBLOCK a pipe that nobody writes to would hold the program at the door.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      guard descriptor >= 0 else {
        if descriptor == -ENOENT || descriptor == -ENOTDIR { return nil }
        throw DiskError(path: path, number: descriptor == -ENXIO ? DiskError.notRegular : -descriptor)
      }
      defer { _ = calls.close(descriptor) }
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
      let count = bytes.withUnsafeMutableBytes { calls.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: $0[filled...])) }
      if count < 0 {
        if count == -Int(EINTR) { continue }
        throw DiskError(path: path, number: Int32(-count))
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
    let (names, problem) = calls.names(folder)
    guard problem == 0 || problem == ENOENT else { throw DiskError(path: folder, number: problem) }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  public func makeFolder(_ path: String) throws(DiskError) {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
      let answer = calls.mkdir(partial)
      if answer < 0, answer != -EEXIST, !isFolder(partial) { throw DiskError(path: partial, number: -answer) }
    }
  }

  public func create(_ path: String, _ bytes: [UInt8]) throws(DiskError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw DiskError(path: path, number: -descriptor) }
    var problem = written(bytes, to: descriptor)
    if problem == 0 { problem = synced(descriptor) }
    let closed = calls.close(descriptor)
    // An interrupted close has closed: the descriptor may be another file's by now.
    if closed < 0, closed != -EINTR, problem == 0 { problem = -closed }
    guard problem == 0 else {
      _ = calls.unlink(path)
      throw DiskError(path: path, number: problem)
    }
  }

  public func link(_ path: String, as other: String) throws(DiskError) {
    let answer = calls.link(path, other)
    guard answer == 0 else { throw DiskError(path: other, number: -answer) }
  }

  public func replace(_ other: String, by path: String) throws(DiskError) {
    let answer = calls.rename(path, other)
    guard answer == 0 else { throw DiskError(path: other, number: -answer) }
  }

  public func remove(_ path: String) throws(DiskError) {
    let answer = calls.unlink(path)
    guard answer == 0 || answer == -ENOENT else { throw DiskError(path: path, number: -answer) }
  }

  public func sync(folder: String) throws(DiskError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DiskError(path: folder, number: -descriptor) }
    defer { _ = calls.close(descriptor) }
    let problem = synced(descriptor)
    // Some file systems cannot sync a folder and say so; the file itself is safe by then.
    guard problem == 0 || problem == EINVAL || problem == EROFS else { throw DiskError(path: folder, number: problem) }
  }

  public func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  public func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public func locked<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw DiskError(path: path, number: -descriptor) }
      // Closing gives the lock back, also when the process dies.
      defer { _ = calls.close(descriptor) }
      var answer = calls.lock(descriptor)
      while answer == -EINTR { answer = calls.lock(descriptor) }
      guard answer >= 0 else { throw DiskError(path: path, number: -answer) }
      // Whoever removed the file meanwhile left others a new one to lock: the lock that counts is the one under this name.
      guard isSame(descriptor, as: path) else { continue }
      return try body()
    }
  }

  // MARK: Calls that may be interrupted

  private func open(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    var answer = calls.open(path, flags, mode)
    while answer == -EINTR { answer = calls.open(path, flags, mode) }
    return answer
  }

  /// - Returns: 0, or what went wrong. A short write is gone on with.
  private func written(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = calls.write(descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]))
        if count > 0 {
          offset += count
        } else if count == 0 {
          // A disk that takes nothing and names no reason takes nothing the next time either.
          return EIO
        } else if count != -Int(EINTR) {
          return Int32(-count)
        }
      }
      return 0
    }
  }

  private func synced(_ descriptor: Int32) -> Int32 {
    var answer = calls.fsync(descriptor)
    while answer == -EINTR { answer = calls.fsync(descriptor) }
    return answer < 0 ? -answer : 0
  }

  private func isSame(_ descriptor: Int32, as path: String) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && stat(path, &named) == 0 && open.st_ino == named.st_ino && open.st_dev == named.st_dev
  }
}
