/// Reads one mapping by its key table. Asking for a key that the table does not describe is a programmer's mistake, so a key
/// cannot be read without standing in the schema too.
struct MappingReader {
  let table: KeyTable
  let mark: SourceMark
  let log: ProblemLog
  private let values: [String: SourceNode.Entry]

  /// Nil (and said) when the node is not a mapping. Unknown and missing keys are said here.
  init?(_ node: SourceNode, _ table: KeyTable, log: ProblemLog, what: BilingualText) {
    guard let entries = node.entries else {
      log.error(
        node.isEmpty ? "empty_value" : "wrong_type", at: node.mark,
        ValueSentences.noMapping(what, keys: MappingReader.list(table), found: node.found))
      return nil
    }
    self.init(entries: entries, mark: node.mark, table, log: log, what: what)
  }

  init(
    entries: [SourceNode.Entry], mark: SourceMark, _ table: KeyTable, log: ProblemLog, what: BilingualText,
    placeOfMissing: SourceMark? = nil
  ) {
    var values: [String: SourceNode.Entry] = [:]
    for entry in entries {
      guard table[entry.key] != nil else {
        MappingReader.reportUnknown(entry, table, written: entries, log: log)
        continue
      }
      if values[entry.key] == nil { values[entry.key] = entry }
    }
    for key in table.keys where key.required && values[key.name] == nil {
      log.error(
        "missing_key", at: placeOfMissing ?? mark,
        ValueSentences.missingKey(what, key.name, meaning: key.text))
    }
    self.table = table
    self.mark = mark
    self.log = log
    self.values = values
  }

  private static func list(_ table: KeyTable) -> String { table.keys.map(\.name).joined(separator: ", ") }

  private static func reportUnknown(_ entry: SourceNode.Entry, _ table: KeyTable, written: [SourceNode.Entry], log: ProblemLog) {
    if entry.key == "<<" {
      log.error(
        "unknown_key", at: entry.keyMark,
        ValueSentences.mergeKey)
      return
    }
    let names = table.keys.map(\.name)
    // A key that is there already cannot be the one that was meant.
    let free = names.filter { name in !written.contains { $0.key == name } }
    let habit = KeyHabits.meant(by: entry.key).flatMap { free.contains($0) ? $0 : nil }
    let meant = habit ?? Spelling.nearest(entry.key, among: free)
    let english = meant.map { "; did you mean '\($0)'?" } ?? ""
    let chinese = meant.map { "；是不是想写 '\($0)'？" } ?? ""
    let allowed = names.joined(separator: ", ")
    log.error(
      "unknown_key", at: entry.keyMark,
      ValueSentences.unknownKey(entry.key.shortened, allowed: allowed, english: english, chinese: chinese))
  }

  /// Whether the key was written at all.
  func has(_ name: String) -> Bool {
    precondition(table[name] != nil, "'\(name)' is not described in \(table.name)")
    return values[name] != nil
  }

  /// Where the key itself stands; the mapping when it does not.
  func keyMark(_ name: String) -> SourceMark { values[name]?.keyMark ?? mark }

  /// What was written; nil when absent, or when nothing follows the colon (which is said).
  func node(_ name: String) -> SourceNode? {
    guard has(name), let entry = values[name] else { return nil }
    guard !entry.value.isEmpty else {
      log.error(
        "empty_value", at: entry.value.mark,
        ValueSentences.nothingWritten(name))
      return nil
    }
    return entry.value
  }

  func shape(_ name: String) -> Shape {
    guard let key = table[name] else { preconditionFailure("'\(name)' is not described in \(table.name)") }
    return key.shape
  }
}

/// What people call a key in other tools or in Chinese, for "did you mean".
enum KeyHabits {
  static func meant(by key: String) -> String? { names[Spelling.fold(key)] }

  private static let names: [String: String] = [
    "arms": "variants", "branches": "variants", "groups": "variants", "variations": "variants", "变体": "variants", "版本": "variants",
    "baseline": "control", "对照": "control", "对照组": "control", "goal": "primary", "主指标": "primary", "kpi": "primary", "指标": "metrics",
    "数据": "data", "开始": "start", "开始日期": "start", "结束": "end", "结束日期": "end", "时长": "duration", "预算": "budget", "名称": "title",
    "标题": "title", "假设": "hypothesis", "负责人": "owner", "标签": "tags", "护栏": "guardrails", "weight": "allocation", "share": "allocation",
    "split": "allocation", "alpha": "confidence", "significance": "confidence", "mde": "minimum_effect",
    "minimum_detectable_effect": "minimum_effect",
    "path": "file", "文件": "file", "日期": "date", "id": "experiment", "name": "experiment", "time_zone": "timezone", "tz": "timezone",
    "lang": "language",
    "lower_is_better": "direction", "aliases": "names", "alias": "names", "numerators": "numerator", "begin": "start", "from": "start",
    "until": "end",
  ]
}
