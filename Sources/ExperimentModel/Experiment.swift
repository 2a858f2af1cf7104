/// How the arms came to differ, and so what a comparison can prove.
public enum EvidenceKind: Hashable, Sendable {
  case randomized
  /// Whole periods switch between variants; `randomSchedule` when the order was drawn by chance.
  case switchback(periodDays: Int, randomSchedule: Bool)
  case beforeAfter
  case observational

  public var name: String {
    switch self {
    case .randomized: "randomized"
    case .switchback: "switchback"
    case .beforeAfter: "before-after"
    case .observational: "observational"
    }
  }

  public var isRandomized: Bool {
    switch self {
    case .randomized, .switchback(_, randomSchedule: true): true
    default: false
    }
  }
}

/// The most that may be spent, and where spending is read.
public struct Budget: Hashable, Sendable {
  public let total: Double
  public let fund: String?

  public init(total: Double, fund: String?) {
    self.total = total
    self.fund = fund
  }
}

/// A declaration that holds: every reference resolved, every default filled in. Later stages trust it.
public struct Experiment: Hashable, Sendable {
  public let id: String
  public let title: String
  public let hypothesis: String?
  public let owner: String?
  public let tags: [String]
  /// First day of data, inclusive; nil only when no table has dates.
  public let start: CalendarDay?
  /// Last day, inclusive; nil when only the budget ends the test.
  public let end: CalendarDay?
  public let evidence: EvidenceKind
  public let budget: Budget?
  /// The column that says how much was spent (`budget.spent`, or the cost of the only cost metric); nil when nothing does.
  public let spent: ValueExpression?
  public let variants: [Variant]
  public let control: Control
  public let tables: [TableDeclaration]
  /// All metrics, the primary first, then as declared.
  public let metrics: [Metric]
  public let guardrails: [Guardrail]
  public let plan: AnalysisPlan
  /// The file it was read from, relative to the workspace.
  public let file: String
  /// What may not change after `start`, as `key → canonical text`, so that a change can be named.
  public let protectedKeys: [String: String]
  /// Features that the declaration uses and the engine does not have yet; a review of it is refused with these.
  public let notYet: [Diagnostic]
  public let warnings: [Diagnostic]

  public init(
    id: String, title: String, hypothesis: String?, owner: String?, tags: [String], start: CalendarDay?, end: CalendarDay?,
    evidence: EvidenceKind, budget: Budget?, spent: ValueExpression?, variants: [Variant], control: Control, tables: [TableDeclaration],
    metrics: [Metric], guardrails: [Guardrail], plan: AnalysisPlan, file: String, protectedKeys: [String: String],
    notYet: [Diagnostic], warnings: [Diagnostic]
  ) {
    self.id = id
    self.title = title
    self.hypothesis = hypothesis
    self.owner = owner
    self.tags = tags
    self.start = start
    self.end = end
    self.evidence = evidence
    self.budget = budget
    self.spent = spent
    self.variants = variants
    self.control = control
    self.tables = tables
    self.metrics = metrics
    self.guardrails = guardrails
    self.plan = plan
    self.file = file
    self.protectedKeys = protectedKeys
    self.notYet = notYet
    self.warnings = warnings
  }

  public var primary: Metric { metrics[0] }

  /// Indices of the variants that are compared: all but the control, or all of them when there is none.
  public var treatments: [Int] {
    switch control {
    case .none: Array(variants.indices)
    case .variant(let index): variants.indices.filter { $0 != index }
    }
  }

  /// Days from start to end, both counted; nil when the end is open.
  public var plannedDays: Int? {
    guard let start, let end else { return nil }
    return end - start + 1
  }
}
