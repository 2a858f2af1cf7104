package import ExperimentModel

/// What `mvp validate` says besides the problems themselves.
package enum ValidationSentences {
  package static func summary(_ validation: Runner.Validation) -> BilingualText {
    let invalid = validation.invalid
    return BilingualText(
      "\(English.count(validation.experiments, "experiment")): \(English.count(validation.errors, "error")), \(English.count(validation.warnings, "warning"))"
        + (invalid > 0 ? "; \(invalid) \(invalid == 1 ? "does" : "do") not hold" : ""),
      "\(validation.experiments) 个实验：\(validation.errors) 个错误，\(validation.warnings) 个警告" + (invalid > 0 ? "；其中 \(invalid) 个不成立" : ""))
  }

  /// - Parameter quality: holds at least one example.
  static func badRows(_ quality: DataQuality, first: DataQuality.BadRow) -> BilingualText {
    BilingualText(
      "\(quality.badRows) of \(English.count(quality.rows, "row")) cannot be read, which blocks every decision; the first: \(first.reason(in: .english))",
      "\(quality.rows) 行中有 \(quality.badRows) 行无法读取，一切结论都须暂缓判定；第一处：\(first.reason(in: .simplifiedChinese))")
  }
}
