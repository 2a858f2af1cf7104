import ArgumentParser
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check that the history of records is whole and unchanged.")

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let (records, problems) = try Failure.guarded(language) { try runner.verify() }
      for problem in problems { Console.complain((language == .english ? "error: " : "错误：") + problem(in: language)) }
      guard problems.isEmpty else { throw ExitCode(1) }
      Console.write(language == .english ? "\(records) records, an unbroken chain.\n" : "\(records) 条记录，链条完整。\n")
    }
  }
}
