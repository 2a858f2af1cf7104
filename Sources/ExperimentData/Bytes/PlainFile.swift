import Glibc

/// The bytes of a file as they lie on disk.
final class PlainFile: ByteSource {
  private let descriptor: Int32
  private let shown: String
  /// As it was when opened.
  let size: Int

  /// - Parameter shown: the path that messages name.
  init(path: String, shown: String) throws(FileProblem) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw PlainFile.problem(errno, shown) }
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      let code = errno
      close(opened)
      throw PlainFile.problem(code, shown)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw FileProblem("not_a_file", "'\(shown)' is not a file", "'\(shown)' 不是文件")
    }
    descriptor = opened
    self.shown = shown
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    while true {
      let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if got >= 0 { return got }
      if errno != EINTR { throw PlainFile.problem(errno, shown) }
    }
  }

  private static func problem(_ code: Int32, _ shown: String) -> FileProblem {
    switch code {
    case ENOENT, ENOTDIR: return FileProblem("no_file", "there is no file '\(shown)'", "没有文件 '\(shown)'")
    case EACCES, EPERM: return FileProblem("unreadable", "'\(shown)' may not be read (permissions)", "没有权限读 '\(shown)'")
    default:
      let reason = String(cString: strerror(code))
      return FileProblem("unreadable", "'\(shown)' cannot be read: \(reason)", "'\(shown)' 读不了:\(reason)")
    }
  }
}
