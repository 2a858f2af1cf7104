/// One thing wrong with what a person wrote, at its place: `file:line:column: error: message`.
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable { case error, warning }

  /// Relative to the workspace where possible; shown as given.
  public let file: String
  /// 1-based; nil when the problem is the whole file (it cannot be read, say).
  public let line: Int?
  /// 1-based, counted in Unicode scalars.
  public let column: Int?
  public let severity: Severity
  /// A stable name for machines, such as `unknown_key`.
  public let code: String
  public let message: BilingualText

  public init(
    file: String, line: Int? = nil, column: Int? = nil, severity: Severity = .error, code: String, message: BilingualText
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.code = code
    self.message = message
  }

  /// `file:line:column: error: message` (`错误：` in Chinese), as editors and terminals link it: one line, whatever the file's name or what it quotes holds.
  public func text(in language: Language) -> String {
    var place = file
    if let line { place += ":\(line)" }
    if let line, let column, line > 0 { place += ":\(column)" }
    return PrintableText.oneLine("\(place): \(severity.labelled(message)(in: language))")
  }
}

/// All problems found, thrown together: a person mends them in one go.
public struct Diagnostics: Error, Hashable, Sendable {
  public let all: [Diagnostic]

  public init(_ all: [Diagnostic]) { self.all = all }

  public var errors: [Diagnostic] { all.filter { $0.severity == .error } }
  public var warnings: [Diagnostic] { all.filter { $0.severity == .warning } }
}

/// A place in a declaration, kept on what later stages may complain about.
public struct SourceMark: Hashable, Sendable {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}
