/// A new experiment's file, as `mvp new NAME --template …` writes it: valid as it stands, with a comment beside each choice.
public struct ExperimentTemplate: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Several creatives on one budget, by sign-ups.
    case posters
    /// One channel mix against another, by acquisition cost.
    case channel
    /// A new way of working against the old one, by lead.
    case process
  }

  public let kind: Kind
  /// `[a-z0-9-]`.
  public let name: String
  public let start: CalendarDay
  /// ISO 4217.
  public let currency: String
  public let language: Language

  public init(kind: Kind, name: String, start: CalendarDay, currency: String, language: Language) {
    self.kind = kind
    self.name = name
    self.start = start
    self.currency = currency
    self.language = language
  }

  /// An id made of what a person typed (`Autumn Posters` → `autumn-posters`); nil when nothing of it can be kept.
  public static func identifier(from text: String) -> String? { Spelling.slug(text).map { String($0.prefix(64)) } }

  /// The file's text; comments in the given language.
  public var text: String {
    switch kind {
    case .posters: posters
    case .channel: channel
    case .process: process
    }
  }

  private func say(_ english: String, _ chinese: String) -> String { BilingualText(english, chinese)(in: language) }

  private func opening(_ title: String, _ hypothesis: String, end: String, evidence: String) -> String {
    """
    # yaml-language-server: $schema=../experiment.schema.json
    experiment: \(TemplateText.quoted(name))
    title: \(TemplateText.quoted(title))
    hypothesis: \(TemplateText.quoted(hypothesis))
    owner: \(TemplateText.quoted(say("marketing", "市场部")))

    start: \(start)            # \(say("first day of data, inclusive", "数据的第一天（含）"))
    \(end)
    evidence: randomized         # \(evidence)
    """
  }

  private var posters: String {
    opening(
      say("Which poster earns more sign-ups", "哪张海报带来更多注册"),
      say("A price-first headline earns more sign-ups per click.", "价格先行的标题，每次点击带来更多注册。"),
      end: "duration: 14d                # \(say("or `end:` with a date", "或用 end: 写最后一天"))",
      evidence: say(
        "the platform's split test divides the audience; otherwise write observational", "由平台的分流测试随机分配人群；否则写 observational")) + """


        budget: {total: 1000}        # \(currency)

        variants:                    # \(say("ids of a-z, 0-9 and -; `names:` are the names in the data", "标识用 a-z、0-9 和 -；names: 是数据里的名称"))
          price-first: {title: \(TemplateText.quoted(say("Price first", "价格先行")))}
          warm-palette: {title: \(TemplateText.quoted(say("Warm palette", "暖色调")))}
          story: {title: \(TemplateText.quoted(say("A customer's story", "用户故事")))}
        control: price-first         # \(say("or none: each is compared with the best of the others", "或 none：每个都与其余中最好的比较"))

        data:
          file: data/\(name).csv
          variant: \(say("creative", "创意名称"))            # \(say("the columns of your export", "导出文件里的列名"))
          date: \(say("date", "日期"))

        metrics:
          signup_rate: {type: proportion, numerator: \(say("signups", "转化数")), denominator: \(say("clicks", "点击数"))}
          cpa: {type: cost_per, cost: \(say("spend", "消耗")), per: \(say("signups", "转化数"))}
        primary: signup_rate         # \(say("exactly one metric decides", "唯一做决定的指标"))
        guardrails:
          cpa: {max_increase: 30%}

        decision:
          minimum_effect: 10%        # \(say("the smallest change worth acting on", "值得行动的最小变化"))

        """
  }

  private var channel: String {
    opening(
      say("Live stream with short video against short video", "直播+短视频 对比 短视频"),
      say("Live streams make a customer cheaper.", "加上直播，获客成本更低。"),
      end: "duration: 6w",
      evidence: say("audiences or regions drawn by chance; otherwise write observational", "人群或地区随机划分；否则写 observational")) + """

        outcome_lag: 7d              # \(say("how long a lead takes to become a customer", "线索变成客户要多久"))

        variants:
          short-video: {title: \(TemplateText.quoted(say("Short video", "短视频")))}
          live-and-short: {title: \(TemplateText.quoted(say("Live and short video", "直播+短视频")))}
        control: short-video

        data:                        # \(say("two tables; a column is written table.column", "两张表；列写成 表名.列名"))
          ads:
            file: data/\(name)-ads.csv
            variant: \(say("campaign", "计划"))
            date: \(say("date", "日期"))
          leads:
            file: data/\(name)-leads.csv
            unit: lead_id            # \(say("a row per lead", "每行一条线索"))
            variant: arm
            date: created_at

        metrics:
          cac: {type: cost_per, cost: ads.\(say("spend", "消耗")), per: leads.is_customer}
          refund_rate: {type: ratio, numerator: leads.refunded, denominator: leads.is_customer, direction: decrease}
        primary: cac                 # \(say("money per customer; lower is better", "单个客户成本，越低越好"))
        guardrails:
          refund_rate: {max: 15%}

        decision:
          minimum_effect: 15%
          scale_value: 100000        # \(say("money to be spent on the winner", "胜出后准备投入的金额"))

        """
  }

  private var process: String {
    opening(
      say("Automatic lead assignment against manual", "线索自动分配 对比 人工分配"),
      say("Leads answered sooner convert more often.", "响应更快，转化更高。"),
      end: "duration: 8w",
      evidence: say(
        "each lead goes to an arm by chance; otherwise write before-after or observational", "每条线索随机进入一组；否则写 before-after 或 observational"))
        + """

        outcome_lag: 14d             # \(say("how long a deal takes", "成交要多久"))

        variants:
          manual: {title: \(TemplateText.quoted(say("Manual assignment", "人工分配")))}
          auto: {title: \(TemplateText.quoted(say("Automatic, checked by hand", "自动分配+人工复核")))}
        control: manual

        data:
          file: data/\(name).csv
          unit: lead_id              # \(say("a row per lead; `unit: row` where rows have no id", "每行一条线索；没有编号时写 unit: row"))
          variant: route
          date: created_at
          segments: [tier]           # \(say("columns to break results down by", "按哪些列细分"))

        metrics:
          conversion: {type: proportion, value: {column: status, equals: [\(say("won", "已成交"))]}}
          answered_in_5: {type: proportion, value: {from: created_at, to: first_reply_at, in: minutes}, at_most: 5, missing: failure}
        primary: conversion
        secondary: [answered_in_5]

        decision:
          minimum_effect: 15%

        """
  }
}
