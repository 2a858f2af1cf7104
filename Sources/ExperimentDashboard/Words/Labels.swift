import ExperimentModel

extension DashboardWords {
  /// The fixed words of the templates.
  static let labels: [String: BilingualText] = [
    "skip": BilingualText("To the content", "跳到正文"), "pages": BilingualText("Pages", "页面"), "board": BilingualText("Board", "看板"),
    "history": BilingualText("Reviews", "评审记录"), "calendar": BilingualText("Calendar", "日历"), "api": BilingualText("API", "接口"),
    "signIn": BilingualText("Sign in to decide", "登录以作决定"), "signOut": BilingualText("Sign out", "退出登录"), "token": BilingualText("Token", "令牌"),
    "tokenHint": BilingualText("It was set where the service was started (--token-file or MVP_TOKEN).", "由启动服务的人设定（--token-file 或 MVP_TOKEN）。"),
    "enter": BilingualText("Sign in", "登录"), "funds": BilingualText("Funds", "专项资金"), "none": BilingualText("None", "无"), "time": BilingualText("Time", "时间"),
    "money": BilingualText("Money", "花费"), "owner": BilingualText("Owner", "负责人"),
    "live": BilingualText("Live from the files; looking is free and records nothing.", "实时读取文件；查看不消耗错误额度，也不作记录。"),
    "numbers": BilingualText("Numbers", "数字"), "variant": BilingualText("Variant", "版本"), "counts": BilingualText("Counts", "数量"),
    "value": BilingualText("Value (interval)", "数值（区间）"), "change": BilingualText("Change (interval)", "变化（区间）"),
    "standing": BilingualText("Standing", "状态"), "p": BilingualText("p, over all looks", "p（含历次查看）"), "looks": BilingualText("Looks", "历次查看"),
    "look": BilingualText("Look", "期中查看"), "date": BilingualText("Date", "日期"), "progress": BilingualText("Progress", "进度"),
    "statistic": BilingualText("z", "z"), "line": BilingualText("Line", "判定线"), "allowance": BilingualText("Error allowance used", "已用错误额度"),
    "account": BilingualText("Error allowance", "错误额度"),
    "accountHint": BilingualText(
      "Each look may err; the allowance is what all looks together may. Once it is used up, no look can prove anything more.",
      "每次查看都可能误判；错误额度是历次查看合计允许的误判概率。额度用完后，再看也不能证明什么。"),
    "report": BilingualText("The page of the report", "报告页"), "plan": BilingualText("Plan", "计划"), "json": BilingualText("JSON", "JSON"),
    "decide": BilingualText("Decide", "作决定"), "note": BilingualText("Why, in a sentence; it is kept", "原因（一句话，将保留在记录中）"),
    "scale": BilingualText("Scale", "放量推广"), "stop": BilingualText("Stop", "停止"),
    "continue": BilingualText("Continue (a note)", "继续（备注）"), "reopen": BilingualText("Reopen", "重新打开"),
    "acknowledge": BilingualText("Seen: the verdict changed", "已知悉：结论有变"), "action": BilingualText("Decision", "决定"),
    "variantToScale": BilingualText("Variant to scale", "放量推广的版本"), "nobody": BilingualText("– none –", "– 无 –"),
    "sure": BilingualText("Close it although it has not started", "尚未开始也关闭"), "record": BilingualText("Record", "记录"),
    "recordIt": BilingualText("Record the decision", "记录决定"), "number": BilingualText("No.", "编号"), "kind": BilingualText("Event", "事件"),
    "tests": BilingualText("Tests", "测试"), "hash": BilingualText("Hash", "哈希"), "upcoming": BilingualText("To come", "即将到来"),
    "past": BilingualText("Reviews held", "已举行的评审"), "budget": BilingualText("Budget", "预算"), "days": BilingualText("Days", "天数"),
    "effect": BilingualText("A variant better by", "要发现的提升"), "power": BilingualText("Chance to find it", "发现它的概率"),
    "work": BilingualText("Work it out", "计算"), "sliders": BilingualText("What if", "假设"),
    "curve": BilingualText("Chance to find a variant, by how much better it is", "版本好多少，就有多大概率被发现"),
    "better": BilingualText("How much better the variant is", "版本好多少"), "chance": BilingualText("Chance to find it", "发现的概率"),
    "asDeclared": BilingualText("Back to what is declared", "恢复为声明的计划"), "home": BilingualText("To the board", "回到看板"),
    "fault": BilingualText("That did not work", "未能完成"), "method": BilingualText("Method", "方法"), "path": BilingualText("Path", "路径"),
    "meaning": BilingualText("Answer", "返回"), "machine": BilingualText("The same for programs", "供程序读取"),
    "apiHint": BilingualText(
      "The answers are those of the command line, byte for byte. What is asked for changes only when a file does; each answer carries an ETag.",
      "返回内容与命令行逐字节相同。只有文件变化时结果才变；每个返回都带 ETag。"),
    "noExperiments": BilingualText("No experiments yet: 'mvp new NAME --template posters' makes one.", "还没有实验：用 'mvp new 名称 --template posters' 新建。"),
    "noRecords": BilingualText("Nothing has been recorded yet.", "还没有任何记录。"),
  ]
}
