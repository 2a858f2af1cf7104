import ArgumentParser

extension MVP.Schedule {
  /// What the timer and the crontab call. Its output is a log.
  struct Run: AsyncParsableCommand {
    static var configuration: CommandConfiguration { ScheduleHelp.run.configuration(name: "run") }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Option(help: ScheduleHelp.hour.spoken, transform: { try WholeNumber.read($0, 0...23) }) var fromHour = 0
    @Flag(help: ScheduleHelp.quiet.spoken) var quiet = false

    func run() async throws {
      let runner = try shared.runner()
      let reviews = ScheduledReviews(shared: shared, fromHour: fromHour, asOf: date.day, isQuiet: quiet)
      let problem = reviews.turn(runner)
      await reviews.deliver(runner)
      if let problem { throw problem }
    }
  }
}
