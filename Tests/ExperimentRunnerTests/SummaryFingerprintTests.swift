import ExperimentModel
import Testing

@testable import ExperimentRunner

/// The hash of what data say: every field that a decision can read changes it, and nothing that only says how the files were written.
@Suite("The data's fingerprint")
struct SummaryFingerprintTests {
  /// A summary in parts that can be changed one by one.
  private struct Draft {
    var units: Double? = 600
    var days = [20_759, 20_760]
    var spend = [(20_759, 120.5), (20_760, 99.25)]
    var undatedSpend = 3.5
    var rows = 40
    var values: MetricSummary.Values = Draft.dated
    var missing = 2
    var immature = 1
    var fractional = false
    var segment: (dimension: String, value: String, values: MetricSummary.Values)? = ("city", "Berlin", .totals(numerator: 3, denominator: 40))
    var unitsInTwoVariants = 1
    var allUnits = 1200
    var overlaps = [DataQuality.Overlap(first: "a.csv", second: "b.csv", cells: 2)]
    var impossible = [DataQuality.Impossible(metric: "m", variant: "old", count: 1, text: BilingualText("a", "甲"))]
    var newestDay: CalendarDay? = CalendarDay(number: 20_760)
    // What a decision cannot read, or cannot be told as of a day.
    var readRows = 80
    var badRows = 0
    var examples: [DataQuality.BadRow] = []
    var outsideNames: [DataQuality.OutsideName] = []
    var outsideDates = 0
    var afterAsOf = 0
    var shortRows = 0
    var files: [DataQuality.FileRead] = []
    var notes: [BilingualText] = []
    var notWhole: [DataQuality.BadRow] = []

    static let dated = MetricSummary.Values.days([
      DayCell(day: CalendarDay(number: 20_759), numerator: 20, denominator: 200), DayCell(day: CalendarDay(number: 20_760), numerator: 18, denominator: 190),
    ])

    static func units(
      _ change: (inout [Double]) -> Void = { _ in }, denominator: Bool = true, covariate: Bool = true, count: Int = 30, days: Int = 9, nonzero: Int = 20,
      negative: Int = 3
    ) -> MetricSummary.Values {
      var parts = [90.0, 3, 58, 5, 40, 21, 2, 30, 12, 44, 17, -9, 14, 5, 3, -2]
      change(&parts)
      return .units(
        UnitValues(
          count: count, nonzero: nonzero, negative: negative, sum: parts[0], mean: parts[1], squaredDeviations: parts[2], cubedDeviations: parts[9],
          denominator: denominator
            ? .init(
              mean: parts[3], squaredDeviations: parts[4], coDeviation: parts[5], cubedDeviations: parts[10], valueTwice: parts[11], partTwice: parts[12]) : nil,
          covariate: covariate
            ? .init(
              mean: parts[6], squaredDeviations: parts[7], coDeviation: parts[8], cubedDeviations: parts[13], valueTwice: parts[14], partTwice: parts[15]) : nil,
          days: days))
    }

    var summary: ExperimentSummary {
      ExperimentSummary(
        variants: [
          VariantSummary(
            units: units, days: days.map { CalendarDay(number: $0) }, spend: spend.map { DayAmount(day: CalendarDay(number: $0.0), amount: $0.1) },
            undatedSpend: undatedSpend,
            metrics: [
              MetricSummary(
                values: values, missing: missing, immature: immature,
                segments: segment.map { [SegmentSummary(dimension: $0.dimension, value: $0.value, values: $0.values)] } ?? [], fractional: fractional)
            ], rows: rows)
        ],
        quality: DataQuality(
          files: files, rows: readRows, badRows: badRows, badRowExamples: examples, outsideNames: outsideNames, outsideDates: outsideDates,
          afterAsOf: afterAsOf, shortRows: shortRows, unitsInTwoVariants: unitsInTwoVariants, units: allUnits, overlaps: overlaps, impossible: impossible,
          newestDay: newestDay, notes: notes, notWhole: notWhole))
    }

    func changed(_ change: (inout Draft) -> Void) -> ExperimentSummary {
      var draft = self
      change(&draft)
      return draft.summary
    }
  }

  private static func text(_ summary: ExperimentSummary) -> String { SummaryFingerprint(summary).text }

  @Test("Every field that decides, one by one")
  func decides() {
    let base = Draft()
    let changes: [(inout Draft) -> Void] = [
      { $0.units = 601 }, { $0.units = nil }, { $0.days = [20_759] }, { $0.days = [20_758, 20_760] }, { $0.spend[0].1 = 120.51 }, { $0.spend[1].0 = 20_761 },
      { $0.spend.removeLast() }, { $0.undatedSpend = 0 }, { $0.rows = 0 }, { $0.missing = 3 }, { $0.immature = 0 }, { $0.fractional = true },
      { $0.segment = nil }, { $0.segment?.dimension = "town" }, { $0.segment?.value = "Bonn" }, { $0.segment?.values = .nothing },
      { $0.values = .nothing }, { $0.values = .totals(numerator: 38, denominator: 390) }, { $0.values = .totals(numerator: 390, denominator: 38) },
      { $0.values = .days([]) }, { $0.unitsInTwoVariants = 0 }, { $0.allUnits = 1201 }, { $0.overlaps = [] },
      { $0.overlaps = [DataQuality.Overlap(first: "a.csv", second: "b.csv", cells: 3)] }, { $0.impossible = [] },
      { $0.impossible = [DataQuality.Impossible(metric: "n", variant: "old", count: 1, text: BilingualText("a", "甲"))] },
      { $0.impossible = [DataQuality.Impossible(metric: "m", variant: "new", count: 1, text: BilingualText("a", "甲"))] },
      { $0.impossible = [DataQuality.Impossible(metric: "m", variant: "old", count: 2, text: BilingualText("a", "甲"))] }, { $0.newestDay = nil },
      { $0.newestDay = CalendarDay(number: 20_761) },
    ]
    let texts = [Self.text(base.summary)] + changes.map { Self.text(base.changed($0)) }
    #expect(Set(texts).count == texts.count, "all different")
    #expect(texts.allSatisfy { $0.hasPrefix("3:") && $0.utf8.count == 66 })
  }

  @Test("Every number of a day and of units, the covariate's among them")
  func numbers() {
    func days(_ change: (inout [Double]) -> Void) -> ExperimentSummary {
      var parts = [20_759.0, 20, 200]
      change(&parts)
      return Draft().changed { $0.values = .days([DayCell(day: CalendarDay(number: Int(parts[0])), numerator: parts[1], denominator: parts[2])]) }
    }
    let dated = (0..<3).map { place in Self.text(days { $0[place] += 1 }) } + [Self.text(days { _ in })]
    #expect(Set(dated).count == 4)
    let moments = (0..<16).map { place in Self.text(Draft().changed { $0.values = Draft.units { $0[place] += 0.001 } }) }
    let forms = [
      Draft.units(), Draft.units(denominator: false), Draft.units(covariate: false), Draft.units(denominator: false, covariate: false), Draft.units(count: 31),
      Draft.units(days: 10), Draft.units(nonzero: 21), Draft.units(negative: 4),
    ].map { values in Self.text(Draft().changed { $0.values = values }) }
    #expect(Set(moments + forms).count == 24)
    func stratified(_ strata: [(String, Double)]) -> String {
      Self.text(
        Draft().changed { draft in
          guard case .units(let units) = Draft.units() else { return }
          draft.values = .units(
            units.with(strata: strata.map { .init(name: $0.0, values: .init(count: 15, sum: $0.1, mean: 3, squaredDeviations: 20, denominator: nil, days: 9)) }))
        })
    }
    // Without strata the text is what it was before there were any.
    let strata = [stratified([]), stratified([("a", 45)]), stratified([("b", 45)]), stratified([("a", 46)]), stratified([("a", 45), ("b", 45)])]
    #expect(Set(strata).count == 5 && strata[0] == forms[0])
    // A denominator and a covariate of the same numbers are not each other.
    let alike = { (parts: inout [Double]) in
      for place in 3..<9 { parts[place] = Double(place % 3) }
      for place in 13..<16 { parts[place] = parts[place - 3] }
    }
    #expect(
      Self.text(Draft().changed { $0.values = Draft.units(alike, denominator: false) }) != Self.text(Draft().changed { $0.values = Draft.units(alike, covariate: false) }))
  }

  @Test("A field that is added later has to be thought of here")
  func fields() {
    let summary = Draft().changed { $0.values = Draft.units() }
    func count(_ value: Any) -> Int { Mirror(reflecting: value).children.count }
    #expect(count(summary) == 2 && count(summary.variants[0]) == 6 && count(summary.variants[0].metrics[0]) == 5)
    #expect(count(summary.quality) == 15 && count(summary.variants[0].metrics[0].segments[0]) == 3)
    guard case .units(let units) = summary.variants[0].metrics[0].values else { return #expect(Bool(false), "units were given") }
    // Of a part six of its seven: how many have a result does not change without its sums.
    #expect(count(units) == 12 && units.covariate.map { count($0) } == 7 && count(DayCell(day: CalendarDay(number: 0), numerator: 0, denominator: 0)) == 3)
  }

  @Test("How files are written, and what has no day, leave it as it is")
  func stays() {
    let base = Draft()
    let file = DataQuality.FileRead(
      file: "x.csv", encoding: "GB18030", delimiter: ",", headerLine: 1, header: ["a"], rows: 3, bytes: 20, firstDay: nil, lastDay: nil, dateFormat: nil,
      totals: [])
    let changes: [(inout Draft) -> Void] = [
      { $0.rows = 41 }, { $0.readRows = 99 }, { $0.badRows = 2 }, { $0.examples = [.init(file: "x.csv", line: 3, reason: BilingualText("a", "甲"))] },
      { $0.outsideNames = [.init(name: "other", rows: 3, near: nil)] }, { $0.outsideDates = 4 }, { $0.afterAsOf = 50 }, { $0.shortRows = 1 },
      { $0.files = [file] }, { $0.notes = [BilingualText("a", "甲")] }, { $0.notWhole = [DataQuality.BadRow(file: "a", line: 1, reason: BilingualText("a", "甲"))] },
      { $0.overlaps = [DataQuality.Overlap(first: "c.csv", second: "d.csv", cells: 2)] },
      // The same rows in another order: sums that differ in their last bits.
      { $0.spend[0].1 = 120.5.nextUp }, { $0.undatedSpend = 3.5.nextDown }, { $0.units = 600.0.nextDown },
      {
        $0.values = .days([
          DayCell(day: CalendarDay(number: 20_759), numerator: 20.0.nextUp, denominator: 200.0.nextDown),
          DayCell(day: CalendarDay(number: 20_760), numerator: 18, denominator: 190),
        ])
      },
    ]
    for (place, change) in changes.enumerated() { #expect(Self.text(base.changed(change)) == Self.text(base.summary), "\(place)") }
    // 0.1 + 0.2 in one order, 0.3 in another; a negative zero; numbers that no power of ten reaches.
    #expect(Self.text(base.changed { $0.undatedSpend = 0.1 + 0.2 }) == Self.text(base.changed { $0.undatedSpend = 0.3 }))
    #expect(Self.text(base.changed { $0.undatedSpend = 999.999_999_999_999 }) == Self.text(base.changed { $0.undatedSpend = 1000 }))
    #expect(Self.text(base.changed { $0.undatedSpend = -0.0 }) == Self.text(base.changed { $0.undatedSpend = 0 }))
    #expect(Self.text(base.changed { $0.undatedSpend = .leastNonzeroMagnitude }) != Self.text(base.changed { $0.undatedSpend = 0 }))
    #expect(Self.text(base.changed { $0.undatedSpend = -7 }) != Self.text(base.changed { $0.undatedSpend = 7 }))
    #expect(Self.text(base.changed { $0.undatedSpend = 70 }) != Self.text(base.changed { $0.undatedSpend = 7 }))
  }

  @Test("Sums of third order that cancel to rounding, and shapes that are none, are told alike")
  func skewness() {
    func units(_ cubes: Double, squares: Double = 58) -> ExperimentSummary {
      Draft().changed { $0.values = Draft.units({ ($0[9], $0[2]) = (cubes, squares) }) }
    }
    #expect(Self.text(units(1e-9)) == Self.text(units(-1e-9)) && Self.text(units(0)) == Self.text(units(1e-9)))
    #expect(Self.text(units(1)) != Self.text(units(-1)))
    // Nothing a file may hold traps.
    for cubes in [Double.infinity, -.infinity, .nan, 1e300] { #expect(Self.text(units(cubes)).utf8.count == 66 && Self.text(units(cubes, squares: 0)).utf8.count == 66) }
  }

  @Test("The second encoder read no sums of third order, and its records agree")
  func second() {
    let (base, other) = (Draft().changed { $0.values = Draft.units() }, Draft().changed { $0.values = Draft.units({ $0[9] = 50 }, nonzero: 21) })
    let recorded = SummaryFingerprint.text(base, version: 2)
    #expect(recorded.hasPrefix("2:") && recorded.utf8.count == 66)
    #expect(recorded == SummaryFingerprint.text(other, version: 2) && Self.text(base) != Self.text(other))
    #expect(SummaryFingerprint(base).agrees(with: recorded))
    #expect(!SummaryFingerprint(Draft().changed { $0.values = Draft.units(count: 31) }).agrees(with: recorded))
  }

  @Test("A record of the first encoder agrees with the data it was made from, and is no correction")
  func older() {
    let summary = Draft().summary
    let fingerprint = SummaryFingerprint(summary)
    #expect(fingerprint.agrees(with: fingerprint.text))
    #expect(fingerprint.agrees(with: SummaryFingerprintV1.of(summary)))
    #expect(!fingerprint.agrees(with: nil) && !fingerprint.agrees(with: "2:") && !fingerprint.agrees(with: String(fingerprint.text.dropFirst(2))))
    let corrected = SummaryFingerprint(Draft().changed { $0.missing = 3 })
    #expect(!corrected.agrees(with: fingerprint.text) && !corrected.agrees(with: SummaryFingerprintV1.of(summary)))
  }

  @Test("The first encoder stays what it was: its bytes packed and hashed by another program (Python's struct and hashlib)")
  func frozen() {
    #expect(SummaryFingerprintV1.of(Draft().summary) == "3fcc4c97b4358c42c7c1cf8fd07d73f2dc88361c6ee5db06e704790e1797adfb")
  }
}
