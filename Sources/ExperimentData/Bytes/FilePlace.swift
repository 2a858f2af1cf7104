/// A cell of a file, as editors and terminals open it.
struct FilePlace: CustomStringConvertible {
  let file: String
  /// From 1.
  let line: Int
  /// The cell of the line, from 1.
  let column: Int

  var description: String { "\(file):\(line):\(column)" }
}
