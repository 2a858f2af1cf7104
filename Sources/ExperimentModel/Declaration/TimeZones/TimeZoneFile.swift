/// Why a TZif file cannot be read.
public struct TimeZoneFileError: Error, Hashable, Sendable {
  public let reason: String
}

extension TimeZoneRules {
  /// The rules in a TZif file (RFC 8536): the 64-bit block of versions 2 and later, its footer written out to the end of 2100;
  /// the only block of version 1, which has no footer.
  /// - Throws: `TimeZoneFileError` when the bytes are not such a file; never traps, whatever they are.
  public init(name: String, tzif bytes: [UInt8]) throws(TimeZoneFileError) {
    var reader = TimeZoneFileReader(bytes: bytes)
    let first = try reader.header()
    var block: TimeZoneFileReader.Block
    var footer: PosixTimeZone?
    if first.version >= 2 {
      try reader.skip(first.length(timeSize: 4))
      let second = try reader.header()
      block = try reader.block(second, timeSize: 8)
      footer = try reader.footer()
    } else {
      block = try reader.block(first, timeSize: 4)
    }
    if let footer {
      let last = block.transitions.last
      if footer.rule == nil {
        if block.offsets.last != footer.standard { block.append(last.map { $0 + 1 } ?? 0, footer.standard) }
      } else {
        let from = last.map { CalendarDay(number: Int((Double($0) / 86_400).rounded(.down))).components.year } ?? 1970
        for transition in footer.transitions(years: max(1900, min(from, 2100))...2100) where last.map({ transition.instant > $0 }) ?? true {
          block.append(transition.instant, transition.offset)
        }
      }
    }
    self.init(name: name, transitions: block.transitions, offsets: block.offsets)
  }
}

/// Big-endian reading that checks every bound.
private struct TimeZoneFileReader {
  struct Header {
    let version: Int
    /// `isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt`.
    let isUT: Int, isStandard: Int, leaps: Int, times: Int, types: Int, characters: Int

    func length(timeSize: Int) -> Int {
      times * timeSize + times + types * 6 + characters + leaps * (timeSize + 4) + isStandard + isUT
    }
  }

  struct Block {
    var transitions: [Int] = []
    var offsets: [Int]

    /// Only what changes the offset: a new abbreviation alone is nothing to us.
    mutating func append(_ instant: Int, _ offset: Int) {
      guard offset != offsets.last else { return }
      transitions.append(instant)
      offsets.append(offset)
    }
  }

  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func header() throws(TimeZoneFileError) -> Header {
    guard position + 44 <= bytes.count, Array(bytes[position..<position + 4]) == Array("TZif".utf8) else {
      throw TimeZoneFileError(reason: "no TZif header")
    }
    let mark = bytes[position + 4]
    guard mark == 0 || (50...57).contains(mark) else { throw TimeZoneFileError(reason: "unknown version") }
    var counts: [Int] = []
    for index in 0..<6 {
      let count = Int(truncatingIfNeeded: number(at: position + 20 + index * 4, size: 4)) & 0xFFFF_FFFF
      guard count <= 100_000 else { throw TimeZoneFileError(reason: "impossible counts") }
      counts.append(count)
    }
    position += 44
    let header = Header(
      version: mark == 0 ? 1 : Int(mark) - 48, isUT: counts[0], isStandard: counts[1], leaps: counts[2], times: counts[3], types: counts[4],
      characters: counts[5])
    guard header.types >= 1 else { throw TimeZoneFileError(reason: "no local time type") }
    return header
  }

  mutating func skip(_ length: Int) throws(TimeZoneFileError) {
    guard length >= 0, position + length <= bytes.count else { throw TimeZoneFileError(reason: "cut short") }
    position += length
  }

  mutating func block(_ header: Header, timeSize: Int) throws(TimeZoneFileError) -> Block {
    let start = position
    try skip(header.length(timeSize: timeSize))
    let indices = start + header.times * timeSize
    let types = indices + header.times
    func offset(_ type: Int) -> Int { number(at: types + type * 6, size: 4) }
    var block = Block(offsets: [offset(0)])
    var last: Int?
    for index in 0..<header.times {
      let type = Int(bytes[indices + index])
      guard type < header.types else { throw TimeZoneFileError(reason: "a transition names no type") }
      let instant = number(at: start + index * timeSize, size: timeSize)
      guard last.map({ $0 < instant }) ?? true else { throw TimeZoneFileError(reason: "transitions out of order") }
      guard abs(offset(type)) < 26 * 3600, abs(instant) < 1 << 60 else { throw TimeZoneFileError(reason: "impossible offset") }
      last = instant
      block.append(instant, offset(type))
    }
    return block
  }

  /// The POSIX rule between the last two newlines; nil when it is empty.
  mutating func footer() throws(TimeZoneFileError) -> PosixTimeZone? {
    guard position < bytes.count, bytes[position] == 10, let end = bytes[(position + 1)...].firstIndex(of: 10) else {
      throw TimeZoneFileError(reason: "no footer")
    }
    let text = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
    if text.isEmpty { return nil }
    guard let rule = PosixTimeZone(text) else { throw TimeZoneFileError(reason: "the footer '\(text)' is no POSIX rule") }
    return rule
  }

  private func number(at index: Int, size: Int) -> Int {
    let unsigned = bytes[index..<index + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return size == 8 ? Int(Int64(bitPattern: unsigned)) : Int(Int32(truncatingIfNeeded: unsigned))
  }
}
