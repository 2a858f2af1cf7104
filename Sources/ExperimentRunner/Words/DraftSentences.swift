import ExperimentModel

/// What is said while a declaration is drafted from a file.
package enum DraftSentences {
  static func unknownPreset(_ id: String, hint: BilingualText, known: [String]) -> BilingualText {
    BilingualText(
      "there is no preset '\(id)'\(hint.english); there are \(known.joined(separator: ", "))",
      "没有预设“\(id)”\(hint.simplifiedChinese)；现有 \(known.joined(separator: "、"))")
  }
}
