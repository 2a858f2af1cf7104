import ArgumentParser
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Amend: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a change of the declaration openly after the start: it is recorded, and every later report says so.",
      discussion: """
        What decides which numbers enter and how they are judged may not change after the start; a changed declaration is blocked. Change the file, then \
        amend: the looks are replayed under it. An amendment makes no winner of data that were in sight.

        EXAMPLES
          mvp amend autumn-posters --why "the console renamed its column"
        """)

    @Argument(help: "Experiment id or file.") var experiment: String
    @Option(help: "Why, in a sentence; it is kept.") var why: String
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      let amendment = try Failure.guarded(language) { try runner.amend(experiment, why: why, asOf: date.day) }
      let words = DeedWords(language: language)
      Console.write(words.amended(try runner.known(experiment), amendment.amended, revised: amendment.revised, barred: amendment.barred))
      Console.write(words.recorded(amendment.record.fileName) + "\n")
    }
  }
}
