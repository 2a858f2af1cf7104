import ExperimentModel
import ExperimentRunner
import HTTPTypes
import Hummingbird
import NIOCore

/// What requests say beside their path.
extension Dashboard {
  /// Seconds that a request's body may take.
  static let patience = Duration.seconds(10)

  /// The language of the address, else of the browser's choice before, else of the service; nil: the workspace's.
  func chosenLanguage(of request: Request) -> Language? {
    Dashboard.language(named: query("lang", of: request)) ?? Dashboard.language(named: request.cookies["mvp-lang"]?.value) ?? settings.language
  }

  func language(of request: Request, in workspace: Language) -> Language { chosenLanguage(of: request) ?? workspace }

  static func language(named name: String?) -> Language? { name.flatMap(Language.init(named:)) }

  func query(_ name: String, of request: Request) -> String? { request.uri.queryParameters[Substring(name)].map(String.init) }

  /// - Throws: `Fault.badInput` for what is no day.
  func asOf(_ request: Request) throws -> CalendarDay? {
    guard let text = query("as_of", of: request) else { return nil }
    guard let day = CalendarDay(iso: text), WrittenDay.years.contains(day.components.year) else {
      throw Fault.badInput(DashboardWords(language(of: request, in: .english)).badDate(PrintableText.oneLine(String(text.prefix(40)))))
    }
    return day
  }

  func planWishes(_ request: Request) throws -> PlanWishesInQuery {
    try PlanWishesInQuery({ query($0, of: request) }, DashboardWords(language(of: request, in: .english)))
  }

  /// A request's body, as long and as slow as one may be.
  func collect(_ request: Request) async throws -> ByteBuffer {
    if let length = request.headers[.contentLength].flatMap(Int.init), length > DashboardContext.mostBytes { throw Fault.tooLarge }
    let body = request.body
    return try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
      group.addTask {
        do {
          return try await body.collect(upTo: DashboardContext.mostBytes)
        } catch is NIOTooManyBytesError {
          throw Fault.tooLarge
        }
      }
      group.addTask {
        try await Task.sleep(for: Dashboard.patience)
        throw Fault.tooSlow
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw Fault.tooSlow }
      return first
    }
  }

  /// Who asks: the form's key for a browser that brought the token.
  func session(of request: Request) -> Session {
    let cookie = request.cookies[Gate.cookie]?.value
    return Session(formKey: gate.isOpen(cookie, now: settings.clock.now()) ? cookie.map(gate.formKey) : nil)
  }
}
