/// Which metrics an experiment uses, and as what.
struct MetricRoles {
  private(set) var primary: WrittenMetric?
  /// The primary first, then as declared; workspace metrics where they are first named.
  private(set) var used: [(metric: WrittenMetric, role: Metric.Role)] = []
  private(set) var primaryMark: SourceMark?
  private var limits: [(name: String, mark: SourceMark, reader: MappingReader)] = []

  static func read(_ reader: MappingReader, workspace: WorkspaceDeclaration) -> MetricRoles {
    let log = reader.log
    var roles = MetricRoles()
    let entries = reader.named("metrics", atMost: 200)
    let own = entries.compactMap { WrittenMetric.read($0, log: log) }
    // A metric that is written but faulty is known by name: one fault, one message.
    let faulty = Set(entries.map(\.key)).subtracting(own.map(\.name))
    let shared = workspace.metrics.filter { metric in !entries.contains { $0.key == metric.name } }
    if !reader.has("metrics"), workspace.metrics.isEmpty {
      log.error("missing_key", at: reader.mark, MetricSentences.noMetrics)
    } else if reader.has("metrics"), entries.isEmpty, shared.isEmpty, let node = reader.node("metrics"), node.entries != nil {
      ScalarReading.outOfRange(node, "metrics", MetricSentences.oneAtLeast, log: log)
    }
    let canBeKnown = reader.has("metrics") || !workspace.metrics.isEmpty
    func find(_ name: Marked<String>, _ key: String) -> WrittenMetric? {
      if let metric = (own + shared).first(where: { $0.name == name.value }) { return metric }
      guard !faulty.contains(name.value), canBeKnown else { return nil }
      let names = entries.map(\.key) + shared.map(\.name)
      let titled = (own + shared).first { $0.title == name.value }?.name
      let hint = titled.map { ValueSentences.meant(quoted: $0) } ?? Spelling.hint(name.value, among: names)
      let known = names.isEmpty ? "–" : names.joined(separator: ", ")
      log.error(
        "dangling", at: name.mark,
        MetricSentences.noSuchMetric(name.value.shortened, key: key, known: known, hint: hint))
      return nil
    }
    let primary = readPrimary(reader)
    roles.primary = primary.flatMap { find($0, "primary") }
    roles.primaryMark = primary?.mark
    let secondary = reader.texts("secondary", atMost: 200)
    for (index, name) in secondary.enumerated() {
      if name.value == primary?.value || secondary[..<index].contains(where: { $0.value == name.value }) {
        log.error(
          "duplicate_name", at: name.mark,
          MetricSentences.secondRole(name.value.shortened))
      }
    }
    var named = secondary.compactMap { find($0, "secondary") }
    for entry in reader.named("guardrails", atMost: 100) {
      let what = MetricSentences.guardrail(entry.key.shortened)
      if let metric = find(Marked(value: entry.key, mark: entry.keyMark), "guardrails") { named.append(metric) }
      if let limits = MappingReader(entry.value, ExperimentKeys.guardrail, log: log, what: what) {
        roles.limits.append((entry.key, entry.keyMark, limits))
      }
    }
    let guarded = Set(roles.limits.map(\.name))
    func add(_ metric: WrittenMetric) {
      guard !roles.used.contains(where: { $0.metric.name == metric.name }) else { return }
      let role: Metric.Role = metric.name == roles.primary?.name ? .primary : guarded.contains(metric.name) ? .guardrail : .secondary
      roles.used.append((metric, role))
    }
    if let primary = roles.primary { add(primary) }
    own.forEach(add)
    named.forEach(add)
    return roles
  }

  private static func readPrimary(_ reader: MappingReader) -> Marked<String>? {
    guard let node = reader.node("primary") else { return nil }
    if node.items != nil {
      ScalarReading.wrong(
        node, "primary",
        MetricSentences.onePrimary,
        log: reader.log)
      return nil
    }
    return reader.text("primary")
  }

  func guardrails(in metrics: [Metric], hasControl: Bool, log: ProblemLog) -> [Guardrail] {
    limits.compactMap { limit in
      let reader = limit.reader
      let max = limitNumber(reader, "max")
      let min = limitNumber(reader, "min")
      let increase = reader.fraction("max_increase")
      let decrease = reader.fraction("max_decrease")
      let what = MetricSentences.guardrail(limit.name.shortened)
      if !["max", "min", "max_increase", "max_decrease"].contains(where: { reader.has($0) }) {
        log.error(
          "missing_key", at: reader.mark,
          MetricSentences.needsLimit(what))
      }
      if let max, let min, min.value > max.value {
        log.error("conflict", at: min.mark, MetricSentences.limitsCross)
      }
      if !hasControl, let relative = increase ?? decrease {
        log.error(
          "conflict", at: relative.mark,
          MetricSentences.limitWithoutControl)
      }
      guard let index = metrics.firstIndex(where: { $0.name == limit.name }) else { return nil }
      if !metrics[index].facts.hasRelative, let relative = increase ?? decrease {
        log.error(
          "conflict", at: relative.mark,
          MetricSentences.noRelativeChange(metrics[index].kind.name))
      }
      return Guardrail(
        metric: index, max: max?.value, min: min?.value, maxIncrease: increase?.value, maxDecrease: decrease?.value, mark: limit.mark)
    }
  }

  /// An absolute limit may be written as a number, a share or an amount of money.
  private func limitNumber(_ reader: MappingReader, _ name: String) -> Marked<Double>? {
    guard let node = reader.node(name) else { return nil }
    if let text = node.text, WrittenNumber(text) == nil, let money = WrittenMoney(text) {
      if let doubt = money.doubt(text) {
        reader.log.error("ambiguous_number", at: node.mark, ValueSentences.doubtful(name, doubt))
        return nil
      }
      guard Bounds.any.contains(money.value) else {
        ScalarReading.outOfRange(node, name, MetricSentences.largest, log: reader.log)
        return nil
      }
      return Marked(value: money.value, mark: node.mark)
    }
    return reader.number(name)
  }
}
