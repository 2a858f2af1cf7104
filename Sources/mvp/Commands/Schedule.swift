import ArgumentParser
import ExperimentModel
import ExperimentReports
import ExperimentRunner

extension MVP {
  struct Schedule: ParsableCommand {
    static var configuration: CommandConfiguration {
      ScheduleHelp.command.configuration(subcommands: [Show.self, Install.self, Remove.self, Run.self, Meetings.self], defaultSubcommand: Show.self)
    }

    struct Show: ParsableCommand {
      static var configuration: CommandConfiguration { ScheduleHelp.show.configuration() }
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
      static var configuration: CommandConfiguration { ScheduleHelp.install.configuration() }
      @OptionGroup var shared: SharedOptions
      @Flag(help: ScheduleHelp.cron.spoken) var cron = false
      @Option(help: ScheduleHelp.hour.spoken, transform: { try WholeNumber.read($0, 0...23) }) var hour = 8

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
      static var configuration: CommandConfiguration { ScheduleHelp.remove.configuration() }
      @OptionGroup var shared: SharedOptions

      func run() throws {
        let runner = try shared.runner()
        let language = shared.language(runner)
        let files = try Failure.guarded(language) { try ScheduleInstaller(runner: runner, hour: 0).remove() }
        Console.write(ScheduleSentences.removed(files)(in: language) + "\n")
      }
    }

    struct Meetings: ParsableCommand {
      static var configuration: CommandConfiguration { ScheduleHelp.meetings.configuration(name: "ics") }
      @OptionGroup var shared: SharedOptions
      @OptionGroup var date: DateOption
      @Option(help: ScheduleHelp.at.spoken, transform: { try ClockTime.read($0) }) var at: Int?
      @Option(help: ScheduleHelp.minutes.spoken, transform: { try WholeNumber.read($0, 1...1440) }) var minutes = 60
      @Option(help: ScheduleHelp.count.spoken, transform: { try WholeNumber.read($0, 0...520) }) var count = 13

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
