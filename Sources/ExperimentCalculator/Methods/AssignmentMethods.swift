import ExperimentStatistics

extension CalcCatalogue {
  private static let seed = CalcInput("seed", .text, default: "\"\"", "the experiment's key")
  private static let value = CalcInput("value", .text, "the unit's id")
  private static let version = CalcInput("version", .count(.any), default: "2", "of the hash: 1 or 2")
  private static let hash = CalcInput("hash", .number(.within(0, 1)), "the unit's point")
  private static let ranges = CalcInput("ranges", .list(.list(.number(.any), atLeast: 2), atLeast: 0), "[from, to) of each variant")
  private static let variants = CalcInput("variants", .count(.within(1, 10_000)), "how many")
  private static let coverage = CalcInput("coverage", .number(.any), default: "1", "part of the units that take part")
  private static let weights = CalcInput("weights", .list(.number(.notNegative), atLeast: 0), default: "", "shares of the variants; equal when left out")
  private static let namespace = CalcInput("namespace", .list(.text, atLeast: 3), "[id, from, to]")

  static let assignmentMethods: [CalcMethod] = [
    CalcMethod(
      "assignment.hash", .assignment, "The point in 0..<1 on which a unit falls.",
      inputs: [seed, value, version], outputs: [CalcOutput("hash", "the point; null for another version")],
      definition: "32-bit FNV-1a over UTF-8. v2: FNV of the decimal text of FNV(seed + value), mod 10,000 / 10,000; v1: FNV(value + seed) mod 1,000 / 1,000.",
      source: "Fowler, Noll & Vo (1991), FNV-1a; the field's feature-flag SDKs.", validity: "Any text.", cost: "20 ns"
    ) { request, result in
      result.number(
        "hash", AssignmentHash.point(seed: try request.text(seed), value: try request.text(value), version: try request.count(version)))
    },
    CalcMethod(
      "assignment.choose", .assignment, "The variant whose range holds a point.",
      inputs: [hash, ranges], outputs: [CalcOutput("index", "from 0; −1 for none")],
      definition: "The first range with from ≤ hash < to.", source: "The field's feature-flag SDKs.", validity: "Any ranges.", cost: "O(ranges)"
    ) { request, result in
      let ranges = try request.table(ranges).map { BucketRange(lower: $0[0], upper: $0[1]) }
      result.integer("index", Buckets.choose(try request.number(hash), from: ranges))
    },
    CalcMethod(
      "assignment.ranges", .assignment, "The ranges of variants from coverage and weights.",
      inputs: [variants, coverage, weights], outputs: [CalcOutput("ranges", "[from, to) of each")],
      definition: "Each range begins where the weights before it end and is coverage · weight long; coverage clamped to 0…1, weights of the wrong "
        + "number or with a sum beyond 0.99…1.01 replaced by equal ones.",
      source: "The field's feature-flag SDKs.", validity: "1 to 10,000 variants.", cost: "O(variants)"
    ) { request, result in
      let ranges = Buckets.ranges(
        variants: try request.count(variants), coverage: try request.number(coverage), weights: try request.optionalNumbers(weights))
      result.json.key("ranges")
      result.json.beginArray()
      for range in ranges {
        result.json.beginArray()
        result.json.number(range.lower, for: "ranges")
        result.json.number(range.upper, for: "ranges")
        result.json.endArray()
      }
      result.json.endArray()
    },
    CalcMethod(
      "assignment.namespace", .assignment, "Whether a unit is in a part of a namespace.",
      inputs: [value, namespace], outputs: [CalcOutput("included", "true or false")],
      definition: "from ≤ v1 hash with seed `__` + id < to.", source: "The field's feature-flag SDKs.", validity: "Any text.", cost: "20 ns"
    ) { request, result in
      let parts = try request.elements(namespace)
      guard parts.count == 3 else { throw request.unfit(namespace, "[id, from, to]") }
      let bound = CalcShape.number(.any)
      result.flag(
        "included",
        Buckets.isIncluded(
          try request.text(value), namespace: try request.text(at: parts[0], .text), from: try request.number(at: parts[1], bound),
          to: try request.number(at: parts[2], bound)))
    },
  ]
}
