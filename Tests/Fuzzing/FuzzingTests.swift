import Testing

/// A short, seeded run of the fuzzer with every test run; `make fuzz` goes on for as long as it is told to.
@Suite("Fuzzing")
struct FuzzingTests {
  @Test("seeds, and inputs that once brought something down, are answered", arguments: FuzzTarget.allCases)
  func corpus(_ target: FuzzTarget) {
    let seeds = FuzzCorpus.seeds(target, folder: FuzzCorpus.folder())
    #expect(!seeds.isEmpty)
    let folder = FuzzCorpus.temporaryFolder()
    defer { FuzzCorpus.removeFolder(folder) }
    for seed in seeds { target.run(seed, folder: folder) }
  }

  @Test("ten thousand changed inputs are answered", arguments: FuzzTarget.allCases)
  func mutations(_ target: FuzzTarget) {
    let seeds = FuzzCorpus.seeds(target, folder: FuzzCorpus.folder())
    let folder = FuzzCorpus.temporaryFolder()
    defer { FuzzCorpus.removeFolder(folder) }
    var mutator = Mutator(seed: 2026)
    let runs =
      switch target {
      case .review: 40
      case .calc, .lines: 300
      case .table: 600
      case .declaration, .workspace, .ledger: 900
      default: 1900
      }
    for _ in 0..<runs { target.run(mutator.input(from: seeds), folder: folder) }
  }
}
