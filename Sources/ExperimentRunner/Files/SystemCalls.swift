import Glibc

/// The system calls that files are read and written with, each once, so that any single one can be made to fail.
///
/// A negative answer is an error number with its sign turned; an interrupted call is begun again by who makes it.
protocol SystemCalls: Sendable {
  func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32
  func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int
  func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int
  func fsync(_ descriptor: Int32) -> Int32
  func close(_ descriptor: Int32) -> Int32
  func link(_ path: String, _ other: String) -> Int32
  func rename(_ path: String, _ other: String) -> Int32
  func unlink(_ path: String) -> Int32
  func mkdir(_ path: String) -> Int32
  /// Takes the lock of an open file for this process alone, waiting for it.
  func lock(_ descriptor: Int32) -> Int32
  /// Names in a folder, in no order, without `.` and `..`.
  func names(_ folder: String) -> (names: [String], problem: Int32)
}

/// The kernel's own.
struct KernelCalls: SystemCalls {
  func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { KernelCalls.answer(Glibc.open(path, flags, mode)) }

  func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    return count < 0 ? -Int(errno) : count
  }

  func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    return count < 0 ? -Int(errno) : count
  }

  func fsync(_ descriptor: Int32) -> Int32 { KernelCalls.answer(Glibc.fsync(descriptor)) }
  func close(_ descriptor: Int32) -> Int32 { KernelCalls.answer(Glibc.close(descriptor)) }
  func link(_ path: String, _ other: String) -> Int32 { KernelCalls.answer(Glibc.link(path, other)) }
  func rename(_ path: String, _ other: String) -> Int32 { KernelCalls.answer(Glibc.rename(path, other)) }
  func unlink(_ path: String) -> Int32 { KernelCalls.answer(Glibc.unlink(path)) }
  func mkdir(_ path: String) -> Int32 { KernelCalls.answer(Glibc.mkdir(path, 0o777)) }
  func lock(_ descriptor: Int32) -> Int32 { KernelCalls.answer(flock(descriptor, LOCK_EX)) }

  func names(_ folder: String) -> (names: [String], problem: Int32) {
    guard let stream = opendir(folder) else { return ([], errno) }
    defer { closedir(stream) }
    var names = [String]()
    while true {
      errno = 0
      guard let entry = readdir(stream) else { return (names, errno) }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  private static func answer(_ result: Int32) -> Int32 { result < 0 ? -errno : result }
}
