import ArgumentParser
import ExperimentData
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what a file is: how it is written, its columns, dates, totals, console, and what could tell variants apart.",
      discussion: "Needs no workspace and writes nothing. EXAMPLES\n  mvp inspect export.csv\n  mvp inspect export.csv --format json")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The file, as it was exported.") var file: String
    @Option(help: "text or json.") var format = Format.text
    @Option(help: ArgumentHelp("The console it is from (default: told by its header).", valueName: "console")) var preset: String?
    @Option(name: [.customLong("lang"), .customLong("language")], help: "Language of the output: en or zh-Hans (default: the workspace's, else en).")
    var lang: LanguageOption?

    func run() throws {
      let language = lang?.language ?? (try? Runner(workspace: nil, clock: Clock.inEnvironment()))?.workspace.language ?? .english
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
