import ArgumentParser
import ExperimentModel
import ExperimentRunner
import Glibc

extension MVP {
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new experiment's declaration, from an exported file, a template or an older one.",
      discussion: """
        EXAMPLES
          mvp new autumn-ads --from-file export.csv            the console is told by the header; asks on a terminal
          mvp new autumn-ads --from-file export.csv --yes      never asks
          mvp new two-pages --from-file old.csv new.csv        one file per variant
          mvp new autumn-ads --from-file export.csv --variant "Ad name" --result Purchases --budget 5000 --evidence randomized
          mvp new autumn-posters --template posters
          mvp new live-vs-video --template channel
          mvp new lead-routing --template process
          mvp new autumn-posters-2 --from autumn-posters       a plan that must change after its start begins anew

        With --from-file the declaration is held against that very file before it is written; a file outside the workspace is copied to its folder data.
        """)

    @Argument(help: "The experiment's name; its id and file follow from it.") var name: String
    @Option(
      name: .customLong("from-file"), parsing: .upToNextOption, help: ArgumentHelp("Files as they were exported: one table, its parts, or one file per variant.", valueName: "file")
    )
    var files: [String] = []
    @Option(help: ArgumentHelp("The console they are from, such as meta or ocean-engine (default: told by the header).", valueName: "console")) var preset: String?
    @Option(help: ArgumentHelp("The column that tells variants apart (default: the likeliest).", valueName: "column")) var variant: String?
    @Option(help: ArgumentHelp("The column that counts the action that decides (default: the most decisive).", valueName: "column")) var result: String?
    @Option(help: ArgumentHelp("The most that may be spent, in the workspace's currency.", valueName: "amount")) var budget: Double?
    @Option(help: ArgumentHelp("What one of the file's currency is worth in the workspace's.", valueName: "number")) var rate: Double?
    @Option(help: "randomized, observational, before-after or switchback: how people were divided (default: observational).") var evidence: Evidence?
    @Flag(help: "Never ask.") var yes = false
    @Option(help: "posters, channel or process.") var template: Template?
    @Option(help: ArgumentHelp("The experiment whose declaration is taken over, as a test of its own.", valueName: "experiment")) var from: String?
    @Option(help: ArgumentHelp("First day of data (default: the next review date; with --from-file, the file's first day).", valueName: "date"), transform: DayArgument.read)
    var start: DayArgument?
    @OptionGroup var shared: SharedOptions

    enum Template: String, ExpressibleByArgument, CaseIterable { case posters, channel, process }
    enum Evidence: String, ExpressibleByArgument, CaseIterable {
      case randomized, observational, switchback
      case beforeAfter = "before-after"
    }

    func validate() throws {
      guard [template != nil, from != nil, !files.isEmpty].count(where: { $0 }) == 1 else {
        throw ValidationError(UsageSentences.oneOrigin)
      }
      if files.isEmpty, preset != nil || variant != nil || result != nil || budget != nil || rate != nil || evidence != nil {
        throw ValidationError(UsageSentences.withFile)
      }
      for (flag, value) in [("--budget", budget), ("--rate", rate)] {
        if let value, !(value > 0 && value < 1e15) { throw ValidationError(UsageSentences.amount(flag)) }
      }
    }

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      if !files.isEmpty { return try draft(runner, language) }
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

    private func draft(_ runner: Runner, _ language: Language) throws {
      try Failure.guarded(language) {
        var answers = DraftAnswers(
          variantColumn: variant, result: result, budget: budget, rate: rate, evidence: evidence?.rawValue, start: start?.day,
          preset: try preset.map(FileInspecting.preset(named:)))
        var draft = try runner.draft(name, fromFiles: files, answers: answers)
        if !yes, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
          ask(&answers, draft, runner, language)
          draft = try runner.draft(name, fromFiles: files, answers: answers)
        }
        let made = try runner.keep(draft)
        if let code = draft.otherCurrency {
          Console.complain(.warning, DraftSentences.leftOutMoney(code, runner.workspace.currency), language)
        }
        if draft.isEmptyOpen { Console.complain(.warning, DraftSentences.emptyIsOpen, language) }
        Console.write(DraftSentences.made(made, variants: draft.variants, primary: draft.primary, console: draft.console)(in: language) + "\n")
      }
    }

    /// What no file can say, with the proposal as the answer to an empty line.
    private func ask(_ answers: inout DraftAnswers, _ draft: Draft, _ runner: Runner, _ language: Language) {
      let currency = runner.workspace.currency
      if answers.variantColumn == nil, draft.variantColumns.count > 1 {
        answers.variantColumn = choice(DraftSentences.askVariant, draft.variantColumns, language)
      }
      if answers.result == nil, draft.results.count > 1 { answers.result = choice(DraftSentences.askResult, draft.results, language) }
      if answers.rate == nil, let code = draft.otherCurrency { answers.rate = amount(DraftSentences.askRate(code, currency), language) }
      if answers.budget == nil { answers.budget = amount(DraftSentences.askBudget(currency), language) }
      if answers.evidence == nil {
        Console.write(DraftSentences.askSplit(in: language) + " ")
        if let line = readLine()?.lowercased(), line.hasPrefix("y") || line.hasPrefix("是") { answers.evidence = Evidence.randomized.rawValue }
      }
    }

    /// One of the names by its number; nil: the first, which was proposed.
    private func choice(_ question: BilingualText, _ names: [String], _ language: Language) -> String? {
      Console.write(question(in: language) + "\n")
      for (number, name) in names.prefix(9).enumerated() { Console.write("  \(number + 1)  \(name)\n") }
      Console.write("[1] ")
      guard let line = readLine(), let number = Int(line), names.prefix(9).indices.contains(number - 1) else { return nil }
      return names[number - 1]
    }

    /// An amount; nil where nothing is said. Asked again where it cannot be read.
    private func amount(_ question: BilingualText, _ language: Language) -> Double? {
      while true {
        Console.write(question(in: language) + " ")
        guard let line = readLine(), !line.isEmpty else { return nil }
        if let value = Double(line.replacing(",", with: "")), value > 0, value < 1e15 { return value }
        Console.complain(DraftSentences.notANumber(line)(in: language))
      }
    }
  }
}
