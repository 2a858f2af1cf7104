import ExperimentModel

/// Units by what a column says of them.
extension UnitMetrics {
  /// Groups of variant × segment; nil where the column has no values.
  func split(_ group: [Int32], by wanted: SegmentDeclaration) -> (group: [Int32], names: [String], order: [Int])? {
    guard let dimension = reader.dimensions.firstIndex(where: { $0.isSame(as: wanted) }) else { return nil }
    let names = reader.segmentNames[dimension]
    guard !names.isEmpty else { return nil }
    var split = group
    for unit in split.indices where split[unit] >= 0 {
      let segment = store.segments[unit * store.dimensions + dimension]
      split[unit] = segment < 0 ? -1 : split[unit] * Int32(names.count) + segment
    }
    return (split, names, reader.segmentOrder(dimension))
  }

  /// Groups of variant × stratum, every unit in one: those without a text are a stratum too. Nil without strata.
  func strata(_ group: [Int32]) -> (group: [Int32], names: [String], order: [Int])? {
    guard let wanted = metric.stratification, let dimension = reader.dimensions.firstIndex(where: { $0.isSame(as: wanted) }) else { return nil }
    let names = reader.segmentNames[dimension] + [""]
    var split = group
    for unit in split.indices where split[unit] >= 0 {
      let stratum = store.segments[unit * store.dimensions + dimension]
      split[unit] = split[unit] * Int32(names.count) + (stratum < 0 ? Int32(names.count - 1) : stratum)
    }
    return (split, names, names.indices.sorted { names[$0] < names[$1] })
  }
}

extension Metric {
  /// The strata as the reader sees them: a column by whose texts units are told apart.
  var stratification: SegmentDeclaration? { strata.map { SegmentDeclaration(column: $0, bands: []) } }
}

extension MetricSummary.Values {
  fileprivate func ofUnits(_ change: (UnitValues) -> UnitValues) -> MetricSummary.Values {
    if case .units(let units) = self { .units(change(units)) } else { self }
  }

  func with(strata: [UnitValues.Stratum]) -> MetricSummary.Values { strata.isEmpty ? self : ofUnits { $0.with(strata: strata) } }
}
