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
