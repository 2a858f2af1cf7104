/// Collects what is wrong with a declaration while it is read, so that a person mends it in one go.
/// Lives only as long as one reading, on one thread.
final class ProblemLog {
  private var found: Set<Diagnostic> = []

  func error(_ code: String, at mark: SourceMark, _ message: BilingualText) {
    record(.error, code, mark, message)
  }

  func warning(_ code: String, at mark: SourceMark, _ message: BilingualText) {
    record(.warning, code, mark, message)
  }

  func add(_ diagnostic: Diagnostic) { found.insert(diagnostic) }

  private func record(_ severity: Diagnostic.Severity, _ code: String, _ mark: SourceMark, _ message: BilingualText) {
    found.insert(
      Diagnostic(
        file: mark.file, line: mark.line, column: mark.column, severity: severity, code: code, message: message))
  }

  /// In the order of the file.
  var all: [Diagnostic] {
    found.sorted {
      ($0.file, $0.line ?? 0, $0.column ?? 0, $0.code, $0.message.english)
        < ($1.file, $1.line ?? 0, $1.column ?? 0, $1.code, $1.message.english)
    }
  }

  var warnings: [Diagnostic] { all.filter { $0.severity == .warning } }
  /// How many problems there are by now: what was read without a new one holds.
  var count: Int { found.count }
  var hasErrors: Bool { found.contains { $0.severity == .error } }

  /// Whether something was written under a name that is not read.
  var hasUnknownKey: Bool { found.contains { $0.code == "unknown_key" } }

  func throwIfAny() throws(Diagnostics) {
    if hasErrors { throw Diagnostics(all) }
  }
}
