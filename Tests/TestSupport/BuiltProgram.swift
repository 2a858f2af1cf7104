public import Glibc

/// The built `mvp`, run as a user would run it.
public struct BuiltProgram: Sendable {
  public let path: String

  /// Beside the test bundle, where the build puts every product; nil when it is not there.
  public init?() {
    var candidates = [String]()
    for argument in CommandLine.arguments + ["/proc/self/exe"] {
      guard let real = realpath(argument, nil) else { continue }
      defer { free(real) }
      let text = String(cString: real)
      if let slash = text.lastIndex(of: "/") { candidates.append(String(text[..<slash]) + "/mvp") }
    }
    guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else { return nil }
    path = found
  }

  /// Another program that tests run beside it; nil when it is not there.
  public init?(at path: String) {
    guard access(path, X_OK) == 0 else { return nil }
    self.path = path
  }

  public struct Output: Sendable {
    /// Exit status, or 128 + signal.
    public let status: Int32
    public let out: String
    public let error: String
  }

  /// Starts the program with its outputs in files of `folder`.
  public func start(_ arguments: [String], folder: String, environment: [String]? = nil) -> pid_t {
    let environment = environment ?? BuiltProgram.environment()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder + "/stdout", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder + "/stderr", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup($0) } + [nil]
    defer {
      for pointer in argv { free(pointer) }
      for pointer in envp { free(pointer) }
    }
    var child: pid_t = 0
    let problem = posix_spawn(&child, path, &actions, nil, &argv, &envp)
    precondition(problem == 0, "the program can be started")
    return child
  }

  public func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// What the program finds around it: always the same day, whatever the machine's clock says.
  /// - Parameter today: late enough for every date in the tests to be past.
  public static func environment(today: String = "2030-01-01") -> [String] {
    // `scripts/mutants` turns one change of the sources on by this.
    let change = getenv("MUTANT").map { ["MUTANT=" + String(cString: $0)] } ?? []
    return ["LANG=C.UTF-8", "HOME=/nonexistent", "MVP_TODAY=\(today)"] + change
  }

  /// - Parameters:
  ///   - today: the day that the program takes for today.
  ///   - variables: of the environment besides.
  public func run(_ arguments: [String], folder: String, today: String = "2030-01-01", variables: [String] = []) -> Output {
    let status = wait(for: start(arguments, folder: folder, environment: BuiltProgram.environment(today: today) + variables))
    return Output(status: status, out: TemporaryFolder.text(folder + "/stdout"), error: TemporaryFolder.text(folder + "/stderr"))
  }
}

/// A folder that is gone after the test.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() {
    // Where the machine keeps what may be lost.
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array((parent + "/mvp-test-XXXXXX").utf8CString)
    precondition(mkdtemp(&template) != nil, "a temporary folder can be made")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { TemporaryFolder.remove(path) }

  public func write(_ name: String, _ text: String) { write(name, bytes: Array(text.utf8)) }

  public func write(_ name: String, bytes: [UInt8]) {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
    let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(descriptor >= 0, "a file can be made")
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    precondition(count == bytes.count, "a file can be written")
    close(descriptor)
  }

  public func read(_ name: String) -> String { TemporaryFolder.text(path + "/" + name) }

  /// Removes one file.
  public func remove(_ name: String) { unlink(path + "/" + name) }

  public func names(_ folder: String = "") -> [String] {
    guard let stream = opendir(folder.isEmpty ? path : path + "/" + folder) else { return [] }
    defer { closedir(stream) }
    var names = [String]()
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The files directly in some folders under a root, by their path from it.
  public static func contents(of root: String, folders: [String]) -> [(name: String, text: String)] {
    folders.flatMap { folder -> [(name: String, text: String)] in
      let path = folder.isEmpty ? root : root + "/" + folder
      return entries(path).map { (folder.isEmpty ? $0 : folder + "/" + $0, text(path + "/" + $0)) }
    }
  }

  private static func entries(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names = [String]()
    while let entry = readdir(stream) {
      // Regular files only.
      guard entry.pointee.d_type == 8 else { continue }
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
        })
    }
    return names.sorted()
  }

  static func text(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8]()
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count <= 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func remove(_ path: String) {
    if let stream = opendir(path) {
      var names = [String]()
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
      }
      closedir(stream)
      for name in names { remove(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
