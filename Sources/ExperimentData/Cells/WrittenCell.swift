import ExperimentModel

/// A number as a cell of an export states it.
struct NumberCell {
  enum State: UInt8 {
    case number
    /// Empty, `-`, `--`, `N/A`, …: nothing was stated.
    case missing
    /// `true`, `no`, `是`: 1 or 0 where a yes or no is asked for, and nothing elsewhere.
    case logical
    /// `< 10%`: a bound, not a value.
    case censored
    case unreadable
    /// A number that no count or amount is: see `limits`.
    case beyond
  }

  var state: State
  var value: Double
  /// Digits after the decimal point.
  var decimals: Int
  /// Written with a percent sign.
  var isPercent = false
  /// What its currency can mean, as `CurrencyMeanings` numbers it; 0 where none was written.
  var currency: Int16 = 0

  /// Sizes that are counted. Up to here a double holds every whole number, and no sum over any file, nor its square, overflows;
  /// what is smaller, but not nothing, is what a spreadsheet's arithmetic leaves over.
  static let limits = 1e-15...1e15

  /// The cell, or `beyond` where its number is out of the limits.
  @inline(__always) var limited: NumberCell {
    guard state == .number, value != 0, !NumberCell.limits.contains(abs(value)) else { return self }
    return NumberCell(state: .beyond, value: 0, decimals: 0)
  }

  static let missing = NumberCell(state: .missing, value: 0, decimals: 0)
  static let censored = NumberCell(state: .censored, value: 0, decimals: 0)
  static let unreadable = NumberCell(state: .unreadable, value: 0, decimals: 0)
}

/// Numbers of cells: plain digits straight from the bytes, everything else by the grammar of written numbers, with which the fast way
/// must agree. Nothing is guessed: what does not fit the grammar is unreadable.
enum NumberReader {
  private static let powers: [Double] = (0...22).map { exponent in
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// Digits with at most one point go the fast way; they are exact, for the digits fit 2⁵³ and the power of ten is exact too.
  @inline(__always) static func read(_ cell: FieldBytes, mark: DecimalMark) -> NumberCell {
    let count = cell.count
    guard count > 0 else { return .missing }
    if count <= 16 {
      var at = 0
      let negative = cell[0] == 0x2D
      if negative { at = 1 }
      let first = at
      var digits: UInt64 = 0
      var point = -1
      while at < count {
        let byte = cell[at]
        if byte &- 0x30 < 10 {
          digits = digits &* 10 &+ UInt64(byte &- 0x30)
        } else if byte == 0x2E, point < 0, mark == .point {
          point = at
        } else {
          return SlowNumber.read(cell, mark: mark)
        }
        at += 1
      }
      let seen = count - first - (point < 0 ? 0 : 1)
      guard seen > 0, seen <= 15, point != first else { return SlowNumber.read(cell, mark: mark) }
      let decimals = point < 0 ? 0 : count - point - 1
      var value = Double(digits)
      if decimals > 0 { value /= powers[decimals] }
      return NumberCell(state: .number, value: negative ? 0 - value : value, decimals: decimals)
    }
    return SlowNumber.read(cell, mark: mark)
  }
}
