import ExperimentModel

/// The words of the page's own parts: headings, labels of columns, and the sentences that are the same for every review.
struct PageLabels {
  let words: Wording
  /// The promise of each test, where all have one.
  let confidence: Double?
  /// The day since when something may have changed.
  let since: String?

  var slots: Slots {
    let error = confidence.map { words.round(1 - $0) }
    return [
      "onThisPage": words("On this page", "本页内容"), "verdicts": words("Verdicts", "结论"), "evidence": words("Evidence", "依据"), "meeting": words("The meeting", "会议"),
      "sources": words("Sources", "来源"), "statistics": words("Statistics", "统计"), "whoDoesWhat": words("Who has to do what", "谁要做什么"),
      "changed": since.map { words("What changed since \($0)", "自\($0)以来的变化") } ?? words("What changed", "有何变化"),
      "rule": error.map {
        words(
          "Each verdict follows the rule fixed before the test began. Of tests without a real difference at most \($0) get a wrong verdict, over all their looks.",
          "每个结论都按测试开始前定下的规则作出。没有真实差别的测试中，所有查看合计至多 \($0) 会得到错误结论。")
      } ?? words("Each verdict follows the rule fixed before the test began.", "每个结论都按测试开始前定下的规则作出。"),
      "time": words("Time", "时间"), "money": words("Money", "花费"), "sample": words("Sample", "样本"), "guardrails": words("Guardrails", "护栏指标"),
      "more": words("Evidence, numbers, advice", "依据、数字、建议"), "numbers": words("Numbers", "数字"), "variant": words("Variant", "版本"),
      "counts": words("Counts", "数量"), "standing": words("Standing", "状态"),
      "couldAndCouldNot": words("What these data could and could not prove", "这些数据能证明什么，不能证明什么"), "advice": words("Advice, not a verdict", "建议，并非结论"),
      "attention": words("What needs attention", "需要注意"), "segments": words("By segment (for information, never deciding)", "细分（仅供描述，不作结论）"),
      "meetingLead": words(
        "Print this page and write on it. What is decided goes back with mvp decide.", "可打印本页，在上面填写。会上的决定用 mvp decide 记录。"),
      "unusual": words("What was unusual", "异常情况"), "whys": words("Five whys", "五个为什么"), "decisions": words("Decided", "会议决定"),
      "test": words("Test", "测试"), "verdict": words("Verdict", "结论"), "weDo": words("We do", "我们决定"), "who": words("Who", "负责人"),
      "until": words("Until", "期限"), "asVerdict": words("as the verdict", "按结论"), "other": words("other", "其他"),
      "sourcesTitle": words("Where the numbers come from", "数字从哪里来"), "files": words("Files", "文件"),
      "fingerprints": words("Fingerprints: data / declaration", "指纹：数据／声明"), "split": words("Split", "分组"), "howJudged": words("How it is judged", "如何判定"),
      "method": words(
        "Variants are compared at review dates fixed beforehand, each look against a line that keeps the error of the whole test within its allowance: docs/methods-of-decision.md.",
        "各版本只在事先定好的评审日比较；每次查看都有一条界限，使整个测试的错误率不超过规定额度：docs/methods-of-decision.md。"),
      "statisticsAbout": words("looks, error allowance, the other way of comparing days", "历次查看、错误额度、另一种按天比较的算法"),
      "allowance": words(
        "Error allowance: the share of tests without a real difference that may end with a wrong verdict. Every look spends a part, so that looking often does not raise the risk: at an early look the line is far off, at the last it is near. z is the estimate in units of its own scatter; it must pass the line.",
        "错误额度：没有真实差别的测试中，允许得到错误结论的比例。每次查看用掉一部分，所以多看几次不会增加风险：早期界限很远，最后一次较近。z 是以自身波动为单位的估计值，须越过界限。"),
      "look": words("Look", "查看"), "date": words("Date", "日期"), "progress": words("Progress", "进度"), "estimate": words("Estimate", "估计值"),
      "line": words("Line", "界限"), "used": words("Allowance used", "已用额度"),
    ]
  }
}
