/// Bytes changed a little, by a seed: the same seed makes the same inputs.
struct Mutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea & Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func below(_ limit: Int) -> Int { limit > 0 ? Int(next() % UInt64(limit)) : 0 }

  /// What breaks readers.
  private static let scraps: [[UInt8]] =
    [
      "", ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", " ", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!x ", "|", "#", "~", "null", "0", "-1", "-",
      "%", "1e308", "1e-308", "1e15", "9999999999999999999999", "0.0000000000000001", "NaN", "inf", "1,5", "1.500", "1.234,56", "24:00", "23:59:60", "+99:99", "Z",
      "99999", "0000-00-00", "2026-11-02", "31/31/9999", "12月31日", "，", "合计", "Total", "元", "万", "\u{FEFF}", "\u{0}", "\u{1B}[31m", "\u{202E}", "\u{200B}", "e\u{301}", "👩‍👧",
      "999999999d", "10%", "0.5pp", "¥", "..", "/dev/zero", "---\n", "<<: ", "2026年11月2日",
    ].map { Array($0.utf8) } + [[0xD4, 0xAA], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x1F, 0x8B, 0x08, 0x00], [0x84, 0x31, 0x95, 0x33]]

  /// One to six changes of one of the seeds: bytes turned, runs cut, doubled, taken from another seed, scraps put in.
  mutating func input(from corpus: [[UInt8]]) -> [UInt8] {
    guard !corpus.isEmpty else { return [] }
    var bytes = corpus[below(corpus.count)]
    for _ in 0...below(6) {
      let at = below(bytes.count + 1)
      let end = min(bytes.count, at + below([1, 2, 8, 64][below(4)] + 1))
      switch below(6) {
      case 0: if at < bytes.count { bytes[at] ^= 1 << UInt8(below(8)) }
      case 1: if at < bytes.count { bytes[at] = UInt8(truncatingIfNeeded: next()) }
      case 2: bytes.removeSubrange(at..<end)
      case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
      case 4:
        let other = corpus[below(corpus.count)]
        let start = below(other.count + 1)
        bytes.replaceSubrange(at..<end, with: other[start..<min(other.count, start + below(40))])
      default: bytes.replaceSubrange(at..<end, with: Mutator.scraps[below(Mutator.scraps.count)])
      }
      if bytes.count > 1 << 16 { bytes.removeLast(bytes.count - 1 << 16) }
    }
    return bytes
  }
}
