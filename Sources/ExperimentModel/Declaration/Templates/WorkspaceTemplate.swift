/// The first `mvp.yaml` of a new workspace, as `mvp init` writes it.
public struct WorkspaceTemplate: Hashable, Sendable {
  public let project: String
  /// ISO 4217.
  public let currency: String
  /// IANA name.
  public let timeZone: String
  public let language: Language
  /// The first review date.
  public let anchor: CalendarDay

  /// The project's name where none is given.
  public static let usualProject = BilingualText("My growth experiments", "我的增长实验")

  /// Folders to make beside `mvp.yaml`.
  public static let folders = ["experiments", "records", "reports", "data"]

  public init(project: String, currency: String, timeZone: String, language: Language, anchor: CalendarDay) {
    self.project = project
    self.currency = currency
    self.timeZone = timeZone
    self.language = language
    self.anchor = anchor
  }

  /// The file's text; comments in the workspace's language.
  public var text: String {
    let say = { (english: String, chinese: String) in BilingualText(english, chinese)(in: language) }
    return """
      # yaml-language-server: $schema=mvp.schema.json
      project: \(TemplateText.quoted(project))
      currency: \(currency)                  # \(say("ISO 4217; how money is printed", "货币代码（ISO 4217）"))
      timezone: \(timeZone)        # \(say("which day an instant belongs to", "一个时刻属于哪一天"))
      language: \(language.rawValue)              # \(say("of reports: en or zh", "报告语言：en 或 zh"))

      reviews:
        every: 2w                    # \(say("one review every two weeks", "每两周评审一次"))
        anchor: \(anchor)           # \(say("the first review date", "第一次评审的日期"))

      # \(say("Money set aside for trying things; an experiment names it in budget.fund.", "专门用来试验的资金；实验在 budget.fund 里引用。"))
      # funds:
      #   innovation: {total: 50000, per_experiment: 5000, period: quarter}

      defaults:
        decision: {confidence: 95%, power: 80%}

      """
  }
}

package enum TemplateText {
  /// A text as a YAML scalar that no reading can take for anything else.
  package static func quoted(_ text: String) -> String {
    let line = text.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
    return "\"" + line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
