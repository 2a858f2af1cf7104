/// Tables as written → tables that hold: every file of a known variant, every source declared.
enum TableResolution {
  static func resolve(
    _ written: [WrittenTable], variants: [Variant], sources: [Workspace.Source], timeZones: TimeZoneDatabase, log: ProblemLog, notYet: inout NotYet
  ) -> [TableDeclaration] {
    var tables: [TableDeclaration] = []
    for (index, table) in written.enumerated() {
      warnOfAuctionCounts(table, log: log)
      switch table.kind {
      case .exposures: notYet.add(TableSentences.exposures, at: table.mark)
      case .events: notYet.add(TableSentences.events, at: table.mark)
      case .dailyTotals, .units: break
      }
      // A place that did not hold has been reported; a stand-in keeps the columns checkable.
      let location = location(of: table, variants: variants, sources: sources, log: log, notYet: &notYet) ?? .file("")
      tables.append(
        TableDeclaration(
          name: table.name, location: location, grain: grain(of: table),
          variantColumn: table.variant?.value, dateColumn: table.date?.value, lastDayColumn: table.lastDay?.value, unitsColumn: table.units?.value,
          segments: table.segments.map {
            SegmentDeclaration(column: ColumnReference(table: index, column: $0.column.value, mark: $0.column.mark), bands: $0.bands)
          },
          encoding: table.encoding, delimiter: table.delimiter, dateFormat: table.dateFormat, skipRows: table.skipRows,
          emptyCell: table.empty, zone: TableZone.resolve(table, timeZones: timeZones, log: log), filters: table.filters, money: table.money,
          decimal: table.decimal, totals: table.totals, once: table.once, overlap: table.overlap, sheet: table.sheet, marks: table.marks,
          mark: table.mark))
    }
    return tables
  }

  private static func grain(of table: WrittenTable) -> TableDeclaration.Grain {
    switch table.kind {
    case .dailyTotals: .dailyTotals
    case .units: table.unit?.value == "row" ? .unitPerRow : .units(column: table.unit?.value ?? "")
    case .exposures: .exposures(unit: table.unit?.value ?? "")
    case .events: .events(unit: table.unit?.value ?? "", name: table.eventName?.value ?? "", value: table.eventValue?.value)
    }
  }

  private static func location(
    of table: WrittenTable, variants: [Variant], sources: [Workspace.Source], log: ProblemLog, notYet: inout NotYet
  ) -> TableDeclaration.Location? {
    switch table.place {
    case nil: return nil
    case .file(let path): return .file(path.value)
    case .files(let files): return filePerVariant(files, of: table, variants: variants, log: log)
    case .query(let source, let query):
      guard sources.contains(where: { $0.name == source.value }) else {
        let names = sources.map(\.name)
        let hint = Spelling.hint(source.value, among: names)
        let known = names.isEmpty ? "–" : names.joined(separator: ", ")
        log.error(
          "dangling", at: source.mark,
          TableSentences.unknownSource(source.value.shortened, known: known, hint: hint))
        return nil
      }
      notYet.add(TableSentences.database, at: source.mark)
      return .query(source: source.value, query)
    }
  }

  private static func filePerVariant(
    _ files: [Marked<String>: Marked<String>], of table: WrittenTable, variants: [Variant], log: ProblemLog
  ) -> TableDeclaration.Location? {
    guard !variants.isEmpty else { return nil }
    let ids = variants.map(\.id)
    for key in files.keys where !ids.contains(key.value) {
      let hint = Spelling.hint(key.value, among: ids)
      log.error(
        "dangling", at: key.mark,
        TableSentences.fileOfNoVariant(key.value.shortened, ids: ids, hint: hint))
    }
    let paths = ids.map { id in files.first { $0.key.value == id }?.value }
    let missing = zip(ids, paths).filter { $0.1 == nil }.map(\.0)
    if !missing.isEmpty {
      log.error(
        "missing_key", at: table.marks["files"] ?? table.mark,
        TableSentences.variantsWithoutFile(missing))
    }
    var seen: Set<String> = []
    for path in paths.compactMap(\.self) where !seen.insert(path.value).inserted {
      log.error(
        "duplicate_name", at: path.mark,
        TableSentences.fileOfTwoVariants(path.value.shortened))
    }
    return missing.isEmpty ? .filePerVariant(paths.compactMap { $0?.value }) : nil
  }

  private static func warnOfAuctionCounts(_ table: WrittenTable, log: ProblemLog) {
    guard let units = table.units, AttentionWords.isDealtByAuction(units.value) else { return }
    log.warning(
      "units_by_auction", at: units.mark,
      TableSentences.unitsByAuction(units.value.shortened))
  }
}

/// Names that count attention rather than action.
enum AttentionWords {
  /// Reads, views, followers, likes, impressions: easy to move, and no reason to act.
  static func isVanity(_ name: String) -> Bool {
    holds(name, words: vanityEnglish, parts: vanityChinese)
  }

  static func isDealtByAuction(_ name: String) -> Bool {
    holds(
      name, words: ["impression", "impressions", "click", "clicks", "views", "view", "reach", "imps", "impr", "pv"],
      parts: ["展示", "展现", "曝光", "点击", "浏览", "播放"])
  }

  private static func holds(_ name: String, words: Set<String>, parts: [String]) -> Bool {
    if !name.utf8.allSatisfy({ $0 < 0x80 }) {
      if parts.contains(where: { name.contains($0) }) { return true }
      return Spelling.fold(name).split { !$0.isLetter }.contains { words.contains(String($0)) }
    }
    return name.lowercased().utf8.split { !(97...122).contains($0) }.contains { words.contains(String(Substring($0))) }
  }

  private static let vanityEnglish: Set<String> = [
    "read", "reads", "view", "views", "pageviews", "pageview", "pv", "follower", "followers", "fans", "like", "likes", "impression",
    "impressions", "reach",
    "plays", "thumbs", "upvotes", "favorites", "favourites", "exposure", "imps",
  ]
  private static let vanityChinese = ["阅读", "曝光", "粉丝", "点赞", "展现", "展示", "播放", "浏览", "关注", "收藏", "观看"]
}
