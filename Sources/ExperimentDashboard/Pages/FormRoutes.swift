import ExperimentModel
import ExperimentRunner
import HTTPTypes
import Hummingbird
import NIOCore

/// Forms that write. Each proves that it is from a page of this session: the cookie is sent by this site alone (`SameSite=Strict`), the field is a signature
/// of it, and a browser that says where a form is from must say here.
extension Dashboard {
  private struct TokenForm: Decodable {
    let token: String
  }

  private struct DecisionForm: Decodable {
    let form: String
    let action: String
    let variant: String?
    let note: String
    let sure: String?
  }

  private struct BareForm: Decodable {
    let form: String
  }

  private func read<Form: Decodable>(_ type: Form.Type, _ request: Request) async throws -> Form {
    let body = try await collect(request)
    let words = DashboardWords(language(of: request, in: settings.language ?? .english))
    do {
      return try URLEncodedFormDecoder().decode(type, from: String(buffer: body))
    } catch {
      throw Fault.badInput(words.refused)
    }
  }

  func signIn(_ request: Request) async throws -> Response {
    guard settings.isWritable else { throw Fault.readOnly }
    try checkOrigin(request)
    let form = try await read(TokenForm.self, request)
    guard gate.admits(form.token) else { throw Fault.wrongToken }
    var response = Reply.seeOther("/")
    response.headers[values: .setCookie].append(
      "\(Gate.cookie)=\(gate.session(now: settings.clock.now())); Path=/; Max-Age=\(Gate.span); SameSite=Strict; HttpOnly")
    return response
  }

  func signOut(_ request: Request) async throws -> Response {
    try check(try await read(BareForm.self, request).form, request)
    var response = Reply.seeOther("/")
    response.headers[values: .setCookie].append("\(Gate.cookie)=; Path=/; Max-Age=0; SameSite=Strict; HttpOnly")
    return response
  }

  func decideByForm(_ request: Request, _ id: String) async throws -> Response {
    guard settings.isWritable else { throw Fault.readOnly }
    let form = try await read(DecisionForm.self, request)
    try check(form.form, request)
    let words = DashboardWords(language(of: request, in: settings.language ?? .english))
    let order = try Deed.Order(experiment: id, action: form.action, variant: form.variant, note: form.note, isSure: form.sure != nil, words)
    let record = try await live.change { try order.run($0) }
    return Reply.seeOther("/experiments/" + (record.entries.first?.id ?? ""))
  }

  private func check(_ form: String, _ request: Request) throws {
    try checkOrigin(request)
    guard let cookie = request.cookies[Gate.cookie]?.value, gate.isOpen(cookie, now: settings.clock.now()) else { throw Fault.needsToken }
    guard gate.admits(form: form, of: cookie) else { throw Fault.foreignForm }
  }

  /// `Origin` is this service where a browser sends it; `null`, which sandboxed frames send, is not.
  private func checkOrigin(_ request: Request) throws {
    if let site = request.headers[.named("Sec-Fetch-Site")], site != "same-origin", site != "none" { throw Fault.foreignForm }
    guard let origin = request.headers[.origin] else { return }
    guard let authority = request.head.authority, origin == "http://" + authority || origin == "https://" + authority else { throw Fault.foreignForm }
  }
}
