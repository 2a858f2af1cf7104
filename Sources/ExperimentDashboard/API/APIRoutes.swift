import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

extension Dashboard {
  func addAPI(to router: Router<DashboardContext>) {
    router.get("/api/v1/status") { request, _ in try await self.status(request) }
    router.get("/api/v1/experiments/:id") { request, context in try await self.experiment(request, context.parameters.require("id")) }
    router.get("/api/v1/experiments/:id/plan") { request, context in try await self.plan(request, context.parameters.require("id")) }
    router.get("/api/v1/reviews") { request, _ in try await self.reviews(request) }
    router.get("/api/v1/schedule") { request, _ in try await self.schedule(request) }
    router.get("/api/v1/openapi.json") { request, _ in
      Reply.kept(try await self.live.answer("openapi") { _, _ in OpenAPI.document }, Reply.jsonType, to: request)
    }
    router.post("/api/v1/experiments/:id/decisions") { request, context in try await self.decide(request, context.parameters.require("id")) }
    router.get("/healthz") { _, _ in await self.health() }
    router.get("/metrics") { _, _ in try await self.metrics() }
  }

  // MARK: Reading

  private func options(_ runner: Runner, _ examination: Runner.Examination, _ choice: Language?) -> ReportOptions {
    ReportOptions(
      language: choice ?? runner.workspace.language, declarationHashes: examination.declarationHashes, dataHashes: examination.dataHashes,
      record: examination.record.map { RecordMark(number: $0.number, hash: $0.hash) },
      records: examination.stamps.mapValues { RecordMark(number: $0.number, hash: $0.hash) })
  }

  private func status(_ request: Request) async throws -> Response {
    let choice = chosenLanguage(of: request)
    let day = try asOf(request)
    let kept = try await live.answer("status \(choice?.rawValue ?? "") \(day?.description ?? "")") { runner, today in
      let examination = try day.map { try runner.status(asOf: $0) } ?? today
      return StatusReport(examination.review, options: options(runner, examination, choice)).json
    }
    return Reply.kept(kept, Reply.jsonType, to: request)
  }

  private func experiment(_ request: Request, _ id: String) async throws -> Response {
    let choice = chosenLanguage(of: request)
    let day = try asOf(request)
    let kept = try await live.answer("show \(choice?.rawValue ?? "") \(day?.description ?? "") \(id)") { runner, _ in
      let examination = try runner.show(id, asOf: day)
      guard let review = examination.review.experiments.first else { throw Fault.noSuchPage }
      return ExperimentReport(review, in: examination.review, options: options(runner, examination, choice)).json
    }
    return Reply.kept(kept, Reply.jsonType, to: request)
  }

  private func plan(_ request: Request, _ id: String) async throws -> Response {
    let choice = chosenLanguage(of: request)
    let wishes = try planWishes(request)
    let kept = try await live.answer("plan \(choice?.rawValue ?? "") \(id) \(wishes)") { runner, _ in
      let plan = try runner.plan(id, wishes: wishes.wishes)
      return PlanReport(
        .init(title: plan.id, question: plan.question, answer: plan.answer, notes: plan.notes), currency: runner.workspace.currency,
        language: choice ?? runner.workspace.language
      ).json
    }
    return Reply.kept(kept, Reply.jsonType, to: request)
  }

  private func reviews(_ request: Request) async throws -> Response {
    Reply.kept(
      try await live.answer("reviews") { runner, _ in
        let history = try runner.history()
        return JSONText.object([
          ("schema", .integer(1)), ("whole", .bool(history.isWhole)), ("problems", .array(history.problems.map { .string($0.text(in: .english)) })),
          ("records", .array(history.records.map(Dashboard.json))),
        ]).text
      }, Reply.jsonType, to: request)
  }

  private static func json(_ record: Record) -> JSONText {
    .object([
      ("number", .integer(record.number)), ("date", .string(record.date.description)), ("kind", .string(record.kind.rawValue)),
      ("hash", .string(record.stamp.hash)), ("program", .string(record.program)),
      (
        "experiments",
        .array(
          record.entries.map { entry in
            .object([
              ("id", .string(entry.id)), ("action", .string(entry.action.rawValue)), ("variant", .optional(entry.variant)),
              ("reasons", .array(entry.reasons.map { .string($0.rawValue) })), ("alpha_spent", .number(entry.alphaSpent)),
              ("event", .optional(entry.event?.rawValue)), ("note", .optional(entry.note)),
            ])
          })
      ),
    ])
  }

  private func schedule(_ request: Request) async throws -> Response {
    let day = try asOf(request)
    let kept = try await live.answer("schedule \(day?.description ?? "")") { runner, _ in
      let schedule = try runner.schedule(asOf: day)
      return JSONText.object([
        ("schema", .integer(1)), ("as_of", .string(schedule.asOf.description)), ("every_days", .integer(schedule.every)),
        ("last", .optional(schedule.last?.description)), ("due", .optional(schedule.due?.description)),
        ("missed", .array(schedule.missed.map { .string($0.description) })), ("next", .string(schedule.next.description)),
      ]).text
    }
    return Reply.kept(kept, Reply.jsonType, to: request)
  }

  // MARK: Writing

  private struct Wanted: Decodable {
    let action: String
    let variant: String?
    let note: String
    let sure: Bool?
  }

  private func decide(_ request: Request, _ id: String) async throws -> Response {
    guard settings.isWritable else { throw Fault.readOnly }
    guard let given = request.headers[.authorization], given.lowercased().hasPrefix("bearer ") else { throw Fault.needsToken }
    guard gate.admits(String(given.dropFirst("bearer ".count))) else { throw Fault.wrongToken }
    let words = DashboardWords(language(of: request, in: settings.language ?? .english))
    let body = try await collect(request)
    guard let wanted = try? JSONDecoder().decode(Wanted.self, from: Data(body.readableBytesView)) else { throw Fault.badInput(words.badBody) }
    let order = try Deed.Order(
      experiment: id, action: wanted.action, variant: wanted.variant, note: wanted.note, isSure: wanted.sure ?? false, words)
    let record = try await live.change { try order.run($0) }
    var response = Reply.json(Dashboard.json(record).text)
    response.status = .created
    return response
  }

  // MARK: The service itself

  /// Alive means: the workspace can be read, or was answered a moment ago.
  private func health() async -> Response {
    do {
      _ = try await live.ask { _, _ in true }
      return Reply.text("ok\n", "text/plain; charset=utf-8")
    } catch {
      var response = Reply.text("unreadable\n", "text/plain; charset=utf-8")
      response.status = .serviceUnavailable
      return response
    }
  }

  private func metrics() async throws -> Response {
    let counts = counters.now
    let readings = await live.readings
    let review = try? await live.ask { _, examination in examination.review }
    return Reply.text(
      MetricsText.text(counts, readings: readings, review: review), "text/plain; version=0.0.4; charset=utf-8")
  }
}
