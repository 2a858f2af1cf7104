import ArgumentParser
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import Glibc

/// What every command that looks at a workspace takes.
struct SharedOptions: ParsableArguments {
  @Option(name: .long, help: SharedHelp.workspace.spoken)
  var workspace: String?

  @Option(name: [.customLong("lang"), .customLong("language")], help: SharedHelp.lang.spoken)
  var lang: LanguageOption?

  func runner() throws -> Runner {
    do {
      return try Runner(workspace: workspace, clock: Clock.inEnvironment())
    } catch let problems as Diagnostics {
      Console.report(problems.all, language: lang?.language ?? SpokenLanguage.system)
      throw ExitCode(2)
    } catch let error as RunnerError {
      throw Failure.printed(error, language: lang?.language ?? SpokenLanguage.system)
    }
  }

  func language(_ runner: Runner) -> Language { lang?.language ?? runner.workspace.language }

  func options(_ runner: Runner, _ examination: Runner.Examination) -> ReportOptions {
    ReportOptions(
      language: language(runner), colour: Console.showsColour, width: Console.width, declarationHashes: examination.declarationHashes,
      dataHashes: examination.dataHashes, record: examination.record?.mark, records: examination.stamps.mapValues(\.mark))
  }
}

/// Standard output and standard error: the only place that prints, so that nothing from a file reaches a terminal raw.
enum Console {
  /// Colour on a terminal only, and not when `NO_COLOR` is set (no-color.org) or the terminal is dumb.
  static var showsColour: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return false }
    if let variable = getenv("NO_COLOR"), variable.pointee != 0 { return false }
    if let terminal = getenv("TERM"), String(cString: terminal) == "dumb" { return false }
    return true
  }

  /// Columns of the terminal; of a pipe or a file, what `COLUMNS` says, else the 80 that reports are made for.
  static var width: Int {
    if let size, size.ws_col > 0 { return Int(size.ws_col) }
    return getenv("COLUMNS").flatMap { Int(String(cString: $0)) }.map { min(max($0, 40), 500) } ?? 80
  }

  /// Lines of the terminal.
  static var height: Int { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } ?? 24 }

  private static var size: winsize? {
    var size = winsize()
    return isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }

  /// The terminal from its first line on, in one piece, so that it does not flicker (ECMA-48: CUP, EL, ED). Lines below the last of the terminal are left out.
  static func redraw(_ text: String) {
    let lines = TerminalText.printable(text, colour: showsColour).split(separator: "\n", omittingEmptySubsequences: false)
    put("\u{1B}[H" + lines.prefix(max(1, height - 1)).map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J", STDOUT_FILENO)
  }

  static func write(_ text: String) { put(TerminalText.printable(text, colour: showsColour), STDOUT_FILENO) }
  /// A file that has its own rules for what may stand in it, to the byte: line ends stay as they are.
  static func writeFile(_ text: String) { put(text, STDOUT_FILENO) }
  /// One line on standard error that the next one replaces; a terminal only.
  static func progress(_ text: String) { put("\r\u{1B}[K" + PrintableText.oneLine(text), STDERR_FILENO) }

  static func complain(_ text: String) { put(TerminalText.printable(text, colour: false) + "\n", STDERR_FILENO) }

  static func complain(_ severity: Diagnostic.Severity, _ text: BilingualText, _ language: Language) { complain(severity.labelled(text)(in: language)) }

  private static func put(_ text: String, _ descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        // A full disk behind a redirection must not look like success.
        exit(1)
      }
    }
  }

  static func report(_ diagnostics: [Diagnostic], language: Language) {
    for diagnostic in diagnostics { complain(diagnostic.text(in: language)) }
  }
}

extension Console {
  /// What is wrong with the records, where something is: looking goes on, recording does not.
  static func warn(_ problems: [ChainProblem], language: Language) {
    if let said = RecordSentences.notWhole(problems) { complain(.warning, said, language) }
  }
}

/// Errors said in words, with the exit status they stand for.
enum Failure {
  static func printed(_ error: RunnerError, language: Language) -> ExitCode {
    Console.complain(.error, error.message, language)
    return ExitCode(error.code == .usage ? 64 : 1)
  }

  /// Runs a use case; its errors become messages and an exit status.
  static func guarded<Value>(_ language: Language, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as RunnerError {
      throw printed(error, language: language)
    } catch let problems as Diagnostics {
      Console.report(problems.all, language: language)
      throw ExitCode(2)
    }
  }
}

extension Record.Stamp {
  /// As reports print it.
  var mark: RecordMark { RecordMark(number: number, hash: hash) }
  /// The command that checks it.
  var check: String { mark.check }
}
