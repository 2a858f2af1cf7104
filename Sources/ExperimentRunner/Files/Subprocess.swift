import Glibc

/// Another program, run to its end for what it prints.
struct Subprocess {
  struct Output {
    /// Exit status, or 128 + signal.
    let status: Int32
    let out: [UInt8]
  }

  /// More than this nobody wants of it.
  static let mostBytes = 64 << 20

  /// Runs a program that is on PATH, without input, its complaints thrown away.
  /// - Returns: nil when there is no such program, or it cannot be run.
  static func run(_ name: String, _ arguments: [String]) -> Output? {
    var pair: [Int32] = [0, 0]
    guard pipe(&pair) == 0 else { return nil }
    let ends = (read: pair[0], write: pair[1])
    for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends.write, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var argv = ([name] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var child: pid_t = 0
    let problem = posix_spawnp(&child, name, &actions, nil, &argv, environ)
    close(ends.write)
    defer { close(ends.read) }
    guard problem == 0 else { return nil }
    var out = [UInt8]()
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while out.count < mostBytes {
      let count = read(ends.read, &chunk, chunk.count)
      if count > 0 { out.append(contentsOf: chunk[..<count]) } else if count == 0 || errno != EINTR { break }
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    return Output(status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), out: out)
  }

  /// Runs a program that reads `input` and whose words nobody wants.
  /// - Parameters:
  ///   - input: a file.
  ///   - seconds: after them it is killed.
  /// - Returns: its exit status, or 128 + signal; nil when there is no such program, or it cannot be run.
  static func run(_ name: String, _ arguments: [String], input: String, within seconds: Int) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    for descriptor: Int32 in [1, 2] { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0) }
    var argv = ([name] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, name, &actions, nil, &argv, environ) == 0 else { return nil }
    var status: Int32 = 0
    for _ in 0..<(seconds * 50) {
      let answer = waitpid(child, &status, WNOHANG)
      if answer == child { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F) }
      if answer < 0, errno != EINTR { return nil }
      usleep(20_000)
    }
    kill(child, SIGKILL)
    waitpid(child, &status, 0)
    return 128 + SIGKILL
  }
}
