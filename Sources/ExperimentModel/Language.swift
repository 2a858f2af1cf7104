/// The languages that people read: every sentence exists in both, never half of each.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case simplifiedChinese = "zh-Hans"
}

/// One sentence in both languages, written side by side so that neither can be forgotten.
public struct BilingualText: Hashable, Sendable {
  public let english: String
  public let simplifiedChinese: String

  public init(_ english: String, _ simplifiedChinese: String) {
    self.english = english
    self.simplifiedChinese = simplifiedChinese
  }

  public func callAsFunction(in language: Language) -> String {
    switch language {
    case .english: english
    case .simplifiedChinese: simplifiedChinese
    }
  }
}
