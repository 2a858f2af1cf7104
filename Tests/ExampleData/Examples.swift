import ExperimentModel
import Glibc
import TestSupport

/// One shipped test: its truth, and its files for a seed.
protocol Example: Sendable {
  static var id: String { get }
  /// What is true in the made world, in a sentence that stands in the file.
  static var truth: String { get }
  /// File name → content.
  static func files(seed: UInt64) -> [(name: String, text: String)]
}

private func head(_ truth: String, seed: UInt64) -> String { "# Made by a generator, not measured. Truth: \(truth)\n# Seed: \(seed)\n" }

private func money(_ value: Double) -> String {
  let cents = Int((value * 100).rounded())
  return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
}

private func day(_ start: String, _ offset: Int) -> String { (CalendarDay(iso: start) ?? CalendarDay(number: 0)).advanced(by: offset) }

extension CalendarDay {
  fileprivate func advanced(by days: Int) -> String { (self + days).description }
}

enum Posters: Example {
  static let id = "autumn-posters"
  static let truth = "sign-ups per click 4 % (price first), 4 % (warm palette), 5 % (customer story); a click costs about 0.80."
  private static let arms = [("价格先行", 0.04), ("暖色调", 0.04), ("用户故事", 0.05)]

  static func files(seed: UInt64) -> [(name: String, text: String)] {
    var draws = SplitMix64(seed: seed)
    var text = head(truth, seed: seed) + "日期,创意名称,展示数,点击数,转化数,消耗\n"
    for offset in 0..<2 {
      for (name, share) in arms {
        let spend = 1000.0 / 6 * (0.985 + 0.03 * draws.uniform()) * 0.985
        let clicks = draws.poisson(spend / 0.8)
        let shown = draws.poisson(Double(clicks) / 0.018)
        text += "\(day("2026-11-02", offset)),\(name),\(shown),\(clicks),\(draws.binomial(clicks, share)),\(money(spend))\n"
      }
    }
    return [("autumn-posters.csv", text)]
  }
}

enum Channels: Example {
  static let id = "live-vs-short-video"
  static let truth = "a new customer costs 215 by short video and 160 with live streams; days differ by about 15 %; 6 % of customers are refunded in both."
  private static let arms = [("短视频", 215.0), ("直播+短视频", 160.0)]

  static func files(seed: UInt64) -> [(name: String, text: String)] {
    var draws = SplitMix64(seed: seed)
    var ads = head(truth, seed: seed) + "日期,计划,展示数,点击数,消耗\n"
    var customers = head(truth, seed: seed) + "成交日期,来源,新客户,退款客户\n"
    for offset in 0..<42 {
      let weekend = offset % 7 >= 5 ? 1.2 : 0.95
      for (name, cost) in arms {
        let spend = 1100 * weekend * draws.factor(spread: 0.06)
        let clicks = draws.poisson(spend / 1.9)
        let bought = draws.poisson(spend / cost * draws.factor(spread: 0.15))
        ads += "\(day("2026-10-05", offset)),\(name),\(draws.poisson(Double(clicks) / 0.021)),\(clicks),\(money(spend))\n"
        customers += "\(day("2026-10-05", offset)),\(name),\(bought),\(draws.binomial(bought, 0.06))\n"
      }
    }
    return [("live-vs-short-video-ads.csv", ads), ("live-vs-short-video-customers.csv", customers)]
  }
}

enum Routing: Example {
  static let id = "lead-routing"
  static let truth = "12 % of leads buy when assigned by hand and 13 % when assigned at once; 35 % and 62 % are answered within 5 minutes."
  private static let arms = [("人工分配", 0.12, 0.35), ("自动分配", 0.13, 0.62)]
  private static let tiers = [("A", 0.2, 1.6), ("B", 0.5, 1.0), ("C", 0.3, 0.6)]

  static func files(seed: UInt64) -> [(name: String, text: String)] {
    var draws = SplitMix64(seed: seed)
    var text = head(truth, seed: seed) + "线索编号,创建时间,分配方式,客户等级,首次响应分钟,线索状态\n"
    var number = 0
    for offset in 0..<56 {
      for _ in 0..<draws.poisson(offset % 7 >= 5 ? 14 : 26) {
        number += 1
        let (name, share, quick) = arms[Int(draws.next() % 2)]
        let roll = draws.uniform()
        let tier = roll < tiers[0].1 ? tiers[0] : (roll < tiers[0].1 + tiers[1].1 ? tiers[1] : tiers[2])
        let minutes: String
        if draws.uniform() < 0.03 {
          minutes = ""
        } else if draws.uniform() < quick {
          minutes = money(0.3 + 4.6 * draws.uniform())
        } else {
          minutes = money(5.1 + 90 * draws.uniform() * draws.uniform())
        }
        let bought = draws.uniform() < share * tier.2
        let status = bought ? "已成交" : (draws.uniform() < 0.6 ? "跟进中" : "已流失")
        let (hour, minute) = (8 + Int(draws.next() % 12), Int(draws.next() % 60))
        let time = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00"
        text += "L\(100_000 + number),\(day("2026-10-26", offset)) \(time),\(name),\(tier.0),\(minutes),\(status)\n"
      }
    }
    return [("lead-routing.csv", text)]
  }
}
