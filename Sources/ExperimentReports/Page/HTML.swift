import ExperimentModel

/// Text in markup, scalar by scalar. The templates' library goes by whole characters, and `"` with an accent on it is not `"` to it though it ends an
/// attribute for every browser.
package enum HTML {
  package static func escaped(_ text: String) -> String {
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
