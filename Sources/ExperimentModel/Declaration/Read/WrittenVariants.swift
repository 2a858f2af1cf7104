/// `variants:` and `control:`, whole by themselves.
package enum WrittenVariants {
  static func read(_ reader: MappingReader) -> [Variant] {
    let log = reader.log
    guard let node = reader.node("variants") else { return [] }
    if node.items != nil {
      ScalarReading.wrong(
        node, "variants", ExperimentSentences.variants,
        log: log)
      return []
    }
    let entries = reader.named("variants", atMost: 50)
    guard node.entries != nil else { return [] }
    if let count = node.entries?.count, count < 2 {
      ScalarReading.outOfRange(node, "variants", ExperimentSentences.twoOrMore, log: log)
    }
    let variants = entries.compactMap { read($0, log: log) }
    let live = variants.filter { $0.allocation > 0 }
    if variants.count >= 2, variants.count == entries.count, live.count < 2 {
      ScalarReading.outOfRange(
        node, "variants", ExperimentSentences.twoAllocated, log: log)
    }
    checkNames(variants, log: log)
    return variants
  }

  private static func read(_ entry: SourceNode.Entry, log: ProblemLog) -> Variant? {
    guard ScalarReading.checkIdentifier(entry.key, "variant", at: entry.keyMark, log: log) else { return nil }
    guard entry.key != "none" else {
      log.error(
        "bad_id", at: entry.keyMark,
        ExperimentSentences.variantCalledNone)
      return nil
    }
    if entry.value.isEmpty {
      return Variant(id: entry.key, title: entry.key, allocation: 1, names: [], mark: entry.keyMark)
    }
    let what = ExperimentSentences.variant(entry.key)
    guard let reader = MappingReader(entry.value, ExperimentKeys.variant, log: log, what: what) else { return nil }
    return Variant(
      id: entry.key, title: reader.text("title")?.value ?? entry.key, allocation: reader.number("allocation")?.value ?? 1,
      names: reader.texts("names", atMost: 200).map(\.value), mark: entry.keyMark)
  }

  /// A name in the data that two variants match could be counted for either.
  private static func checkNames(_ variants: [Variant], log: ProblemLog) {
    for (index, variant) in variants.enumerated() {
      for other in variants[..<index] {
        guard let clash = clash(names(of: other), names(of: variant)) else { continue }
        let globs = clash.0 == clash.1 ? "" : " ('\(clash.0)', '\(clash.1)')"
        log.error(
          "duplicate_name", at: variant.mark,
          ExperimentSentences.sharedName(clash.1, first: other.id, second: variant.id, globs: globs))
      }
    }
  }

  private static func names(of variant: Variant) -> [String] { [variant.id, variant.title] + variant.names }

  private static func clash(_ a: [String], _ b: [String]) -> (String, String)? {
    for first in a {
      for second in b where first == second || glob(first, matches: second) || glob(second, matches: first) { return (first, second) }
    }
    return nil
  }

  /// Whether a pattern, in which `*` stands for any run of characters, matches the whole text. O(pattern · text) at worst.
  package static func glob(_ pattern: String, matches text: String) -> Bool {
    guard pattern.contains("*") else { return false }
    let pattern = Array(pattern)
    let text = Array(text)
    var p = 0
    var t = 0
    var star: (p: Int, t: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        p = last.p + 1
        t = last.t + 1
        star = (last.p, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }

  static func control(_ reader: MappingReader, among variants: [Variant]) -> Control {
    guard let text = reader.text("control") else { return .variant(0) }
    if text.value == "none" { return .none }
    if let index = variants.firstIndex(where: { $0.id == text.value }) { return .variant(index) }
    guard !variants.isEmpty else { return .variant(0) }
    let ids = variants.map(\.id)
    let titled = variants.first { $0.title == text.value || $0.names.contains(text.value) }?.id
    let hint =
      titled.map { ValueSentences.meant(quoted: $0) } ?? Spelling.hint(text.value, among: ids + ["none"])
    reader.log.error(
      "dangling", at: text.mark,
      ExperimentSentences.noSuchControl(text.value.shortened, ids: ids, hint: hint))
    return .variant(0)
  }
}
