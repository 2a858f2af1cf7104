internal import ExperimentStatistics

/// `spending:` as written: a name, or a name with its parameter: `kim-demets(2)`, `hwang-shih-decani(-4)`.
enum WrittenSpending: Hashable {
  case function(SpendingFunction)
  /// `none`: no alpha is spent before the final look.
  case nothing

  static let choices = ["obrien-fleming", "pocock", "kim-demets(ρ)", "hwang-shih-decani(γ)", "none"]

  enum Problem: Error { case unknown, parameter(BilingualText) }

  static func read(_ text: String) -> Result<WrittenSpending, Problem> {
    let body = Spelling.halfWidth(text).lowercased().filter { $0 != " " }
    let parts = body.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
    let argument = parts.count == 2 && parts[1].hasSuffix(")") ? WrittenNumber(argumentText(parts[1].dropLast())) : nil
    let named = parts.count == 2
    switch parts[0] {
    case "obrien-fleming" where !named: return .success(.function(.obrienFleming))
    case "pocock" where !named: return .success(.function(.pocock))
    case "none" where !named: return .success(.nothing)
    case "kim-demets":
      guard let rho = argument, rho.suffix == .none, rho.value > 0, rho.value <= 50 else {
        return .failure(
          .parameter(
            ValueSentences.kimDeMets))
      }
      return .success(.function(.kimDeMets(rho: rho.value)))
    case "hwang-shih-decani":
      guard let gamma = argument, gamma.suffix == .none, abs(gamma.value) <= 40 else {
        return .failure(
          .parameter(
            ValueSentences.hwangShihDeCani))
      }
      return .success(.function(.hwangShihDeCani(gamma: gamma.value)))
    default: return .failure(.unknown)
    }
  }

  /// `rho=2`, `ρ=2`, `2`; a true minus sign too.
  private static func argumentText(_ text: Substring) -> String {
    String(text.split(separator: "=").last ?? "").replacing("−", with: "-")
  }
}
