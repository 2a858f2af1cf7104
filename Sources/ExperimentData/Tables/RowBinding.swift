import ExperimentModel

/// Where one file keeps what one reader needs, and what its texts mean; lives as long as the pass over the file.
final class RowBinding {
  /// Nothing in it is counted by reference: it is copied for every row.
  enum Source {
    case number(Int, logical: Bool)
    case equals(Int)
    case elapsed(Int, Int, Double)
    case rows
    case paired(Int, Int)
  }

  /// A slot and its bounds.
  struct Bound {
    let source: Source
    let isCut: Bool
    let atLeast: Double
    let atMost: Double
    let binary: Bool
    let isMoney: Bool
    let isCount: Bool
    let isTrial: Bool
    /// What the column's name says of numbers that should be counts.
    let share: ShareWords.Meaning
  }

  /// What a text of a filter's column means, by its number.
  struct Filter {
    let column: Int
    let values: Set<String>
    var verdicts = Verdicts<Bool>()
  }

  /// A segment's column of text, or of numbers when it is cut into bands.
  struct Dimension {
    let text: Int?
    let number: Int?
    var verdicts = Verdicts<Int32>()
  }

  let file: String
  /// All rows belong to this variant, where each variant has a file of its own.
  let fixedVariant: Int?
  let variant: Int?
  let date: Int?
  /// The last day of rows that cover several, where it has a column of its own; declared, or the twin of the date's.
  let lastDate: Int?
  let isLastDateDeclared: Bool
  /// The zone of stamps without an offset, where it is not the workspace's and the file states times.
  let zone: TimeZoneRules?
  let unitField: Int?
  /// Columns of money and attention that nobody uses: an empty result beside them is in doubt too.
  let witnesses: [Int]
  let bounds: [Bound]
  let once: OnceRows?
  /// Texts that count, by slot.
  let texts: [[String]]
  @exclusivity(unchecked) var filters: [Filter]
  @exclusivity(unchecked) var dimensions: [Dimension]
  @exclusivity(unchecked) var variants = Verdicts<VariantNames.Match>()
  /// Rows outside the test, by the number of the name they have.
  @exclusivity(unchecked) var outside: [Int] = []
  /// Of the texts of `equals`, by slot.
  @exclusivity(unchecked) var equals: [Verdicts<Equals>]

  enum Equals { case yes, no, missing }

  init?(_ reader: TableReader, file: String, variant: Int?, index: ColumnIndex, columns: RowColumns, conventions: FileConventions) {
    self.file = file
    fixedVariant = variant
    let table = reader.table
    zone = conventions.hasTimes ? reader.foreignZone : nil
    func field(_ name: String) -> Int? {
      if case .found(let field) = index.find(name) { return field }
      return nil
    }
    let format: RowColumns.DateFormat
    switch table.dateFormat {
    case .detected: format = .ordered(conventions.order)
    case .dayMonthYear: format = .ordered(.dayMonth)
    case .monthDayYear: format = .ordered(.monthDay)
    case .yearMonthDay: format = .ordered(.yearMonthDay)
    case .pattern(let pattern): format = .pattern(DatePattern(pattern))
    }
    if variant == nil {
      guard let name = table.variantColumn, let place = field(name) else { return nil }
      self.variant = columns.textColumn(place)
    } else {
      self.variant = nil
    }
    if let name = table.dateColumn {
      guard let place = field(name) else { return nil }
      date = columns.dateColumn(place, format)
      if let last = table.lastDayColumn {
        guard let place = field(last) else { return nil }
        lastDate = columns.dateColumn(place, format)
      } else {
        lastDate = table.grain == .dailyTotals ? LastDayColumn.find(beside: name, in: index).map { columns.dateColumn($0, format) } : nil
      }
    } else {
      date = nil
      lastDate = nil
    }
    isLastDateDeclared = table.lastDayColumn != nil
    once = OnceRows(table, reader.plan, index)
    if case .units(let name) = table.grain {
      guard let place = field(name) else { return nil }
      unitField = place
    } else {
      unitField = nil
    }
    var filters: [Filter] = []
    var sources: [Source] = []
    var texts: [[String]] = []
    var dimensions: [Dimension] = []
    for filter in table.filters {
      guard let place = field(filter.column) else { return nil }
      filters.append(Filter(column: columns.textColumn(place), values: Set(filter.values)))
    }
    for slot in reader.plan.slots {
      texts.append([])
      switch slot.kind {
      case .number(let name):
        guard let place = field(name) else { return nil }
        sources.append(.number(columns.numberColumn(place), logical: reader.hasUnits))
      case .equals(let name, let wanted):
        guard let place = field(name) else { return nil }
        sources.append(.equals(columns.textColumn(place)))
        texts[texts.count - 1] = wanted.map(CellText.halfWidth)
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
    for segment in reader.dimensions {
      guard let place = field(segment.column.column) else { return nil }
      if segment.bands.isEmpty {
        dimensions.append(Dimension(text: columns.textColumn(place), number: nil))
      } else {
        dimensions.append(Dimension(text: nil, number: columns.numberColumn(place)))
      }
    }
    self.filters = filters
    self.texts = texts
    witnesses =
      table.grain == .dailyTotals
      ? index.names.indices.filter { !columns.numberFields.contains($0) && (index.isMoney($0) || index.isAttention($0)) } : []
    let money = reader.money.bind(index, columns, file: file)
    bounds = zip(sources, reader.plan.slots).enumerated().map { number, pair in
      let (source, slot) = pair
      return Bound(
        source: source, isCut: slot.atLeast != nil || slot.atMost != nil, atLeast: slot.atLeast ?? -.infinity,
        atMost: slot.atMost ?? .infinity,
        binary: slot.binary, isMoney: money.contains(number), isCount: reader.plan.counts.contains(number), isTrial: reader.plan.trials.contains(number),
        share: reader.plan.counts.contains(number) ? ShareWords.meaning(of: slot, in: index) : .none)
    }
    self.dimensions = dimensions
    equals = sources.map { _ in Verdicts() }
  }
}

/// What the texts of a column mean to one reader, by their numbers, found out once each.
struct Verdicts<Meaning> {
  private var known: [Meaning?] = []

  @inline(__always) subscript(text: Int) -> Meaning? {
    text < known.count ? known[text] : nil
  }

  mutating func set(_ text: Int, _ meaning: Meaning) {
    while known.count <= text { known.append(nil) }
    known[text] = meaning
  }
}
