import ArgumentParser
import ExperimentModel
import ExperimentRunner
import Glibc

/// A language by its name on the command line.
enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
  case en, zh
  case simplifiedChinese = "zh-Hans"

  var language: Language { self == .en ? .english : .simplifiedChinese }
}

/// Which language the program speaks: the flag's, else the workspace's, else the system's.
enum SpokenLanguage {
  private static let flags = ["--lang", "--language"]
  /// Commands that say the same in every language.
  private static let wordless = ["calc", "schema"]

  /// Of the environment, as locales are found (POSIX, 8.2).
  static var system: Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].map { (name: String) -> String in getenv(name).map { String(cString: $0) } ?? "" }.first { !$0.isEmpty }
    return locale?.hasPrefix("zh") ?? false ? .simplifiedChinese : .english
  }

  /// Where no flag says it. Reads the workspace, if there is one.
  static func here(workspace: String? = nil) -> Language {
    (try? Runner(workspace: workspace, clock: Clock.inEnvironment()))?.workspace.language ?? system
  }

  /// Of what is printed before any command runs: help and usage errors.
  static func of(_ arguments: [String]) -> Language {
    if let language = value(flags, arguments).flatMap(LanguageOption.init(rawValue:))?.language { return language }
    return here(workspace: value(["--workspace"], arguments))
  }

  /// Arguments as the parser takes them: `mvp --lang zh status` and `mvp help plan --lang zh` mean what they say. Of a question for help the parser needs not
  /// know the language.
  static func ordered(_ arguments: [String]) -> [String] {
    if without(arguments).first == "help" || !Set(arguments).isDisjoint(with: ["-h", "--help"]) { return without(arguments) }
    var arguments = arguments
    var leading = [String]()
    while let first = arguments.first, let length = length(first), arguments.count >= length {
      leading += arguments.prefix(length)
      arguments.removeFirst(length)
    }
    guard let command = arguments.first, !command.hasPrefix("-"), !wordless.contains(command) else { return arguments }
    return [command] + leading + arguments.dropFirst()
  }

  /// How many arguments the flag takes up, its own included; nil: another one.
  private static func length(_ argument: String) -> Int? {
    if flags.contains(argument) { return 2 }
    return flags.contains { argument.hasPrefix($0 + "=") } ? 1 : nil
  }

  private static func without(_ arguments: [String]) -> [String] {
    var kept = [String]()
    var rest = arguments[...]
    while let first = rest.first {
      if let length = length(first) { rest = rest.dropFirst(length) } else { kept.append(rest.removeFirst()) }
    }
    return kept
  }

  private static func value(_ names: [String], _ arguments: [String]) -> String? {
    for (place, argument) in arguments.enumerated() {
      for name in names {
        if argument == name, place + 1 < arguments.count { return arguments[place + 1] }
        if argument.hasPrefix(name + "=") { return String(argument.dropFirst(name.count + 1)) }
      }
    }
    return nil
  }
}
