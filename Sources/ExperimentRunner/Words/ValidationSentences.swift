package import ExperimentModel

/// What `mvp validate` says besides the problems themselves.
package enum ValidationSentences {
  package static func summary(_ validation: Runner.Validation) -> BilingualText {
    return BilingualText(
      "\(English.count(validation.errors, "error")), \(English.count(validation.warnings, "warning")) in \(validation.invalid) of \(English.count(validation.experiments, "experiment"))",
      "\(validation.errors) 个错误，\(validation.warnings) 个警告；\(validation.experiments) 个实验中 \(validation.invalid) 个无效")
  }

  /// - Parameter quality: holds at least one example.
  static func badRows(_ quality: DataQuality, first: DataQuality.BadRow) -> BilingualText {
    BilingualText(
      "\(quality.badRows) of \(quality.rows) rows cannot be read, which blocks every decision; the first: \(first.reason(in: .english))",
      "\(quality.rows) 行中有 \(quality.badRows) 行无法读取，一切结论都须暂缓判定；第一处：\(first.reason(in: .simplifiedChinese))")
  }
}
