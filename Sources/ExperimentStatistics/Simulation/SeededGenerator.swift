/// SplitMix64 (Steele, Lea & Flood 2014, OOPSLA): the same seed gives the same draws on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// A stream of its own for each part of a study, so that the parts may run in any order and on any number of cores.
  public init(seed: UInt64, stream: Int) {
    var mixer = SeededGenerator(seed: seed)
    var other = SeededGenerator(seed: mixer.next() ^ UInt64(bitPattern: Int64(stream)))
    state = other.next()
  }

  @inlinable public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
