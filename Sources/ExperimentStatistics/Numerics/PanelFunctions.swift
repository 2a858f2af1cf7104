/// Exponential and logarithm of 16 nodes at once, as plain arithmetic on vectors.
enum PanelFunctions {
  typealias Panel = SIMD16<Double>

  /// eˣ for x ≤ 0 to one unit in the last place; 0 below −700. Cody and Waite's reduction, the series to degree 13.
  @inline(__always)
  static func exponential(_ x: Panel) -> Panel {
    let shifted = x * 1.4426950408889634 + 0x1.8p52
    let count = shifted - 0x1.8p52
    let r = (x - count * 0x1.62e42fee00000p-1) - count * 0x1.a39ef35793c76p-33
    var sum = Panel(repeating: 1 / 6_227_020_800.0)
    for divisor in inverseFactorials { sum = sum * r + Panel(repeating: divisor) }
    let bits = SIMD16<UInt64>(bits: shifted) &+ 1023
    let scaled = sum * Panel(bits: bits &<< 52)
    return scaled.replacing(with: 0, where: x .< -700)
  }

  /// 1/12! down to 1/0!.
  private static let inverseFactorials: [Double] = {
    var factorial = 1.0
    var values = [1.0]
    for n in 1...12 {
      factorial *= Double(n)
      values.append(1 / factorial)
    }
    return values.reversed()
  }()

  /// 1/19 down to 1/3.
  private static let inverseOdds: [Double] = stride(from: 19.0, to: 2, by: -2).map { 1 / $0 }

  /// ln y for normal y > 0, relative to one unit in the last place or so near 1 too: 2·artanh((m − 1)/(m + 1)) of the significand.
  @inline(__always)
  static func logarithm(_ y: Panel) -> Panel {
    // The significand between √½ and √2, and the power of two taken out of it: both from the bits, kept unsigned by an offset of 1023.
    let bits = SIMD16<UInt64>(bits: y)
    let offset: UInt64 = 0x3FF0_0000_0000_0000 - 0x3FE6_A09E_667F_3BCD
    let shifted: SIMD16<UInt64> = (bits &+ offset) &>> 52
    let power: SIMD16<UInt64> = (shifted &- 1023) &<< 52
    let m = Panel(bits: bits &- power)
    // A small whole number, read off the low bits of 2⁵² + n.
    let count: Panel = Panel(bits: shifted | 0x4330_0000_0000_0000) - (0x1p52 + 1023)
    let f: Panel = (m - 1) / (m + 1)
    let s: Panel = f * f
    var series = Panel(repeating: 1 / 21.0)
    for divisor in inverseOdds { series = series * s + Panel(repeating: divisor) }
    let twice = f + f
    let tail: Panel = twice * s * series
    let small: Panel = count * 0x1.a39ef35793c76p-33
    let large: Panel = count * 0x1.62e42fee00000p-1
    return large + (twice + (tail + small))
  }
}

extension SIMD16<UInt64> {
  @inline(__always)
  init(bits: SIMD16<Double>) { self = unsafeBitCast(bits, to: SIMD16<UInt64>.self) }
}

extension SIMD16<Double> {
  @inline(__always)
  init(bits: SIMD16<UInt64>) { self = unsafeBitCast(bits, to: SIMD16<Double>.self) }
}
