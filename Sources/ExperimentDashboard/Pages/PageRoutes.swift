import ExperimentDecisions
import ExperimentModel
import ExperimentReports
import ExperimentRunner
import HTTPTypes
import Hummingbird

extension Dashboard {
  func addAssets(to router: Router<DashboardContext>) {
    let style = LiveWorkspace.Kept(Templates.style)
    let icon = LiveWorkspace.Kept(String(decoding: PackageResources.icon_svg, as: UTF8.self))
    router.get("/assets/dashboard.css") { request, _ in Reply.kept(style, "text/css; charset=utf-8", to: request) }
    router.get("/assets/icon.svg") { request, _ in Reply.kept(icon, "image/svg+xml", to: request) }
  }

  func addPages(to router: Router<DashboardContext>) {
    let isWritable = settings.isWritable
    router.get("/") { request, _ in
      try await self.page("board", request) { runner, examination, language, session in
        Templates.render("board", try BoardPage(runner, examination, language, session: session, isWritable: isWritable))
      }
    }
    router.get("/experiments/:id") { request, context in
      let id = try context.parameters.require("id")
      return try await self.page("experiment \(id)", request) { _, examination, language, session in
        Templates.render("experiment", try ExperimentPage(id, examination, language, session: session, isWritable: isWritable))
      }
    }
    router.get("/experiments/:id/plan") { request, context in
      let id = try context.parameters.require("id")
      let wishes = try self.planWishes(request)
      return try await self.page("plan page \(id) \(wishes)", request) { runner, examination, language, session in
        let plan = try runner.plan(id, wishes: wishes.wishes)
        return Templates.render("plan", PlanPage(plan, wishes, examination.review, language, session: session, isWritable: isWritable))
      }
    }
    router.get("/experiments/:id/report") { request, context in try await self.report(request, context.parameters.require("id")) }
    router.get("/reviews") { request, _ in
      try await self.page("history", request) { runner, examination, language, session in
        Templates.render("history", try HistoryPage(runner, examination, language, session: session, isWritable: isWritable))
      }
    }
    router.get("/calendar") { request, _ in
      try await self.page("calendar", request) { runner, examination, language, session in
        Templates.render("calendar", try CalendarPage(runner, examination, language, session: session, isWritable: isWritable))
      }
    }
    router.get("/api") { request, _ in
      try await self.page("api", request) { _, examination, language, session in
        Templates.render("api", ApiPage(language, project: examination.review.project, session: session, isWritable: isWritable))
      }
    }
    router.get("/sign-in") { request, _ in
      guard isWritable else { throw Fault.readOnly }
      return try await self.page("sign-in", request) { _, examination, language, _ in
        Templates.render("signin", SignInPage(language, project: examination.review.project))
      }
    }
    router.post("/sign-in") { request, _ in try await self.signIn(request) }
    router.post("/sign-out") { request, _ in try await self.signOut(request) }
    router.post("/experiments/:id/decide") { request, context in try await self.decideByForm(request, context.parameters.require("id")) }
  }

  /// A page, kept for who only looks; one with forms is made for its reader.
  private func page(
    _ key: String, _ request: Request, _ build: @escaping @Sendable (Runner, Runner.Examination, Language, Session) throws -> String
  ) async throws -> Response {
    let choice = chosenLanguage(of: request)
    let session = session(of: request)
    var response: Response
    if session.formKey == nil {
      let kept = try await live.answer("\(key) \(choice?.rawValue ?? "")") { runner, examination in
        try build(runner, examination, choice ?? runner.workspace.language, session)
      }
      response = Reply.kept(kept, Reply.html, to: request)
    } else {
      let html = try await live.ask { runner, examination in try build(runner, examination, choice ?? runner.workspace.language, session) }
      response = Reply.page(html)
      response.headers[.cacheControl] = "no-store"
    }
    // A language chosen on one page holds for the next.
    if let chosen = Dashboard.language(named: query("lang", of: request)) {
      response.headers[values: .setCookie].append("mvp-lang=\(chosen.rawValue); Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly")
    }
    response.headers[.vary] = "Cookie"
    return response
  }

  /// The test's page of the report, live from the files. It brings its own style, which the policy admits by its hash and by nothing else.
  private func report(_ request: Request, _ id: String) async throws -> Response {
    let choice = chosenLanguage(of: request)
    let kept = try await live.answer("report \(id) \(choice?.rawValue ?? "")") { runner, examination in
      guard let experiment = examination.review.experiments.first(where: { $0.id == id }) else { throw Fault.noSuchPage }
      return ExperimentReport(experiment, in: examination.review, options: ReportOptions(language: choice ?? runner.workspace.language)).html
    }
    var response = Reply.kept(kept, Reply.html, to: request)
    response.headers[.contentSecurityPolicy] = StyleHashes.policy(kept.body)
    response.headers[.vary] = "Cookie"
    return response
  }
}
