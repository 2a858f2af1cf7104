/// The bytes of a declaration as text, or the first place where they are not.
enum SourceText {
  /// A declaration is a page or two; more than this is not one.
  static let mostBytes = 1 << 20

  static func decode(_ bytes: [UInt8], file: String) throws(Diagnostics) -> String {
    func refuse(_ code: String, line: Int? = nil, column: Int? = nil, _ message: BilingualText) -> Diagnostics {
      Diagnostics([Diagnostic(file: file, line: line, column: column, code: code, message: message)])
    }
    guard bytes.count <= mostBytes else {
      throw refuse(
        "too_large",
        SourceSentences.tooLarge(bytes.count))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw refuse(
        "not_utf8", line: 1, column: 1,
        SourceSentences.utf16)
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      let place = firstInvalid(in: content)
      throw refuse(
        "not_utf8", line: place.line, column: place.column,
        SourceSentences.notUTF8)
    }
    var line = 1
    var column = 1
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        line += 1
        column = 1
        continue
      }
      if isControl(scalar) {
        let code =
          "U+" + String(repeating: "0", count: max(0, 4 - String(scalar.value, radix: 16).count))
          + String(scalar.value, radix: 16, uppercase: true)
        throw refuse(
          "control_character", line: line, column: column,
          SourceSentences.controlCharacter(code))
      }
      column += 1
    }
    return text
  }

  /// What YAML calls not printable; a byte order mark inside the text is one too.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func firstInvalid(in bytes: ArraySlice<UInt8>) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return (line, column)
  }
}
