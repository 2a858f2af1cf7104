/// Writes JSON onto bytes: keys in the order given, numbers as the shortest text that reads back the same.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// The first key whose number was NaN or infinite; such a number is written as null and the answer is withdrawn.
  private(set) var notFinite: String?
  private var needsComma = false

  init() { bytes.reserveCapacity(1 << 16) }

  var count: Int { bytes.count }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
    notFinite = nil
  }

  /// Forgets what was written after a mark, and begins anew there.
  mutating func rewind(to mark: Int) {
    bytes.removeSubrange(mark...)
    needsComma = false
    notFinite = nil
  }

  mutating func beginObject() { open("{") }
  mutating func endObject() { close("}") }
  mutating func beginArray() { open("[") }
  mutating func endArray() { close("]") }
  mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func open(_ mark: Unicode.Scalar) {
    comma()
    bytes.append(UInt8(ascii: mark))
    needsComma = false
  }

  private mutating func close(_ mark: Unicode.Scalar) {
    bytes.append(UInt8(ascii: mark))
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  mutating func key(_ key: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func key(_ key: String) {
    string(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func null() { raw("null") }
  mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  private mutating func raw(_ text: StaticString) {
    comma()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A value already in JSON.
  mutating func raw(_ text: UnsafeBufferPointer<UInt8>) {
    comma()
    bytes.append(contentsOf: text)
  }

  mutating func integer(_ value: Int) {
    comma()
    digits(value)
  }

  mutating func number(_ value: Double, for key: @autoclosure () -> String) {
    guard value.isFinite else {
      if notFinite == nil { notFinite = key() }
      return null()
    }
    comma()
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return digits(whole) }
    var text = value.description
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func digits(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if bytes.count - start > 1 { bytes[start...].reverse() }
  }

  mutating func string(_ text: String) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x00..<0x20, 0x7F:
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: Array("\\u00".utf8))
        bytes.append(hex[Int(byte >> 4)])
        bytes.append(hex[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
