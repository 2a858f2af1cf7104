import ExperimentModel

/// Where one file keeps what one reader needs, and what its texts mean; lives as long as the pass over the file.
struct RowBinding {
  enum Source {
    case number(Int, logical: Bool)
    case equals(Int, [String])
    case elapsed(Int, Int, Double)
    case rows
    case paired(Int, Int)
  }

  let file: String
  /// All rows belong to this variant, where each variant has a file of its own.
  let fixedVariant: Int?
  var variant: Int?
  var date: Int?
  var unitField: Int?
  var filters: [(column: Int, values: Set<String>, verdicts: [Int: Bool])] = []
  var sources: [Source] = []
  /// Per dimension: a column of text, or of numbers when it is cut into bands.
  var dimensions: [(text: Int?, number: Int?, verdicts: [Int: Int32])] = []
  var variantVerdicts: [Int: VariantNames.Match] = [:]
  var lastVariant: (text: Int, match: VariantNames.Match) = (-1, .none)
  /// Verdicts on the texts of `equals`, by slot.
  var equalsVerdicts: [[Int: Equals]] = []

  enum Equals { case yes, no, missing }

  init?(_ reader: TableReader, file: String, variant: Int?, index: ColumnIndex, columns: RowColumns, order: DateOrder?) {
    self.file = file
    fixedVariant = variant
    let table = reader.table
    func field(_ name: String) -> Int? {
      if case .found(let field) = index.find(name) { return field }
      return nil
    }
    let format: RowColumns.DateFormat
    switch table.dateFormat {
    case .detected: format = .ordered(order)
    case .dayMonthYear: format = .ordered(.dayMonth)
    case .monthDayYear: format = .ordered(.monthDay)
    case .yearMonthDay: format = .ordered(.yearMonthDay)
    case .pattern(let pattern): format = .pattern(DatePattern(pattern))
    }
    if variant == nil {
      guard let name = table.variantColumn, let place = field(name) else { return nil }
      self.variant = columns.textColumn(place)
    }
    if let name = table.dateColumn {
      guard let place = field(name) else { return nil }
      date = columns.dateColumn(place, format)
    }
    if case .units(let name) = table.grain {
      guard let place = field(name) else { return nil }
      unitField = place
    }
    for filter in table.filters {
      guard let place = field(filter.column) else { return nil }
      filters.append((columns.textColumn(place), Set(filter.values), [:]))
    }
    for slot in reader.plan.slots {
      switch slot.kind {
      case .number(let name):
        guard let place = field(name) else { return nil }
        sources.append(.number(columns.numberColumn(place), logical: reader.hasUnits))
      case .equals(let name, let texts):
        guard let place = field(name) else { return nil }
        sources.append(.equals(columns.textColumn(place), texts.map(CellText.halfWidth)))
      case .elapsed(let from, let to, let unit):
        guard let first = field(from), let last = field(to) else { return nil }
        let seconds: Double =
          switch unit {
          case .seconds: 1
          case .minutes: 60
          case .hours: 3600
          case .days: 86_400
          }
        sources.append(.elapsed(columns.dateColumn(first, format), columns.dateColumn(last, format), seconds))
      case .rows: sources.append(.rows)
      case .paired(let a, let b): sources.append(.paired(a, b))
      }
    }
    equalsVerdicts = sources.map { _ in [:] }
    for segment in reader.dimensions {
      guard let place = field(segment.column.column) else { return nil }
      if segment.bands.isEmpty {
        dimensions.append((columns.textColumn(place), nil, [:]))
      } else {
        dimensions.append((nil, columns.numberColumn(place), [:]))
      }
    }
  }
}
