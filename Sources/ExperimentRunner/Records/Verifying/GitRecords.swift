/// The records of the newest commit, where the workspace is under git: a chain cannot see by itself that its newest links are gone.
struct GitRecords {
  enum Answer: Hashable {
    /// Not under git, or nothing is committed.
    case none
    /// There is a repository, and git would not say what is in it.
    case silent
    /// Records of the newest commit that are gone, or are not what they were.
    case differ(gone: [String], changed: [String])
  }

  /// - Parameters:
  ///   - root: the workspace.
  ///   - folder: of the records, relative to it.
  static func answer(root: String, folder: String) -> Answer {
    // What a repository has configured to be run when it is looked at is not run.
    let asking = ["-C", root, "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"]
    guard let inside = Subprocess.run("git", asking + ["rev-parse", "--is-inside-work-tree"]), inside.status == 0 else { return .none }
    guard let head = Subprocess.run("git", asking + ["rev-parse", "--verify", "--quiet", "HEAD"]), head.status == 0 else { return .none }
    let arguments = ["diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative", "--name-status", "-z", "HEAD", "--", folder]
    guard let output = Subprocess.run("git", asking + arguments), output.status == 0 else { return .silent }
    let fields = output.out.split(separator: 0, omittingEmptySubsequences: true).map { String(decoding: $0, as: UTF8.self) }
    var (gone, changed) = ([String](), [String]())
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      let name = WholeFile.name(of: fields[index + 1])
      guard HistoryReader.number(of: name) != nil else { continue }
      switch fields[index].first {
      case "D": gone.append(name)
      case "A": break
      default: changed.append(name)
      }
    }
    return .differ(gone: gone, changed: changed)
  }

  /// The hash of a record as the newest commit has it; nil when git does not say.
  static func hash(of name: String, root: String, folder: String) -> String? {
    let output = Subprocess.run("git", ["-C", root, "--no-optional-locks", "cat-file", "blob", "HEAD:./" + folder + "/" + name])
    guard let output, output.status == 0 else { return nil }
    return Fingerprint.of(output.out)
  }
}
