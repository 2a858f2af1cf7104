import ExperimentModel

/// The columns of a header, found by the names that declarations use: by name, never by position.
struct ColumnIndex {
  enum Match: Equatable {
    case found(Int)
    case missing
    case repeated(Int, Int)
  }

  /// As written, trimmed; line breaks and tabs inside a name are taken out.
  let names: [String]
  /// Strings compare by canonical equivalence, so a name in NFD meets its NFC twin.
  private let exact: [String: [Int]]
  /// The lower names of a header of two rows, where they stand below a group's; else empty.
  private let lower: [String]
  private let folds: Folds

  /// What is made of the names when it is first asked for, once for all tables that read the file.
  private final class Folds {
    let names: [String]
    lazy var folded: [String] = names.map(ColumnIndex.fold)
    lazy var money: [Bool] = names.map(MoneyWords.isMoney)
    lazy var attention: [Bool] = names.map(AttentionWords.isAttention)
    /// By the name of an amount's column; nil where none names its currency.
    var currencies: [String: Int?] = [:]
    lazy var bare: [String] = names.map { ColumnIndex.fold(Currency.inHeader($0)?.bare ?? $0) }

    init(_ names: [String]) { self.names = names }
  }

  init(_ names: [String], lower: [String] = []) {
    self.names = names
    self.lower = lower
    var exact: [String: [Int]] = [:]
    for (index, name) in names.enumerated() { exact[name, default: []].append(index) }
    self.exact = exact
    folds = Folds(names)
  }

  /// Whether the name of a column says that it holds money.
  func isMoney(_ field: Int) -> Bool { folds.money[field] }
  /// Whether it says that it counts what people saw.
  func isAttention(_ field: Int) -> Bool { folds.attention[field] }

  /// The column that names the currency of an amount's column row by row, where no declaration says which.
  func currencyColumn(for column: String) -> Int? {
    if let known = folds.currencies[column] { return known }
    let found = MoneyWords.currencyColumn(for: column, in: self)
    folds.currencies[column] = .some(found)
    return found
  }

  init(record: RecordScanner) {
    self.init((0..<record.count).map { ColumnIndex.clean(record.field($0).text) })
  }

  /// A header of two rows, groups over names: `Paid` over `Cost` is `Paid Cost`, found as `Cost` too where no other group has one. A group spans the empty cells
  /// behind it; where nothing stands below, the upper name is the column's.
  init?(groups: ColumnIndex, over names: ColumnIndex) {
    let count = max(groups.names.count, names.names.count)
    guard count > 1, groups.names.count(where: { !$0.isEmpty }) > 1, names.names.contains(where: { !$0.isEmpty }) else { return nil }
    var group = ""
    var full: [String] = []
    var lower: [String] = []
    for place in 0..<count {
      let above = place < groups.names.count ? groups.names[place] : ""
      let below = place < names.names.count ? names.names[place] : ""
      if !above.isEmpty { group = above }
      full.append(below.isEmpty ? above : group.isEmpty ? below : "\(group) \(below)")
      lower.append(below)
    }
    self.init(full, lower: lower)
  }

  /// For each column its lower name where no other has it, else with its group's.
  var tellingNames: [String] {
    guard !lower.isEmpty else { return names }
    return names.indices.map { place in !lower[place].isEmpty && lower.count(where: { $0 == lower[place] }) == 1 ? lower[place] : names[place] }
  }

  func isRepeated(_ name: String) -> Bool { if case .repeated = find(name) { true } else { false } }

  /// The column of this name; else the only one that differs in width, case or spaces; else the only one with a currency behind the name.
  func find(_ name: String) -> Match {
    let wanted = ColumnIndex.clean(name)
    if let places = exact[wanted] { return ColumnIndex.match(places) }
    let folded = ColumnIndex.fold(wanted)
    let alike = names.indices.filter { folds.folded[$0] == folded }
    if !alike.isEmpty { return ColumnIndex.match(alike) }
    let bare = names.indices.filter { folds.bare[$0] == folded }
    return ColumnIndex.match(!bare.isEmpty ? bare : lower.indices.filter { !lower[$0].isEmpty && ColumnIndex.fold(lower[$0]) == folded })
  }

  func holds(_ needed: [NeededColumn]) -> Bool {
    needed.allSatisfy { find($0.name) != .missing }
  }

  private static func match(_ places: [Int]) -> Match {
    switch places.count {
    case 0: .missing
    case 1: .found(places[0])
    default: .repeated(places[0], places[1])
    }
  }

  static func clean(_ name: String) -> String {
    let trimmed = CellText.trimmed(name)
    guard trimmed.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return trimmed }
    var view = String.UnicodeScalarView()
    for scalar in trimmed.unicodeScalars where scalar.value >= 0x20 { view.append(scalar) }
    return String(view)
  }

  static func fold(_ name: String) -> String {
    String(CellText.halfWidth(name).lowercased().filter { $0 != " " && $0 != "_" })
  }
}

/// A column that a declaration asks for, and where it does.
struct NeededColumn: Hashable {
  let name: String
  let mark: SourceMark

  init(_ name: String, _ mark: SourceMark) {
    self.name = name
    self.mark = mark
  }
}
