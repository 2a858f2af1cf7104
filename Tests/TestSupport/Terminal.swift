import Glibc

extension BuiltProgram {
  /// Runs the program on a terminal of its own, with the lines that somebody types.
  /// - Returns: its exit status and all that the terminal showed, the typed lines included.
  public func runOnTerminal(_ arguments: [String], typed: [String], today: String = "2030-01-01") -> (status: Int32, shown: String) {
    let terminal = Terminal()
    let input = Array((typed.joined(separator: "\n") + "\n").utf8)
    precondition(write(terminal.master, input, input.count) == input.count, "lines can be typed")
    let status = wait(for: start(arguments, on: terminal, today: today))
    close(terminal.slave)
    terminal.read()
    return (status, terminal.shown)
  }

  /// Runs the program on a terminal and interrupts it in the end.
  /// - Parameters:
  ///   - columns: of the terminal.
  ///   - steps: what the terminal must show, one after the other, and what is done when it does. A step that is waited for in vain for a minute ends the run.
  /// - Returns: its exit status (128 + signal), all that was shown, and how many steps were reached.
  public func interruptOnTerminal(
    _ arguments: [String], columns: UInt16 = 80, today: String = "2030-01-01", steps: [(shows: String, then: () -> Void)]
  ) -> (status: Int32, shown: String, reached: Int) {
    let terminal = Terminal(columns: columns)
    let child = start(arguments, on: terminal, today: today)
    var reached = 0
    for step in steps {
      guard terminal.read(until: step.shows) else { break }
      reached += 1
      step.then()
    }
    kill(child, SIGINT)
    let status = wait(for: child)
    close(terminal.slave)
    return (status, terminal.shown, reached)
  }

  private func start(_ arguments: [String], on terminal: Terminal, today: String) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 as ClosedRange<Int32> { posix_spawn_file_actions_adddup2(&actions, terminal.slave, descriptor) }
    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    var envp = (BuiltProgram.environment(today: today) + ["TERM=dumb"]).map { strdup($0) } + [nil]
    defer {
      for pointer in argv { free(pointer) }
      for pointer in envp { free(pointer) }
    }
    var child: pid_t = 0
    precondition(posix_spawn(&child, path, &actions, nil, &argv, &envp) == 0, "the program can be started")
    return child
  }
}

/// Both ends of a terminal, and what it showed.
private final class Terminal {
  let master: Int32
  /// Held open, so that the terminal does not hang up between the start of the program and its end.
  let slave: Int32
  private var bytes: [UInt8] = []
  /// Where the next text is looked for.
  private var seen = 0

  var shown: String { String(decoding: bytes, as: UTF8.self) }

  init(columns: UInt16? = nil) {
    // What `posix_openpt`, `unlockpt` and `ptsname` do, which Swift's view of the C library lacks.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    precondition(
      master >= 0 && ioctl(master, 0x4004_5431, &unlocked) == 0 && ioctl(master, 0x8004_5430, &number) == 0, "a terminal can be made")
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    if let columns {
      var size = winsize(ws_row: 60, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      precondition(ioctl(master, UInt(TIOCSWINSZ), &size) == 0, "a terminal has a size")
    }
  }

  deinit { close(master) }

  /// All that is left in a terminal that nobody holds any more, which ends with an error.
  func read() { while take() {} }

  /// - Returns: false where the text does not come within a minute.
  func read(until text: String) -> Bool {
    for _ in 0..<600 {
      if let found = Array(bytes[seen...]).firstRange(of: Array(text.utf8)) {
        seen += found.upperBound
        return true
      }
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      if poll(&ready, 1, 100) > 0, !take() { return false }
    }
    return false
  }

  private func take() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(master, &buffer, buffer.count)
    if count > 0 { bytes += buffer[..<count] }
    return count > 0
  }
}
