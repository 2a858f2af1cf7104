import ExperimentDecisions
import ExperimentModel
import ExperimentRunner
import Glibc

/// Makes the data of the shipped workspace, or says how often each verdict falls over 200 seeds.
///
///     example-data write FOLDER              the shipped files, from the shipped seed
///     example-data frequencies WORKSPACE     verdicts as of 2026-11-16, and at the end, over seeds 1…200
@main
enum ExampleData {
  /// Written into the files. It was the first tried; `frequencies` shows what others give.
  static let seed: UInt64 = 20_261_116
  static let examples: [any Example.Type] = [Posters.self, Channels.self, Routing.self]

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first) {
    case ("write", let folder?): try write(to: folder, seed: seed)
    case ("frequencies", let workspace?): try Frequencies(workspace: workspace, seeds: 1...200).print()
    default:
      print("usage: example-data write FOLDER | example-data frequencies WORKSPACE")
      exit(64)
    }
  }

  static func write(to folder: String, seed: UInt64) throws {
    let disk = SystemDisk()
    try disk.makeFolder(folder)
    for example in examples {
      for file in example.files(seed: seed) {
        let path = folder + "/" + file.name
        try disk.remove(path)
        try disk.create(path, Array(file.text.utf8))
      }
    }
  }
}
