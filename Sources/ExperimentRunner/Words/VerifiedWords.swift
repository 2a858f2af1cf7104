public import ExperimentModel

/// What `mvp verify` says when all is well, and what it only warns of.
public enum VerifiedWords {
  public static func whole(_ found: Verification) -> BilingualText {
    BilingualText("\(English.count(found.records, "record")), an unbroken chain.\n", "\(found.records) 条记录，链条完整。\n")
  }

  /// What else it was held against.
  public static func details(_ found: Verification) -> BilingualText? {
    guard let newest = found.newest else { return nil }
    var english = "The newest is \(newest.number):\(newest.hash.prefix(16))"
    var chinese = "最新一条是 \(newest.number):\(newest.hash.prefix(16))"
    if found.reports > 0 {
      english += "; \(found.reports) \(found.reports == 1 ? "report agrees" : "reports agree")"
      chinese += "；\(found.reports) 份报告相符"
    }
    if found.isCommitted {
      english += "; the newest commit agrees"
      chinese += "；最近一次提交相符"
    }
    return BilingualText(english + ".", chinese + "。")
  }

  public static func warnings(_ found: Verification) -> [BilingualText] {
    var warnings = found.missing.map { id in
      BilingualText(
        "\(id) has records and no file (missing): bring the file back, or leave it if the test was put away on purpose",
        "\(id) 有记录而没有文件（missing）：请恢复文件；若是有意收起，可不理会")
    }
    if found.isGitSilent {
      warnings.append(
        BilingualText(
          "git did not say what the newest commit holds; run 'git status' to see why", "git 未给出最近一次提交的内容；原因见 'git status'"))
    }
    return warnings
  }
}

/// What `mvp verify --repair` did.
public enum RepairWords {
  public static func text(_ repair: RecordStore.Repair) -> BilingualText {
    var english = repair.finished ? "A repair that had been interrupted was ended.\n" : ""
    var chinese = repair.finished ? "已完成此前中断的修复。\n" : ""
    if repair.renamed.isEmpty {
      if !repair.finished {
        english += "Nothing to repair.\n"
        chinese += "无需修复。\n"
      }
    } else {
      english += "Records of merged branches, in the order of their dates; none was left out, and their hashes are new:\n"
      chinese += "已按日期排列所合并分支的记录；无一遗漏，哈希已重新计算：\n"
      for (old, new) in repair.renamed {
        english += "  \(old) → \(new)\n"
        chinese += "  \(old) → \(new)\n"
      }
    }
    return BilingualText(english, chinese)
  }
}
