import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentRunner

extension MVP.Schedule {
  /// What the timer and the crontab call. Its output is a log: one `key=value` line an event.
  struct Run: ParsableCommand {
    static var configuration: CommandConfiguration { ScheduleHelp.run.configuration(name: "run") }
    @OptionGroup var shared: SharedOptions
    @OptionGroup var date: DateOption
    @Option(help: ScheduleHelp.hour.spoken, transform: { try WholeNumber.read($0, 0...23) }) var fromHour = 0
    @Flag(help: ScheduleHelp.quiet.spoken) var quiet = false

    func run() throws {
      let runner = try shared.runner()
      let language = shared.language(runner)
      do {
        let ran: Void? = try runner.scheduledAlone { try turn(runner) }
        if ran == nil { log(runner, "busy", level: .warning) }
      } catch let error as RunnerError {
        log(runner, "failed", level: .error, ["code": error.code.rawValue, "reason": error.message(in: language)])
        throw ExitCode(1)
      } catch let problems as Diagnostics {
        for problem in problems.all { log(runner, "failed", level: .error, ["reason": problem.text(in: language)]) }
        throw ExitCode(2)
      }
    }

    private func turn(_ runner: Runner) throws {
      switch try runner.scheduledTurn(fromHour: fromHour, asOf: date.day) {
      case .nothing(let next): if !quiet { log(runner, "nothing_due", ["next": next.description]) }
      case .tooEarly(let day): if !quiet { log(runner, "too_early", ["review": day.description, "from_hour": String(fromHour)]) }
      case .due(let day, let missed):
        let missed = missed.isEmpty ? nil : missed.map(\.description).joined(separator: ",")
        log(runner, "review_started", ["review": day.description, "missed": missed])
        let outcome = try MVP.Review.reviewed(runner, shared, asOf: day, dryRun: false)
        for experiment in outcome.examination.review.experiments {
          let decision = experiment.decision
          log(
            runner, "verdict", level: decision.action == .blocked ? .warning : .info,
            [
              "review": day.description, "experiment": experiment.id, "action": decision.action.rawValue, "variant": decision.variant,
              "reasons": decision.reasons.isEmpty ? nil : decision.reasons.map(\.rawValue).joined(separator: ","),
              "alerts": experiment.alerts.isEmpty ? nil : String(experiment.alerts.count),
            ])
        }
        let record = outcome.examination.record
        log(
          runner, "review_done",
          ["review": day.description, "record": record.map { String($0.number) }, "hash": record?.hash, "reports": outcome.reports.joined(separator: ",")])
      }
    }

    private func log(_ runner: Runner, _ event: String, level: LogLine.Level = .info, _ pairs: KeyValuePairs<String, String?> = [:]) {
      Console.write(LogLine(event, level: level, at: runner.clock.now(), in: runner.workspace.timeZone, pairs).text + "\n")
    }
  }
}
