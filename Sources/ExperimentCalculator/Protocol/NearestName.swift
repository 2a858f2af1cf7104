/// The name that a misspelt one was meant to be, by edit distance (Damerau 1964, optimal string alignment).
enum NearestName {
  /// `; did you mean 'x'?`, or nothing when no name is near.
  static func hint(_ text: String, among names: [String]) -> String {
    nearest(text, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }

  static func nearest(_ text: String, among names: [String]) -> String? {
    let word = Array(fold(text).utf8.prefix(80))
    var best: (name: String, distance: Int)?
    for name in names {
      let other = Array(fold(name).utf8)
      let limit = max(1, min(word.count, other.count) / 3)
      guard abs(word.count - other.count) <= limit else { continue }
      let distance = distance(word, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
    }
    // A method named without its family, or a family without its method.
    return best?.name ?? (word.count < 4 ? nil : names.first { fold($0).hasSuffix("." + fold(text)) || fold($0).hasPrefix(fold(text) + ".") })
  }

  private static func fold(_ text: String) -> String {
    String(text.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
      }
      before = last
      last = row
    }
    return last[b.count]
  }
}
