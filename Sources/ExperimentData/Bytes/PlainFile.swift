import Glibc

/// The bytes of a file as they lie on disk: of a regular file only, and of that only as many as it had when it was opened.
final class PlainFile: ByteSource {
  private let descriptor: Int32
  private let path: String
  private let shown: String
  private let stamp: Stamp
  private var taken = 0
  /// As it was when opened.
  var size: Int { stamp.size }

  /// - Parameter shown: the path that messages name.
  init(path: String, shown: String) throws(FileProblem) {
    // Without O_NONBLOCK a pipe that nobody writes to would hold the program at the door.
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard opened >= 0 else { throw PlainFile.problem(errno, shown) }
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      let code = errno
      close(opened)
      throw PlainFile.problem(code, shown)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw PlainFile.kind(status.st_mode, shown)
    }
    descriptor = opened
    self.path = path
    self.shown = shown
    stamp = Stamp(status)
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    // A file that grows while it is read is not followed: whoever reads asks `hasChanged` at the end. So the endless files of `/proc`,
    // which say that they are empty, are.
    let room = min(buffer.count, size - taken)
    guard room > 0 else { return 0 }
    while true {
      let got = Glibc.read(descriptor, buffer.baseAddress, room)
      if got >= 0 {
        taken += got
        return got
      }
      if errno != EINTR { throw PlainFile.problem(errno, shown) }
    }
  }

  /// Whether the file is another than when it was opened: by its size and times, or because its name means another file by now.
  ///
  /// Two writes of the same length within one tick of the file system's clock (some milliseconds) cannot be told apart.
  var hasChanged: Bool {
    var now = stat()
    guard fstat(descriptor, &now) == 0, Stamp(now) == stamp else { return true }
    var named = stat()
    return stat(path, &named) != 0 || Stamp(named) != stamp
  }

  /// What tells one state of a file from another.
  private struct Stamp: Equatable {
    let device: UInt
    let inode: UInt
    let size: Int
    let modified: (seconds: Int, nanoseconds: Int)
    let changed: (seconds: Int, nanoseconds: Int)

    init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      size = Int(status.st_size)
      modified = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      changed = (status.st_ctim.tv_sec, status.st_ctim.tv_nsec)
    }

    static func == (a: Stamp, b: Stamp) -> Bool {
      a.device == b.device && a.inode == b.inode && a.size == b.size && a.modified == b.modified && a.changed == b.changed
    }
  }

  private static func kind(_ mode: mode_t, _ shown: String) -> FileProblem {
    let (english, chinese) =
      switch mode & S_IFMT {
      case S_IFDIR: ("a folder", "文件夹")
      case S_IFIFO: ("a pipe", "管道")
      case S_IFSOCK: ("a socket", "套接字")
      case S_IFCHR, S_IFBLK: ("a device", "设备")
      default: ("a file of the system's own", "系统内部的文件")
      }
    return FileProblem("not_a_file", FileSentences.noFileOfData(shown, english: english, chinese: chinese))
  }

  private static func problem(_ code: Int32, _ shown: String) -> FileProblem {
    switch code {
    case ENOENT, ENOTDIR: return FileProblem("no_file", FileSentences.noFile(shown))
    case EACCES, EPERM: return FileProblem("unreadable", FileSentences.noPermission(shown))
    case ELOOP: return FileProblem("unreadable", FileSentences.linkToItself(shown))
    // A socket cannot be opened at all.
    case ENXIO: return kind(S_IFSOCK, shown)
    default:
      let reason = String(cString: strerror(code))
      return FileProblem("unreadable", FileSentences.unreadable(shown, reason: reason))
    }
  }
}
