public import ExperimentModel

extension ChainProblem {
  /// What is wrong and what can be done about it.
  public var text: BilingualText {
    switch self {
    case .unreadable(let name, let reason):
      BilingualText("\(name) cannot be read: \(reason.english)", "无法读取 \(name)：\(reason.simplifiedChinese)")
    case .damaged(let name, let line, let column):
      BilingualText(
        "\(name):\(line):\(column): this is not a record any more: it was changed or cut short; restore it from your backup or version control",
        "\(name):\(line):\(column)：不是完整的记录：它被改动或截断，请从备份或版本库恢复")
    case .mergeConflict(let name, let line):
      BilingualText(
        "\(name):\(line): both sides of a git merge stand in it; records are never merged by hand: keep both versions as two files"
          + " ('git show :2:PATH' and 'git show :3:PATH'), then run 'mvp verify --repair'",
        "\(name):\(line)：其中是 git 合并冲突的两侧；记录不可手工合并：请把两侧各存为一个文件（'git show :2:路径' 与 'git show :3:路径'），再运行 'mvp verify --repair'")
    case .newer(let name, let schema, let program):
      BilingualText(
        "\(name) was made by a newer program\(program.map { " (\($0))" } ?? "") in a form (schema \(schema)) that this one does not know: use that version or a later one",
        "\(name) 由更新的程序\(program.map { "（\($0)）" } ?? "")写成，其格式（schema \(schema)）本程序不认识：请使用该版本或更新的版本")
    case .repeatedKey(let name, let line, let column, let key):
      BilingualText(
        "\(name):\(line):\(column): the key '\(key)' stands twice in one object: somebody changed it by hand; restore it from your backup or version control",
        "\(name):\(line):\(column)：同一对象中键“\(key)”出现两次：文件被手工改动过，请从备份或版本库恢复")
    case .unknownKey(let name, let line, let column, let key):
      BilingualText(
        "\(name):\(line):\(column): the key '\(key)' is not known: made by a newer program, or changed by hand; use the newer version, or restore the file",
        "\(name):\(line):\(column)：不认识键“\(key)”：由更新的程序写成，或被手工改动过；请使用更新的版本，或恢复该文件")
    case .missingKey(let name, let line, let column, let key):
      BilingualText(
        "\(name):\(line):\(column): the key '\(key)' is missing: this was changed by hand or is no record; restore it from your backup or version control",
        "\(name):\(line):\(column)：缺少键“\(key)”：被手工改动过，或不是记录，请从备份或版本库恢复")
    case .unknownValue(let name, let line, let column, let value, let key):
      BilingualText(
        "\(name):\(line):\(column): '\(value)'\(key.map { " under '\($0)'" } ?? "") is not known: made by a newer program, or changed by hand;"
          + " use the newer version, or restore the file",
        "\(name):\(line):\(column)：不认识\(key.map { "“\($0)”的值" } ?? "")“\(value)”：由更新的程序写成，或被手工改动过；请使用更新的版本，或恢复该文件")
    case .twins(let number, let names):
      BilingualText(
        "record \(number) stands \(names.count) times (\(names.joined(separator: ", "))): two branches were merged; 'mvp verify --repair' keeps both and renumbers them by date",
        "第 \(number) 条记录有 \(names.count) 份（\(names.joined(separator: "、"))）：合并了两个分支；'mvp verify --repair' 会全部保留并按日期重新编号")
    case .copy(let name, let of):
      BilingualText("\(name) is a copy of \(of): remove one of them", "\(name) 是 \(of) 的副本：请删去其中一个")
    case .gap(let first, let last):
      first == last
        ? BilingualText(
          "record \(first) is missing: restore it from your backup or version control", "缺少第 \(first) 条记录：请从备份或版本库恢复")
        : BilingualText(
          "records \(first) to \(last) are missing: restore them from your backup or version control", "缺少第 \(first) 至 \(last) 条记录：请从备份或版本库恢复")
    case .misnamed(let name, let content):
      BilingualText(
        "\(name): its content says it is \(content): give it that name again", "\(name)：内容表明它应名为 \(content)：请改回该名")
    case .changed(let name, let by, let hasOtherLineEnds):
      hasOtherLineEnds
        ? BilingualText(
          "\(name) is not what it was when \(by) was written: only its line ends changed, as git's core.autocrlf does;"
            + " put '*.json -text' into .gitattributes beside the records and check them out again",
          "\(name) 与写入 \(by) 时不同：只有换行符变了，git 的 core.autocrlf 会这样；请在记录旁的 .gitattributes 中写入 '*.json -text' 并重新检出")
        : BilingualText(
          "\(name) is not what it was when \(by) was written: the history was changed; restore it from your backup or version control",
          "\(name) 与写入 \(by) 时不同：历史被改动过，请从备份或版本库恢复")
    case .beheaded(let name):
      BilingualText(
        "\(name): records before it are missing: restore them from your backup or version control", "\(name)：它之前的记录缺失，请从备份或版本库恢复")
    case .unfinishedRepair:
      BilingualText(
        "a repair was begun and not ended: run 'mvp verify --repair' once more", "修复未完成：请再运行一次 'mvp verify --repair'")
    }
  }
}
