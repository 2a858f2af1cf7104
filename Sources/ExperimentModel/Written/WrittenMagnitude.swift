/// Letters and words behind a number that stand for a power of ten, as consoles print them: `1.2K`, `3.4M`, `1.5万`, `2億`, `3천`, `4 Mio`, `5 тыс`.
enum WrittenMagnitude {
  /// Longer words first: `百万` is not `百` of something.
  private static let words: [(text: [Unicode.Scalar], power: Int)] = [
    ("千万", 7), ("千萬", 7), ("百万", 6), ("百萬", 6), ("万", 4), ("萬", 4), ("만", 4), ("亿", 8), ("億", 8), ("억", 8), ("千", 3), ("천", 3),
    ("тыс", 3), ("млн", 6), ("млрд", 9), ("tsd", 3), ("mio", 6), ("mrd", 9), ("mln", 6), ("tys", 3), ("tis", 3), ("mlrd", 9), ("mld", 9), ("mn", 6), ("lakh", 5), ("lac", 5),
    ("crore", 7), ("cr", 7), ("ribu", 3), ("rb", 3), ("juta", 6), ("jt", 6), ("mil", 3),
    ("พัน", 3), ("ล้าน", 6), ("ألف", 3), ("مليون", 6), ("bn", 9), ("k", 3), ("m", 6), ("b", 9),
  ].map { (Array($0.0.unicodeScalars), $0.1) }

  /// The power of ten that a word begins with; letters must be all of it, or be followed by a sign (`k€`): `12 may` is no number.
  static func leading(_ word: ArraySlice<Unicode.Scalar>) -> (power: Int, length: Int)? {
    for (text, power) in words where word.count >= text.count {
      let start = word.prefix(text.count)
      guard zip(start, text).allSatisfy({ $0 == $1 || lower($0) == $1 }) else { continue }
      if let next = word.dropFirst(text.count).first, text[0].properties.isCased, next.properties.isAlphabetic { continue }
      return (power, text.count)
    }
    return nil
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
  }
}
