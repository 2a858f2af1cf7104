import ExperimentModel
import Glibc
import Testing

@testable import ExperimentData

/// A file as somebody really had it, with its declaration, in `Fixtures/cases`.
struct ReadingCase {
  let disk = DiskWorkspace()
  let declaration: String
  let zone: TimeZoneRules
  let currency: String

  /// - Parameter zone: offset of the workspace; the cases are from Shanghai or Seoul.
  init(_ name: String, files: [String], offset: Int = 8 * 3600, currency: String = "CNY") {
    self.currency = currency
    for file in files { disk.write("data/" + file, Fixture.bytes("cases/\(name)/data/\(file)")) }
    declaration = String(decoding: Fixture.bytes("cases/\(name)/test.yaml"), as: UTF8.self)
    zone = TimeZoneRules(name: "Here", transitions: [], offsets: [offset])
  }

  func answer() throws -> Result<ExperimentSummary, Diagnostics> { try disk.answer(declaration, asOf: "2026-11-20", zone: zone, currency: currency) }
  func summary() throws -> ExperimentSummary { try answer().get() }

  func problems() throws -> [Diagnostic] {
    switch try answer() {
    case .success: []
    case .failure(let diagnostics): diagnostics.all
    }
  }
}

extension ExperimentSummary {
  /// Sums over the days of each variant: `numerator/denominator`.
  func sums(_ metric: Int = 0) -> [String] {
    variants.map { variant in
      switch variant.metrics[metric].values {
      case .days(let cells):
        return "\(plain(cells.reduce(0) { $0 + $1.numerator }))/\(plain(cells.reduce(0) { $0 + $1.denominator }))"
      case .units(let units): return "\(plain((units.sum * 100).rounded() / 100)) of \(units.count)"
      case .totals(let x, let y): return "\(plain(x))/\(plain(y))"
      case .nothing: return "nothing"
      }
    }
  }
}
