/// The line of a crontab that does what the timer does: hourly, because cron knows no zone but the machine's; off the full hour, at which Feishu turns messages away.
enum CronLine {
  /// Nil where a path holds the end of a line, which no crontab can.
  /// - Parameter fromHour: 0…23, in the workspace's zone.
  static func text(program: String, workspace: String, fromHour: Int) -> String? {
    let command = "\(quoted(program)) schedule run --quiet --from-hour \(fromHour) --workspace \(quoted(workspace))"
    guard !command.contains(where: \.isNewline) else { return nil }
    // crontab(5): an unescaped % ends the command, in quotes too, and its backslash is taken away before the shell sees the line.
    return "7 * * * * " + escaped(command, "%", as: "\\%")
  }

  /// One word of a POSIX shell.
  private static func quoted(_ text: String) -> String { "'" + escaped(text, "'", as: "'\\''") + "'" }

  /// Scalar by scalar: as characters, a quote with an accent on it is no quote, and would end the word all the same.
  private static func escaped(_ text: String, _ mark: Unicode.Scalar, as written: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      if scalar == mark { out += written } else { out.unicodeScalars.append(scalar) }
    }
  }
}
