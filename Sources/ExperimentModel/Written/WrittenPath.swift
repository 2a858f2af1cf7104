/// Paths that stay inside the workspace: relative, with forward slashes, never upward.
enum WrittenPath {
  static func problem(_ path: String) -> BilingualText? {
    if path.isEmpty { return ValueSentences.emptyPath }
    if path.utf8.count > 1000 { return ValueSentences.longPath }
    if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return ValueSentences.controlCharacterInPath
    }
    if path.contains("\\") { return ValueSentences.backslashInPath }
    if path.contains("://") {
      return ValueSentences.addressAsPath
    }
    let second = path.index(after: path.startIndex)
    let isDrive = path.first?.isLetter == true && second < path.endIndex && path[second] == ":"
    if path.hasPrefix("/") || path.hasPrefix("~") || isDrive {
      return ValueSentences.absolutePath
    }
    if path.split(separator: "/").contains("..") {
      return ValueSentences.pathOutOfWorkspace
    }
    return nil
  }

  /// The kinds of file that data are read from.
  static func dataProblem(_ path: String) -> BilingualText? {
    if let problem = problem(path) { return problem }
    let name = (path.split(separator: "/").last.map(String.init) ?? "").lowercased()
    let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    if [".csv", ".tsv", ".txt", "*"].contains(where: { plain.hasSuffix($0) }) { return nil }
    // A workbook is packed already.
    if [".xlsx", ".xlsm", ".xls", ".htm", ".html"].contains(where: { name.hasSuffix($0) }) { return nil }
    return ValueSentences.noTable
  }
}
