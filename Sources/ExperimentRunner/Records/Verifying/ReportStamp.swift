/// The record that a report says it is the report of.
struct ReportStamp: Hashable {
  let number: Int
  /// At least eight digits of the hash.
  let hash: String

  static let fewestDigits = 8

  /// - Parameter text: `NUMBER:HASH`, the hash whole or its first digits.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), number > 0, (ReportStamp.fewestDigits...64).contains(parts[1].count),
      parts[1].allSatisfy({ $0.isASCII && $0.isHexDigit })
    else { return nil }
    self.number = number
    hash = parts[1].lowercased()
  }

  init(number: Int, hash: String) {
    self.number = number
    self.hash = hash
  }

  /// What a report file says; nil where it names no record, as those of earlier versions.
  ///
  /// Pages say it as the command that checks it, `mvp verify --expect NUMBER:HASH`; JSON as `"record"`.
  static func read(_ bytes: [UInt8], isJSON: Bool) -> ReportStamp? {
    if isJSON {
      guard let text = try? RecordText(bytes), let record = text.value("record", in: 0), let number = text.value("number", in: record).flatMap({ text.number($0) }),
        let hash = text.value("hash", in: record), text.nodes[hash].kind == .string, let whole = Int(exactly: number)
      else { return nil }
      return ReportStamp("\(whole):\(text.text(hash))")
    }
    let mark = Array("--expect ".utf8)
    var rest = bytes[...]
    while let found = rest.firstRange(of: mark) {
      rest = rest[found.upperBound...]
      let word = rest.prefix { (48...57).contains($0) || (97...102).contains($0) || $0 == UInt8(ascii: ":") }
      if let stamp = ReportStamp(String(decoding: word, as: UTF8.self)) { return stamp }
    }
    return nil
  }

  func isOf(_ stamp: Record.Stamp) -> Bool { number == stamp.number && stamp.hash.hasPrefix(hash) }
}

extension History {
  /// The record that a stamp names, also under the number it had before a repair.
  func link(of stamp: ReportStamp) -> Link? { links.first { stamp.isOf($0.stamp) || $0.written.repaired.contains { stamp.isOf($0) } } }
}
