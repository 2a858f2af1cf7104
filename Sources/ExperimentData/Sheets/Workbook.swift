import ExperimentModel

/// An `.xlsx` workbook (ECMA-376): its sheets, its texts, and what its formats make of numbers.
final class Workbook {
  struct Sheet: Hashable {
    let name: String
    /// The part of the archive that holds it.
    let part: String
    let isHidden: Bool
  }

  /// What a sheet, and what the texts that its cells share, may unpack to.
  static let mostSheetBytes = 4 << 30
  static let mostTextBytes = 512 << 20
  static let mostOtherBytes = 32 << 20

  private(set) var sheets: [Sheet]
  let isEpoch1904: Bool
  let formats: [NumberFormat]
  let texts: SharedTexts
  private let archive: ZipArchive

  init(path: String, size: Int) throws(FileProblem) {
    let archive = try ZipArchive(path: path, size: size)
    self.archive = archive
    let root = Relations()
    try MarkupParser.parse(try archive.open("_rels/.rels", most: Workbook.mostOtherBytes), root)
    let main = root.targets.first { $0.type.hasSuffix("/officeDocument") }.map { Workbook.resolve($0.target, from: "") } ?? "xl/workbook.xml"
    guard archive.has(main), main.hasPrefix("xl/") || main.hasSuffix("workbook.xml") else { throw FileProblem("not_a_table", SheetSentences.noWorkbook) }
    let contents = WorkbookContents()
    try MarkupParser.parse(try archive.open(main, most: Workbook.mostOtherBytes), contents)
    isEpoch1904 = contents.isEpoch1904
    let folder = main.split(separator: "/").dropLast().joined(separator: "/")
    let relations = Relations()
    let name = main.split(separator: "/").last.map(String.init) ?? main
    try MarkupParser.parse(try archive.open("\(folder)/_rels/\(name).rels", most: Workbook.mostOtherBytes), relations)
    var parts: [String: String] = [:]
    for relation in relations.targets { parts[relation.id] = Workbook.resolve(relation.target, from: folder) }
    sheets = contents.sheets.compactMap { sheet in parts[sheet.relation].map { Sheet(name: sheet.name, part: $0, isHidden: sheet.isHidden) } }
    func part(_ type: String) -> String? { relations.targets.first { $0.type.hasSuffix(type) }.flatMap { parts[$0.id] }.flatMap { archive.has($0) ? $0 : nil } }
    let styles = Styles()
    if let part = part("/styles") { try MarkupParser.parse(try archive.open(part, most: Workbook.mostOtherBytes), styles) }
    formats = styles.formats
    texts = SharedTexts()
    if let part = part("/sharedStrings") { try MarkupParser.parse(try archive.open(part, most: Workbook.mostTextBytes), texts) }
    sheets.removeAll { !archive.has($0.part) }
    guard !sheets.isEmpty else { throw FileProblem("not_a_table", SheetSentences.noWorkbook) }
  }

  func open(_ sheet: Sheet) throws(FileProblem) -> any ByteSource { try archive.open(sheet.part, most: Workbook.mostSheetBytes) }

  private static func resolve(_ target: String, from folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }
}

/// Which part of the archive another part means by a name.
private final class Relations: MarkupListener {
  private(set) var targets: [(id: String, type: String, target: String)] = []

  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    guard name == MarkupName("Relationship"), let id = attributes.text(MarkupName("Id")), let type = attributes.text(MarkupName("Type")),
      let target = attributes.text(MarkupName("Target"))
    else { return }
    targets.append((id, type, target))
  }

  func end(_ name: MarkupName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

private final class WorkbookContents: MarkupListener {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var isEpoch1904 = false

  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    if name == MarkupName("workbookPr") { isEpoch1904 = attributes.isTrue(MarkupName("date1904")) }
    // `r:id`; `sheetId` is another thing.
    guard name == MarkupName("sheet"), let title = attributes.text(MarkupName("name")), let relation = attributes.text(MarkupName("id")) else { return }
    sheets.append((title, relation, ["hidden", "veryHidden"].contains(attributes.text(MarkupName("state")))))
  }

  func end(_ name: MarkupName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The number format of each style that cells name.
private final class Styles: MarkupListener {
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isInCells = false

  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    switch name {
    case MarkupName("numFmt"):
      if let id = attributes.integer(MarkupName("numFmtId")), let code = attributes.text(MarkupName("formatCode")) { codes[id] = NumberFormat(code: code) }
    case MarkupName("cellXfs"): isInCells = true
    case MarkupName("xf") where isInCells:
      let id = attributes.integer(MarkupName("numFmtId")) ?? 0
      formats.append(codes[id] ?? .builtIn(id))
    default: break
    }
  }

  func end(_ name: MarkupName) { if name == MarkupName("cellXfs") { isInCells = false } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The texts that cells share, one after the other.
final class SharedTexts: MarkupListener {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var isText = false
  private var isPhonetic = false

  private static let item = MarkupName("si")
  private static let run = MarkupName("t")
  private static let phonetic = MarkupName("rPh")

  var count: Int { ends.count }

  /// Empty where there is none of the number.
  subscript(index: Int) -> ArraySlice<UInt8> {
    guard ends.indices.contains(index) else { return [] }
    return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    if name == SharedTexts.run { isText = !isPhonetic }
    // How a Japanese name is pronounced is no part of it.
    if name == SharedTexts.phonetic { isPhonetic = true }
  }

  func end(_ name: MarkupName) {
    if name == SharedTexts.run { isText = false }
    if name == SharedTexts.phonetic { isPhonetic = false }
    if name == SharedTexts.item { ends.append(UInt32(bytes.count)) }
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) { if isText { bytes.append(contentsOf: text) } }
}
