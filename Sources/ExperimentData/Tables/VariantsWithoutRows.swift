import ExperimentModel

/// Variants that no row of any table is called by, while other rows of the test are there.
enum VariantsWithoutRows {
  static func problems(_ experiment: Experiment, _ readers: [TableReader]) -> [Diagnostic] {
    let readers = readers.filter { $0.table.variantColumn != nil }
    let rows = experiment.variants.indices.map { variant in readers.reduce(0) { $0 + $1.counted[variant] } }
    guard let names = readers.first?.names, rows.contains(where: { $0 > 0 }) || readers.contains(where: { !$0.quality.outside.isEmpty }) else { return [] }
    var outside: [String: Int] = [:]
    for reader in readers { outside.merge(reader.quality.outside) { $0 + $1 } }
    let others = outside.filter { !$0.key.isEmpty }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return zip(experiment.variants, rows).filter { $0.1 == 0 && $0.0.allocation > 0 }.map { variant, _ in
      let meant = others.prefix(mostNamed).first { names.near($0.key) == variant.id }?.key
      return Diagnostic(
        file: variant.mark.file, line: variant.mark.line, column: variant.mark.column, code: "no_rows",
        message: RowSentences.variantWithoutRows(variant.id, meant: meant, others: others.prefix(8).map(\.key)))
    }
  }

  private static let mostNamed = 50
}
