extension Diagnostic.Severity {
  var label: BilingualText {
    switch self {
    case .error: BilingualText("error", "错误")
    case .warning: BilingualText("warning", "警告")
    }
  }

  /// A message that stands by itself: `error: …`, `错误：…`.
  package func labelled(_ text: BilingualText) -> BilingualText {
    BilingualText("\(label.english): \(text.english)", "\(label.simplifiedChinese)：\(text.simplifiedChinese)")
  }
}
