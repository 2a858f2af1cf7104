import ExperimentModel

/// What `plan` and `simulate` are told, where the data do not tell it.
enum PlanningHelp {
  static let baseline = OptionHelp(
    BilingualText("What the metric is now: money a result, a share such as 4%, or a mean with --deviation.", "指标现在的水平：每个结果的成本、比例（如 4%），或均值（同时写 --deviation）。"),
    Placeholder.value)
  static let deviation = OptionHelp(
    BilingualText("Standard deviation between units: makes the baseline a mean.", "对象之间的标准差；写了它，基线就是均值。"), Placeholder.number)
  static let perDay = OptionHelp(
    BilingualText("What comes in a day over all variants: money for a cost per result, else trials or units.", "所有版本每天合计的数量：成本类指标写金额，其他写次数或对象数。"),
    Placeholder.number)
  static let unitCost = OptionHelp(BilingualText("What one trial or unit costs (a click).", "一次试验或一个对象（如一次点击）的价格。"), Placeholder.amount)
  static let scatter = OptionHelp(
    BilingualText("How far an arm's day scatters by itself, as a share of it (default: what the data tell, else 20%).", "各版本每天自身的波动，占其水平的比例（默认：按数据估计，否则 20%）。"),
    Placeholder.share)
  static let dispersion = OptionHelp(
    BilingualText(
      "How many times as much as chance the results of units vary, for costs per result on a table of units (default: what the data tell, else 2).",
      "各对象结果的波动是纯随机的几倍；用于按对象的成本类指标（默认：按数据估计，否则 2）。"),
    Placeholder.number)
}

enum PlanHelp {
  static let command = CommandHelp(
    BilingualText("What a budget can prove, before it is spent. Writes nothing.", "花钱之前，看预算能证明什么。不写文件。"),
    BilingualText(
      "From any of budget, days, traffic and effect to the others. Of a declared experiment, what is not given comes from its file and its data so far; without one, give the baseline and the number of variants.",
      "由预算、天数、流量、效果中的任意几项，推出其余各项。对已声明的实验，没写的取自声明和已有数据；没有声明时，请写基线和版本数。"),
    examples: [
      .init("mvp plan autumn-ads"), .init("mvp plan autumn-ads --effect 20% --power 90%"),
      .init("mvp plan autumn-posters --baseline 4% --effect 30% --per-day 900", BilingualText("before there are data", "还没有数据时")),
      .init("mvp plan --baseline 25 --budget 1000 --variants 3", BilingualText("a result costs 25 now", "现在每个结果花 25")),
      .init("mvp plan --baseline 4% --per-day 620 --days 14 --effect 15%", BilingualText("a share of 4% now, 620 visitors a day", "现在比例 4%，每天 620 位访客")),
      .init("mvp plan --all", BilingualText("the portfolio and its funds", "所有实验和专项资金")),
    ])
  static let all = OptionHelp(BilingualText("Every experiment on one line, and the funds.", "每个实验一行，并列出专项资金。"))
  static let budget = OptionHelp(BilingualText("Money for all variants together.", "所有版本合计的预算。"), Placeholder.amount)
  static let days = OptionHelp(BilingualText("Days of the test.", "实验天数。"), Placeholder.days)
  static let effect = OptionHelp(
    BilingualText("The effect to be found: 20%, or absolute: 0.5pp of a share, ¥5 of a cost or a mean.", "要发现的效果：20%；或绝对值：比例写 0.5pp，成本或均值写 ¥5。"),
    Placeholder.effect)
  static let power = OptionHelp(BilingualText("Chance to find it (default: 80%).", "发现它的把握（默认：80%）。"), Placeholder.share)
  static let variants = OptionHelp(
    BilingualText("Variants, the control included, without a declared experiment (default: 2).", "没有声明时的版本数，含对照版本（默认：2）。"), Placeholder.count)
  static let svg = OptionHelp(BilingualText("Draw the power curve into this SVG file.", "把检验效能曲线画进这个 SVG 文件。"), Placeholder.file)
}

enum SimulateHelp {
  static let command = CommandHelp(
    BilingualText(
      "Try an experiment's rules on simulated data: how often each verdict falls, when, and what the wrong ones cost.",
      "用模拟数据试跑一个实验的规则：每种结论出现的频率、时间，以及判错的代价。"),
    BilingualText(
      "Runs the file's own looks, spending, corrections, futility, guardrails and minimum days, review by review, on thousands of made-up experiments. The same seed gives the same figures on any number of cores. Writes nothing.",
      "按声明中的期中查看、额度使用、多重校正、无望停止、护栏指标和最少天数，在成千上万个虚构实验上逐次评审。同一种子在任意核数上得到同样的数字。不写文件。"),
    examples: [
      .init("mvp simulate autumn-ads --runs 500"), .init("mvp simulate autumn-posters --baseline 4% --per-day 900 --scenario no_effect --runs 1000"),
      .init("mvp simulate lead-routing --baseline 12% --per-day 40 --effect 20% --runs 500 --format json"),
      .init("mvp simulate autumn-posters --baseline 4% --per-day 900 --guardrail cpa=25 --runs 500"),
    ])
  static let runs = OptionHelp(BilingualText("Simulated experiments of each scenario, 1 to 1,000,000.", "每种情形模拟多少个实验，1 至 1,000,000。"), Placeholder.count)
  static let seed = OptionHelp(BilingualText("Seed of the draws.", "随机种子。"), Placeholder.seed)
  static let scenario = OptionHelp(BilingualText("One scenario instead of all.", "只模拟一种情形，而不是全部。"), Placeholder.scenario)
  static let unitCost = OptionHelp(BilingualText("What one trial or unit costs.", "一次试验或一个对象的价格。"), Placeholder.amount)
  static let effect = OptionHelp(
    BilingualText("The effect of the better (or worse) treatment: 20%, or absolute: 0.5pp, ¥5.", "较好（或较差）的试验版本的效果：20%；或绝对值：0.5pp、¥5。"), Placeholder.effect)
  static let guardrail = OptionHelp(
    BilingualText(
      "What a guardrail's metric is now, where there are no data yet: a cost per result, or a share such as 5%; and how much money or how many trials a day.",
      "还没有数据时，护栏指标现在的水平：每个结果的成本，或比例（如 5%）；以及每天的金额或次数。"),
    Placeholder.guardrail)
}
