import Glibc

/// A scale that covers values and has its ticks at round steps. Places on paper only: no figure comes from here.
struct Axis {
  let low: Double
  let high: Double
  let ticks: [Double]

  /// - Parameters:
  ///   - values: what has to be seen; those that are not finite are not.
  ///   - most: about how many ticks there may be.
  init(covering values: [Double], most: Int = 6) {
    let seen = values.filter(\.isFinite)
    let (least, greatest) = (seen.min() ?? 0, seen.max() ?? 1)
    let span = greatest - least
    guard span > 0, span.isFinite else {
      let room = max(abs(least) / 2, 0.01)
      (low, high, ticks) = (least - room, least + room, [least])
      return
    }
    let rough = span / Double(max(most - 1, 1))
    let magnitude = pow(10, floor(log10(rough)))
    let step = magnitude * ([1, 2, 5, 10].first { $0 * magnitude >= rough * 0.999 } ?? 10)
    let (first, last) = (floor(least / step + 1e-9), ceil(greatest / step - 1e-9))
    (low, high) = (first * step, last * step)
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// 0 at the low end, 1 at the high one; what lies outside stands at the end.
  func place(_ value: Double) -> Double { high > low ? (min(max(value, low), high) - low) / (high - low) : 0.5 }

  /// Along the width, for a drawing that is 100 wide.
  func x(_ value: Double) -> String { Axis.text(place(value) * 100) }
  func percent(_ value: Double) -> String { x(value) + "%" }
  /// Down the height, the high end on top.
  func y(_ value: Double, height: Double) -> String { Axis.text((1 - place(value)) * height) }

  /// Labels under the axis: the first and the last are turned inward.
  func labels(_ label: (Double) -> String) -> [Slots] {
    ticks.enumerated().map { index, tick in
      ["x": percent(tick), "text": label(tick), "anchor": index == 0 ? "start" : index == ticks.count - 1 ? "end" : "middle"]
    }
  }

  /// A coordinate to a tenth.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : "." + String(rest))
  }
}
