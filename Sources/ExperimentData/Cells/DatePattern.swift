import ExperimentModel

/// A declared `date_format`: a Unicode date pattern (UTS 35), such as `EEE, MMM d` or `d.M.yyyy HH:mm`.
///
/// Letters: `y u` year, `M L` month (three or more: its English name), `d` day, `E c` weekday, `a` AM/PM, `H k h K` hour, `m` minute,
/// `s` second, `S` fraction, `z Z X x O` zone. Spaces match any run of spaces; quoted text and punctuation stand for themselves.
struct DatePattern: Hashable {
  private enum Piece: Hashable {
    case field(UInt8, Int)
    case literal(UInt8)
    case space
  }

  let text: String
  private let pieces: [Piece]

  init(_ text: String) {
    self.text = text
    var pieces: [Piece] = []
    var quoted = false
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x27 {
        if at + 1 < bytes.count, bytes[at + 1] == 0x27 {
          pieces.append(.literal(byte))
          at += 1
        } else {
          quoted.toggle()
        }
      } else if byte == 0x20 {
        pieces.append(.space)
      } else if !quoted, (0x41...0x5A).contains(byte & ~0x20) {
        var length = 1
        while at + length < bytes.count, bytes[at + length] == byte { length += 1 }
        pieces.append(.field(byte, length))
        at += length - 1
      } else {
        pieces.append(.literal(byte))
      }
      at += 1
    }
    self.pieces = pieces
  }

  func read(_ cell: FieldBytes) -> DateCell {
    guard cell.count > 0 else { return .missing }
    var match = Match(bytes: Array(UnsafeBufferPointer(start: cell.start, count: cell.count)))
    for (index, piece) in pieces.enumerated() {
      let fits: Bool
      switch piece {
      case .space:
        match.spaces()
        fits = true
      case .literal(let byte): fits = match.literal(byte)
      case .field(let letter, let length):
        // `yyyyMMdd`: a field that another number follows takes exactly its length.
        var crowded = false
        if index + 1 < pieces.count, case .field = pieces[index + 1] { crowded = true }
        fits = match.field(letter, length, crowded: crowded)
      }
      guard fits else { return SlowNumber.saysNothing(cell.text) ? .missing : .unreadable }
    }
    return match.cell()
  }
}

extension DatePattern {
  private struct Match {
    let bytes: [UInt8]
    var at = 0
    var year: Int?
    var month = 0
    var day = 0
    var weekday = -1
    var hour = 0
    var minute = 0
    var second = 0.0
    var afternoon: Bool?
    var offset: Int?

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func spaces() { while at < bytes.count, bytes[at] == 0x20 { at += 1 } }

    mutating func literal(_ byte: UInt8) -> Bool {
      guard at < bytes.count, bytes[at] == byte else { return false }
      at += 1
      return true
    }

    mutating func field(_ letter: UInt8, _ length: Int, crowded: Bool) -> Bool {
      // However long a field is declared: nine digits are more than any part of a date has, and fit every sum below.
      let length = min(length, 9)
      let most = crowded ? length : max(length, 4)
      switch letter {
      case UInt8(ascii: "y"), UInt8(ascii: "u"):
        guard let value = number(most) else { return false }
        year = value.digits <= 2 ? DateCursor.century(value.value) : value.value
      case UInt8(ascii: "M"), UInt8(ascii: "L"):
        guard let value = length >= 3 ? name(DateNames.months).map({ $0 + 1 }) : number(crowded ? length : 2)?.value else { return false }
        guard (1...12).contains(value) else { return false }
        month = value
      case UInt8(ascii: "d"):
        guard let value = number(crowded ? length : 2)?.value, (1...31).contains(value) else { return false }
        day = value
      case UInt8(ascii: "E"), UInt8(ascii: "c"):
        guard let value = name(DateNames.weekdays) else { return false }
        weekday = value
      case UInt8(ascii: "H"), UInt8(ascii: "k"), UInt8(ascii: "h"), UInt8(ascii: "K"):
        guard let value = number(2)?.value, value <= 24 else { return false }
        hour = value
      case UInt8(ascii: "m"):
        guard let value = number(2)?.value, value < 60 else { return false }
        minute = value
      case UInt8(ascii: "s"):
        guard let value = number(2)?.value, value <= 60 else { return false }
        second = Double(value)
      case UInt8(ascii: "S"):
        var scale = 0.1
        while at < bytes.count, bytes[at] &- 0x30 < 10 {
          second += Double(bytes[at] &- 0x30) * scale
          scale /= 10
          at += 1
        }
      case UInt8(ascii: "a"):
        guard at + 1 < bytes.count, bytes[at + 1] | 0x20 == 0x6D, [0x61, 0x70].contains(bytes[at] | 0x20) else { return false }
        afternoon = bytes[at] | 0x20 == 0x70
        at += 2
      default: return zone()
      }
      return true
    }

    private mutating func zone() -> Bool {
      // A zone ends the cell: what is left must be one.
      var cell = DateCell(state: .day)
      let text = [UInt8]("0:00 ".utf8) + bytes[at...]
      let read = text.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { DateReader.time(FieldBytes(start: $0, count: buffer.count), from: 0, into: &cell) } ?? false
      }
      guard read, let found = cell.offset else { return false }
      offset = found
      at = bytes.count
      return true
    }

    private mutating func number(_ most: Int) -> (value: Int, digits: Int)? {
      var value = 0
      let first = at
      while at < bytes.count, at - first < most, bytes[at] &- 0x30 < 10 {
        value = value * 10 + Int(bytes[at] &- 0x30)
        at += 1
      }
      return at == first ? nil : (value, at - first)
    }

    private mutating func name(_ names: [[UInt8]]) -> Int? {
      var word: [UInt8] = []
      var stop = at
      while stop < bytes.count, (0x61...0x7A).contains(bytes[stop] | 0x20) {
        word.append(bytes[stop] | 0x20)
        stop += 1
      }
      guard let found = DateNames.index(of: word, in: names) else { return nil }
      at = stop
      return found
    }

    mutating func cell() -> DateCell {
      guard bytes[at...].allSatisfy({ $0 == 0x20 }) else { return .unreadable }
      guard hour < 24 || (minute == 0 && second == 0) else { return .unreadable }
      second = min(second, DateReader.lastSecond)
      var cell = DateCell(state: .yearless, month: month, dayOfMonth: day, weekday: weekday)
      let hours = afternoon.map { hour % 12 + ($0 ? 12 : 0) } ?? hour
      cell.seconds = Double(hours * 3600 + minute * 60) + second
      cell.offset = offset
      guard let year else { return CalendarDay(year: 2000, month: month, day: day) == nil ? .unreadable : cell }
      guard let found = CalendarDay(year: year, month: month, day: day), weekday < 0 || found.weekday == weekday else { return .unreadable }
      cell.state = .day
      cell.day = found.number
      return cell
    }
  }
}
