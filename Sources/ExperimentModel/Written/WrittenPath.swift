/// Paths that stay inside the workspace: relative, with forward slashes, never upward.
enum WrittenPath {
  static func problem(_ path: String) -> BilingualText? {
    if path.isEmpty { return BilingualText("a path cannot be empty", "路径不能为空") }
    if path.utf8.count > 1000 { return BilingualText("the path is too long", "路径太长") }
    if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return BilingualText("a path cannot hold control characters", "路径里不能有控制字符")
    }
    if path.contains("\\") { return BilingualText("write the path with '/', not '\\'", "路径请用 '/',不用 '\\'") }
    if path.contains("://") {
      return BilingualText("a file in the workspace is needed, not an address", "这里要写工作区里的文件,不能写网址")
    }
    let second = path.index(after: path.startIndex)
    let isDrive = path.first?.isLetter == true && second < path.endIndex && path[second] == ":"
    if path.hasPrefix("/") || path.hasPrefix("~") || isDrive {
      return BilingualText("write a path relative to mvp.yaml", "请写相对于 mvp.yaml 的路径")
    }
    if path.split(separator: "/").contains("..") {
      return BilingualText("a path cannot lead out of the workspace ('..')", "路径不能用 '..' 走出工作区")
    }
    return nil
  }

  /// The kinds of file that data are read from.
  static func dataProblem(_ path: String) -> BilingualText? {
    if let problem = problem(path) { return problem }
    let name = (path.split(separator: "/").last.map(String.init) ?? "").lowercased()
    let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    if [".csv", ".tsv", ".txt", "*"].contains(where: { plain.hasSuffix($0) }) { return nil }
    if plain.hasSuffix(".xlsx") || plain.hasSuffix(".xls") {
      return BilingualText("Excel files are not read; save the sheet as CSV", "不读 Excel 文件;请把表另存为 CSV")
    }
    return BilingualText("data are read from .csv, .tsv or .txt files, .gz allowed", "数据文件应为 .csv、.tsv 或 .txt,可带 .gz")
  }
}
