/// Removal effects in an absorbing Markov chain of touches (Anderl, Becker, von Wangenheim & Schumann 2016, §3.2), solved exactly.
///
/// A state is the last `order` channels (fewer at the start of a path). Removing a channel sends every state whose last channel it is
/// to no conversion. With N = (I − Q)⁻¹ of the whole chain and S the channel's states, conversions lost are N[start, S]·N[S, S]⁻¹·x[S],
/// x being the chance to convert: one inversion serves all channels.
struct MarkovAttribution {
  private let channelCount: Int
  /// The state of every touch, in the order of the paths' steps; 0 is the start.
  private let stateOfStep: [Int32]
  /// Last channel of each state; −1 for the start.
  private let lastChannel: [Int]
  private let starts: [Int]

  /// Solving takes the cube of the states.
  static let mostStates = 800

  /// Steps of arithmetic of one solving.
  var work: Double {
    let states = Double(lastChannel.count)
    return states * states * states + Double(stateOfStep.count)
  }

  init(_ paths: TouchPaths, order: Int) throws {
    guard order >= 1, order <= 8 else { throw InvalidInput(key: "order", found: "\(order)", allowed: "1 to 8") }
    channelCount = paths.channels.count
    starts = paths.starts
    if order == 1 {
      stateOfStep = paths.steps.map { $0 + 1 }
      lastChannel = [-1] + Array(0..<channelCount)
    } else {
      var known: [[Int32]: Int32] = [:]
      var last = [-1]
      var states = [Int32](repeating: 0, count: paths.steps.count)
      // From a state and the next channel to the next state, so that a path's window is looked up only once.
      var moves: [Int64: Int32] = [:]
      for row in 0..<paths.count {
        var state: Int32 = 0
        for position in starts[row]..<starts[row + 1] {
          let move = Int64(state) << 32 | Int64(paths.steps[position])
          if let next = moves[move] {
            state = next
          } else {
            let window = Array(paths.steps[max(starts[row], position - order + 1)...position])
            state = known[window] ?? Int32(last.count)
            if known[window] == nil {
              known[window] = state
              last.append(Int(paths.steps[position]))
            }
            moves[move] = state
          }
          states[position] = state
        }
      }
      stateOfStep = states
      lastChannel = last
    }
    guard lastChannel.count <= MarkovAttribution.mostStates + 1 else {
      throw InvalidInput(
        key: "order", found: "a chain of \(lastChannel.count - 1) states", allowed: "so low that the chain has at most \(MarkovAttribution.mostStates) states")
    }
  }

  /// Each channel's removal effect as a share of their sum; zeros when nothing converts.
  func shares(conversions: [Double], nulls: [Double]) -> [Double] {
    let n = lastChannel.count
    var weights = [Double](repeating: 0, count: n * n), converted = [Double](repeating: 0, count: n), leaving = converted
    for row in conversions.indices {
      let people = conversions[row] + nulls[row]
      guard people > 0 else { continue }
      var state = 0
      for position in starts[row]..<starts[row + 1] {
        let next = Int(stateOfStep[position])
        weights[state * n + next] += people
        leaving[state] += people
        state = next
      }
      converted[state] += conversions[row]
      leaving[state] += people
    }
    guard converted.contains(where: { $0 > 0 }) else { return [Double](repeating: 0, count: channelCount) }
    // I − Q over visited states.
    let visited = (0..<n).filter { leaving[$0] > 0 }
    let m = visited.count
    var matrix = [Double](repeating: 0, count: m * m)
    for (i, state) in visited.enumerated() {
      for (j, next) in visited.enumerated() { matrix[i * m + j] = (i == j ? 1 : 0) - weights[state * n + next] / leaving[state] }
    }
    let inverse = LinearAlgebra.inverseOfMMatrix(matrix, count: m)
    var chance = [Double](repeating: 0, count: m)
    for i in 0..<m {
      for (j, state) in visited.enumerated() { chance[i] += inverse[i * m + j] * converted[state] / leaving[state] }
    }
    var effects = [Double](repeating: 0, count: channelCount)
    for channel in 0..<channelCount {
      let own = (0..<m).filter { lastChannel[visited[$0]] == channel }
      guard !own.isEmpty else { continue }
      var block = [Double](repeating: 0, count: own.count * own.count)
      for (a, i) in own.enumerated() {
        for (b, j) in own.enumerated() { block[a * own.count + b] = inverse[i * m + j] }
      }
      let solved = LinearAlgebra.solve(block, own.map { chance[$0] })
      effects[channel] = zip(own, solved).reduce(0) { $0 + inverse[$1.0] * $1.1 }
    }
    let total = effects.reduce(0, +)
    return total > 0 ? effects.map { $0 / total } : effects
  }
}

/// Dense solving for small systems.
enum LinearAlgebra {
  /// The inverse of I − Q, Q substochastic: Gauss–Jordan without pivoting, stable for such diagonally dominant matrices. O(count³).
  static func inverseOfMMatrix(_ matrix: [Double], count: Int) -> [Double] {
    var a = matrix
    a.withUnsafeMutableBufferPointer { a in
      for k in 0..<count {
        let pivot = 1 / a[k * count + k]
        a[k * count + k] = 1
        for j in 0..<count { a[k * count + j] *= pivot }
        for i in 0..<count where i != k {
          let factor = a[i * count + k]
          guard factor != 0 else { continue }
          a[i * count + k] = 0
          for j in 0..<count { a[i * count + j] -= factor * a[k * count + j] }
        }
      }
    }
    return a
  }

  /// x with A·x = b, by elimination with partial pivoting.
  static func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
    let n = right.count
    var a = matrix, b = right
    for k in 0..<n {
      let pivot = (k..<n).max { abs(a[$0 * n + k]) < abs(a[$1 * n + k]) } ?? k
      if pivot != k {
        for j in 0..<n { a.swapAt(k * n + j, pivot * n + j) }
        b.swapAt(k, pivot)
      }
      for i in (k + 1)..<max(n, k + 1) {
        let factor = a[i * n + k] / a[k * n + k]
        guard factor != 0 else { continue }
        for j in k..<n { a[i * n + j] -= factor * a[k * n + j] }
        b[i] -= factor * b[k]
      }
    }
    for k in stride(from: n - 1, through: 0, by: -1) {
      for j in (k + 1)..<max(n, k + 1) { b[k] -= a[k * n + j] * b[j] }
      b[k] /= a[k * n + k]
    }
    return b
  }
}
