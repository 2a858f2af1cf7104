/// Columns of a terminal: two for East Asian characters and full-width punctuation.
public enum DisplayColumns {
  public static func of(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { columns, scalar in
      let value = scalar.value
      let isWide =
        (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value) || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
        || (0xFE30...0xFE4F).contains(value) || (0xFF00...0xFF60).contains(value) || (0xFFE0...0xFFE6).contains(value)
      return columns + (isWide ? 2 : 1)
    }
  }
}
