import ExperimentModel

/// A workbook that stays open while its file is read, and the sheet that was chosen in it.
final class BookShelf {
  private enum Book { case current(Workbook), old(OldWorkbook), flat(FlatWorkbook) }

  private var book: Book?
  private var chosen: Int?
  /// By the part that holds them: a workbook may name one part a thousand times.
  private var merges: [String: [WorksheetSource.Merge]] = [:]

  /// Which kind of workbook the bytes begin, whatever the file's name; nil where they begin none.
  static func kind(_ head: [UInt8]) -> String? {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "xlsx" }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "xls" }
    return FlatWorkbook.isOne(head) ? "XML" : nil
  }

  /// One sheet as text.
  struct Sheet {
    let name: String
    let source: any ByteSource
    /// What is to be said of it when it has been read.
    let remarks: (_ shown: String) -> [BilingualText]
  }

  /// - Parameters:
  ///   - wanted: a sheet's name or number.
  ///   - score: how well a sheet serves, from its text's beginning; the best is taken, the first of several, those in sight before hidden ones.
  func open(
    path: String, head: [UInt8], size: Int, wanted: String?, chunk: Int, score: (any ByteSource) -> Int
  ) throws(FileProblem) -> Sheet {
    if self.book == nil {
      switch BookShelf.kind(head) {
      case "xlsx": self.book = .current(try Workbook(path: path, size: size))
      case "xls": self.book = .old(try OldWorkbook(path: path, size: size))
      default: self.book = .flat(try FlatWorkbook(path: path, size: size))
      }
    }
    guard let book = self.book else { preconditionFailure("a workbook has just been opened") }
    let all = BookShelf.sheets(book)
    if chosen == nil { chosen = try choose(book, all, wanted, chunk, score) }
    let index = chosen ?? 0
    let source = try rows(book, index, chunk)
    let others = all.indices.filter { $0 != index && !all[$0].isHidden }.map { all[$0].name }
    return Sheet(name: all[index].name, source: source) { shown in
      var remarks: [BilingualText] = []
      if wanted == nil, !others.isEmpty { remarks.append(SheetSentences.otherSheets(shown, all[index].name, others: others)) }
      if all[index].isHidden { remarks.append(SheetSentences.hiddenSheet(shown, all[index].name)) }
      var rows = (source as? WorksheetSource)?.hiddenRows ?? 0
      if case .flat(let book) = book { rows = book.sheets[index].hiddenRows }
      if rows > 0 { remarks.append(SheetSentences.hiddenRows(shown, rows)) }
      return remarks
    }
  }

  private func choose(
    _ book: Book, _ all: [(name: String, isHidden: Bool)], _ wanted: String?, _ chunk: Int, _ score: (any ByteSource) -> Int
  ) throws(FileProblem) -> Int {
    if let wanted {
      let number = Int(wanted).flatMap { all.indices.contains($0 - 1) ? $0 - 1 : nil }
      guard let index = all.firstIndex(where: { $0.name == wanted }) ?? number else {
        throw FileProblem("no_sheet", SheetSentences.noSheet(wanted, among: all.map(\.name)))
      }
      return index
    }
    let order = all.indices.filter { !all[$0].isHidden } + all.indices.filter { all[$0].isHidden }
    guard order.count > 1 else { return order.first ?? 0 }
    var best = (index: order[0], score: -1)
    for index in order.prefix(200) {
      let value = score(try rows(book, index, chunk))
      if value > best.score { best = (index, value) }
    }
    return best.index
  }

  private static func sheets(_ book: Book) -> [(name: String, isHidden: Bool)] {
    switch book {
    case .current(let book): book.sheets.map { ($0.name, $0.isHidden) }
    case .old(let book): book.sheets.map { ($0, false) }
    case .flat(let book): book.sheets.map { ($0.name, $0.isHidden) }
    }
  }

  private func rows(_ book: Book, _ index: Int, _ chunk: Int) throws(FileProblem) -> any ByteSource {
    switch book {
    case .old(let book): return try book.open(index)
    case .flat(let book): return HeadedSource(book.sheets[index].text, then: nil)
    case .current(let book):
      let sheet = book.sheets[index]
      if merges[sheet.part] == nil { merges[sheet.part] = try WorksheetSource.Merge.read(book.open(sheet)) }
      return try WorksheetSource(
        try book.open(sheet), formats: book.formats, texts: book.texts, isEpoch1904: book.isEpoch1904, merges: merges[sheet.part] ?? [], chunk: chunk)
    }
  }
}
