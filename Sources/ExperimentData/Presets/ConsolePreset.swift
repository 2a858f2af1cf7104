public import ExperimentModel

/// What one console, shop or CRM writes at the head of its exports, and what it means by it; a record of `consoles.txt`.
public struct ConsolePreset: Hashable, Sendable {
  /// What a column is for.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case day, to, arm, campaign, group, ad, spend, impressions, clicks, reach, results, revenue, attention, unit, created, status, flag, score, currency

    /// Levels of an account by which arms may be told apart, the likeliest first.
    static let levels: [Role] = [.arm, .campaign, .group, .ad]
    /// Counts and amounts.
    public static let amounts: Set<Role> = [.spend, .impressions, .clicks, .reach, .results, .revenue, .attention]
  }

  /// As people type it behind `--preset`.
  public let id: String
  public let name: BilingualText
  /// Where the names are from.
  public let source: String
  /// Names of columns, the preferred first.
  let columns: [Role: [String]]
  /// Names that few other consoles use.
  let marks: [String]
  /// States that are a success.
  public let won: [String]
  /// Whether an empty result means none; nil where it is not known.
  public let emptyIsZero: Bool
  /// The zone of stamps that say none; nil where it is not known.
  public let zone: String?
  /// What decides there before anything else.
  public let first: Role?
  /// Labels of rows and cells, by their key in the table.
  let texts: [String: [String]]

  /// The columns of a header that play a role, the preferred first. A name that stands twice plays none: nobody could say which is meant.
  func places(of role: Role, in header: ColumnIndex) -> [Int] {
    var places: [Int] = []
    for name in columns[role] ?? [] {
      if case .found(let place) = header.find(name), !places.contains(place) { places.append(place) }
    }
    return places
  }
}

/// The table of consoles.
public enum ConsolePresets {
  /// Every console, in the order of the table.
  public static let all: [ConsolePreset] = table.presets.filter { $0.id != generic.id && $0.id != "everywhere" }
  private static let nameless = "generic"
  /// What people call columns in tables of their own.
  static let generic: ConsolePreset =
    table.presets.first { $0.id == "generic" }
    ?? ConsolePreset(id: "generic", name: BilingualText(nameless, nameless), source: "", columns: [:], marks: [], won: [], emptyIsZero: false, zone: nil, first: nil, texts: [:])
  /// Lines of the table that cannot be read; a test holds it to none.
  static var faults: [String] { table.faults }

  private static let table = read(String(decoding: PackageResources.consoles_txt, as: UTF8.self))

  /// The preset of that id.
  public static func named(_ id: String) -> ConsolePreset? { all.first { $0.id == id.lowercased() } }

  /// The console whose names a header has: two names that few others use, or one and three more columns; the most of both where several fit.
  static func recognised(_ header: ColumnIndex) -> (preset: ConsolePreset, score: Int)? {
    var best: (preset: ConsolePreset, score: Int)?
    for preset in all {
      let marks = Set(preset.marks.compactMap { place($0, header) })
      guard !marks.isEmpty else { continue }
      let roles = Set(ConsolePreset.Role.allCases.flatMap { preset.places(of: $0, in: header) })
      guard marks.count >= 2 || roles.union(marks).count >= 4 else { continue }
      let score = marks.count * 3 + roles.count
      if score > best?.score ?? 0 { best = (preset, score) }
    }
    return best
  }

  /// What any record of the table says under a key of `texts`, in small letters: a reader does not ask where a file is from to know its totals and blanks.
  static func everywhere(_ key: String) -> [String] { table.presets.flatMap { $0.texts[key] ?? [] } }
  private static let texts = ["total", "total-end", "average", "blank"]

  /// Names outside ASCII of two characters and more: what a file without a declaration may be expected to hold.
  static let words: [String] = {
    var names: Set<String> = []
    for preset in table.presets { names.formUnion(preset.columns.values.joined() + preset.marks) }
    return names.filter { $0.count > 1 && !$0.utf8.allSatisfy { $0 < 0x80 } }.sorted()
  }()

  private static func place(_ name: String, _ header: ColumnIndex) -> Int? {
    switch header.find(name) {
    case .found(let place), .repeated(let place, _): place
    case .missing: nil
    }
  }

  // MARK: Reading the table

  static func read(_ text: String) -> (presets: [ConsolePreset], faults: [String]) {
    var presets: [ConsolePreset] = []
    var faults: [String] = []
    var open: (id: String, keys: [String: [String]])?
    func close() {
      guard let (id, keys) = open else { return }
      let names = keys["name"] ?? []
      if names.count != 2 || keys["source"] == nil { faults.append("[\(id)]: a name in both languages and a source are needed") }
      var columns: [ConsolePreset.Role: [String]] = [:]
      for role in ConsolePreset.Role.allCases { columns[role] = keys[role.rawValue] }
      presets.append(
        ConsolePreset(
          id: id, name: BilingualText(names.first ?? id, names.last ?? id), source: keys["source"]?.joined(separator: " | ") ?? "",
          columns: columns, marks: keys["mark"] ?? [], won: keys["won"] ?? [], emptyIsZero: keys["empty"] == ["zero"], zone: keys["zone"]?.first,
          first: keys["first"]?.first.flatMap(ConsolePreset.Role.init(rawValue:)), texts: keys.filter { texts.contains($0.key) }))
    }
    let known = Set(ConsolePreset.Role.allCases.map(\.rawValue) + texts + ["name", "source", "mark", "won", "empty", "zone", "first"])
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      if line.hasPrefix("["), line.hasSuffix("]") {
        close()
        open = (String(line.dropFirst().dropLast()), [:])
        continue
      }
      // A name may hold a colon; the key is before the first.
      guard let colon = line.firstIndex(of: ":"), known.contains(String(line[..<colon])), open != nil else {
        faults.append("line \(number + 1): \(line)")
        continue
      }
      let values = line[line.index(after: colon)...].split(separator: "|").map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
      open?.keys[String(line[..<colon]), default: []] += values
    }
    close()
    return (presets, faults)
  }
}
