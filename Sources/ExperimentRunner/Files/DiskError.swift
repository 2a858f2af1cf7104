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
}
