import ArgumentParser
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Schedule: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which review is due, which were missed, when the next one is; let the machine run them.",
      discussion: """
        EXAMPLES
          mvp schedule
          mvp schedule install          a systemd user timer that runs every due review once
          mvp schedule install --cron   the line for crontab instead
          mvp schedule remove           stop it and take it away
          mvp schedule ics > reviews.ics   the review meetings for a calendar
        """,
      subcommands: [Show.self, Install.self, Remove.self, Run.self, Meetings.self], defaultSubcommand: Show.self)

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

    struct Install: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Let the machine run the reviews: a systemd user timer, or the line for crontab.",
        discussion: """
          The timer fires every hour; what is due is told by the workspace's own time zone. Without a systemd of this user nothing is installed:
          the crontab line is printed, and the exit status is 1 (0 with --cron, which asks for it).
          """)
      @OptionGroup var shared: SharedOptions
      @Flag(help: "Print the crontab line and install nothing.") var cron = false
      @Option(
        help: ArgumentHelp("Not before this hour of a review date, 0 to 23, in the workspace's time zone.", valueName: "hour"),
        transform: { try WholeNumber.read($0, 0...23) })
      var hour = 8

      func run() throws {
        let runner = try shared.runner()
        let language = shared.language(runner)
        let installer = try Failure.guarded(language) { try ScheduleInstaller(runner: runner, hour: hour) }
        guard !cron, installer.hasServices else {
          let line = try Failure.guarded(language) { try installer.cronLine() }
          if !cron { Console.complain(ScheduleSentences.nothingInstalled(in: language)) }
          Console.write(line + "\n")
          if !cron { throw ExitCode(1) }
          return
        }
        let files = try Failure.guarded(language) { try installer.install() }
        Console.write(files.map { $0 + "\n" }.joined())
        Console.write(ScheduleSentences.installed(installer.name)(in: language) + "\n")
      }
    }

    struct Remove: ParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Stop the timer of this workspace and take its files away.")
      @OptionGroup var shared: SharedOptions

      func run() throws {
        let runner = try shared.runner()
        let language = shared.language(runner)
        let files = try Failure.guarded(language) { try ScheduleInstaller(runner: runner, hour: 0).remove() }
        Console.write(ScheduleSentences.removed(files)(in: language) + "\n")
      }
    }

    struct Meetings: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "ics", abstract: "The review meetings as an iCalendar file: past ones with their decisions, and those to come.")
      @OptionGroup var shared: SharedOptions
      @OptionGroup var date: DateOption
      @Option(
        help: ArgumentHelp("When the meetings begin, in the workspace's time zone (default: the whole day).", valueName: "HH:MM"),
        transform: { try ClockTime.read($0) })
      var at: Int?
      @Option(help: ArgumentHelp("How long they take, in minutes.", valueName: "minutes"), transform: { try WholeNumber.read($0, 1...1440) })
      var minutes = 60
      @Option(help: ArgumentHelp("How many meetings to come.", valueName: "number"), transform: { try WholeNumber.read($0, 0...520) })
      var count = 13

      func run() throws {
        let runner = try shared.runner()
        let language = shared.language(runner)
        let time = at.map { ReviewMeetings.Time(minute: $0, minutes: minutes) }
        let meetings = ReviewMeetings(runner: runner, language: language, time: time, count: count)
        Console.writeFile(try Failure.guarded(language) { try meetings.text(asOf: date.day) })
      }
    }
  }
}
