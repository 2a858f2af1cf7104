import Glibc

/// A system call on a path failed.
public struct DiskError: Error, Hashable, Sendable {
  public let path: String
  public let number: Int32

  public init(path: String, number: Int32) {
    self.path = path
    self.number = number
  }

  /// The system's own words, such as `No space left on device`.
  public var reason: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
