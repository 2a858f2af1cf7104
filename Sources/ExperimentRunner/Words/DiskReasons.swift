import ExperimentModel
import Glibc

extension DiskError {
  /// Why the disk refused; what is rare is said in the system's own words, such as `Host is down`.
  var reason: BilingualText {
    switch number {
    case DiskError.notRegular: BilingualText("it is a pipe, a device or a socket, not a file", "不是普通文件（管道、设备或套接字）")
    case DiskError.changing: BilingualText("it changed each time it was read", "每次读取时都在变")
    case ENOENT: BilingualText("no such file or folder", "没有这个文件或文件夹")
    case EACCES, EPERM: BilingualText("permission denied", "没有权限")
    case ENOSPC: BilingualText("no space left on the disk", "磁盘空间已满")
    case EDQUOT: BilingualText("the disk quota is used up", "磁盘配额已用完")
    case EROFS: BilingualText("the file system is read-only", "文件系统只读")
    case EISDIR: BilingualText("it is a folder", "它是文件夹")
    case ENOTDIR: BilingualText("a part of the path is no folder", "路径中有一段不是文件夹")
    case ELOOP: BilingualText("too many links on the path", "路径中的链接太多")
    case ENAMETOOLONG: BilingualText("the name is too long", "名称过长")
    case EMFILE, ENFILE: BilingualText("too many files are open", "打开的文件过多")
    case EIO: BilingualText("the disk failed to read or write", "磁盘读写出错")
    default: BilingualText(DiskError.system(number), "系统报告：\(DiskError.system(number))")
    }
  }

  private static func system(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
