import ArgumentParser
import ExperimentData
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Inspect: ParsableCommand {
    static var configuration: CommandConfiguration { InspectHelp.command.configuration() }

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: InspectHelp.file.spoken) var file: String
    @Option(help: SharedHelp.format.spoken) var format = Format.text
    @Option(help: InspectHelp.preset.spoken) var preset: String?
    @Option(name: [.customLong("lang"), .customLong("language")], help: SharedHelp.lang.spoken)
    var lang: LanguageOption?

    func run() throws {
      let language = lang?.language ?? SpokenLanguage.here()
      let profile = try Failure.guarded(language) {
        try FileProfile.read(path: file, shown: file, preset: preset.map(FileInspecting.preset(named:)))
      }
      switch format {
      case .text: Console.write(ProfileText(profile).text(in: language))
      case .json: Console.write(ProfileText(profile).json.text)
      }
    }
  }
}
