import ArgumentParser
import ExperimentModel
import ExperimentReports
import ExperimentRunner

/// `--as-of`.
struct DateOption: ParsableArguments {
  @Option(name: .customLong("as-of"), help: SharedHelp.asOf.spoken, transform: DayArgument.read) var asOf: DayArgument?

  var day: CalendarDay? { asOf?.day }

  /// Commands that only look take a day to come, and say that its data are not there yet.
  func warnOfTheFuture(_ runner: Runner, _ language: Language) {
    guard let day, day > runner.today else { return }
    Console.complain(DeedWords(language: language).stillToCome(day, today: runner.today))
  }
}

/// A day by the grammar of declarations: the year first.
struct DayArgument: Hashable, Sendable {
  let day: CalendarDay

  @Sendable static func read(_ text: String) throws -> DayArgument {
    guard let day = WrittenDay.read(text), WrittenDay.years.contains(day.components.year) else {
      throw ValidationError(UsageSentences.day)
    }
    return DayArgument(day: day)
  }
}
