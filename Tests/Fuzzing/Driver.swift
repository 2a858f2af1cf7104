import Glibc

/// `make fuzz`: one target after the other, each by seeded mutations; or one target under libFuzzer, guided by coverage.
///
/// Every input is kept in a file before it is run, so that one which ends the program is at hand afterwards.
@main
struct Driver {
  static func main() {
    let variables = Variables()
    #if LIBFUZZER
      CoverageGuided.run(variables.targets.first ?? .table)
    #else
      for target in variables.targets { seeded(target, variables) }
    #endif
  }

  private static func seeded(_ target: FuzzTarget, _ variables: Variables) {
    let seeds = FuzzCorpus.seeds(target, folder: variables.corpus)
    let folder = FuzzCorpus.temporaryFolder()
    defer { FuzzCorpus.removeFolder(folder) }
    var mutator = Mutator(seed: variables.seed)
    var runs = 0
    var slowest = 0.0
    let start = seconds()
    var now = start
    while runs < variables.runs, now - start < variables.seconds {
      let input = mutator.input(from: seeds)
      keep(input, variables.last)
      target.run(input, folder: folder)
      let after = seconds()
      slowest = max(slowest, after - now)
      now = after
      runs += 1
    }
    unlink(variables.last)
    print("\(target.rawValue): \(runs) inputs in \(Int(now - start)) s, the slowest \(Int(slowest * 1000)) ms, \(mostMemory()) MB at most")
  }

  private static func keep(_ bytes: [UInt8], _ path: String) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Megabytes that the program has ever held.
  private static func mostMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}

/// What the environment says: FUZZ_TARGET, FUZZ_RUNS, FUZZ_SECONDS, FUZZ_SEED, FUZZ_CORPUS, FUZZ_LAST.
struct Variables {
  let targets: [FuzzTarget]
  let runs: Int
  let seconds: Double
  let seed: UInt64
  let corpus: String
  let last: String

  init() {
    func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }
    let wanted = value("FUZZ_TARGET")
    targets = FuzzTarget.allCases.filter { wanted == nil || wanted == $0.rawValue }
    seconds = value("FUZZ_SECONDS").flatMap(Double.init) ?? .infinity
    runs = value("FUZZ_RUNS").flatMap(Int.init) ?? (seconds.isFinite ? .max : 20_000)
    seed = value("FUZZ_SEED").flatMap(UInt64.init) ?? 1
    corpus = value("FUZZ_CORPUS") ?? "Tests/Fuzzing/Corpus"
    last = value("FUZZ_LAST") ?? "fuzz-last-input"
  }
}
