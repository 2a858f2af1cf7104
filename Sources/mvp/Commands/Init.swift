import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Init: ParsableCommand {
    static var configuration: CommandConfiguration { InitHelp.command.configuration() }

    @Argument(help: InitHelp.folder.spoken) var folder = "."
    @Option(help: InitHelp.project.spoken) var project: String?
    @Option(help: InitHelp.currency.spoken) var currency = "CNY"
    @Option(help: InitHelp.timezone.spoken) var timezone = "Asia/Shanghai"
    @Option(name: [.customLong("lang"), .customLong("language")], help: InitHelp.lang.spoken) var lang: LanguageOption?
    @Option(name: .customLong("as-of"), help: InitHelp.anchor.spoken, transform: DayArgument.read) var anchor: DayArgument?

    func run() throws {
      let language = lang?.language ?? SpokenLanguage.system
      let clock = try Failure.guarded(language) { try Clock.inEnvironment() }
      let template = WorkspaceTemplate(
        project: project ?? WorkspaceTemplate.usualProject(in: language), currency: currency, timeZone: timezone, language: language,
        anchor: anchor?.day ?? clock.today(inZoneNamed: timezone))
      let made = try Failure.guarded(language) { try WorkspaceMaker().initialize(folder, template: template) }
      Console.write(WorkspaceSentences.made(made)(in: language) + "\n")
      // What was just written is read back, so that a wrong time zone is said now and not tomorrow.
      _ = try Failure.guarded(language) { try Runner(workspace: folder) }
    }
  }
}
