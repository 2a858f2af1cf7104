import CUchardet
import ExperimentModel
import Glibc

/// Which encoding a file without a mark is in, from its text and from words that it must hold.
///
/// 1. Words that the declaration names (columns, variants, values) and that stand in the bytes in one encoding decide.
/// 2. Else text that is UTF-8, but for a stray byte here and there, is UTF-8.
/// 3. Else uchardet's models of languages propose (Li & Momoi 2001, "A composite approach to language/encoding detection"), and what
///    they propose must be readable and look like words.
struct EncodingChoice: Equatable {
  enum Doubt: Equatable {
    /// The bytes that are no UTF-8, and the first line with one.
    case strayBytes(Int, line: Int)
    /// Nothing but the look of the text speaks for the choice; these would read it too.
    case guessed(others: [String])
  }

  /// Nil: UTF-8.
  let encoding: KnownEncoding?
  var doubt: Doubt?

  var name: String { encoding?.name ?? "UTF-8" }

  /// - Parameter words: text outside ASCII that the file is expected to hold.
  static func of(_ evidence: EncodingEvidence, words: [String]) throws(FileProblem) -> EncodingChoice {
    guard evidence.high > 0 else { return EncodingChoice(encoding: nil) }
    let parts = parts(words)
    let inUTF8 = weight(parts, in: evidence.sample) { Array($0.utf8) }
    if evidence.stray == 0 {
      guard GB18030Likeness.isLikelier(evidence.sample), let chinese = KnownEncoding.named("GB18030") else { return EncodingChoice(encoding: nil) }
      let inChinese = weight(parts, in: evidence.sample) { Iconv.encode($0, to: chinese.iconv) }
      return EncodingChoice(encoding: inUTF8 > inChinese ? nil : chinese)
    }
    let stray = EncodingChoice(encoding: nil, doubt: .strayBytes(evidence.stray, line: evidence.strayLine))
    let readings = KnownEncoding.candidates.compactMap { Reading($0, evidence, parts) }
    let most = readings.map(\.weight).max() ?? 0
    if inUTF8 > 0, inUTF8 >= most { return stray }
    if most == 0, evidence.valid >= 4 * evidence.stray { return stray }
    let proposed = japanese(readings) ?? proposal(evidence)
    guard let choice = best(readings.filter { $0.weight == most }, proposed: proposed) else {
      if evidence.valid > evidence.stray { return stray }
      throw FileProblem("encoding", FileSentences.unknownEncoding)
    }
    guard most == 0 else { return EncodingChoice(encoding: choice.encoding) }
    let others = readings.filter { $0.bad <= choice.bad && $0.breaks <= choice.breaks && $0.text != choice.text }
    return EncodingChoice(encoding: choice.encoding, doubt: .guessed(others: others.prefix(3).map(\.encoding.name)))
  }

  /// The sample as one encoding reads it; nil where it cannot.
  private struct Reading {
    let encoding: KnownEncoding
    let text: [UInt8]
    let bad: Int
    /// Places where no word is written so.
    let breaks: Int
    let weight: Int

    init?(_ encoding: KnownEncoding, _ evidence: EncodingEvidence, _ parts: [String]) {
      guard let read = Iconv.decode(evidence.sample, from: encoding.iconv), read.bad * 50 <= evidence.high else { return nil }
      self.encoding = encoding
      text = read.text
      bad = read.bad
      breaks = EncodingChoice.breaks(read.text)
      weight = EncodingChoice.weight(parts, in: evidence.sample) { Iconv.encode($0, to: encoding.iconv) }
    }
  }

  private static func best(_ readings: [Reading], proposed: KnownEncoding?) -> Reading? {
    guard let first = readings.first(where: { $0.encoding == proposed }) else {
      return readings.min { ($0.bad, $0.breaks) < ($1.bad, $1.breaks) }
    }
    // The models know little of capitals and symbols inside of words: `CrŽa ŽtŽ` is no Slovene, but a Mac's French.
    let others = readings.filter { KnownEncoding.latin.contains($0.encoding) }
    return ([first] + others).min { $0.breaks < $1.breaks }
  }

  // MARK: Words

  /// The parts of words that lie outside ASCII, without what stands for something else in them (`*`).
  private static func parts(_ words: [String]) -> [String] {
    var parts: Set<String> = []
    for word in words {
      for part in word.split(whereSeparator: { $0.isWhitespace || "*?()（）[]\"'".contains($0) }) where !part.utf8.allSatisfy({ $0 < 0x80 }) {
        parts.insert(String(part))
      }
    }
    return parts.sorted()
  }

  /// Letters of the parts that stand in the text.
  private static func weight(_ parts: [String], in text: [UInt8], _ encode: (String) -> [UInt8]?) -> Int {
    parts.reduce(0) { sum, part in
      guard let bytes = encode(part), holds(text, bytes) else { return sum }
      return sum + part.count
    }
  }

  private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return false }
    return text.withUnsafeBytes { bytes in
      guard var at = bytes.baseAddress, text.count >= part.count else { return false }
      let end = at + (text.count - part.count + 1)
      while at < end, let next = memchr(at, Int32(first), end - at) {
        if memcmp(next, part, part.count) == 0 { return true }
        at = UnsafeRawPointer(next) + 1
      }
      return false
    }
  }

  // MARK: The look of the text

  /// Japanese is known by its kana, which no Chinese or Korean writes: an eighth of what is not ASCII. (Half-width ones are other encodings' letters by chance.)
  private static func japanese(_ readings: [Reading]) -> KnownEncoding? {
    readings.first { reading in
      guard ["Shift_JIS", "EUC-JP"].contains(reading.encoding.name) else { return false }
      let scalars = String(decoding: reading.text, as: UTF8.self).unicodeScalars.filter { $0.value >= 0x80 }
      return scalars.count { (0x3041...0x30FA).contains($0.value) } * 8 >= scalars.count
    }?.encoding
  }

  /// Capitals behind small letters, and symbols and controls between letters.
  private static func breaks(_ text: [UInt8]) -> Int {
    var count = 0
    var before: (scalar: Unicode.Scalar, isLetter: Bool, isLower: Bool)?
    var symbol = false
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let properties = scalar.properties
      let isLetter = properties.isAlphabetic
      if (0x80..<0xA0).contains(scalar.value) || scalar.value == 0xFFFD { count += 1 }
      if isLetter, let last = before {
        if symbol { count += 1 }
        if last.isLetter, last.isLower, properties.isUppercase, scalar.value >= 0x80 || last.scalar.value >= 0x80 { count += 1 }
      }
      symbol = !isLetter && scalar.value >= 0xA1 && scalar.value < 0x2000 && scalar.value != 0xB7 && before?.isLetter == true
      before = (scalar, isLetter, properties.isLowercase)
    }
    return count
  }

  /// What uchardet takes the text for, as Windows names it.
  private static func proposal(_ evidence: EncodingEvidence) -> KnownEncoding? {
    guard let detector = uchardet_new() else { return nil }
    defer { uchardet_delete(detector) }
    let status = evidence.sample.withUnsafeBytes { bytes in
      uchardet_handle_data(detector, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
    guard status == 0 else { return nil }
    uchardet_data_end(detector)
    guard let name = uchardet_get_charset(detector).map({ String(cString: $0) }), !name.isEmpty else { return nil }
    let hasControls = evidence.sample.contains { (0x80..<0xA0).contains($0) }
    switch name {
    case "ISO-8859-15" where !evidence.sample.contains(0xA4), "ISO-8859-3", "ISO-8859-4", "ISO-8859-10": return KnownEncoding.named("Windows-1252")
    case "ISO-8859-2" where hasControls, "ISO-8859-16", "IBM852", "MAC-CENTRALEUROPE": return KnownEncoding.named("Windows-1250")
    case "ISO-8859-7": return KnownEncoding.named("Windows-1253")
    case "ISO-8859-8": return KnownEncoding.named("Windows-1255")
    case "ISO-8859-6": return KnownEncoding.named("Windows-1256")
    case "ISO-8859-13": return KnownEncoding.named("Windows-1257")
    default: return KnownEncoding.meant(by: name)
    }
  }
}
