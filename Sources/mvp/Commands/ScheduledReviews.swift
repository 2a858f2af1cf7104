import ArgumentParser
import ExperimentDecisions
import ExperimentModel
import ExperimentRunner

/// One look at what is due, with its log of one `key=value` line an event: the same for the timer, the crontab and 'mvp serve --schedule'.
struct ScheduledReviews: Sendable {
  let shared: SharedOptions
  /// Not before this hour of a review date, in the workspace's time zone.
  let fromHour: Int
  /// Nil: today.
  var asOf: CalendarDay?
  /// Nothing is said where nothing was due.
  var isQuiet = false

  /// Reviews what is due, and queues what is to be told of it.
  /// - Returns: nil when that went well; the status to leave with otherwise. Messages that wait can be delivered either way.
  func turn(_ runner: Runner) -> ExitCode? {
    do {
      let ran: Void? = try runner.scheduledAlone { try look(runner) }
      if ran == nil { log(runner, "busy", level: .warning) }
      return nil
    } catch {
      return failed(error, runner)
    }
  }

  /// Sends the messages of this look, and those that an earlier one could not send.
  func deliver(_ runner: Runner) async {
    let language = shared.language(runner)
    for delivery in await runner.deliver(environment: Messages.environment) {
      switch delivery.outcome {
      case .sent: log(runner, "message_sent", ["channel": delivery.channel, "message": delivery.message])
      case .waiting(let reason, _):
        log(runner, "message_waits", level: .warning, ["channel": delivery.channel, "message": delivery.message, "reason": reason(in: language)])
      case .givenUp(let reason):
        log(runner, "message_given_up", level: .error, ["channel": delivery.channel, "message": delivery.message, "reason": reason(in: language)])
      }
    }
  }

  private func look(_ runner: Runner) throws {
    say(runner.announceOwed(), runner)
    switch try runner.scheduledTurn(fromHour: fromHour, asOf: asOf) {
    case .nothing(let next):
      // Alerts do not wait for the next review.
      if asOf == nil { say(runner.watch(), runner) }
      if !isQuiet { log(runner, "nothing_due", ["next": next.description]) }
    case .tooEarly(let day): if !isQuiet { log(runner, "too_early", ["review": day.description, "from_hour": String(fromHour)]) }
    case .due(let day, let missed): try review(day, missed: missed, runner)
    }
  }

  private func review(_ day: CalendarDay, missed: [CalendarDay], _ runner: Runner) throws {
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

  private func say(_ problem: RunnerError?, _ runner: Runner) {
    guard let problem else { return }
    log(runner, "messages_failed", level: .warning, ["reason": problem.message(in: shared.language(runner))])
  }

  /// - Parameter runner: of an earlier look, where the workspace cannot be read now.
  func failed(_ error: any Error, _ runner: Runner) -> ExitCode {
    let language = shared.language(runner)
    switch error {
    case let error as RunnerError:
      log(runner, "failed", level: .error, ["code": error.code.rawValue, "reason": error.message(in: language)])
      return ExitCode(1)
    case let problems as Diagnostics:
      for problem in problems.all { log(runner, "failed", level: .error, ["reason": problem.text(in: language)]) }
      return ExitCode(2)
    default:
      log(runner, "failed", level: .error, ["reason": "\(error)"])
      return ExitCode(1)
    }
  }

  private func log(_ runner: Runner, _ event: String, level: LogLine.Level = .info, _ pairs: KeyValuePairs<String, String?> = [:]) {
    Console.write(LogLine(event, level: level, at: runner.clock.now(), in: runner.workspace.timeZone, pairs).text + "\n")
  }
}
