/// What lies under a table's name and is no text of one.
enum OtherFormat {
  /// Whether the bytes begin a web page.
  static func isPage(_ head: [UInt8]) -> Bool {
    let text = start(head)
    return ["<!doctype html", "<html", "<table", "<meta", "<style", "<head", "<body", "<div", "<!--"].contains { text.hasPrefix($0) }
      || (text.hasPrefix("<?xml") && text.contains("<html"))
  }

  static func refuse(_ head: [UInt8]) throws(FileProblem) {
    let text = start(head)
    if !isPage(head), ["<!doctype", "<?xml"].contains(where: { text.hasPrefix($0) }) { throw FileProblem("not_a_table", FileSentences.webPage) }
  }

  private static func start(_ head: [UInt8]) -> String {
    let start = head.prefix(1024).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    return start.first == 0x3C ? String(decoding: start, as: UTF8.self).lowercased() : ""
  }

  /// The encoding that a page says it is in (`charset=gb2312`).
  static func charset(_ head: [UInt8]) -> String? {
    let text = String(decoding: head.prefix(2048), as: UTF8.self).lowercased()
    guard let range = text.firstRange(of: "charset=") else { return nil }
    let name = text[range.upperBound...].drop { "\"' ".contains($0) }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    return name.isEmpty || name == "utf-8" || name == "utf8" || name.hasPrefix("utf-16") || name == "unicode" ? nil : String(name)
  }

  /// A byte of nought stands in no text but UTF-16's: a picture, a database, or a download that was cut and padded.
  static func refuseNought(_ head: [UInt8]) throws(FileProblem) {
    guard let place = head.firstIndex(of: 0) else { return }
    let line = head[..<place].count { $0 == 0x0A } + 1
    throw FileProblem("not_a_table", FileSentences.nulByte(line: line))
  }
}
