/// Looks written columns up among the tables: plain names where there is one table, `table.column` where there are several.
struct ColumnResolution {
  let tables: [TableDeclaration]
  let log: ProblemLog

  func column(_ written: Marked<String>) -> ColumnReference? {
    guard let (table, column) = locate(written) else { return nil }
    return ColumnReference(table: table, column: column, mark: written.mark)
  }

  func value(_ written: WrittenValue) -> ValueExpression? {
    switch written.source {
    case .plain(let column):
      guard let (table, name) = locate(column) else { return nil }
      if name == "rows" { return expression(.rows(table: table), written) }
      return expression(.column(ColumnReference(table: table, column: name, mark: column.mark)), written)
    case .column(let column): return self.column(column).map { expression(.column($0), written) }
    case .equals(let column, let texts): return self.column(column).map { expression(.equals($0, texts), written) }
    case .elapsed(let from, let to, let unit):
      let first = column(from)
      let last = column(to)
      guard let first, let last else { return nil }
      guard first.table == last.table else {
        log.error(
          "conflict", at: to.mark,
          TableSentences.elapsedOfTwoTables)
        return nil
      }
      return expression(.elapsed(from: first, to: last, unit: unit), written)
    case .event(let name, let aggregate, let within):
      let events = tables.indices.filter { if case .events = tables[$0].grain { true } else { false } }
      guard let table = events.first else {
        guard !tables.isEmpty else { return nil }
        log.error(
          "dangling", at: written.mark,
          TableSentences.eventWithoutTable(name.shortened))
        return nil
      }
      return expression(.event(table: table, name: name, aggregate: aggregate, within: within), written)
    }
  }

  private func expression(_ source: ValueExpression.Source, _ written: WrittenValue) -> ValueExpression {
    ValueExpression(source, atLeast: written.atLeast, atMost: written.atMost)
  }

  private func locate(_ written: Marked<String>) -> (table: Int, column: String)? {
    // Without tables the fault is in `data`, and said there.
    guard !tables.isEmpty else { return nil }
    let prefixed = tables.indices.compactMap { index -> (table: Int, column: String)? in
      let name = tables[index].name
      guard !name.isEmpty, written.value.hasPrefix(name + ".") else { return nil }
      let column = String(written.value.dropFirst(name.count + 1)).trimmed
      return column.isEmpty ? nil : (index, column)
    }
    if let found = prefixed.first { return found }
    if tables.count == 1 { return (0, written.value) }
    let names = tables.map(\.name)
    let prefix = written.value.split(separator: ".", maxSplits: 1).first.map(String.init) ?? ""
    let hint = written.value.contains(".") ? Spelling.nearest(prefix, among: names) : nil
    let rest = written.value.dropFirst(prefix.count)
    log.error(
      "dangling", at: written.mark,
      TableSentences.columnOfWhichTable(written.value.shortened, tables: names, meant: hint.map { "\($0)\(rest)" }))
    return nil
  }
}

extension ValueExpression {
  /// The same number, wherever it was written.
  public func isSame(as other: ValueExpression) -> Bool { unmarked == other.unmarked }

  private var unmarked: ValueExpression {
    func bare(_ reference: ColumnReference) -> ColumnReference {
      ColumnReference(table: reference.table, column: reference.column, mark: SourceMark(file: "", line: 0, column: 0))
    }
    let source: Source =
      switch self.source {
      case .column(let column): .column(bare(column))
      case .equals(let column, let texts): .equals(bare(column), texts)
      case .elapsed(let from, let to, let unit): .elapsed(from: bare(from), to: bare(to), unit: unit)
      case .rows, .event: self.source
      }
    return ValueExpression(source, atLeast: atLeast, atMost: atMost)
  }
}
