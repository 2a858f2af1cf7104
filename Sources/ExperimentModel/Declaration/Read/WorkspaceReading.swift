/// `mvp.yaml`, key by key.
enum WorkspaceReading {
  static func read(_ bytes: [UInt8], file: String, timeZones: TimeZoneDatabase) throws(Diagnostics) -> WorkspaceDeclaration {
    let log = ProblemLog()
    let declaration = try assemble(bytes, file: file, timeZones: timeZones, log: log)
    try log.throwIfAny()
    return declaration
  }

  /// With stand-ins for what does not hold, which the log says: not to be used where it has errors, but to read experiments beside it.
  static func assemble(_ bytes: [UInt8], file: String, timeZones: TimeZoneDatabase, log: ProblemLog) throws(Diagnostics) -> WorkspaceDeclaration {
    let root = try SourceTree.read(bytes, file: file, log: log)
    let what = WorkspaceKeySentences.workspace
    guard let reader = MappingReader(root, WorkspaceKeys.root, log: log, what: what) else { throw Diagnostics(log.all) }
    let project = reader.text("project")
    let currency = currency(reader)
    let timeZone = reader.text("timezone").flatMap { timeZones.rules($0, log: log) }
    let language = language(reader)
    let experiments = reader.path("experiments")?.value ?? "experiments"
    let records = reader.path("records")?.value ?? "records"
    let reviews = reviews(reader)
    let channels = NotifyReading.read(reader)
    let before = log.count
    let funds = reader.named("funds", atMost: 100).compactMap { fund($0, currency: currency, log: log) }
    let sources = reader.named("sources", atMost: 100).compactMap { source($0, log: log) }
    let defaults = defaults(reader, currency: currency)
    let metrics = reader.named("metrics", atMost: 500).compactMap { WrittenMetric.read($0, log: log) }
    let isReferred = log.count == before
    guard let zone = timeZone ?? (try? timeZones.rules("UTC")) else { throw Diagnostics(log.all) }
    let workspace = Workspace(
      project: project?.value ?? "", currency: currency ?? Currency.none, timeZone: zone, language: language, experimentsFolder: experiments,
      recordsFolder: records, reviews: reviews, funds: funds, sources: sources, channels: channels, warnings: log.warnings)
    // What experiments may refer to and what their money is in is not known where it does not hold.
    let unsure = Set((isReferred && !log.hasUnknownKey ? [] : ["dangling", "missing_key"]) + (currency == nil ? ["wrong_currency", "missing_key"] : []))
    return WorkspaceDeclaration(workspace: workspace, file: file, decisionDefaults: defaults, metrics: metrics, timeZones: timeZones, unsure: unsure)
  }

  private static func currency(_ reader: MappingReader) -> String? {
    guard let node = reader.node("currency") else { return nil }
    guard let text = node.text else {
      ScalarReading.wrong(node, "currency", WorkspaceKeySentences.currency, log: reader.log)
      return nil
    }
    if Currency.codes.contains(text) { return text }
    let meant = Currency.meant(by: text)
    reader.log.error(
      "unknown_value", at: node.mark,
      WorkspaceKeySentences.unknownCurrency(text.shortened, meant: meant))
    return nil
  }

  private static func language(_ reader: MappingReader) -> Language {
    guard let node = reader.node("language") else { return .english }
    if let language = node.text.flatMap(Language.init(named:)) { return language }
    let folded = Spelling.fold(node.text ?? "")
    let chinese = folded.hasPrefix("zh") || folded.contains("chinese") || folded.contains("中文") || folded.contains("汉语")
    let meant = chinese ? "zh-Hans" : folded.hasPrefix("en") || folded.contains("英") ? "en" : nil
    reader.log.error(
      node.text == nil ? "wrong_type" : "unknown_value", at: node.mark,
      WorkspaceKeySentences.unknownLanguage(node.found, meant: meant))
    return .english
  }

  private static func reviews(_ root: MappingReader) -> Workspace.Reviews {
    let what = ValueSentences.quoted("reviews")
    let reader = root.node("reviews").flatMap { MappingReader($0, WorkspaceKeys.reviews, log: root.log, what: what) }
    return Workspace.Reviews(
      every: reader?.days("every")?.value ?? 14, anchor: reader?.date("anchor")?.value,
      folder: reader?.path("folder")?.value ?? "reports")
  }

  private static func fund(_ entry: SourceNode.Entry, currency: String?, log: ProblemLog) -> Workspace.Fund? {
    let what = WorkspaceKeySentences.fund(entry.key)
    guard let reader = MappingReader(entry.value, WorkspaceKeys.fund, log: log, what: what) else { return nil }
    let total = reader.money("total", in: currency)
    let each = reader.money("per_experiment", in: currency)
    let period = reader.choice("period").flatMap { Workspace.Fund.Period(rawValue: $0.value) } ?? .once
    guard let total else { return nil }
    if let each, each.value > total.value {
      log.error(
        "out_of_range", at: each.mark,
        WorkspaceKeySentences.capAboveTotal)
    }
    return Workspace.Fund(name: entry.key, total: total.value, perExperiment: each?.value, period: period)
  }

  private static func source(_ entry: SourceNode.Entry, log: ProblemLog) -> Workspace.Source? {
    let what = WorkspaceKeySentences.source(entry.key)
    guard let reader = MappingReader(entry.value, WorkspaceKeys.source, log: log, what: what) else { return nil }
    let type = reader.choice("type").flatMap { Workspace.Source.Kind(rawValue: $0.value) }
    let url = reader.text("url")
    let variable = reader.node("password_env").flatMap { environmentVariable($0, log: log) }
    let database = reader.text("database")?.value
    let user = reader.text("user")?.value
    guard let type, let url, checkAddress(url, type, log: log) else { return nil }
    return Workspace.Source(
      name: entry.key, kind: type, url: url.value, database: database, user: user, passwordVariable: variable)
  }

  private static func environmentVariable(_ node: SourceNode, log: ProblemLog) -> String? {
    guard let text = node.text, EnvironmentName.isOne(text) else {
      // What was written is not repeated: it may be the password itself.
      log.error(
        "wrong_type", at: node.mark,
        WorkspaceKeySentences.passwordWritten)
      return nil
    }
    return text
  }

  private static func checkAddress(_ url: Marked<String>, _ kind: Workspace.Source.Kind, log: ProblemLog) -> Bool {
    let schemes = kind == .postgres ? ["postgres", "postgresql"] : ["http", "https"]
    let parts = url.value.split(separator: "://", maxSplits: 1)
    guard parts.count == 2, schemes.contains(String(parts[0])), !url.value.contains(where: \.isWhitespace) else {
      log.error(
        "wrong_type", at: url.mark,
        WorkspaceKeySentences.addressBegins(kind: kind.rawValue, schemes: schemes.map { $0 + "://" }))
      return false
    }
    let authority = parts[1].prefix { $0 != "/" && $0 != "?" }
    let userInfo = authority.split(separator: "@", omittingEmptySubsequences: false)
    let inQuery = parts[1].lowercased().contains("password=")
    guard userInfo.count < 2 || !userInfo[0].contains(":"), !inQuery else {
      log.error(
        "secret_in_file", at: url.mark,
        WorkspaceKeySentences.passwordInAddress)
      return false
    }
    return true
  }

  private static func defaults(_ root: MappingReader, currency: String?) -> WrittenDecision {
    let what = ValueSentences.quoted("defaults")
    guard let node = root.node("defaults"), let reader = MappingReader(node, WorkspaceKeys.defaults, log: root.log, what: what),
      let decision = reader.node("decision")
    else { return WrittenDecision() }
    return WrittenDecision.read(decision, currency: currency, log: root.log)
  }
}
