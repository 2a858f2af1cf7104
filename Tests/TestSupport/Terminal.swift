import Glibc

extension BuiltProgram {
  /// Runs the program on a terminal of its own, with the lines that somebody types.
  /// - Returns: its exit status and all that the terminal showed, the typed lines included.
  public func runOnTerminal(_ arguments: [String], typed: [String], today: String = "2030-01-01") -> (status: Int32, shown: String) {
    // What `posix_openpt`, `unlockpt` and `ptsname` do, which Swift's view of the C library lacks.
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    precondition(
      master >= 0 && ioctl(master, 0x4004_5431, &unlocked) == 0 && ioctl(master, 0x8004_5430, &number) == 0, "a terminal can be made")
    defer { close(master) }
    // Held open, so that the terminal does not hang up between the start of the program and its end.
    let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 as ClosedRange<Int32> { posix_spawn_file_actions_adddup2(&actions, slave, descriptor) }
    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var envp = (BuiltProgram.environment(today: today) + ["TERM=dumb"]).map { strdup($0) } + [nil]
    defer {
      for pointer in argv { free(pointer) }
      for pointer in envp { free(pointer) }
    }
    let input = Array((typed.joined(separator: "\n") + "\n").utf8)
    precondition(write(master, input, input.count) == input.count, "lines can be typed")
    var child: pid_t = 0
    precondition(posix_spawn(&child, path, &actions, nil, &argv, &envp) == 0, "the program can be started")
    let status = wait(for: child)
    close(slave)
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &buffer, buffer.count)
      // What is left in a terminal that nobody holds any more ends with an error.
      guard count > 0 else { break }
      shown += buffer[..<count]
    }
    return (status, String(decoding: shown, as: UTF8.self))
  }
}
