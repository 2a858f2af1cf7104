import ExperimentModel

/// What the reading of all tables of an experiment met, in one place.
struct QualityReport {
  private let request: SummaryRequest
  private let readers: [TableReader]

  static let outsideShown = 200
  /// Near misses are looked for among the most frequent names only.
  private static let nearShown = 50

  init(_ request: SummaryRequest, _ readers: [TableReader]) {
    self.request = request
    self.readers = readers
  }

  func quality(_ impossible: [DataQuality.Impossible], _ metricNotes: [BilingualText]) -> DataQuality {
    let all = readers.map(\.quality)
    let stores = readers.compactMap(\.store)
    return DataQuality(
      files: all.flatMap(\.files), rows: all.reduce(0) { $0 + $1.rows }, badRows: all.reduce(0) { $0 + $1.badRows },
      badRowExamples: Array(all.flatMap(\.examples).prefix(ReadingQuality.exampleLimit)), outsideNames: outsideNames(),
      outsideDates: all.reduce(0) { $0 + $1.outsideDates }, afterAsOf: all.reduce(0) { $0 + $1.afterAsOf },
      shortRows: all.reduce(0) { $0 + $1.shortRows },
      unitsInTwoVariants: stores.reduce(0) { $0 + $1.variants.count { $0 == UnitStore.twoVariants } },
      units: stores.reduce(0) { $0 + $1.count }, overlaps: overlaps(), impossible: impossible, newestDay: newestDay(),
      notes: all.flatMap(\.notes) + readerNotes() + metricNotes, notWhole: all.flatMap(\.notWhole))
  }

  private func outsideNames() -> [DataQuality.OutsideName] {
    var names: [String: Int] = [:]
    for reader in readers { names.merge(reader.quality.outside) { $0 + $1 } }
    let sorted = names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(QualityReport.outsideShown)
    let known = readers.first?.names
    return sorted.enumerated().map { rank, entry in
      let near = rank < QualityReport.nearShown && !entry.key.isEmpty ? known?.near(entry.key) : nil
      return DataQuality.OutsideName(name: entry.key, rows: entry.value, near: near)
    }
  }

  private func overlaps() -> [DataQuality.Overlap] {
    readers.flatMap { reader in
      reader.quality.overlaps.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { pair, cells in
        DataQuality.Overlap(first: reader.fileName(pair[0]), second: reader.fileName(pair[1]), cells: cells)
      } + reader.quality.partOverlaps
    }
  }

  private func newestDay() -> CalendarDay? {
    var newest: Int?
    for reader in readers where reader.isDated {
      for variant in 0..<reader.variantCount {
        guard let day = (0..<reader.days.days).last(where: { reader.days.rows(variant, $0) > 0 }) else { continue }
        newest = max(newest ?? .min, reader.firstDay + day)
      }
    }
    return newest.map { CalendarDay(number: $0) }
  }

  private func readerNotes() -> [BilingualText] {
    var notes: [BilingualText] = []
    for reader in readers {
      let name =
        reader.table.name.isEmpty
        ? RowSentences.theTable : RowSentences.table(reader.table.name)
      if !reader.isDated, !reader.hasUnits, let end = request.experiment.end, request.asOf <= end {
        notes.append(
          RowSentences.undated(name, from: end + 1))
      }
      if reader.quality.censored > 0 {
        notes.append(
          RowSentences.censored(name, cells: reader.quality.censored))
      }
      if reader.quality.outsideUnnamed > 0 {
        notes.append(
          RowSentences.outside(name, rows: reader.quality.outsideUnnamed))
      }
    }
    return notes
  }
}

/// Counts that cannot be, put into words.
enum Impossibility {
  static func report(_ metric: Metric, _ variant: Variant, _ count: Int, _ cell: DayCell) -> DataQuality.Impossible {
    let x = ReaderNotes.amount(cell.numerator)
    let y = ReaderNotes.amount(cell.denominator)
    let day = metric.grain == .days ? " (\(cell.day))" : ""
    let facts = metric.facts
    let text: BilingualText
    if !cell.numerator.isFinite || !cell.denominator.isFinite {
      text = RowSentences.beyondNumbers(day: day)
    } else if facts.range == .share, cell.numerator > cell.denominator {
      text = RowSentences.resultsAboveTrials(x, y, day: day)
    } else if let spending = facts.spending, spending == facts.numerator ? cell.numerator < 0 : cell.denominator < 0 {
      let cost = spending == facts.numerator ? x : y
      text = RowSentences.negativeCost(cost, day: day)
    } else {
      text = RowSentences.negativeCount(x, y, day: day)
    }
    return DataQuality.Impossible(metric: metric.name, variant: variant.id, count: count, text: text)
  }
}
