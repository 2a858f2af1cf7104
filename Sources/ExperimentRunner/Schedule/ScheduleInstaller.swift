import ExperimentModel
import Glibc

/// Lets the machine run due reviews: the user's systemd where there is one, else a line for the crontab that nobody but the user installs.
///
/// Both call `mvp schedule run` every hour, which reviews only when one is due and never beside another run.
public struct ScheduleInstaller: Sendable {
  /// What the user's systemd is asked; its exit status, nil where there is none. A closure so that tests bring their own.
  public typealias Services = @Sendable (_ arguments: [String]) -> Int32?

  /// The name of the units: the same for the same folder.
  public let name: String
  let workspace: String
  let program: String
  let fromHour: Int
  let disk: any Disk
  let services: Services

  /// - Parameter hour: 0…23, in the workspace's time zone: not before it on a review date.
  public init(runner: Runner, hour: Int, services: @escaping Services = ScheduleInstaller.systemctl) throws {
    precondition((0...23).contains(hour), "an hour of the day is 0...23")
    fromHour = hour
    disk = runner.disk
    self.services = services
    guard let real = realpath(runner.loaded.root, nil) else {
      throw RunnerError(.unreadable, FileSentences.notFound(runner.loaded.root))
    }
    defer { free(real) }
    workspace = String(cString: real)
    guard let own = realpath("/proc/self/exe", nil) else {
      throw RunnerError(.unreadable, FileSentences.programNotFound)
    }
    defer { free(own) }
    program = String(cString: own)
    name = "mvp-review-" + Fingerprint.of(Array(workspace.utf8)).prefix(8)
  }

  public static let systemctl: Services = { Subprocess.run("systemctl", ["--user", "--no-pager"] + $0)?.status }

  /// Whether a systemd of this user answers: a container and a plain cron machine have none, and files written there would never run.
  public var hasServices: Bool { services(["show-environment"]) == 0 }

  /// - Throws: `RunnerError.badName` where a path cannot stand in a crontab.
  public func cronLine() throws -> String {
    guard let line = CronLine.text(program: program, workspace: workspace, fromHour: fromHour) else {
      throw RunnerError(.badName, ScheduleSentences.noCronLine)
    }
    return line
  }

  var units: SystemdUnits { SystemdUnits(program: program, workspace: workspace, fromHour: fromHour, name: name) }

  /// Writes the units to the user's folder and starts the timer.
  /// - Returns: the files.
  public func install() throws -> [String] {
    let files = try paths()
    do throws(DiskError) {
      try disk.makeFolder(WholeFile.folder(of: files.service))
      try WholeFile(disk: disk).replace(files.service, with: Array(units.service.utf8))
      try WholeFile(disk: disk).replace(files.timer, with: Array(units.timer.utf8))
    } catch {
      throw RunnerError(.unwritable, FileSentences.unwritable(error))
    }
    guard services(["daemon-reload"]) == 0, services(["enable", "--now", name + ".timer"]) == 0 else {
      throw RunnerError(.unwritable, ScheduleSentences.notStarted(name, files: [files.service, files.timer]))
    }
    return [files.service, files.timer]
  }

  /// Stops the timer and takes the units away.
  /// - Returns: the files that are gone; empty where there were none.
  public func remove() throws -> [String] {
    let files = try paths()
    let there = [files.service, files.timer].filter { disk.exists($0) }
    guard !there.isEmpty else { return [] }
    // Where no systemd answers nothing runs, and the files go all the same.
    _ = services(["disable", "--now", name + ".timer"])
    do throws(DiskError) {
      for path in there { try disk.remove(path) }
    } catch {
      throw RunnerError(.unwritable, FileSentences.unwritable(error))
    }
    _ = services(["daemon-reload"])
    return there
  }

  private func paths() throws -> (service: String, timer: String) {
    let base: String
    if let configured = getenv("XDG_CONFIG_HOME"), configured.pointee != 0 {
      base = String(cString: configured)
    } else if let home = getenv("HOME") {
      base = String(cString: home) + "/.config"
    } else {
      throw RunnerError(.unwritable, FileSentences.noHome)
    }
    let folder = base + "/systemd/user/"
    return (folder + name + ".service", folder + name + ".timer")
  }
}
