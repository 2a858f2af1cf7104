import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentData

/// The engine against the plainest possible reading of the rules, on random tables.
@Suite struct ReferenceTests {
  private struct Row {
    var variant: Int
    var day: Int
    var top: Int?
    var bottom: Int?
  }

  private let start = CalendarDay(number: 20_759)

  private func rows(_ generator: inout SplitMix64, count: Int) -> [Row] {
    (0..<count).map { _ in
      Row(
        variant: Int(generator.next() % 4), day: Int(generator.next() % 16) - 3,
        top: generator.next() % 9 == 0 ? nil : Int(generator.next() % 50),
        bottom: generator.next() % 11 == 0 ? nil : 50 + Int(generator.next() % 50))
    }
  }

  private func text(_ rows: [Row], columns: (Row) -> String) -> String {
    rows.map { row in "\(start + row.day),\(["a", "b", "c", "elsewhere"][row.variant]),\(columns(row))\n" }.joined()
  }

  private func cell(_ value: Int?) -> String { value.map(String.init) ?? "" }

  @Test func dailyTotals() throws {
    var generator = SplitMix64(seed: 21)
    let disk = DiskWorkspace()
    for _ in 0..<40 {
      let rows = rows(&generator, count: 5 + Int(generator.next() % 80))
      let lag = Int(generator.next() % 3)
      let asOf = Int(generator.next() % 14)
      disk.write("data/t.csv", "day,name,x,y\n" + text(rows) { "\(cell($0.top)),\(cell($0.bottom))" })
      let summary = try disk.summary(
        """
        start: \(start)
        end: \(start + 9)
        outcome_lag: \(lag)d
        variants: {a: {}, b: {}, c: {}}
        data: {file: data/t.csv, variant: name, date: day, empty: missing}
        metrics:
          m: {type: ratio, numerator: x, denominator: y}
        primary: m
        """, asOf: "\(start + asOf)")
      let inside = rows.filter { $0.variant < 3 }
      #expect(summary.quality.afterAsOf == inside.count { $0.day >= asOf })
      #expect(summary.quality.outsideDates == inside.count { $0.day < asOf && !(0...9).contains($0.day) })
      #expect(summary.quality.outsideNames.map(\.rows) == [rows.count - inside.count].filter { $0 > 0 })
      for variant in 0..<3 {
        var expected: [String] = []
        var missing = 0
        var immature = 0
        for day in 0..<min(10, asOf) {
          let own = inside.filter { $0.variant == variant && $0.day == day }
          guard !own.isEmpty else { continue }
          if day > asOf - 1 - lag {
            immature += 1
          } else if own.contains(where: { $0.top == nil || $0.bottom == nil }) {
            missing += 1
          } else {
            expected.append("\(start + day) \(own.reduce(0) { $0 + ($1.top ?? 0) })/\(own.reduce(0) { $0 + ($1.bottom ?? 0) })")
          }
        }
        #expect(summary.days(variant) == expected)
        #expect(summary.variants[variant].metrics[0].missing == missing)
        #expect(summary.variants[variant].metrics[0].immature == immature)
      }
    }
  }

  @Test func joinedTables() throws {
    var generator = SplitMix64(seed: 22)
    let disk = DiskWorkspace()
    for _ in 0..<40 {
      let costs = rows(&generator, count: Int(generator.next() % 25) + 1)
      let results = rows(&generator, count: Int(generator.next() % 25) + 1)
      let asOf = 4 + Int(generator.next() % 10)
      disk.write("data/ads.csv", "day,name,x\n" + text(costs) { cell($0.bottom) })
      disk.write("data/won.csv", "day,name,y\n" + text(results) { cell($0.top) })
      let summary = try disk.summary(
        """
        start: \(start)
        end: \(start + 9)
        variants: {a: {}, b: {}, c: {}}
        data:
          ads: {file: data/ads.csv, variant: name, date: day}
          won: {file: data/won.csv, variant: name, date: day}
        metrics:
          m: {type: cost_per, cost: ads.x, per: won.y}
        primary: m
        """, asOf: "\(start + asOf)")
      /// Nil: not known.
      func value(_ rows: [Row], _ variant: Int, _ day: Int, _ number: (Row) -> Int?) -> Int? {
        let seen = rows.filter { $0.day < asOf }.map(\.day)
        let own = rows.filter { $0.variant == variant && $0.day == day }
        if own.isEmpty { return (seen.min() ?? .max) <= day && day <= (seen.max() ?? .min) ? 0 : nil }
        let numbers = own.map(number)
        return numbers.contains(nil) ? nil : numbers.reduce(0) { $0 + ($1 ?? 0) }
      }
      for variant in 0..<3 {
        var expected: [String] = []
        var missing = 0
        for day in 0..<min(10, asOf) where (costs + results).contains(where: { $0.variant == variant && $0.day == day }) {
          if let x = value(costs, variant, day, \.bottom), let y = value(results, variant, day, \.top) {
            expected.append("\(start + day) \(x)/\(y)")
          } else {
            missing += 1
          }
        }
        #expect(summary.days(variant) == expected)
        #expect(summary.variants[variant].metrics[0].missing == missing)
      }
    }
  }

  @Test func units() throws {
    var generator = SplitMix64(seed: 23)
    let disk = DiskWorkspace()
    for _ in 0..<30 {
      let rows = rows(&generator, count: 20 + Int(generator.next() % 200))
      let ids = rows.map { $0.variant + 4 * Int(generator.next() % 30) + (generator.next() % 40 == 0 ? 1 : 0) }
      let asOf = 6 + Int(generator.next() % 8)
      var lines = "day,name,x,id\n"
      for (row, id) in zip(rows, ids) { lines += text([row]) { "\(cell($0.top)),u\(id)" } }
      disk.write("data/t.csv", lines)
      let summary = try disk.summary(
        """
        start: \(start)
        end: \(start + 9)
        outcome_lag: 1d
        variants: {a: {}, b: {}, c: {}}
        data: {file: data/t.csv, unit: id, variant: name, date: day}
        metrics:
          m: {type: mean, value: x}
        primary: m
        """, asOf: "\(start + asOf)")
      let counted = zip(rows, ids).filter { $0.0.variant < 3 && (0...9).contains($0.0.day) && $0.0.day < asOf }
      let byUnit = Dictionary(grouping: counted) { $0.1 }.mapValues { $0.map(\.0) }
      #expect(summary.quality.units == byUnit.count)
      #expect(summary.quality.unitsInTwoVariants == byUnit.values.count { Set($0.map(\.variant)).count > 1 })
      for variant in 0..<3 {
        let own = byUnit.values.filter { $0.allSatisfy { $0.variant == variant } }
        let mature = own.filter { ($0.map(\.day).min() ?? 0) <= asOf - 2 }
        let known = mature.filter { !$0.contains { $0.top == nil } }.map { Double($0.reduce(0) { $0 + ($1.top ?? 0) }) }
        let metric = summary.variants[variant].metrics[0]
        #expect(summary.variants[variant].units == Double(own.count))
        #expect(metric.immature == own.count - mature.count)
        #expect(metric.missing == mature.count - known.count)
        guard !known.isEmpty else {
          #expect(metric.values == .nothing)
          continue
        }
        let mean = known.reduce(0, +) / Double(known.count)
        let values = try #require(summary.units(variant))
        #expect(values.count == known.count)
        #expect(values.sum == known.reduce(0, +))
        #expect(abs(values.squaredDeviations - known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }) < 1e-9 * (1 + values.squaredDeviations))
      }
    }
  }
}
