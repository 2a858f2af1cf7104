/// "Did you mean": the name a slip of the finger, the case or the input method was meant to be.
package enum Spelling {
  /// The nearest of the candidates, if one is near enough to be worth naming.
  package static func nearest(_ text: String, among candidates: some Sequence<String>) -> String? {
    let folded = fold(text)
    guard !folded.isEmpty, folded.count <= 80 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let other = fold(candidate)
      guard !other.isEmpty else { continue }
      if other == folded { return candidate }
      let limit = max(1, min(folded.count, other.count) / 3)
      guard abs(other.count - folded.count) <= limit else { continue }
      let distance = distance(Array(folded), Array(other))
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// `; did you mean 'x'?` in both languages, or nothing.
  package static func hint(_ text: String, among candidates: some Sequence<String>) -> BilingualText {
    guard let name = nearest(text, among: candidates), name != text else { return ValueSentences.nothing }
    return ValueSentences.meant(quoted: name)
  }

  /// Lower case, half width, `-` and spaces as `_`.
  static func fold(_ text: String) -> String {
    String(halfWidth(text).lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }

  /// Full-width letters, digits and punctuation as their ASCII twins, and the ideographic space as a space.
  package static func halfWidth(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000, 0xA0: scalars.append(" ")
      case 0xFFE5: scalars.append("¥")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Edits between two words, a swap of neighbours counting one (Damerau 1964, optimal string alignment). O(n·m).
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in 0..<b.count {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
      }
      before = last
      last = row
    }
    return last[b.count]
  }

  /// A text as an id: `[a-z0-9-]`; nil when nothing of it can be kept.
  static func slug(_ text: String) -> String? {
    var slug = ""
    for character in halfWidth(text).lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, slug.last != "-" {
        slug.append("-")
      }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? nil : slug
  }
}
