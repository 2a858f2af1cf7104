import Glibc

/// A number as JSON writes it, to the nearest double.
enum JSONNumber {
  case value(Double, end: Int)
  case malformed(at: Int)
  /// Too large for a double, or not zero and yet too small for one.
  case beyondRange(end: Int)

  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    var at = start
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let firstDigit = at
    var digits: UInt64 = 0
    var significant = 0
    var exponent = 0
    func digit(_ index: Int) -> UInt64? {
      guard index < bytes.count else { return nil }
      let value = bytes[index] &- UInt8(ascii: "0")
      return value < 10 ? UInt64(value) : nil
    }
    while let next = digit(at) {
      if significant < 19 {
        digits = digits * 10 + next
        if digits != 0 { significant += 1 }
      } else {
        significant += 1
      }
      at += 1
    }
    guard at > firstDigit else {
      self = .malformed(at: at)
      return
    }
    if bytes[firstDigit] == UInt8(ascii: "0"), at > firstDigit + 1 {
      self = .malformed(at: firstDigit)
      return
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      let firstDecimal = at
      while let next = digit(at) {
        if significant < 19 {
          digits = digits * 10 + next
          if digits != 0 { significant += 1 }
          exponent -= 1
        } else {
          significant += 1
        }
        at += 1
      }
      guard at > firstDecimal else {
        self = .malformed(at: at)
        return
      }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      var isNegativeExponent = false
      if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
        isNegativeExponent = bytes[at] == UInt8(ascii: "-")
        at += 1
      }
      let firstDigit = at
      var written = 0
      while let next = digit(at) {
        if written < 100_000 { written = written * 10 + Int(next) }
        at += 1
      }
      guard at > firstDigit else {
        self = .malformed(at: at)
        return
      }
      exponent += isNegativeExponent ? -written : written
    }
    // Exact in one rounding: at most 15 digits and a power of ten that a double holds (Clinger 1990).
    if significant <= 15, exponent >= -22, exponent <= 22 {
      let magnitude = exponent < 0 ? Double(digits) / powersOfTen[-exponent] : Double(digits) * powersOfTen[exponent]
      self = .value(isNegative ? -magnitude : magnitude, end: at)
      return
    }
    let magnitude = JSONNumber.correctlyRounded(bytes[start..<at])
    let isZero = digits == 0
    self = magnitude.isFinite && (magnitude != 0 || isZero) ? .value(magnitude, end: at) : .beyondRange(end: at)
  }

  private static func correctlyRounded(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { buffer in
      for (offset, byte) in text.enumerated() { buffer[offset] = CChar(bitPattern: byte) }
      buffer[text.count] = 0
      guard let base = buffer.baseAddress else { return 0 }
      return strtod(base, nil)
    }
  }
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
