/// An estimate drawn in towards no effect, as one that was picked for being large ought to be (the winner's curse).
public enum NormalShrinkage {
  /// The posterior mean of an effect with a normal prior about 0 and a normal estimate (Gelman et al. 2013, *Bayesian Data Analysis*, §2.5): τ²/(τ² + s²) of it.
  ///
  /// - Parameters: all on one scale; `standardError` ≥ 0, `priorDeviation` > 0.
  public static func mean(of estimate: Double, standardError: Double, priorDeviation: Double) -> Double {
    let error = standardError / priorDeviation
    return estimate / (1 + error * error)
  }
}
