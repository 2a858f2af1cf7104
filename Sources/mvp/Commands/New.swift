import ArgumentParser
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new experiment's declaration from a template.",
      discussion: "EXAMPLES\n  mvp new autumn-posters --template posters\n  mvp new live-vs-video --template channel\n  mvp new lead-routing --template process")

    @Argument(help: "The experiment's name; its id and file follow from it.") var name: String
    @Option(help: "posters, channel or process.") var template: Template
    @Option(help: ArgumentHelp("First day of data (default: the next review date).", valueName: "date")) var start: DayArgument?
    @OptionGroup var shared: SharedOptions

    enum Template: String, ExpressibleByArgument, CaseIterable { case posters, channel, process }

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      guard let kind = ExperimentTemplate.Kind(rawValue: template.rawValue) else { throw ExitCode(64) }
      let file = try Failure.guarded(language) { try runner.make(name, kind: kind, start: start?.day) }
      Console.write(
        language == .english
          ? "Made \(file). Fill in the columns of your export, then: mvp validate --data\n" : "已建立 \(file)。填好导出文件的列名后运行：mvp validate --data\n")
    }
  }
}
