import ExperimentModel

/// Text inside markup that no template makes.
enum HTML {
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in PrintableText.lines(text).unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
