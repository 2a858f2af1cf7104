/// What lies under a table's name and is none.
enum OtherFormat {
  static func refuse(_ head: [UInt8]) throws(FileProblem) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw FileProblem("not_a_table", FileSentences.workbook)
    }
    let start = head.prefix(512).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard start.first == 0x3C else { return }
    let text = String(decoding: start, as: UTF8.self).lowercased()
    if ["<!doctype", "<html", "<table", "<?xml", "<meta", "<style"].contains(where: { text.hasPrefix($0) }) {
      throw FileProblem("not_a_table", FileSentences.webPage)
    }
  }

  /// A byte of nought stands in no text but UTF-16's: a picture, a database, or a download that was cut and padded.
  static func refuseNought(_ head: [UInt8]) throws(FileProblem) {
    guard let place = head.firstIndex(of: 0) else { return }
    let line = head[..<place].count { $0 == 0x0A } + 1
    throw FileProblem("not_a_table", FileSentences.nulByte(line: line))
  }
}
