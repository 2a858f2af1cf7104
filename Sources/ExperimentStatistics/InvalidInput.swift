/// A value that a method cannot take: the user's mistake, named so that it can be mended.
public struct InvalidInput: Error, Hashable, Sendable {
  /// The name of the input, as the method spells it.
  public let key: String
  /// What was found.
  public let found: String
  /// What is allowed.
  public let allowed: String

  public init(key: String, found: String, allowed: String) {
    self.key = key
    self.found = found
    self.allowed = allowed
  }
}
