/// A dot plot as SVG: one row a group, a dot a cell, a line at the promise.
struct DotPlot {
  struct Series {
    let name: String
    let colour: String
    let points: [(size: Double, value: Double)]
  }

  let title: String
  let promise: Double
  let range: ClosedRange<Double>
  let series: [Series]

  /// Size on a logarithmic axis from 5 to 20,000.
  private func x(_ size: Double) -> Double { 70 + 600 * (log2(size) - log2(5)) / (log2(20_000) - log2(5)) }
  private func y(_ value: Double) -> Double {
    let inside = min(max(value, range.lowerBound), range.upperBound)
    return 40 + 240 * (range.upperBound - inside) / (range.upperBound - range.lowerBound)
  }
  private func log2(_ value: Double) -> Double { Plain.log2(value) }

  var svg: String {
    var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 340\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n"
    text += "<title>\(title)</title>\n<rect width=\"700\" height=\"340\" fill=\"white\"/>\n<text x=\"70\" y=\"22\" font-size=\"14\">\(title)</text>\n"
    for step in 0...4 {
      let value = range.lowerBound + (range.upperBound - range.lowerBound) * Double(step) / 4
      text += "<line x1=\"70\" x2=\"670\" y1=\"\(Plain.short(y(value)))\" y2=\"\(Plain.short(y(value)))\" stroke=\"#ddd\"/>"
      text += "<text x=\"64\" y=\"\(Plain.short(y(value) + 4))\" text-anchor=\"end\">\(Plain.percent(value))</text>\n"
    }
    for size in [5.0, 20, 100, 1000, 20_000] {
      text += "<text x=\"\(Plain.short(x(size)))\" y=\"298\" text-anchor=\"middle\">\(Int(size))</text>\n"
    }
    text += "<line x1=\"70\" x2=\"670\" y1=\"\(Plain.short(y(promise)))\" y2=\"\(Plain.short(y(promise)))\" stroke=\"#333\" stroke-dasharray=\"5 3\"/>\n"
    for (index, one) in series.enumerated() {
      // Side by side, so that dots of one size can be told apart.
      let shift = Double(index) * 7 - Double(series.count - 1) * 3.5
      for point in one.points {
        text += "<circle cx=\"\(Plain.short(x(point.size) + shift))\" cy=\"\(Plain.short(y(point.value)))\" r=\"3\" fill=\"\(one.colour)\" fill-opacity=\"0.7\"/>\n"
      }
      let place = 70 + index * 200
      text += "<circle cx=\"\(place)\" cy=\"322\" r=\"4\" fill=\"\(one.colour)\"/><text x=\"\(place + 10)\" y=\"326\">\(one.name)</text>\n"
    }
    return text + "</svg>\n"
  }
}
