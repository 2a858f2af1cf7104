import ExperimentModel
import ExperimentRunner
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TestSupport

@testable import ExperimentDashboard

/// A workspace of two tests, one of them planned, and the dashboard over it on 7 December 2026, when the first has ended.
struct Served {
  static let token = "0123456789abcdef-test"
  let folder = TemporaryFolder()

  init(title: String = "Two pages", language: String = "en") {
    folder.write("mvp.yaml", "project: Pages\ncurrency: CNY\ntimezone: UTC\nlanguage: \(language)\nreviews: {every: 2w, anchor: 2026-11-02}\n")
    folder.write(
      "experiments/pages.yaml",
      """
      title: '\(title)'
      start: 2026-11-02
      end: 2026-11-29
      variants: {old: {}, new: {}}
      data: {file: 'data/*.csv', variant: v, date: d, units: clicks}
      metrics:
        signup: {type: proportion, numerator: signups, denominator: clicks}
      primary: signup

      """)
    folder.write(
      "experiments/later.yaml",
      """
      title: Later
      start: 2027-01-04
      end: 2027-01-31
      variants: {old: {}, new: {}}
      data: {file: data/later.csv, variant: v, date: d, units: clicks}
      metrics:
        signup: {type: proportion, numerator: signups, denominator: clicks}
      primary: signup

      """)
    write(signups: 20)
  }

  /// Of the new page a day; the old one has 10 to 12.
  func write(signups: Int) {
    var rows = "v,d,signups,clicks\n"
    for day in 2...29 {
      let date = "2026-11-\(day < 10 ? "0" : "")\(day)"
      rows += "old,\(date),\(10 + day % 3),100\nnew,\(date),\(signups + day % 4),100\n"
    }
    folder.write("data/pages.csv", rows)
  }

  static let today = CalendarDay(number: 20_794)

  func dashboard(token: String? = nil, language: Language? = nil) -> Dashboard {
    Dashboard(
      DashboardSettings(workspace: folder.path, port: 0, token: token, language: language, clock: .fixed(on: Served.today), patience: .zero))
  }

  func runner() throws -> Runner { try Runner(workspace: folder.path, clock: .fixed(on: Served.today)) }
}

extension TestClientProtocol {
  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse { try await execute(uri: path, method: .get, headers: headers) }

  func post(_ path: String, _ body: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
    try await execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }
}
