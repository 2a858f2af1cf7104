import ArgumentParser
import ExperimentModel
import TestSupport
import Testing

@testable import mvp

/// Help, as it is printed for every command in both languages.
@Suite("Help")
struct HelpTests {
  /// Every command by what is typed for it, the program itself included.
  static let commands: [(name: String, type: any ParsableCommand.Type)] = [("mvp", MVP.self)] + below("mvp", MVP.self)

  private static func below(_ name: String, _ type: any ParsableCommand.Type) -> [(name: String, type: any ParsableCommand.Type)] {
    type.configuration.subcommands.flatMap { command in
      let own = name + " " + command._commandName
      return [(own, command)] + below(own, command)
    }
  }

  private func help(_ type: any ParsableCommand.Type, _ language: Language, width: Int = 80) -> [String] {
    UsageMessage.text(of: CleanExit.helpRequest(type), in: language, width: width).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static func examples(_ type: any ParsableCommand.Type) -> [String] {
    type.configuration.discussion.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains("\t") }.map { String($0.drop { $0 == " " }.prefix { $0 != "\t" }) }
  }

  private func flags(_ lines: [String]) -> [String] {
    let labels = section("OPTIONS:", of: lines) + section("选项：", of: lines)
    return labels.filter { $0.hasPrefix("  -") }.map {
      ($0.dropFirst(2).split(separator: "  ").first ?? "").matches(of: #/-[-a-z]+/#).map { String($0.output) }.filter { $0.hasPrefix("--") || $0.count == 2 }.joined(separator: " ")
    }
  }

  private func section(_ heading: String, of lines: [String]) -> [String] {
    Array(lines.drop { $0 != heading }.dropFirst().prefix { !$0.isEmpty })
  }

  @Test("is there for every command that there is")
  func all() {
    #expect(HelpTests.commands.count == 23)
    #expect(Set(HelpTests.commands.map(\.name)).count == HelpTests.commands.count)
  }

  @Test("lists the same options and the same examples in both languages, and examples everywhere")
  func alike() {
    for (name, type) in HelpTests.commands {
      let english = help(type, .english)
      let chinese = help(type, .simplifiedChinese)
      #expect(flags(english) == flags(chinese), "\(name)")
      #expect(flags(english).contains("-h --help"), "\(name)")
      #expect(section("ARGUMENTS:", of: english).filter { $0.hasPrefix("  <") }.count == section("参数：", of: chinese).filter { $0.hasPrefix("  <") }.count, "\(name)")
      let examples = HelpTests.examples(type)
      #expect(!examples.isEmpty, "\(name) has no examples")
      #expect(HelpLanguage.$spoken.withValue(.simplifiedChinese) { HelpTests.examples(type) } == examples, "\(name)")
      for example in examples {
        #expect(section("EXAMPLES", of: english).contains { $0.hasPrefix("  " + example) }, "\(name): \(example)")
        #expect(section("示例", of: chinese).contains { $0.hasPrefix("  " + example) }, "\(name): \(example)")
      }
    }
  }

  @Test("says something of every option and argument")
  func texts() {
    for (name, type) in HelpTests.commands {
      for language in Language.allCases {
        let lines = help(type, language, width: 400)
        for (number, line) in lines.enumerated() where line.hasPrefix("  -") || line.hasPrefix("  <") {
          // Beside the label, or on the line below it where the label is long.
          let beside = line.dropFirst(2).firstRange(of: "  ") != nil
          let below = number + 1 < lines.count && lines[number + 1].hasPrefix(String(repeating: " ", count: 26))
          #expect(beside || below, "\(name): \(line)")
        }
      }
    }
  }

  /// Names that are the same in Chinese.
  private static let names: Set<String> = [
    "mvp", "yaml", "json", "schema", "git", "html", "csv", "svg", "systemd", "crontab", "iana", "iso", "localhost", "sigterm", "ctrl", "meta", "ocean", "engine", "data",
    "mvp_token", "token", "key", "value", "hh", "icalendar", "cron", "notify",
    "zh", "json", "markdown", "scale", "stop", "continue", "reopen", "acknowledge", "amend", "observational", "yyyy", "mm", "dd", "file",
  ]

  @Test("in Chinese holds no English sentence, in English no Chinese")
  func untranslated() {
    for (name, type) in HelpTests.commands {
      for line in help(type, .english) { #expect(!line.unicodeScalars.contains(where: BothLanguages.isChinese), "\(name): \(line)") }
      let examples = HelpTests.examples(type)
      for line in help(type, .simplifiedChinese, width: 400) {
        var text = examples.sorted { $0.count > $1.count }.reduce(line) { $0.hasPrefix("  " + $1) ? String($0.dropFirst($1.count + 2)) : $0 }
        text.replace(#/（(?:可用|默认)：[^）]*）/#, with: "")
        text.replace(#/'mvp[^']*'|^ *(?:用法：)?mvp [^\u{3000}-\u{9FFF}]*|^  [a-z]+(?= |（默认）)/#, with: "")
        text.replace(#/--?[a-z-]+|12:[0-9a-f]+|0\.5pp|[a-z]+（/#, with: "")
        let words = text.matches(of: #/[A-Za-z_]{2,}/#).map { $0.output.lowercased() }.filter { !HelpTests.names.contains($0) }
        #expect(words == [], "\(name): \(line)")
        #expect(text.firstMatch(of: #/[a-z]{2,} [a-z]{2,}/#) == nil, "\(name): \(line)")
      }
      #expect(help(type, .simplifiedChinese).joined() != help(type, .english).joined())
    }
  }

  @Test("is no wider than the terminal, but for examples, which are typed as they stand", arguments: [60, 80, 100, 200])
  func width(columns: Int) {
    for (name, type) in HelpTests.commands {
      for language in Language.allCases {
        let examples = HelpTests.examples(type)
        for line in help(type, language, width: columns) where !examples.contains(where: { line == "  " + $0 }) {
          let width = line.unicodeScalars.reduce(0) { $0 + (BothLanguages.isChinese($1) || $1.value == 0x201C ? 2 : 1) }
          #expect(width <= columns + 1, "\(name), \(width) columns: \(line)")
          for mark in ["，", "。", "；", "：", "、", "）"] { #expect(!line.drop { $0 == " " }.hasPrefix(mark), "a line begins with \(mark): \(line)") }
        }
      }
    }
  }

  @Test("comes in the language of the flag, else of the workspace, else of the system; however it is asked for")
  func language() throws {
    let program = try #require(BuiltProgram(), "the built program stands beside the tests")
    let folder = TemporaryFolder()
    let ways = [["--help"], ["help"], [], ["help", "plan"], ["plan", "--help"], ["plan", "-h"], ["help", "schedule", "install"], ["calc", "--help"], ["schema", "-h"]]
    let shell = try Shell()
    for way in ways {
      for flag in [["--lang", "zh"], ["--lang", "zh-Hans"], ["--language=zh"]] {
        for arguments in [way + flag, flag + way] {
          let answer = program.run(arguments, folder: folder.path)
          #expect(answer.status == 0 && answer.out.hasPrefix("概述：") && answer.error.isEmpty, "\(arguments): \(answer.out.prefix(80))\(answer.error)")
        }
      }
      let line = (["mvp"] + way).joined(separator: " ")
      #expect(shell.type(line).out.hasPrefix("OVERVIEW: "), "\(way)")
      #expect(shell.type(line, variables: ["LC_ALL=zh_CN.UTF-8"]).out.hasPrefix("概述："), "\(way)")
      #expect(shell.type(line + " --lang en", variables: ["LC_ALL=zh_CN.UTF-8"]).out.hasPrefix("OVERVIEW: "), "\(way)")
    }
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nlanguage: zh\n")
    let inWorkspace = program.run(["status", "--help", "--workspace", folder.path + "/w"], folder: folder.path)
    #expect(inWorkspace.status == 0 && inWorkspace.out.hasPrefix("概述："))
  }

  @Test("is not asked for a command that there is not: that is said")
  func unknown() throws {
    let program = try #require(BuiltProgram(), "the built program stands beside the tests")
    let folder = TemporaryFolder()
    let own = program.run(["help", "nope", "--lang", "zh"], folder: folder.path)
    #expect(own.status == 64 && own.error.hasPrefix("错误：没有 nope 这个命令。"), "\(own.error)")
    let below = program.run(["help", "schedule", "nope"], folder: folder.path)
    #expect(below.status == 64 && below.error.contains("There are: show, install, remove, run, ics."), "\(below.error)")
  }

  @Test("stands in the completions of shells, in the language of who makes them")
  func completions() throws {
    let shell = try Shell()
    for name in ["zsh", "fish"] {
      let chinese = shell.type("mvp --generate-completion-script \(name)", variables: ["LC_ALL=zh_CN.UTF-8"]).out
      #expect(chinese.contains("把检验效能曲线画进这个 SVG 文件") && !chinese.contains("Draw the power curve"), "\(name)")
      #expect(shell.type("mvp --generate-completion-script \(name)").out.contains("Draw the power curve"), "\(name)")
    }
  }
}
