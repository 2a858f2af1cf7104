import ExperimentModel

/// One reading of one file for every table that uses it, however many experiments those belong to.
struct FilePass {
  /// What must agree for two tables to be read together.
  struct Key: Hashable {
    let absolute: String
    let encoding: TableDeclaration.Encoding
    let delimiter: Character?
    let skipRows: Int
    let sheet: String?
    let decimal: DecimalMark?
    let totals: TableDeclaration.Totals
  }

  struct Use {
    let reader: TableReader
    /// Set where the file is one variant's own.
    let variant: Int?
    /// Whether the table has other files too.
    let several: Bool
  }

  let key: Key
  let path: String
  var uses: [Use]
  let chunk: Int
  /// Lines that an earlier reading found to be totals.
  let totalLines: Set<Int>
  private let shelf = BookShelf()

  /// How a reading ended.
  enum Outcome {
    case held
    /// The file was another at the end than at the beginning, so that what was read means nothing.
    case changed
    /// Rows were counted that are totals: the file is to be read again without them.
    case totals(Set<Int>)
  }

  init(key: Key, path: String, uses: [Use], chunk: Int, totalLines: Set<Int> = []) {
    self.totalLines = totalLines
    self.key = key
    self.path = path
    self.uses = uses
    self.chunk = chunk
  }

  /// Reads the file and gives every reader its rows, or its diagnostics.
  /// - Parameter beforeCheck: called when all is read and before it is asked whether the file is still the same.
  func run(beforeCheck: () -> Void) -> Outcome {
    let text: TextFile
    do { text = try open() } catch {
      refuse(error)
      return .held
    }
    let found = read(text)
    beforeCheck()
    if text.hasChanged() { return .changed }
    return found.isEmpty ? .held : .totals(found)
  }

  private func refuse(_ problem: FileProblem) {
    for use in uses { use.reader.refuse(FileProblem.in(path, problem), at: problem.code == "no_sheet" ? "sheet" : nil) }
  }

  /// The file would not hold still.
  func refuseChanging() {
    refuse(
      FileProblem("changing", FileSentences.changing(path)))
  }

  /// - Returns: lines of totals that were counted.
  private func read(_ text: TextFile) -> Set<Int> {
    var found: Set<Int> = []
    do {
      let needs = uses.map(\.reader.plan.needs)
      if text.head.isEmpty {
        for use in uses { use.reader.refuse(FileProblem("empty_file", FileSentences.empty(path))) }
        return []
      }
      var search = try HeaderSearch.locate(head: text.head, declared: key.delimiter, skipRows: key.skipRows, needs: needs)
      if !search.failures.isEmpty {
        let inspection = try? FileInspection.read(open(), path: path, delimiter: key.delimiter, chunk: chunk)
        for failure in search.failures {
          // The table may begin far below another one.
          if let place = inspection?.place(of: needs[failure.reader], after: key.skipRows, reader: failure.reader) {
            search.places.append(place)
          } else {
            uses[failure.reader].reader.refuse(missing: failure.nearest, path, inspection)
          }
        }
      }
      for (number, place) in search.places.enumerated() {
        let users = place.readers.map { uses[$0] }.filter { !$0.reader.refuse(repeated: place.index, path) }
        guard !users.isEmpty else { continue }
        // Tables that lie one below the other in the file are read one after the other.
        try found.formUnion(BlockPass(pass: self, text: number == 0 ? text : open(), place: place, uses: users).run())
      }
    } catch {
      refuse(error)
    }
    return found
  }

  /// What the file is expected to hold, whatever its encoding.
  private var words: [String] {
    var words: Set<String> = []
    for reader in uses.map(\.reader) {
      words.formUnion(reader.plan.needs.map(\.name))
      for variant in reader.experiment.variants { words.formUnion([variant.title] + variant.names) }
      for filter in reader.table.filters { words.formUnion(filter.values) }
    }
    return words.filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
  }

  /// How many tables find their columns in a sheet.
  private func fitting(_ head: [UInt8]) -> Int {
    let search = try? HeaderSearch.locate(head: head, declared: ",", skipRows: key.skipRows, needs: uses.map(\.reader.plan.needs))
    return search?.places.reduce(0) { $0 + $1.readers.count } ?? 0
  }

  func open() throws(FileProblem) -> TextFile {
    // Skipped lines do not count against what is looked at for the header.
    let head = TextFile.headLimit + key.skipRows * 512
    return try TextFile.open(path: key.absolute, shown: path, encoding: key.encoding, words: words, sheet: key.sheet, shelf: shelf, chunk: chunk, headLimit: head, score: fitting)
  }
}

extension FileProblem {
  /// The problem with the file's name before it, where the text does not say it.
  static func `in`(_ path: String, _ problem: FileProblem) -> FileProblem {
    if problem.text.english.contains(path) { return problem }
    return FileProblem(problem.code, FileSentences.of(path, problem.text))
  }
}

extension TableReader {
  /// The table cannot be read: said where the declaration names the file.
  func refuse(_ problem: FileProblem, at key: String? = nil) {
    let own = key.flatMap { table.marks[$0] }
    let mark = own ?? table.marks["file"] ?? table.marks["files"] ?? table.marks["source"] ?? table.mark
    let diagnostic = Diagnostic(file: mark.file, line: mark.line, column: mark.column, code: problem.code, message: problem.text)
    if !problems.contains(diagnostic) { problems.append(diagnostic) }
  }

  /// Columns were not found: each is said where it is asked for, with what the file has instead.
  func refuse(missing nearest: HeaderSearch.Place?, _ path: String, _ inspection: FileInspection?) {
    let index = nearest?.index
    if let only = index?.names.first, index?.names.count == 1, only.contains(where: { ",;\t|".contains($0) }) {
      return refuse(
        FileProblem("quoted_lines", FileSentences.quotedLines(path)))
    }
    let found = inspection?.found ?? FileSentences.noHeader
    for need in plan.needs where index.map({ $0.find(need.name) == .missing }) ?? true {
      let hint = index.map { Spelling.hint(need.name, among: $0.names) } ?? ValueSentences.nothing
      problems.append(
        Diagnostic(
          file: need.mark.file, line: need.mark.line, column: need.mark.column, code: "no_column",
          message: FileSentences.noColumn(need.name, in: path, hint: hint, found: found)))
    }
  }

  /// Whether a needed name stands twice in the header; then it is said.
  func refuse(repeated index: ColumnIndex, _ path: String) -> Bool {
    var refused = false
    for need in plan.needs {
      guard case .repeated(let a, let b) = index.find(need.name) else { continue }
      refused = true
      problems.append(
        Diagnostic(
          file: need.mark.file, line: need.mark.line, column: need.mark.column, code: "ambiguous_column",
          message: FileSentences.twoColumns(need.name, in: path, first: a + 1, second: b + 1, full: [a, b].map { index.names[$0] })))
    }
    return refused
  }
}
