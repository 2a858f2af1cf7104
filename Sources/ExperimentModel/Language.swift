/// The languages that people read: every sentence exists in both, never half of each.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case simplifiedChinese = "zh-Hans"

  /// As people write it: `zh` is Chinese as this program has it.
  public init?(named name: String) {
    guard let language = name == "zh" ? .simplifiedChinese : Language(rawValue: name) else { return nil }
    self = language
  }

  /// What `init(named:)` knows.
  static let names = allCases.map(\.rawValue) + ["zh"]
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
