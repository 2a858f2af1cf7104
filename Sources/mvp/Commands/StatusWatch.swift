import ExperimentData
import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import Glibc

/// `mvp status --watch`: the same table, drawn anew when a file changes, until somebody ends it.
///
/// Between two drawings it sleeps in the kernel until a signal comes or it is time to ask the file system again; files are read only when one has changed.
struct StatusWatch {
  let shared: SharedOptions
  let date: DateOption

  /// Seconds between two questions to the file system.
  private static let patience = 2

  func run() throws {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGWINCH] { sigaddset(&signals, signal) }
    // They are waited for, not handled: nothing can be interrupted in the middle of a drawing.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var drawn = ("", 0, 0)
    while true {
      let seen = try look()
      let drawing = (seen.text, Console.width, Console.height)
      if drawing != drawn { Console.redraw(seen.text) }
      drawn = drawing
      guard wait(&signals, since: seen) else { return }
    }
  }

  /// What was seen, and what tells that it is out of date; of a workspace that could not be read, nothing does.
  private struct Seen {
    let text: String
    var basis: (runner: Runner, stamps: FileStamps, day: CalendarDay)?
  }

  private func look() throws -> Seen {
    do {
      let runner = try Runner(workspace: shared.workspace, clock: Clock.inEnvironment())
      let language = shared.language(runner)
      // Before the files are read: one that changes meanwhile is read once more.
      let stamps = runner.fileStamps()
      let examination = try runner.status(asOf: date.day, parts: .oneLine)
      let report = StatusReport(examination.review, options: shared.options(runner, examination))
      let problems = RecordSentences.notWhole(examination.problems).map { Diagnostic.Severity.warning.labelled($0)(in: language) + "\n" } ?? ""
      return Seen(text: report.text + problems, basis: (runner, stamps, runner.today))
    } catch let problems as Diagnostics {
      // A file that is being edited is watched until it holds again.
      return Seen(text: problems.all.map { $0.text(in: spoken) + "\n" }.joined())
    } catch let error as RunnerError where error.code != .noWorkspace && error.code != .usage {
      return Seen(text: Diagnostic.Severity.error.labelled(error.message)(in: spoken) + "\n")
    } catch let error as RunnerError {
      throw Failure.printed(error, language: spoken)
    }
  }

  private var spoken: Language { shared.lang?.language ?? SpokenLanguage.system }

  /// - Returns: when there is something to look at; false when it is to end.
  private func wait(_ signals: inout sigset_t, since seen: Seen) -> Bool {
    while true {
      var time = timespec(tv_sec: StatusWatch.patience, tv_nsec: 0)
      switch sigtimedwait(&signals, nil, &time) {
      case SIGINT, SIGTERM, SIGHUP: return false
      case SIGWINCH: return true
      default:
        guard let (runner, stamps, day) = seen.basis, runner.fileStamps() == stamps, runner.today == day else { return true }
      }
    }
  }
}
