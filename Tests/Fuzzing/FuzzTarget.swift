import Glibc

@testable import ExperimentData
@testable import ExperimentModel

/// What is fed with bytes that nobody meant: each part of the program that reads what people write.
///
/// A target answers whatever it is given. It says nothing of the answer being right, only that there is one: no trap, no endless search, no number
/// that is not finite.
enum FuzzTarget: String, CaseIterable {
  case declaration, workspace, table, records, cells, gzip, workbook, worksheet, numbers, calc, lines, ledger, review

  /// - Parameter folder: for what must lie on a disk; gone afterwards.
  func run(_ bytes: [UInt8], folder: String) {
    switch self {
    case .declaration: FuzzTarget.declaration(bytes)
    case .workspace: _ = try? DeclarationReader.workspace(bytes: bytes, timeZones: TimeZoneDatabase { _ in nil })
    // A workbook is told by its bytes, whatever its name.
    case .table, .workbook: FuzzTarget.table(bytes, folder)
    case .worksheet: FuzzTarget.worksheet(bytes)
    case .records: FuzzTarget.records(bytes)
    case .cells: FuzzTarget.cells(bytes)
    case .gzip: FuzzTarget.gzip(bytes)
    case .numbers: FuzzTarget.numbers(bytes)
    case .calc: FuzzProgram.calc(bytes)
    case .lines: FuzzProgram.lines(bytes)
    case .ledger: FuzzProgram.ledger(bytes, folder)
    case .review: FuzzProgram.review(bytes, folder)
    }
  }

  private static let surroundings: WorkspaceDeclaration? = try? DeclarationReader.workspace(
    bytes: Array(
      """
      project: Fuzz
      currency: CNY
      timezone: UTC
      funds: {trial: {total: 50000, per_experiment: 5000, period: quarter}}
      metrics: {shared: {type: proportion, numerator: n, denominator: x}}
      """.utf8), timeZones: TimeZoneDatabase { _ in nil })

  private static func declaration(_ bytes: [UInt8]) {
    guard let workspace = surroundings else { preconditionFailure("the surroundings hold") }
    do {
      let experiment = try DeclarationReader.experiment(bytes: bytes, file: "experiments/x.yaml", in: workspace)
      precondition(experiment.variants.count >= 2 && !experiment.metrics.isEmpty, "what holds is whole")
    } catch {
      for problem in error.all { precondition(!problem.text(in: .simplifiedChinese).contains("\n"), "a diagnostic is one line") }
    }
  }

  /// Tables as days, as units with segments, and by a pattern, from one file.
  private static let declarations = [
    """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {names: ["A*"]}, b: {}}
    data: {file: d.csv, variant: v, date: d, segments: [s]}
    metrics: {m: {type: cost_per, cost: x, per: n}, r: {type: rate, count: n, per: x}}
    primary: m
    """,
    """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {}, b: {}}
    data: {file: d.csv, variant: v, date: d, unit: s}
    metrics: {m: {type: mean, value: n, winsorize: 99%, covariate: x}, q: {type: quantile, value: x, quantile: 0.5}}
    primary: m
    """,
    """
    start: 2026-11-02
    end: 2026-11-15
    variants: {a: {}, b: {}}
    data: {file: d.csv, variant: v, date: d, date_format: "d.M.y H:m:s"}
    metrics: {m: {type: proportion, numerator: n, denominator: x}}
    primary: m
    """,
  ]

  private static let requests: [SummaryRequest] = declarations.compactMap { text in
    guard let workspace = surroundings, let day = CalendarDay(year: 2027, month: 1, day: 1),
      let experiment = try? DeclarationReader.experiment(bytes: Array(text.utf8), file: "experiments/x.yaml", in: workspace)
    else { return nil }
    return SummaryRequest(experiment: experiment, asOf: day, timeZone: .utc)
  }

  private static func table(_ bytes: [UInt8], _ folder: String) {
    guard let file = fopen(folder + "/d.csv", "w") else { preconditionFailure("the folder can be written") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    precondition(requests.count == declarations.count, "the declarations hold")
    for case .success(let summary) in FileEngine(root: folder, chunk: 1 << 10).summaries(for: requests) {
      for metric in summary.variants.flatMap(\.metrics) {
        switch metric.values {
        case .nothing: break
        case .days(let cells): precondition(cells.allSatisfy { $0.numerator.isFinite && $0.denominator.isFinite }, "sums are finite")
        case .totals(let x, let y): precondition(x.isFinite && y.isFinite, "totals are finite")
        case .units(let units):
          precondition(units.mean.isFinite && units.squaredDeviations.isFinite && units.sum.isFinite, "moments are finite")
        }
      }
    }
    _ = try? FileInspection.read(root: folder, path: "d.csv")
  }

  private static func records(_ bytes: [UInt8]) {
    for delimiter in HeaderSearch.delimiters.prefix(2) {
      let scanner = RecordScanner(HeadedSource(bytes, then: nil), delimiter: delimiter, chunk: 16)
      while (try? scanner.next()) == true { for cell in 0..<scanner.count { _ = scanner.field(cell).text } }
    }
  }

  /// The first byte chooses how a cell is read.
  private static func cells(_ bytes: [UInt8]) {
    let choice = bytes.first ?? 0
    let cell = Array(bytes.dropFirst()) + [0]
    cell.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let field = FieldBytes(start: base, count: buffer.count - 1).trimmed
      let number = NumberReader.read(field, mark: choice & 1 == 0 ? .point : .comma)
      precondition(number.value.isFinite, "numbers are finite")
      _ = SlowNumber.evidence(field)
      _ = DateReader.read(field, order: [.dayMonth, .monthDay, .yearMonthDay, nil][Int(choice >> 1 & 3)])
      for pattern in ["d.M.y", "EEE, MMM d", "yyyyMMdd", "yyyy-MM-dd'T'HH:mm:ss.SSSX", "dddddMMMMMyyyyyyyyyyyy"] { _ = DatePattern(pattern).read(field) }
      _ = TotalLabel.matches(field)
    }
  }

  private static func gzip(_ bytes: [UInt8]) {
    // What unpacks to more than a megabyte is a bomb here.
    guard let source = try? GzipSource(HeadedSource(bytes, then: nil), chunk: 64, free: 1 << 20) else { return }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while let got = try? source.read(into: buffer), got > 0 { total += got }
    precondition(total <= (1 << 20) + bytes.count * (GzipSource.mostRatio + 1) + buffer.count, "a bomb stops")
  }

  /// A sheet's markup, and the same bytes as its texts, as a page and as a workbook in one file.
  private static func worksheet(_ bytes: [UInt8]) {
    let texts = SharedTexts()
    _ = try? MarkupParser.parse(HeadedSource(bytes, then: nil), texts)
    let formats: [NumberFormat] = [.plain, .date(time: false), .time, .percent, .currency("$")]
    for merges in [[], (try? WorksheetSource.Merge.read(HeadedSource(bytes, then: nil))) ?? []] {
      guard
        let source = try? WorksheetSource(
          HeadedSource(bytes, then: nil), formats: formats, texts: texts, isEpoch1904: merges.isEmpty, merges: merges, chunk: 64)
      else { continue }
      let scanner = RecordScanner(source, delimiter: 0x2C, chunk: 64)
      while (try? scanner.next()) == true {}
    }
    _ = try? PageTable.read(HeadedSource(bytes, then: nil), size: bytes.count)
    _ = try? FlatWorkbook(HeadedSource(bytes, then: nil))
    _ = NumberFormat(code: String(decoding: bytes.prefix(100), as: UTF8.self))
  }

  /// Declarations and flags.
  private static func numbers(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for mark in [DecimalMark?.none, .point, .comma] {
      if let number = WrittenNumber.read(text, mark: mark) { precondition(number.value.isFinite && number.decimals >= 0, "numbers are finite") }
    }
    _ = WrittenMoney(text)?.doubt(text)
    _ = WrittenNumber.evidence(text)
    if let days = WrittenDays(text)?.days { precondition(days >= 0, "no time is negative") }
    _ = WrittenDay.read(text)
    _ = WrittenSpending.read(text)
    precondition(!PrintableText.oneLine(text).unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E }, "what is shown is clean")
  }
}
