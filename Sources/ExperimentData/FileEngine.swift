public import ExperimentModel

/// Reads tables from files of a workspace: each file once for all requests, in one streaming pass.
///
/// Memory is bounded by distinct cells (variant × day) or units, never by rows. Time is linear in the bytes of the files.
public struct FileEngine: DataEngine {
  private let root: String
  private let chunk: Int
  /// Called when a file has been read, before it is asked whether it changed meanwhile: a test's chance to change it.
  private let afterReading: @Sendable (_ path: String) -> Void
  /// How often files that change while they are read are begun anew.
  static let mostReadings = 3

  /// - Parameter root: the workspace's folder; the paths of declarations are relative to it.
  public init(root: String) {
    self.init(root: root, chunk: 1 << 18)
  }

  /// - Parameter chunk: bytes read at a time; answers do not depend on it.
  init(root: String, chunk: Int, afterReading: @escaping @Sendable (_ path: String) -> Void = { _ in }) {
    self.root = root.isEmpty ? "." : root
    self.chunk = chunk
    self.afterReading = afterReading
  }

  public func summaries(for requests: [SummaryRequest]) -> [Result<ExperimentSummary, Diagnostics>] {
    // What was read of a file that changed meanwhile is half of one state and half of another: everything is read anew.
    for _ in 1..<FileEngine.mostReadings { if let answers = answers(requests, isLast: false) { return answers } }
    return answers(requests, isLast: true) ?? []
  }

  public func problems(of declarations: [ReadableDeclaration], asOf: CalendarDay, timeZone: TimeZoneRules) -> [[Diagnostic]] {
    let requests = declarations.map { SummaryRequest(experiment: $0.experiment, asOf: asOf, timeZone: timeZone) }
    guard !requests.isEmpty, let (refused, readers) = reading(requests, isLast: true) else { return declarations.map { _ in [] } }
    return declarations.indices.map { index in
      guard refused[index].isEmpty else { return [] }
      let problems = readers[index].flatMap(\.problems).filter { FileEngine.ofFilesAndColumns.contains($0.code) }
      return problems + (declarations[index].areVariantsSound && problems.isEmpty ? VariantsWithoutRows.problems(declarations[index].experiment, readers[index]) : [])
    }
  }

  /// Problems that a file has whatever is asked of it, and columns that it has not.
  private static let ofFilesAndColumns: Set<String> = [
    "ambiguous_column", "corrupt", "duplicate_file", "empty_file", "encoding", "no_column", "no_file", "no_sheet", "no_table", "not_a_file", "not_a_table",
    "quoted_lines", "truncated", "unreadable",
  ]

  public func units(of metric: Int, for request: SummaryRequest) -> UnitRows? {
    let metric = request.experiment.metrics[metric]
    guard metric.grain == .units, let reading = reading([request], isLast: true), reading.refused[0].isEmpty else { return nil }
    let reader = reading.readers[0][metric.numerator.table]
    guard reader.problems.isEmpty, let store = reader.store else { return nil }
    return UnitMetrics(reader: reader, store: store, metric: metric).rows()
  }

  /// - Parameter isLast: whether files that changed are named as problems, instead of being read once more.
  /// - Returns: nil where a file changed while it was read.
  private func answers(_ requests: [SummaryRequest], isLast: Bool) -> [Result<ExperimentSummary, Diagnostics>]? {
    guard let (refused, readers) = reading(requests, isLast: isLast) else { return nil }
    return requests.indices.map { index in
      let problems = refused[index] + readers[index].flatMap(\.problems)
      guard problems.isEmpty else { return .failure(Diagnostics(problems)) }
      return .success(SummaryBuilder(requests[index], readers: readers[index]).summary())
    }
  }

  /// Totals within totals: how often a file is read again without the rows that were found to be sums.
  static let mostLevels = 5

  /// Every table of every request, read; nil where a file changed meanwhile.
  private func reading(_ requests: [SummaryRequest], isLast: Bool) -> (refused: [[Diagnostic]], readers: [[TableReader]])? {
    var totals: [FilePass.Key: Set<Int>] = [:]
    for level in 1...FileEngine.mostLevels {
      guard let reading = reading(requests, isLast: isLast, totals: totals) else { return nil }
      if reading.found.isEmpty || level == FileEngine.mostLevels { return (reading.refused, reading.readers) }
      totals.merge(reading.found) { $0.union($1) }
    }
    return nil
  }

  private func reading(
    _ requests: [SummaryRequest], isLast: Bool, totals: [FilePass.Key: Set<Int>]
  ) -> (refused: [[Diagnostic]], readers: [[TableReader]], found: [FilePass.Key: Set<Int>])? {
    var refused: [[Diagnostic]] = []
    var readers: [[TableReader]] = []
    var passes = PassList(root: root, chunk: chunk, totals: totals)
    for request in requests {
      let problems = EngineLimits.problems(request)
      refused.append(problems)
      let own = problems.isEmpty ? request.experiment.tables.indices.map { TableReader(request, table: $0) } : []
      for reader in own { passes.add(reader) }
      readers.append(own)
    }
    var found: [FilePass.Key: Set<Int>] = [:]
    for pass in passes.passes {
      switch pass.run(beforeCheck: { afterReading(pass.path) }) {
      case .held: break
      case .totals(let lines): found[pass.key] = lines
      case .changed:
        guard isLast else { return nil }
        pass.refuseChanging()
      }
    }
    for reader in readers.joined() { reader.judge() }
    return (refused, readers, found)
  }
}

/// The files that tables name, each with all who use it.
private struct PassList {
  let root: String
  let chunk: Int
  let totals: [FilePass.Key: Set<Int>]
  private(set) var passes: [FilePass] = []
  private var places: [FilePass.Key: Int] = [:]
  private var resolved: [String: Result<[FileList.Entry], FileProblem>] = [:]

  init(root: String, chunk: Int, totals: [FilePass.Key: Set<Int>]) {
    self.root = root
    self.chunk = chunk
    self.totals = totals
  }

  mutating func add(_ reader: TableReader) {
    let table = reader.table
    switch table.location {
    case .query: return
    case .file(let pattern): add(reader, [(nil, pattern)])
    case .filePerVariant(let patterns): add(reader, patterns.enumerated().map { ($0.offset, $0.element) })
    }
  }

  private mutating func add(_ reader: TableReader, _ patterns: [(variant: Int?, pattern: String)]) {
    var entries: [(variant: Int?, file: FileList.Entry)] = []
    var known: [FileList.Identity: (path: String, variant: Int?)] = [:]
    for (variant, pattern) in patterns {
      let files: [FileList.Entry]
      do { files = try resolve(pattern).get() } catch {
        reader.refuse(error)
        continue
      }
      for file in files {
        if file.isLock, files.count > 1 {
          reader.quality.note(FileSentences.lockFile(file.path))
        } else if let twin = known[file.identity], file.identity.inode != 0 {
          twice(reader, file, twin, variant)
        } else if let twin = entries.first(where: { $0.variant == variant && FileList.areCopies($0.file.absolute, file.absolute) }) {
          reader.quality.note(FileSentences.copy(file.path, of: twin.file.path))
        } else {
          known[file.identity] = (file.path, variant)
          entries.append((variant, file))
        }
      }
    }
    for entry in entries {
      let use = FilePass.Use(reader: reader, variant: entry.variant, several: entries.count > 1)
      let key = FilePass.Key(
        absolute: entry.file.absolute, encoding: reader.table.encoding, delimiter: reader.table.delimiter, skipRows: reader.table.skipRows, sheet: reader.table.sheet,
        decimal: reader.table.decimal, totals: reader.table.totals)
      if let place = places[key] {
        passes[place].uses.append(use)
      } else {
        places[key] = passes.count
        passes.append(FilePass(key: key, path: entry.file.path, uses: [use], chunk: chunk, totalLines: totals[key] ?? []))
      }
    }
  }

  /// One file under two names: harmless within a glob, where it is read once; a fault where it would stand for two variants.
  private func twice(_ reader: TableReader, _ file: FileList.Entry, _ twin: (path: String, variant: Int?), _ variant: Int?) {
    if twin.variant == variant {
      reader.quality.note(FileSentences.oneFileOnce(file.path, twin.path))
    } else {
      reader.refuse(
        FileProblem("duplicate_file", FileSentences.oneFileOfTwoVariants(file.path, twin.path)), at: "files")
    }
  }

  private mutating func resolve(_ pattern: String) -> Result<[FileList.Entry], FileProblem> {
    if let known = resolved[pattern] { return known }
    let result: Result<[FileList.Entry], FileProblem>
    do { result = .success(try FileList.resolve(pattern, root: root)) } catch { result = .failure(error) }
    resolved[pattern] = result
    return result
  }
}
