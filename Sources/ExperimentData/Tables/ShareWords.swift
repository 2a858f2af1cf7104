/// Names of columns that hold percentages or rates: no counts, whatever asks for them.
enum ShareWords {
  enum Meaning {
    case none
    /// `CTR %`, `转化率(%)`: every number in it is a share.
    case all
    /// `Conversion rate`, `点击率`: a number that is not whole is one.
    case fractions

    func concerns(_ value: Double) -> Bool {
      switch self {
      case .none: false
      case .all: value != 0
      case .fractions: value != value.rounded()
      }
    }
  }

  static func meaning(of slot: Slot, in index: ColumnIndex) -> Meaning {
    guard case .number(let column) = slot.kind, case .found(let field) = index.find(column) else { return .none }
    let name = CellText.halfWidth(index.names[field]).lowercased()
    if name.contains("%") { return .all }
    let isRate = ["率", "比例", "占比", "비율", "율"].contains { name.hasSuffix($0) } || name.split { " _-()".contains($0) }.contains { words.contains(String($0)) }
    return isRate ? .fractions : .none
  }

  private static let words: Set<String> = [
    "rate", "ctr", "cvr", "percent", "percentage", "pct", "share", "quote", "taux", "tasa", "taxa", "tasso", "andel", "доля", "процент", "oranı",
  ]
}
