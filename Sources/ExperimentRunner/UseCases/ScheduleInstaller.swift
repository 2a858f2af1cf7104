import ExperimentModel
import Glibc

/// The unit files (or the crontab line) that let the machine run due reviews.
///
/// The timer fires daily and `mvp schedule run` reviews only when one is due, so that a machine that slept through the day catches up, every
/// review is run once, and a service that is still running is not started again. The lock of the records keeps everyone else out.
public struct ScheduleInstaller: Sendable {
  /// The name of the units.
  public let name: String
  let workspace: String
  let program: String
  let zone: String
  let hour: Int
  let disk: any Disk

  /// - Parameter hour: 0…23, in the workspace's time zone.
  public init(runner: Runner, hour: Int) throws {
    precondition((0...23).contains(hour), "an hour of the day is 0...23")
    self.hour = hour
    disk = runner.disk
    zone = runner.workspace.timeZone.name
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
    let digest = Fingerprint.of(Array(workspace.utf8)).prefix(8)
    name = "mvp-review-" + digest
  }

  public var hasSystemd: Bool { disk.isFolder("/run/systemd/system") }

  public var cronLine: String {
    let command = "flock -n \(quoted(workspace + "/.mvp-schedule.lock")) \(quoted(program)) schedule run --workspace \(quoted(workspace))"
    // Cron knows no time zones but the machine's; the review's own date is still the workspace's.
    return "0 \(hour) * * * TZ=\(zone) \(command.replacing("%", with: "\\%"))"
  }

  public var service: String {
    """
    [Unit]
    Description=Review of the experiments in \(escaped(workspace))

    [Service]
    Type=oneshot
    ExecStart=\(quotedForSystemd(program)) schedule run --workspace \(quotedForSystemd(workspace))

    """
  }

  public var timer: String {
    """
    [Unit]
    Description=Runs the review of the experiments in \(escaped(workspace)) when one is due

    [Timer]
    OnCalendar=*-*-* \(hour < 10 ? "0" : "")\(hour):00:00 \(zone)
    Persistent=true

    [Install]
    WantedBy=timers.target

    """
  }

  /// Writes the units to the user's folder.
  /// - Returns: the files.
  public func install() throws -> [String] {
    let base: String
    if let configured = getenv("XDG_CONFIG_HOME"), configured.pointee != 0 {
      base = String(cString: configured)
    } else if let home = getenv("HOME") {
      base = String(cString: home) + "/.config"
    } else {
      throw RunnerError(.unwritable, FileSentences.noHome)
    }
    let folder = base + "/systemd/user"
    do throws(DiskError) {
      try disk.makeFolder(folder)
      let files = [(folder + "/" + name + ".service", service), (folder + "/" + name + ".timer", timer)]
      for (path, text) in files { try WholeFile(disk: disk).replace(path, with: Array(text.utf8)) }
      return files.map(\.0)
    } catch {
      throw RunnerError(
        .unwritable, FileSentences.unwritable(error))
    }
  }

  private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
  private func escaped(_ text: String) -> String { text.replacing("%", with: "%%").replacing("\n", with: " ") }

  private func quotedForSystemd(_ text: String) -> String {
    "\"" + escaped(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("$", with: "$$") + "\""
  }
}
