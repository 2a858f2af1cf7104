import ExperimentModel

/// Which variant a name in the data means: its id, its title, or one of its names, of which some are globs.
struct VariantNames {
  enum Match: Hashable {
    case variant(Int)
    case none
    case several(Int, Int)
  }

  private let exact: [String: Int]
  /// Whole numbers that a database or a spreadsheet may write with decimals: `0` and `0.0`.
  private let wholes: [String: Int]
  private let globs: [(pattern: String, variant: Int)]
  private let all: [(name: String, length: Int, variant: String)]

  init(_ variants: [Variant]) {
    var exact: [String: Int] = [:]
    var globs: [(pattern: String, variant: Int)] = []
    var all: [(name: String, length: Int, variant: String)] = []
    for (index, variant) in variants.enumerated() {
      for name in [variant.id, variant.title] + variant.names {
        all.append((name, name.count, variant.id))
        if name.contains("*") { globs.append((name, index)) }
        // A title may hold a star that means itself.
        if exact[name] == nil { exact[name] = index }
      }
    }
    self.exact = exact
    var wholes: [String: Int] = [:]
    for (name, variant) in exact { if let whole = VariantNames.whole(name) { wholes[whole] = wholes[whole].map { $0 == variant ? variant : -1 } ?? variant } }
    self.wholes = wholes.filter { $0.value >= 0 }
    self.globs = globs
    self.all = all
  }

  /// Names without globs, for whoever keeps a table of many experiments' names.
  var plain: [String: Int] { exact }
  var hasGlobs: Bool { !globs.isEmpty }

  /// - Parameter name: trimmed; strings compare by canonical equivalence, so NFD meets NFC.
  func match(_ name: String) -> Match {
    if let variant = exact[name] { return .variant(variant) }
    var found: Int?
    for glob in globs where glob.variant != found && WrittenVariants.glob(glob.pattern, matches: name) {
      if let found { return .several(found, glob.variant) }
      found = glob.variant
    }
    if let found { return .variant(found) }
    guard let whole = VariantNames.whole(name), let variant = wholes[whole] else { return .none }
    return .variant(variant)
  }

  /// `1.0`, `1.00` and `1` as `1`; nil for what is no whole number.
  static func whole(_ name: String) -> String? {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    // `1,0` and `1,00`; `1,000` is a thousand.
    if parts.count == 1, name.hasSuffix(",0") || name.hasSuffix(",00") { parts = name.split(separator: ",", omittingEmptySubsequences: false) }
    guard (1...2).contains(parts.count), let digits = parts.first, !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      parts.count == 1 || (!parts[1].isEmpty && parts[1].utf8.allSatisfy { $0 == 0x30 })
    else { return nil }
    return String(digits)
  }

  /// The variant whose name this nearly is: another case, another width, a letter astray.
  func near(_ name: String) -> String? {
    // What differs in length by more than a third is not near (as `Spelling` has it), and most names are told apart by that.
    let length = name.count
    let likely = all.filter { abs($0.length - length) <= max(1, min($0.length, length) / 3) }
    guard !likely.isEmpty, let nearest = Spelling.nearest(name, among: likely.map(\.name)) else { return nil }
    return all.first { $0.name == nearest }?.variant
  }
}
