import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentRunner
import Glibc

extension MVP {
  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a workspace: mvp.yaml, its schemas and folders. Overwrites nothing.",
      discussion: "EXAMPLES\n  mvp init\n  mvp init autumn --project \"Autumn growth\" --currency CNY --timezone Asia/Shanghai")

    @Argument(help: "The folder.") var folder = "."
    @Option(help: "The name shown in reports.") var project: String?
    @Option(help: "ISO 4217 code of the money.") var currency = "CNY"
    @Option(help: "IANA time zone.") var timezone = "Asia/Shanghai"
    @Option(name: [.customLong("lang"), .customLong("language")], help: "Language of reports: en or zh-Hans.") var lang = LanguageOption.en
    @OptionGroup var date: DateOption

    func run() throws {
      let template = WorkspaceTemplate(
        project: project ?? "My growth experiments", currency: currency, timeZone: timezone, language: lang.language,
        anchor: date.day ?? CalendarDay(number: Int(time(nil)) / 86_400))
      let made = try Failure.guarded(lang.language) { try WorkspaceMaker().initialize(folder, template: template) }
      Console.write(WorkspaceSentences.made(made)(in: lang.language) + "\n")
      // What was just written is read back, so that a wrong time zone is said now and not tomorrow.
      _ = try Failure.guarded(lang.language) { try Runner(workspace: folder) }
    }
  }
}
