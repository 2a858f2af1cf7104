/// Why the bytes of a file are no record that this program may go on from.
struct RecordProblem: Error, Hashable {
  enum Kind: Hashable {
    /// Cut short, or never JSON.
    case notJSON
    /// Both sides of a git merge stand in the file.
    case mergeConflict
    case repeatedKey(String)
    case unknownKey(String)
    case missingKey(String)
    /// A word that no rule knows, or a value of another type.
    case unknownValue(String, key: String?)
    /// Made by a program that knows more than this one.
    case newerSchema(Int, program: String?)
  }

  let kind: Kind
  /// The byte at which it was found.
  let offset: Int

  init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
