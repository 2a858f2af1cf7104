import ExperimentModel
import ExperimentRunner
import HTTPTypes
import Hummingbird

/// Why a request has no answer, beside what the use cases throw.
enum Fault: Error {
  case strangeHost, tooLarge, tooSlow, noSuchPage, needsToken, wrongToken, foreignForm, readOnly
  case badInput(String)
}

/// Turns what goes wrong into an answer: a page for people, JSON for programs; the reason in words, and no more of the machine than that.
struct Faults: RouterMiddleware {
  typealias Context = DashboardContext
  let dashboard: Dashboard

  func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let language = dashboard.language(of: request, in: dashboard.settings.language ?? .english)
      let (status, message) = Faults.meaning(of: error, DashboardWords(language))
      if request.uri.path.hasPrefix("/api/") || request.method != .get && request.headers[.authorization] != nil {
        var response = Reply.json(JSONText.object([("error", .object([("code", .integer(status.code)), ("message", .string(message))]))]).text)
        response.status = status
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
      }
      var response = Reply.page(Templates.render("fault", FaultPage(message: message, frame: Frame(language, page: nil))))
      response.status = status
      return response
    }
  }

  static func meaning(of error: any Error, _ words: DashboardWords) -> (HTTPResponse.Status, String) {
    switch error {
    case Fault.strangeHost: (.misdirectedRequest, words.strangeHost)
    case Fault.tooLarge: (.contentTooLarge, words.tooLarge)
    case Fault.tooSlow: (.requestTimeout, words.tooSlow)
    case Fault.noSuchPage: (.notFound, words.noSuchPage)
    case Fault.needsToken: (.unauthorized, words.needsToken)
    case Fault.wrongToken: (.forbidden, words.wrongToken)
    case Fault.foreignForm: (.forbidden, words.foreignForm)
    case Fault.readOnly: (.forbidden, words.readOnly)
    case Fault.badInput(let text): (.unprocessableContent, text)
    case let error as RunnerError: (status(of: error.code), error.message(in: words.language))
    case let problems as Diagnostics: (.unprocessableContent, problems.all.map { $0.text(in: words.language) }.joined(separator: "\n"))
    case let error as HTTPError where error.status == .notFound: (.notFound, words.noSuchPage)
    case let error as any HTTPResponseError: (error.status, words.refused)
    default: (.internalServerError, words.failed)
    }
  }

  private static func status(of code: RunnerError.Code) -> HTTPResponse.Status {
    switch code {
    case .unknownExperiment: .notFound
    case .closed, .notClosed, .notSure, .nothingChanged, .notStarted, .beforeRecords, .exists, .nothingDue: .conflict
    case .usage, .unknownVariant, .badName, .cannotPlan, .cannotDraft, .future: .unprocessableContent
    case .locked: .serviceUnavailable
    case .noWorkspace, .unreadable, .unwritable, .brokenChain: .internalServerError
    }
  }
}
