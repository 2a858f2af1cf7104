import ExperimentData
import ExperimentModel

/// What a new declaration is to say of its files: chosen from what the files are and what a person said.
struct TableDraft {
  struct Arm {
    /// `[a-z0-9-]`.
    let id: String
    /// As the files have it; empty where each variant has a file of its own.
    let names: [String]
    /// The file of its own.
    let file: String?
    let counted: BilingualText?
  }

  /// The first of the files, which stands for the others: they have the same columns.
  let profile: FileProfile
  let files: [String]
  let arms: [Arm]
  /// Nil where each variant has a file of its own.
  let variantColumn: Int?
  /// Values of that column that are no variant here.
  let leftOut: Int
  /// `unit:` as it is written; nil for daily totals.
  let unit: String?
  let first: CalendarDay?
  let last: CalendarDay?
  let rows: Int
  let metrics: MetricDraft
  /// Codes other than the workspace's.
  let otherCurrencies: [String]
  /// The table of what became of the people, where the first is of the money alone.
  var second: SecondTable?

  /// As many variants as are taken of a column with more values than a test has.
  private static let mostOfMany = 4
}

extension TableDraft {
  /// - Parameters:
  ///   - files: as the declaration will name them, one for each profile.
  ///   - pattern: what finds all of them where they are parts of one table.
  init(_ profiles: [FileProfile], files: [String], pattern: String?, answers: DraftAnswers, currency: String) throws {
    guard let profile = profiles.first else { throw RunnerError(.usage, DraftSentences.noFile) }
    if let other = profiles.first(where: { $0.columns.map(\.name) != profile.columns.map(\.name) }) {
      guard let joined = JoinedTables(profiles, variantColumn: answers.variantColumn) else {
        throw RunnerError(.cannotDraft, DraftSentences.otherColumns(profile.file, other.file))
      }
      self = try TableDraft(joined, files: files, answers: answers, currency: currency)
      return
    }
    let column = try TableDraft.variantColumn(profiles, answers.variantColumn)
    let arms: [Arm]
    var leftOut = 0
    var own = files
    if let column {
      let all = TableDraft.merged(profiles.map { $0.columns[column].values ?? [] })
      let taken = TableDraft.taken(all)
      leftOut = all.count - taken.count
      arms = TableDraft.arms(taken.map { ([$0.text], $0.counted) })
      guard profiles.count == 1 || pattern != nil else { throw RunnerError(.cannotDraft, DraftSentences.noPattern) }
      own = [pattern ?? files[0]]
    } else {
      guard files.count > 1 else { throw RunnerError(.cannotDraft, DraftSentences.noVariants(profile.file)) }
      var ids: Set<String> = []
      arms = zip(files, profiles).enumerated().map { number, item in
        let name = WholeFile.name(of: item.0).prefix { $0 != "." }
        return Arm(id: TableDraft.id(String(name), number, &ids), names: [], file: item.0, counted: DraftSentences.rows(item.1.rows))
      }
    }
    let unit = TableDraft.unit(profile)
    let otherCurrencies = profiles.flatMap(\.currencies).filter { $0 != currency }
    let metrics = try MetricDraft(profile, isUnits: unit != nil, answers: answers, hasRate: TableDraft.hasRate(otherCurrencies, answers))
    try TableDraft.check(metrics, profiles, otherCurrencies, currency)
    self.init(
      profile: profile, files: own, arms: arms, variantColumn: column, leftOut: leftOut, unit: unit, first: answers.start ?? profiles.compactMap { $0.dates?.first }.min(),
      last: profiles.compactMap { $0.dates?.last }.max(), rows: profiles.reduce(0) { $0 + $1.rows }, metrics: metrics, otherCurrencies: otherCurrencies)
  }

  /// Whether money can be counted.
  static func hasRate(_ otherCurrencies: [String], _ answers: DraftAnswers) -> Bool {
    otherCurrencies.isEmpty || (Set(otherCurrencies).count == 1 && answers.rate != nil)
  }

  static func check(_ metrics: MetricDraft, _ profiles: [FileProfile], _ otherCurrencies: [String], _ currency: String) throws {
    guard metrics.primary == nil else { return }
    throw RunnerError(
      .cannotDraft,
      metrics.withoutRate.isEmpty
        ? DraftSentences.noAction(profiles[0].file, columns: profiles.flatMap(\.columns).map(\.name))
        : DraftSentences.noRate(Set(otherCurrencies).sorted(), currency: currency))
  }

  /// `unit:` of a file; nil for daily totals.
  static func unit(_ profile: FileProfile) -> String? {
    if !profile.columns(of: .spend).isEmpty || !profile.columns(of: .impressions).isEmpty { return nil }
    if let id = profile.columns(of: .unit).first { return TemplateText.quoted(profile.columns[id].name) }
    let flags = profile.columns(of: .flag) + profile.columns.indices.filter { profile.columns[$0].kind == .yesNo }
    return flags.isEmpty ? nil : "row"
  }

  static func arms(_ values: [(names: [String], counted: BilingualText?)]) -> [Arm] {
    var ids: Set<String> = []
    return values.enumerated().map { number, value in
      Arm(id: id(value.names[0], number, &ids), names: value.names, file: nil, counted: value.counted)
    }
  }

  /// The column that tells variants apart; nil where each file is a variant's own.
  private static func variantColumn(_ profiles: [FileProfile], _ wanted: String?) throws -> Int? {
    let profile = profiles[0]
    if let wanted {
      guard let place = profile.columns.firstIndex(where: { $0.name == wanted }) else {
        throw RunnerError(.cannotDraft, DraftSentences.noColumn(wanted, in: profile.file, known: profile.columns.map(\.name)))
      }
      guard (profile.columns[place].values?.count ?? 0) >= 2 else { throw RunnerError(.cannotDraft, DraftSentences.oneValue(wanted)) }
      return place
    }
    guard let best = profile.candidates.first else { return nil }
    guard profiles.count > 1 else { return best }
    // Parts of one table share the names of their variants; files of a variant each do not.
    let own = Set((profile.columns[best].values ?? []).map(\.text))
    let isShared = profiles.dropFirst().allSatisfy { own.intersection(($0.columns[best].values ?? []).map(\.text)).count >= 2 }
    let spans = profiles.compactMap(\.dates).sorted { $0.first < $1.first }
    let isSequence = spans.count == profiles.count && zip(spans, spans.dropFirst()).allSatisfy { $0.last < $1.first }
    return isShared && isSequence ? best : nil
  }

  private static func merged(_ lists: [[FileProfile.Value]]) -> [FileProfile.Value] {
    guard lists.count > 1 else { return lists.first ?? [] }
    var order: [String] = []
    var sums: [String: FileProfile.Value] = [:]
    for value in lists.joined() {
      guard let known = sums[value.text] else {
        order.append(value.text)
        sums[value.text] = value
        continue
      }
      sums[value.text] = known.adding(value)
    }
    return order.compactMap { sums[$0] }
  }

  /// All of a handful; of more, those with the most spend, results or rows.
  static func taken(_ values: [FileProfile.Value]) -> [FileProfile.Value] {
    guard values.count > FileProfile.handful else { return values.sorted { $0.text < $1.text } }
    let ranked = values.sorted { ($0.spend ?? 0, $0.results ?? 0, $0.rows) > ($1.spend ?? 0, $1.results ?? 0, $1.rows) }
    return Array(ranked.prefix(mostOfMany))
  }

  private static func id(_ text: String, _ number: Int, _ known: inout Set<String>) -> String {
    var id = ExperimentTemplate.identifier(from: text).map { String($0.prefix(40)) } ?? "v\(number + 1)"
    while id.hasSuffix("-") { id.removeLast() }
    if known.contains(id) { id += "-\(number + 1)" }
    known.insert(id)
    return id
  }
}
