/// The units by which a user's systemd runs due reviews: a timer that fires every hour, and the service that it starts.
///
/// The hour is of no zone and the program decides by the workspace's own what is due, so the same units are right everywhere and across changes of the clock.
/// `Persistent=` makes up for hours that the machine slept through; a service that still runs is not started a second time.
struct SystemdUnits: Hashable {
  let program: String
  let workspace: String
  /// Before this hour of a review date, in the workspace's zone, nothing is run: 0…23.
  let fromHour: Int
  /// The units' common name, without `.service`.
  let name: String

  var service: String {
    """
    [Unit]
    Description=Due review of the experiments in \(SystemdUnits.plain(workspace))

    [Service]
    Type=oneshot
    # Addresses and keys of messages, one NAME=value a line; only for its owner to read.
    EnvironmentFile=-%E/mvp/\(name).env
    ExecStart=\(SystemdUnits.quoted(":" + program)) schedule run --from-hour \(fromHour) --workspace \(SystemdUnits.quoted(workspace))

    """
  }

  var timer: String {
    """
    [Unit]
    Description=Looks every hour whether a review of \(SystemdUnits.plain(workspace)) is due

    [Timer]
    # Off the full hour, at which services limit what they take (Feishu answers 11232).
    OnCalendar=*:07
    Persistent=true

    [Install]
    WantedBy=timers.target

    """
  }

  /// One word of a command line (systemd.service(5), "Command lines"): quoted, with specifiers and escapes taken literally. The colon before the program
  /// keeps `$` from being expanded in any of them, the program's own path included, where a doubled one would stay doubled.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": out += "%%"
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// Text in a line that is not split into words: only specifiers mean something there, and a backslash at the end would join the next line.
  static func plain(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      out.unicodeScalars.append(scalar.value < 32 || scalar == "\\" ? " " : scalar)
      if scalar == "%" { out += "%" }
    }
    return out
  }
}
