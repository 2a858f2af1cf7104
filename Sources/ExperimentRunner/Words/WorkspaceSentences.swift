package import ExperimentModel

/// What is said of workspaces, of the experiments in them and of new ones.
package enum WorkspaceSentences {
  static func noDeclaration(_ file: String) -> BilingualText { BilingualText("there is no \(file)", "没有 \(file)") }

  static func noWorkspace(in folder: String) -> BilingualText {
    BilingualText(
      "\(folder) has no mvp.yaml; make a workspace there with 'mvp init \(folder)'", "\(folder) 里没有 mvp.yaml；可用 'mvp init \(folder)' 新建工作区")
  }

  static let noWorkspaceAbove = BilingualText(
    "no mvp.yaml in this folder or above it; make a workspace with 'mvp init', or name one with --workspace",
    "本文件夹及上级都没有 mvp.yaml；用 'mvp init' 新建工作区，或用 --workspace 指定")

  static func tooManyDeclarations(_ folder: String, found: Int, most: Int) -> BilingualText {
    BilingualText("\(folder) holds \(found) declarations; \(most) is the most that are read", "\(folder) 里有 \(found) 份声明，最多读取 \(most) 份")
  }

  static func unknownExperiment(_ name: String, known: [String]) -> BilingualText {
    known.isEmpty
      ? BilingualText("there is no experiment '\(name)'; there are none yet: make one with 'mvp new'", "没有实验“\(name)”；目前还没有任何实验：可用 'mvp new' 新建")
      : BilingualText("there is no experiment '\(name)'; there are: \(known.joined(separator: ", "))", "没有实验“\(name)”；现有：\(known.joined(separator: "、"))")
  }

  /// An experiment that something is to be done with, and whose declaration has faults.
  static func doesNotValidate(_ id: String) -> BilingualText {
    BilingualText("\(id) does not validate; mend it first with 'mvp validate'", "\(id) 未通过校验；请先用 'mvp validate' 修正")
  }

  /// An experiment that another is to be made from.
  static func originDoesNotValidate(_ id: String) -> BilingualText {
    BilingualText("the declaration of '\(id)' does not hold: see 'mvp validate'", "“\(id)”的声明有误：请先运行 'mvp validate'")
  }

  static func badName(_ name: String) -> BilingualText {
    BilingualText(
      "'\(name)' makes no id: an id is made of the letters a to z, digits and hyphens", "“\(name)”不能作编号：编号由小写字母 a–z、数字和连字符组成")
  }

  /// The comment at the head of a declaration that was made from an older one.
  static func madeAnew(from id: String) -> BilingualText {
    BilingualText("# Made anew from \(id): a test of its own.", "# 由 \(id) 重新建立：这是一个独立的新实验。")
  }

  static func badToday(_ variable: String, _ value: String) -> BilingualText {
    BilingualText("\(variable) is '\(value)', which is no day: write it as YYYY-MM-DD", "\(variable) 的值“\(value)”不是日期：请写成 YYYY-MM-DD")
  }

  /// After `mvp init`.
  package static func made(_ files: [String]) -> BilingualText {
    BilingualText("Made \(files.joined(separator: ", "))", "已建立 \(files.joined(separator: "、"))")
  }

  /// After `mvp new`.
  package static func made(_ declaration: String) -> BilingualText {
    BilingualText(
      "Made \(declaration). Fill in the columns of your export, then: mvp validate --data", "已建立 \(declaration)。填好导出文件的列名后运行：mvp validate --data")
  }

  /// `mvp new --from` with days that somebody has seen.
  package static func startsInThePast(_ start: CalendarDay) -> BilingualText {
    BilingualText(
      "warning: it starts on \(start), before today: days that somebody has seen already are no new evidence; begin with days to come",
      "警告：开始日期 \(start) 早于今天：已经看过的数据不是新的证据，请从今后的日期开始")
  }
}
