import ArgumentParser
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Verify: ParsableCommand {
    static var configuration: CommandConfiguration { VerifyHelp.command.configuration() }

    @OptionGroup var shared: SharedOptions
    @Option(help: VerifyHelp.expect.spoken) var expect: String?
    @Flag(help: VerifyHelp.repair.spoken) var repair = false

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
