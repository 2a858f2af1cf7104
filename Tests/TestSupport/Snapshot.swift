import Glibc

/// A text compared with the one that was kept: a missing file fails, and recording (`RECORD_SNAPSHOTS=1`) writes it and fails too, so that no run both makes
/// a picture and approves of it.
public enum Snapshot {
  /// - Returns: nil when they agree; what differs first otherwise.
  public static func difference(_ text: String, kept path: String) -> String? {
    if let wish = getenv("RECORD_SNAPSHOTS"), wish.pointee != 0 {
      guard let file = fopen(path, "w") else { return "\(path) cannot be written" }
      fputs(text, file)
      fclose(file)
      return "\(path) was recorded: read it, and run again without RECORD_SNAPSHOTS"
    }
    let kept = TemporaryFolder.text(path)
    guard !kept.isEmpty else { return "\(path) is not there: record it with RECORD_SNAPSHOTS=1" }
    guard kept != text else { return nil }
    let (old, new) = (kept.split(separator: "\n", omittingEmptySubsequences: false), text.split(separator: "\n", omittingEmptySubsequences: false))
    for (index, line) in new.enumerated() where index >= old.count || old[index] != line {
      return "\(path), line \(index + 1)\nkept: \(index < old.count ? String(old[index]) : "–")\nnow:  \(line)"
    }
    return "\(path) ends after line \(new.count), kept: \(old.count) lines"
  }
}
