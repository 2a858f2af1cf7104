import Crypto
import ExperimentModel
import Glibc

/// A hash of what the data say as of a day, not of how the files say it: reordered rows, another encoding, or rows of later days leave it the same.
///
/// Every number that a review reads of a summary enters, each with its place and whether it is there at all. What stays out is how the files were
/// written (their names, encodings and rows), what cannot be dated, and so would change with every later export (rows that could not be read, rows of
/// other names, rows of later days), and what is only said (notes).
///
/// The text carries the version of the encoder before a colon; hashes without one are of the first (`SummaryFingerprintV1`), and data are held against a
/// record by the encoder of its own version: a new encoder never looks like corrected data. The second left out the units' sums of third order and how many
/// of them have a value at all.
struct SummaryFingerprint: Hashable {
  /// `3:` and 64 digits.
  let text: String
  /// What the encoders before this one would have said.
  private let older: [String]

  static let version = 3

  init(_ summary: ExperimentSummary) {
    text = SummaryFingerprint.text(summary, version: SummaryFingerprint.version)
    older = [SummaryFingerprintV1.of(summary), SummaryFingerprint.text(summary, version: 2)]
  }

  /// As the encoder of that version, 2 or 3, has it.
  static func text(_ summary: ExperimentSummary, version: Int) -> String {
    var bytes = FingerprintBytes(hasThirdOrder: version >= 3)
    bytes.add(summary)
    return "\(version):" + Fingerprint.hexadecimal(SHA256.hash(data: bytes.bytes))
  }

  /// Whether a hash that was recorded, by this encoder or an older one, is of these data.
  func agrees(with recorded: String?) -> Bool { recorded.map { $0 == text || older.contains($0) } ?? false }
}

/// The whole summary as bytes that mean one thing only: every list with its length, every choice with a tag, every number by its leading
/// digits: sums of the same rows in another order differ in their last ones.
private struct FingerprintBytes {
  let hasThirdOrder: Bool
  private(set) var bytes = [UInt8]()

  init(hasThirdOrder: Bool) { self.hasThirdOrder = hasThirdOrder }

  mutating func add(_ summary: ExperimentSummary) {
    list(summary.variants) { $0.add($1) }
    let quality = summary.quality
    add(quality.unitsInTwoVariants)
    add(quality.units)
    add(quality.overlaps.reduce(0) { $0 + $1.cells })
    list(quality.impossible) {
      $0.add($1.metric)
      $0.add($1.variant)
      $0.add($1.count)
    }
    optional(quality.newestDay) { $0.add($1) }
  }

  mutating func add(_ variant: VariantSummary) {
    optional(variant.units) { $0.add($1) }
    list(variant.days) { $0.add($1) }
    list(variant.spend) {
      $0.add($1.day)
      $0.add($1.amount)
    }
    add(variant.undatedSpend)
    // Whether there are rows at all decides; how many an export needs for the same numbers does not.
    add(variant.rows > 0 ? 1 : 0)
    list(variant.metrics) { $0.add($1) }
  }

  mutating func add(_ metric: MetricSummary) {
    add(metric.values)
    add(metric.missing)
    add(metric.immature)
    add(metric.fractional ? 1 : 0)
    list(metric.segments) {
      $0.add($1.dimension)
      $0.add($1.value)
      $0.add($1.values)
    }
  }

  mutating func add(_ values: MetricSummary.Values) {
    switch values {
    case .nothing: bytes.append(0)
    case .days(let cells):
      bytes.append(1)
      list(cells) {
        $0.add($1.day)
        $0.add($1.numerator)
        $0.add($1.denominator)
      }
    case .totals(let numerator, let denominator):
      bytes.append(2)
      add(numerator)
      add(denominator)
    case .units(let units):
      bytes.append(3)
      add(units)
    }
  }

  mutating func add(_ units: UnitValues) {
    add(units.count)
    add(units.sum)
    moment(units.mean)
    moment(units.squaredDeviations)
    for part in [units.denominator, units.covariate] {
      optional(part) {
        $0.moment($1.mean)
        $0.moment($1.squaredDeviations)
        $0.moment($1.coDeviation)
        guard $0.hasThirdOrder else { return }
        let (value, own) = (units.squaredDeviations.squareRoot(), $1.squaredDeviations.squareRoot())
        $0.skewed($1.cubedDeviations, count: units.count, own, own, own)
        $0.skewed($1.valueTwice, count: units.count, value, value, own)
        $0.skewed($1.partTwice, count: units.count, value, own, own)
      }
    }
    if let part = units.adjusted {
      bytes.append(2)
      moment(part.mean)
      moment(part.squaredDeviations)
      moment(part.coDeviation)
    }
    if !units.strata.isEmpty {
      bytes.append(3)
      list(units.strata) {
        $0.add($1.name)
        $0.add($1.values)
      }
    }
    add(units.days)
    guard hasThirdOrder else { return }
    add(units.nonzero)
    add(units.negative)
    let spread = units.squaredDeviations.squareRoot()
    skewed(units.cubedDeviations, count: units.count, spread, spread, spread)
  }

  // MARK: Forms

  private mutating func list<Elements: Collection>(_ elements: Elements, _ add: (inout FingerprintBytes, Elements.Element) -> Void) {
    self.add(elements.count)
    for element in elements { add(&self, element) }
  }

  private mutating func optional<Value>(_ value: Value?, _ add: (inout FingerprintBytes, Value) -> Void) {
    bytes.append(value == nil ? 0 : 1)
    if let value { add(&self, value) }
  }

  private mutating func add(_ day: CalendarDay) { add(day.number) }
  private mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  /// A sum of what people write, which has few decimals: rounded to 12 digits it is what they wrote, whatever its last bits.
  private mutating func add(_ sum: Double) { add(sum, digits: 12) }

  /// What divides and squares has no last decimal, so that fewer digits stay the same in every order of the rows.
  private mutating func moment(_ value: Double) { add(value, digits: 9) }

  /// A sum of third order may cancel to nothing but rounding: its digits are those of a skewness, in millionths.
  private mutating func skewed(_ sum: Double, count: Int, _ a: Double, _ b: Double, _ c: Double) {
    let skewness = sum / a / b / c * Double(count).squareRoot()
    let millionths = (skewness * 1e6).rounded()
    // Without variation there is no shape; beyond what an integer holds there is no number.
    add(abs(millionths) < 1e15 ? Int(millionths) : Int.min)
  }

  private mutating func add(_ number: Double, digits: Int) {
    let magnitude = abs(number)
    // Zero has two signs and one meaning; what powers of ten cannot reach stands by its bits.
    guard magnitude > 1e-280, magnitude < 1e280 else {
      bytes.append(0)
      return add((number == 0 ? 0 : number).bitPattern)
    }
    bytes.append(1)
    var exponent = Int(log10(magnitude).rounded(.down)) - digits + 1
    var leading = Int((exponent < 0 ? magnitude * pow(10, Double(-exponent)) : magnitude / pow(10, Double(exponent))).rounded())
    // 999.9999999999 is written as 1000 is.
    while leading != 0, leading % 10 == 0 { (leading, exponent) = (leading / 10, exponent + 1) }
    add(number < 0 ? -leading : leading)
    add(exponent)
  }

  private mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func add(_ word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
