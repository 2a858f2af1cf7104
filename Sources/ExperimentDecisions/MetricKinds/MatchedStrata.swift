import ExperimentModel
import ExperimentStatistics

/// Two arms stratum by stratum, so far as both have the units for it.
enum MatchedStrata {
  /// Of each arm in a stratum of its own: below, its variance is hardly known, and post-stratifying costs more than it brings (Miratrix, Sekhon & Yu 2013, §4).
  static let fewestUnits = 10.0

  /// - Parameter moments: what the comparison takes of units.
  /// - Returns: one pair of all units where there are no strata. Strata of few units, or of which an arm has nothing to divide by, are put together, and with
  ///   the smallest of the others where that does not do: a rule of counts that no result moves.
  static func of(_ control: UnitValues, _ treatment: UnitValues, moments: (UnitValues) -> JointMoments) -> [ScaleScore.Stratum] {
    func named(_ arm: UnitValues) -> [String: JointMoments] { Dictionary(arm.strata.map { ($0.name, moments($0.values)) }) { $0.merged(with: $1) } }
    let (theirs, ours) = (named(control), named(treatment))
    guard !theirs.isEmpty, !ours.isEmpty else { return [ScaleScore.Stratum(control: moments(control), treatment: moments(treatment))] }
    var kept = [ScaleScore.Stratum]()
    var rest: ScaleScore.Stratum?
    for name in Set(theirs.keys).union(ours.keys).sorted() {
      let pair = ScaleScore.Stratum(control: theirs[name] ?? JointMoments(), treatment: ours[name] ?? JointMoments())
      if pair.carries { kept.append(pair) } else { rest = rest?.merged(with: pair) ?? pair }
    }
    if let left = rest {
      if left.carries || kept.isEmpty {
        kept.append(left)
      } else {
        let smallest = kept.indices.min { kept[$0].units < kept[$1].units } ?? 0
        kept[smallest] = kept[smallest].merged(with: left)
      }
    }
    return kept
  }
}

extension ScaleScore.Stratum {
  fileprivate var carries: Bool {
    [control, treatment].allSatisfy { $0.count >= MatchedStrata.fewestUnits && $0.meanX != 0 }
  }

  fileprivate func merged(with other: ScaleScore.Stratum) -> ScaleScore.Stratum {
    ScaleScore.Stratum(control: control.merged(with: other.control), treatment: treatment.merged(with: other.treatment))
  }
}
