import ExperimentStatistics

/// Rows of daily totals, and the product's comparison within days.
extension CalcCatalogue {
  static let variant = CalcInput("variant", .text, "the arm")
  static let date = CalcInput("date", .text, "the day, in any spelling that is the same for both arms")
  static let names: [CalcInput] = [
    CalcInput("control", .text, "the control's name in variant"), CalcInput("treatment", .text, "the treatment's name in variant"),
  ]
  static let smallCounts = CalcInput(
    "small_counts", .flag, default: "false", "from 7 days on, where an arm expects few results, ask the exact conditional test too and take the larger p, as reviews do")
  static let byDayOutputs: [CalcOutput] =
    CalcOutput.test + [
      CalcOutput("method", "which form was used"), CalcOutput("days", "days on which both arms ran"),
      CalcOutput("dispersion", "empirical over model variance, and degrees of freedom; null where days are too few"),
      CalcOutput("difference", "treatment − control with its interval"), CalcOutput("relative", "treatment / control − 1 with its interval"),
    ]

  static func rows(of keys: [CalcInput]) -> CalcInput {
    CalcInput("rows", .list(.object([variant, date] + keys), atLeast: 1), "daily totals; rows of one day and variant are added")
  }

  static func dayPairs(_ request: CalcRequest, of count: CalcInput, over exposure: CalcInput) throws -> [DayPair] {
    let control = try request.text(names[0])
    let treatment = try request.text(names[1])
    guard control != treatment else { throw request.unfit(names[1], "another name than control") }
    let input = rows(of: [count, exposure])
    var days: [String: [Double]] = [:]
    var order: [String] = []
    var seen: Set<String> = []
    for row in try request.objects(input) {
      let name = try row.text(variant)
      let day = try row.text(date)
      let (events, weight) = (try row.measurable(count), try row.measurable(exposure))
      if case .count = count.shape, events > weight { throw row.unfit(count, "a whole number from 0 to \(exposure.name) (\(CalcRange.short(weight)))") }
      seen.insert(name)
      guard name == control || name == treatment else { continue }
      if days[day] == nil { order.append(day) }
      let place = name == control ? 0 : 2
      days[day, default: [0, 0, 0, 0]][place] += events
      days[day, default: [0, 0, 0, 0]][place + 1] += weight
    }
    for (input, name) in zip(names, [control, treatment]) where !seen.contains(name) {
      throw request.unfit(input, "one of the variants in rows")
    }
    return order.compactMap { day in
      guard let day = days[day], day[1] > 0, day[3] > 0 else { return nil }
      return DayPair(controlCount: day[0], controlExposure: day[1], treatmentCount: day[2], treatmentExposure: day[3])
    }
  }

  static func writeByDay(_ pairs: [DayPair], isShare: Bool, _ request: CalcRequest, to result: inout CalcResult) throws {
    let comparison = try WithinDayChoice.choose(
      pairs, isShare ? .share : .costPerResult, isExact: try request.flag(exact), asksExact: try request.flag(smallCounts))
    try write(comparison, request, differences: isShare ? .shareDifference : .any, to: &result)
    result.integer("days", pairs.count)
    if let dispersion = comparison.dispersion {
      result.object("dispersion") { result in
        result.number("phi", dispersion.phi)
        result.integer("degrees_of_freedom", dispersion.degreesOfFreedom)
      }
    } else {
      result.null("dispersion")
    }
  }
}
