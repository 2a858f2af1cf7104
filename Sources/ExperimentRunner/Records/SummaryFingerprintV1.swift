import Crypto
import ExperimentModel

/// The first encoder, kept for the records that it made: it left out covariates, days and what the quality of the data decides, and must not change.
struct SummaryFingerprintV1 {
  private var bytes = [UInt8]()

  static func of(_ summary: ExperimentSummary) -> String {
    var fingerprint = SummaryFingerprintV1()
    for variant in summary.variants {
      fingerprint.add(variant.units ?? -1)
      fingerprint.add(variant.undatedSpend)
      fingerprint.add(variant.spend.count)
      for day in variant.spend {
        fingerprint.add(day.day.number)
        fingerprint.add(day.amount)
      }
      for metric in variant.metrics {
        fingerprint.add(metric.values)
        fingerprint.add(metric.missing)
        fingerprint.add(metric.immature)
        for segment in metric.segments {
          fingerprint.add(segment.dimension)
          fingerprint.add(segment.value)
          fingerprint.add(segment.values)
        }
      }
    }
    return Fingerprint.hexadecimal(SHA256.hash(data: fingerprint.bytes))
  }

  private mutating func add(_ values: MetricSummary.Values) {
    switch values {
    case .nothing: bytes.append(0)
    case .days(let cells):
      bytes.append(1)
      add(cells.count)
      for cell in cells {
        add(cell.day.number)
        add(cell.numerator)
        add(cell.denominator)
      }
    case .totals(let numerator, let denominator):
      bytes.append(2)
      add(numerator)
      add(denominator)
    case .units(let units):
      bytes.append(3)
      add(units.count)
      add(units.sum)
      add(units.mean)
      add(units.squaredDeviations)
      if let denominator = units.denominator {
        add(denominator.mean)
        add(denominator.squaredDeviations)
        add(denominator.coDeviation)
      }
    }
  }

  private mutating func add(_ number: Double) { add(number.bitPattern) }
  private mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  private mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func add(_ word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
