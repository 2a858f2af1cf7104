import ArgumentParser
import ExperimentReports
import ExperimentModel
import ExperimentRunner

extension MVP {
  struct Schedule: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which review is due, which were missed, when the next one is.",
      discussion: """
        EXAMPLES
          mvp schedule
          mvp schedule install          a systemd user timer that runs every due review once
          mvp schedule install --cron   the line for crontab instead
        """,
      subcommands: [Show.self, Install.self, Run.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Which review is due and when the next one is.")
      @OptionGroup var shared: SharedOptions
      @OptionGroup var date: DateOption

      func run() throws {
        let runner = try shared.runner()
        let language = shared.language(runner)
        date.warnOfTheFuture(runner, language)
        let schedule = try Failure.guarded(language) { try runner.schedule(asOf: date.day) }
        Console.write(ScheduleSentences.text(schedule)(in: language))
      }
    }

    struct Run: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the review that is due, if one is; what the timer calls.")
      @OptionGroup var shared: SharedOptions
      @OptionGroup var date: DateOption

      func run() throws {
        let runner = try shared.runner()
        let schedule = try Failure.guarded(shared.language(runner)) { try runner.schedule(asOf: date.day) }
        guard schedule.due != nil else {
          Console.write(ScheduleSentences.text(schedule)(in: shared.language(runner)))
          return
        }
        var arguments = ["--workspace", runner.loaded.root, "--as-of", (schedule.due ?? schedule.next).description]
        if let lang = shared.lang { arguments += ["--lang", lang.rawValue] }
        let review = try Review.parse(arguments)
        try review.run()
      }
    }

    struct Install: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Let the machine run the reviews: a systemd user timer, or the line for crontab.")
      @OptionGroup var shared: SharedOptions
      @Flag(help: "Print the crontab line instead of writing the timer.") var cron = false
      @Option(
        help: ArgumentHelp("Hour of the day, 0 to 23, in the workspace's time zone.", valueName: "hour"), transform: { try WholeNumber.read($0, 0...23) })
      var hour = 8

      func run() throws {
        let runner = try shared.runner()
        let language = shared.language(runner)
        let installation = try Failure.guarded(language) { try ScheduleInstaller(runner: runner, hour: hour) }
        if cron || !installation.hasSystemd {
          Console.write(installation.cronLine + "\n")
          return
        }
        let files = try Failure.guarded(language) { try installation.install() }
        Console.write(files.map { $0 + "\n" }.joined())
        Console.write(ScheduleSentences.installed(installation)(in: language) + "\n")
      }
    }
  }
}
