import ExperimentModel

/// What is said of a declaration that is not what the records know.
enum DeclarationSentences {
  static func spentBefore(_ other: String, looks: Int, percentOfAlpha: Double) -> BilingualText {
    BilingualText(
      "'\(other)' has looked at the same variants in the same files \(English.count(looks, "time")) and spent \(percentOfAlpha) % of alpha; a new name does not give it back",
      "“\(other)”已在同样的文件中对同样的版本做过 \(looks) 次期中查看，用去 \(percentOfAlpha)% 的错误额度；改名不会退还")
  }

  static func changed(_ change: HealthItem.ChangedKey, of id: String) -> BilingualText {
    BilingualText(
      "'\(change.key)' was '\(change.before)' when the test started and is '\(change.now)': put it back, or make the change openly with 'mvp amend \(id) --why \"…\"', or begin anew with 'mvp new NAME --from \(id)'",
      "'\(change.key)' 在测试开始时为“\(change.before)”，现为“\(change.now)”：请改回，或用 'mvp amend \(id) --why \"…\"' 公开更改，或用 'mvp new 名称 --from \(id)' 重新开始")
  }
}
