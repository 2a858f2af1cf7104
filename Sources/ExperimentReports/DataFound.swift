public import ExperimentModel

/// What `mvp validate --data` found in an experiment's files.
public struct DataFound {
  public let id: String
  public let quality: DataQuality
  public let language: Language

  public init(id: String, quality: DataQuality, language: Language) {
    self.id = id
    self.quality = quality
    self.language = language
  }

  /// Total rows shown one by one.
  private static let mostTotals = 3

  public var text: String {
    let words = Wording(language: language, currency: "")
    var lines = [id]
    for file in quality.files {
      var parts = [
        words(English.count(file.rows, "row"), "\(file.rows) 行"), file.encoding,
        file.delimiter == "tab" ? words("delimiter tab", "以制表符分列") : words("delimiter '\(file.delimiter)'", "以“\(file.delimiter)”分列"),
        words("header on line \(file.headerLine)", "表头在第 \(file.headerLine) 行"),
      ]
      if let first = file.firstDay, let last = file.lastDay { parts.append("\(first) … \(last)") }
      if let format = file.dateFormat { parts.append(words("dates as \(format)", "日期格式 \(format)")) }
      lines.append("  \(file.file)" + words(": ", "：") + parts.joined(separator: words(", ", "，")))
      let isWhole = file.unreconciledTotals.isEmpty
      for total in file.totals.prefix(DataFound.mostTotals) {
        let columns = total.columns.map { column -> String in
          let stated = words.figures.decimal(column.stated, places: 2)
          let summed = words.figures.decimal(column.summed, places: 2)
          return column.agrees
            ? words("\(column.name) \(stated), as the rows sum to", "\(column.name) \(stated)，与各行之和一致")
            : words("\(column.name) \(stated) stated, rows sum to \(summed)", "\(column.name) 所列 \(stated)，各行之和 \(summed)")
        }
        let verdict = total.agrees ? words("reconciled", "已核对") : isWhole ? words("of another scope", "范围不同") : words("NOT reconciled", "未能核对")
        lines.append(
          words("    total row left out, line \(total.line) “\(OneLine.text(total.label))”: \(verdict)", "    未计入的合计行，第 \(total.line) 行“\(OneLine.text(total.label))”：\(verdict)")
            + (columns.isEmpty ? "" : " (\(columns.joined(separator: "; ")))"))
      }
    }
    for file in quality.files where file.totals.count > DataFound.mostTotals {
      let more = file.totals.count - DataFound.mostTotals
      lines.append(
        words(
          "  \(file.file): \(English.count(more, "more total row")) left out, \(file.totals.dropFirst(DataFound.mostTotals).count(where: \.agrees)) of them reconciled",
          "  \(file.file)：另有 \(more) 个合计行未计入，其中 \(file.totals.dropFirst(DataFound.mostTotals).count(where: \.agrees)) 个已核对"))
    }
    if quality.badRows > 0 {
      lines.append(words("  \(English.count(quality.badRows, "row")) could not be read:", "  \(quality.badRows) 行无法读取："))
      for row in quality.badRowExamples.prefix(5) { lines.append("    " + words.said("\(row.file):\(row.line)", row.reason(in: language))) }
    }
    for name in quality.outsideNames.prefix(8) {
      let near = name.near.map { words(" — did you mean \($0)?", "——是否为 \($0)？") } ?? ""
      lines.append(
        words(
          "  \(English.count(name.rows, "row")) of another name left out: “\(OneLine.text(name.name))”\(near)",
          "  其他名称“\(OneLine.text(name.name))”的 \(name.rows) 行未计入\(near)"))
    }
    if quality.outsideDates > 0 {
      lines.append(words("  \(English.count(quality.outsideDates, "row")) outside the test's dates left out", "  测试日期之外的 \(quality.outsideDates) 行未计入"))
    }
    if quality.unitsInTwoVariants > 0 {
      lines.append(words("  \(English.count(quality.unitsInTwoVariants, "unit")) in two variants left out", "  出现在两个版本的 \(quality.unitsInTwoVariants) 个对象未计入"))
    }
    for overlap in quality.overlaps {
      lines.append(
        words(
          "  \(overlap.first) and \(overlap.second) overlap in \(English.count(overlap.cells, "cell"))",
          "  \(overlap.first) 与 \(overlap.second) 有 \(overlap.cells) 处重叠"))
    }
    for impossible in quality.impossible { lines.append("  " + words.said(impossible.metric + words(", ", "，") + impossible.variant, impossible.text(in: language))) }
    for note in quality.notes { lines.append("  " + note(in: language)) }
    return lines.joined(separator: "\n") + "\n"
  }
}
