import Glibc
import TestSupport
import Testing

/// A shell in a folder of its own, in which `mvp` is the program that was built.
final class Shell {
  private let path: String
  private let shell: BuiltProgram
  private(set) var folder = TemporaryFolder()

  init() throws {
    let program = try #require(BuiltProgram(), "the built program stands beside the tests")
    path = String(program.path.dropLast("/mvp".count))
    shell = try #require(BuiltProgram(at: "/bin/sh"), "there is a shell")
  }

  /// Another folder, empty.
  func begin() { folder = TemporaryFolder() }

  /// No test installs anything in the machine it runs on: a service manager does not answer here.
  /// - Parameter variables: of the environment besides.
  func type(_ line: String, today: String = "2026-11-16", variables: [String] = []) -> BuiltProgram.Output {
    let home = folder.path + "/home"
    folder.write("bin/systemctl", "#!/bin/sh\nexit 1\n")
    chmod(folder.path + "/bin/systemctl", 0o700)
    return shell.run(
      ["-c", "export HOME='\(home)' && cd '\(folder.path)' && \(line)"], folder: folder.path, today: today,
      variables: ["XDG_CONFIG_HOME=\(home)", "PATH=\(folder.path)/bin:\(path):/usr/bin:/bin"] + variables)
  }
}
