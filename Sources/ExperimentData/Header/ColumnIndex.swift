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
  private let folds: Folds

  /// Folded names, made when the first name is not found as written.
  private final class Folds {
    private let names: [String]
    lazy var folded: [String] = names.map(ColumnIndex.fold)
    lazy var bare: [String] = names.map { ColumnIndex.fold(Currency.inHeader($0)?.bare ?? $0) }

    init(_ names: [String]) { self.names = names }
  }

  init(_ names: [String]) {
    self.names = names
    var exact: [String: [Int]] = [:]
    for (index, name) in names.enumerated() { exact[name, default: []].append(index) }
    self.exact = exact
    folds = Folds(names)
  }

  init(record: RecordScanner) {
    self.init((0..<record.count).map { ColumnIndex.clean(record.field($0).text) })
  }

  /// The column of this name; else the only one that differs in width, case or spaces; else the only one with a currency behind the name.
  func find(_ name: String) -> Match {
    let wanted = ColumnIndex.clean(name)
    if let places = exact[wanted] { return ColumnIndex.match(places) }
    let folded = ColumnIndex.fold(wanted)
    let alike = names.indices.filter { folds.folded[$0] == folded }
    if !alike.isEmpty { return ColumnIndex.match(alike) }
    return ColumnIndex.match(names.indices.filter { folds.bare[$0] == folded })
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
