import ArgumentParser
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new experiment's declaration, from a template or from an older one.",
      discussion:
        "EXAMPLES\n  mvp new autumn-posters --template posters\n  mvp new live-vs-video --template channel\n  mvp new lead-routing --template process\n  mvp new autumn-posters-2 --from autumn-posters   (a plan that must change after its start begins anew)"
    )

    @Argument(help: "The experiment's name; its id and file follow from it.") var name: String
    @Option(help: "posters, channel or process.") var template: Template?
    @Option(help: ArgumentHelp("The experiment whose declaration is taken over, as a test of its own.", valueName: "experiment")) var from: String?
    @Option(help: ArgumentHelp("First day of data (default: the next review date).", valueName: "date"), transform: DayArgument.read)
    var start: DayArgument?
    @OptionGroup var shared: SharedOptions

    enum Template: String, ExpressibleByArgument, CaseIterable { case posters, channel, process }

    func validate() throws {
      if (template == nil) == (from == nil) { throw ValidationError("Give --template or --from, one of them.") }
    }

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let file = try Failure.guarded(language) {
        if let from { return try runner.make(name, from: from, start: start?.day) }
        guard let kind = template.flatMap({ ExperimentTemplate.Kind(rawValue: $0.rawValue) }) else { throw ExitCode(64) }
        return try runner.make(name, kind: kind, start: start?.day)
      }
      if from != nil, let start = start?.day, start < runner.today {
        Console.complain(WorkspaceSentences.startsInThePast(start)(in: language))
      }
      Console.write(WorkspaceSentences.made(file)(in: language) + "\n")
    }
  }
}
