import ExperimentDecisions
import ExperimentModel
import ExperimentRunner
import TestSupport

/// How often each verdict falls when the same worlds are drawn with other seeds, through the whole program: files, reviews, records.
struct Frequencies {
  let workspace: String
  let seeds: ClosedRange<UInt64>

  static let reviews = ["2026-10-19", "2026-11-02", "2026-11-16", "2026-11-30", "2026-12-14", "2026-12-28"]
  static let shown = "2026-11-16"

  func print() throws {
    var then = [String: [String: Int]]()
    var last = then
    let disk = SystemDisk()
    for seed in seeds {
      let temporary = TemporaryFolder()
      defer { withExtendedLifetime(temporary) {} }
      let folder = temporary.path
      try copyDeclarations(to: folder, disk)
      try ExampleData.write(to: folder + "/experiments/data", seed: seed)
      for date in Frequencies.reviews {
        guard let day = CalendarDay(iso: date) else { continue }
        let outcome = try Runner(workspace: folder).review(asOf: day)
        for review in outcome.examination.review.experiments {
          let action = review.decision.action.rawValue + (review.decision.variant.map { " " + $0 } ?? "")
          if date == Frequencies.shown { then[review.id, default: [:]][action, default: 0] += 1 }
          if date == Frequencies.reviews.last { last[review.id, default: [:]][action, default: 0] += 1 }
        }
      }
    }
    for example in ExampleData.examples {
      Swift.print("\(example.id): \(example.truth)")
      Swift.print("  as of \(Frequencies.shown): \(line(then[example.id]))")
      Swift.print("  in the end:       \(line(last[example.id]))")
    }
  }

  private func line(_ counts: [String: Int]?) -> String {
    (counts ?? [:]).sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private func copyDeclarations(to folder: String, _ disk: SystemDisk) throws {
    try disk.makeFolder(folder + "/experiments/data")
    for name in ["mvp.yaml"] + ExampleData.examples.map({ "experiments/\($0.id).yaml" }) {
      try disk.create(folder + "/" + name, try disk.read(workspace + "/" + name) ?? [])
    }
  }
}
