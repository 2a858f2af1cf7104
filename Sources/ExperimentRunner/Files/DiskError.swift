import Glibc

/// A system call on a path failed.
public struct DiskError: Error, Hashable, Sendable {
  public let path: String
  public let number: Int32

  public init(path: String, number: Int32) {
    self.path = path
    self.number = number
  }

  /// No number of the system's: a pipe, a device or a socket where a file should be.
  public static let notRegular: Int32 = -1
  /// No number of the system's: the file changed each time it was read.
  public static let changing: Int32 = -2

  /// The system's own words, such as `No space left on device`.
  public var reason: String {
    switch number {
    case DiskError.notRegular: return "it is a pipe, a device or a socket, not a file (不是普通文件)"
    case DiskError.changing: return "it changed each time it was read (每次读取时都在变)"
    default: break
    }
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
