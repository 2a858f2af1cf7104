import Glibc

/// How many connections the system lets a process hold: each is an open file.
enum OpenFiles {
  /// Descriptors for everything besides connections.
  static let reserve = 64

  private static let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  /// Asks for as many as are wanted; shells often start with 1,024.
  /// - Returns: how many connections there is room for.
  static func room(for wanted: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(OpenFiles.descriptors, &limit) == 0 else { return min(wanted, 512) }
    let needed = rlim_t(wanted + reserve)
    if limit.rlim_cur < needed {
      limit.rlim_cur = min(needed, limit.rlim_max)
      _ = setrlimit(OpenFiles.descriptors, &limit)
      guard getrlimit(OpenFiles.descriptors, &limit) == 0 else { return min(wanted, 512) }
    }
    return limit.rlim_cur >= needed ? wanted : max(16, Int(limit.rlim_cur) - reserve)
  }
}
