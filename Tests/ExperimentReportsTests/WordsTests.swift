import ExperimentDecisions
import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentReports

/// Every code that a report puts into words, in both languages.
@Suite("Words for codes")
struct WordsTests {
  private let english = Wording(language: .english, currency: "CNY")
  private let chinese = Wording(language: .simplifiedChinese, currency: "CNY")

  private func problems<Code: CaseIterable>(_ words: (Wording, Code) -> String) -> [String] {
    Code.allCases.flatMap { BothLanguages.problems(english: words(english, $0), chinese: words(chinese, $0)) }
  }

  @Test("actions, standings and reasons are there in both languages and keep out of each other")
  func codes() {
    #expect(problems { (words: Wording, action: Action) in words.action(action) } == [])
    #expect(problems { (words: Wording, standing: Standing) in words.standing(standing) } == [])
    #expect(problems { (words: Wording, reason: ReasonCode) in words.reason(reason) } == [])
  }

  @Test("no two actions and no two standings share a word")
  func distinct() {
    for words in [english, chinese] {
      #expect(Set(Action.allCases.map(words.action)).count == Action.allCases.count)
      #expect(Set(Standing.allCases.map(words.standing)).count == Standing.allCases.count)
      #expect(Set(ReasonCode.allCases.map(words.reason)).count == ReasonCode.allCases.count)
    }
  }

  @Test("the check notices what it is for")
  func check() {
    #expect(BothLanguages.problems(english: "1 look", chinese: "1 次查看").isEmpty)
    #expect(BothLanguages.problems(english: "", chinese: "查看").count == 1)
    #expect(BothLanguages.problems(english: "look", chinese: "look").count == 3)
    #expect(BothLanguages.problems(english: "look，", chinese: "查看").count == 1)
    #expect(BothLanguages.problems(english: "look", chinese: "下次 look").count == 1)
    #expect(BothLanguages.problems(english: "run 'mvp verify'", chinese: "请用 'mvp verify' 检查 --note a.yaml").isEmpty)
    #expect(BothLanguages.problems(english: "Story wins", chinese: "Story 胜出", values: ["Story"]).isEmpty)
  }
}
