/// One arm of an experiment.
public struct Variant: Hashable, Sendable {
  /// `[a-z0-9-]`.
  public let id: String
  /// Shown to people; the id when none was given.
  public let title: String
  /// Planned share, relative to the other variants'; ≥ 0, and 0 for an arm that gets no traffic.
  public let allocation: Double
  /// Names it goes by in the data besides `id` and `title`, trimmed and in NFC; `*` matches any run of characters.
  public let names: [String]
  public let mark: SourceMark

  public init(id: String, title: String, allocation: Double, names: [String], mark: SourceMark) {
    self.id = id
    self.title = title
    self.allocation = allocation
    self.names = names
    self.mark = mark
  }
}

/// What treatments are compared with.
public enum Control: Hashable, Sendable {
  /// Index into the experiment's variants.
  case variant(Int)
  /// No baseline: every variant is compared with the best of the others.
  case none
}

extension Collection where Element == Variant {
  /// What is planned for each of these variants beside the others, adding up to 1. Not for variants of which none has an allocation.
  public var plannedShares: [Double] {
    let whole = reduce(0) { $0 + $1.allocation }
    return map { $0.allocation / whole }
  }
}
