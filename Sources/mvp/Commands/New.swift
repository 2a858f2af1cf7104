import ArgumentParser
import ExperimentModel
import ExperimentRunner
import Glibc

extension MVP {
  struct New: ParsableCommand {
    static var configuration: CommandConfiguration { NewHelp.command.configuration() }

    @Argument(help: NewHelp.name.spoken) var name: String
    @Option(name: .customLong("from-file"), parsing: .upToNextOption, help: NewHelp.files.spoken) var files: [String] = []
    @Option(help: NewHelp.preset.spoken) var preset: String?
    @Option(help: NewHelp.variant.spoken) var variant: String?
    @Option(help: NewHelp.result.spoken) var result: String?
    @Option(help: NewHelp.budget.spoken) var budget: Double?
    @Option(help: NewHelp.rate.spoken) var rate: Double?
    @Option(help: NewHelp.evidence.spoken) var evidence: Evidence?
    @Flag(help: NewHelp.yes.spoken) var yes = false
    @Option(help: NewHelp.template.spoken) var template: Template?
    @Option(help: NewHelp.from.spoken) var from: String?
    @Option(help: NewHelp.start.spoken, transform: DayArgument.read) var start: DayArgument?
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
        if !draft.unmatched.isEmpty { Console.complain(.warning, DraftSentences.unmatched(draft.unmatched), language) }
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
