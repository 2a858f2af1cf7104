import ArgumentParser
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check that the history of records is whole and unchanged.",
      discussion: """
        Holds every record against the one before it, against the reports beside them, and against the newest commit where the workspace is under git.
        --repair renumbers the records of two branches that git merged, and does nothing else.

        EXAMPLES
          mvp verify
          mvp verify --expect 12:5fb21b73a0c1d2e3    (as a report prints it)
          mvp verify --repair
        """)

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("A record that must be there, as reports print it.", valueName: "number:hash")) var expect: String?
    @Flag(help: "Renumber records of merged branches: all are kept, in the order of their dates.") var repair = false

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      if repair {
        let done = try Failure.guarded(language) { try runner.repair() }
        Console.write(RepairWords.text(done)(in: language))
      }
      let found = try Failure.guarded(language) { try runner.verify(expecting: expect) }
      for text in found.problems.map(\.text) + found.findings.map(\.text) {
        Console.complain(.error, text, language)
      }
      for text in VerifiedWords.warnings(found) { Console.complain(.warning, text, language) }
      guard found.isWhole else { throw ExitCode(1) }
      Console.write(VerifiedWords.whole(found)(in: language))
      if let details = VerifiedWords.details(found) { Console.complain(details(in: language)) }
    }
  }
}
