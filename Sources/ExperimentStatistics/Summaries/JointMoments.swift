/// All centred sums up to the third order of two values of a unit: the value y and x, its denominator or a covariate. They merge exactly, and the moments
/// of y − θx follow in closed form for every θ.
///
/// Pébay (2008), §3: sums about two means are shifted to the common one and added.
public struct JointMoments: Hashable, Sendable {
  /// Units, ≥ 0.
  public private(set) var count: Double
  /// Units whose y is not zero, 0…count.
  public private(set) var nonzero: Double
  public private(set) var meanX: Double
  public private(set) var meanY: Double
  /// Σ(x − x̄)²; further names read alike, letter by letter.
  public private(set) var xx: Double
  public private(set) var xy: Double
  public private(set) var yy: Double
  public private(set) var xxx: Double
  public private(set) var xxy: Double
  public private(set) var xyy: Double
  public private(set) var yyy: Double

  public init() { self.init(count: 0, nonzero: 0, meanX: 0, meanY: 0, xx: 0, xy: 0, yy: 0, xxx: 0, xxy: 0, xyy: 0, yyy: 0) }

  /// - Parameter nonzero: `count` where it is not known.
  public init(
    count: Double, nonzero: Double, meanX: Double, meanY: Double, xx: Double, xy: Double, yy: Double, xxx: Double, xxy: Double, xyy: Double, yyy: Double
  ) {
    (self.count, self.nonzero, self.meanX, self.meanY) = (count, nonzero, meanX, meanY)
    (self.xx, self.xy, self.yy) = (xx, xy, yy)
    (self.xxx, self.xxy, self.xyy, self.yyy) = (xxx, xxy, xyy, yyy)
  }

  /// Sums of powers about a point near the means, as units are counted off in passing.
  public struct Sums: Hashable, Sendable {
    public var (count, nonzero) = (0.0, 0.0)
    public var (x, y, xx, xy, yy, xxx, xxy, xyy, yyy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    public init() {}

    /// - Parameters: `dx`, `dy`: the unit's x and y less the point.
    @inline(__always) public mutating func add(dx: Double, dy: Double, isNonzero: Bool) {
      count += 1
      if isNonzero { nonzero += 1 }
      x += dx
      y += dy
      let (squareX, squareY) = (dx * dx, dy * dy)
      xx += squareX
      xy += dx * dy
      yy += squareY
      xxx += squareX * dx
      xxy += squareX * dy
      xyy += dx * squareY
      yyy += squareY * dy
    }
  }

  /// - Parameters: `about`: the point the sums are about.
  public init(_ sums: Sums, aboutX: Double, aboutY: Double) {
    let n = max(sums.count, 1)
    let (dx, dy) = (sums.x / n, sums.y / n)
    self.init(
      count: sums.count, nonzero: sums.nonzero, meanX: aboutX + dx, meanY: aboutY + dy, xx: max(sums.xx - n * dx * dx, 0), xy: sums.xy - n * dx * dy,
      yy: max(sums.yy - n * dy * dy, 0), xxx: sums.xxx - 3 * dx * sums.xx + 2 * n * dx * dx * dx,
      xxy: sums.xxy - 2 * dx * sums.xy - dy * sums.xx + 2 * n * dx * dx * dy, xyy: sums.xyy - 2 * dy * sums.xy - dx * sums.yy + 2 * n * dx * dy * dy,
      yyy: sums.yyy - 3 * dy * sums.yy + 2 * n * dy * dy * dy)
  }

  /// Every unit with the same x: a plain mean is a ratio to 1.
  public init(_ value: ThirdMoments, x: Double = 1) {
    self.init(
      count: value.count, nonzero: value.nonzero, meanX: x, meanY: value.mean, xx: 0, xy: 0, yy: value.squares, xxx: 0, xxy: 0, xyy: 0,
      yyy: value.cubes)
  }

  public init(_ pairs: some Sequence<(x: Double, y: Double)>) {
    self.init()
    for pair in pairs { add(x: pair.x, y: pair.y) }
  }

  /// Cost: O(1).
  public mutating func add(x: Double, y: Double) {
    merge(.init(count: 1, nonzero: y == 0 ? 0 : 1, meanX: x, meanY: y, xx: 0, xy: 0, yy: 0, xxx: 0, xxy: 0, xyy: 0, yyy: 0))
  }

  public mutating func merge(_ other: JointMoments) {
    guard count > 0 else { return self = other }
    guard other.count > 0 else { return }
    let total = count + other.count
    let (gapX, gapY) = (other.meanX - meanX, other.meanY - meanY)
    let (ours, theirs) = (-(other.count / total), count / total)
    var far = other
    far.shift(x: gapX * theirs, y: gapY * theirs)
    shift(x: gapX * ours, y: gapY * ours)
    xx += far.xx
    xy += far.xy
    yy += far.yy
    xxx += far.xxx
    xxy += far.xxy
    xyy += far.xyy
    yyy += far.yyy
    meanX += gapX * (other.count / total)
    meanY += gapY * (other.count / total)
    count = total
    nonzero += other.nonzero
  }

  public func merged(with other: JointMoments) -> JointMoments {
    var sum = self
    sum.merge(other)
    return sum
  }

  /// Sums about points that lie (x, y) below the means; third order first, as they need the second.
  private mutating func shift(x: Double, y: Double) {
    xxx += 3 * x * xx + count * x * x * x
    xxy += 2 * x * xy + y * xx + count * x * x * y
    xyy += 2 * y * xy + x * yy + count * x * y * y
    yyy += 3 * y * yy + count * y * y * y
    xx += count * x * x
    xy += count * x * y
    yy += count * y * y
  }

  /// The moments of a·y − b·x as of one value.
  public func combination(y a: Double, minus b: Double) -> ThirdMoments {
    ThirdMoments(
      count: count, nonzero: nonzero, mean: a * meanY - b * meanX, squares: a * a * yy - 2 * a * b * xy + b * b * xx,
      cubes: a * a * a * yyy - 3 * a * a * b * xyy + 3 * a * b * b * xxy - b * b * b * xxx)
  }
}
