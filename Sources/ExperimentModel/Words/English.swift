/// What English asks of numbers and Chinese does not.
package enum English {
  /// `1 row`, `3 rows`, `0 rows`.
  package static func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}
