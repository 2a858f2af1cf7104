import ExperimentModel

/// What stands around every page.
struct Frame {
  struct Link {
    let href: String
    let text: String
    let isHere: Bool
  }

  struct Tongue {
    let href: String
    let code: String
    let name: String
  }

  enum Page: String, CaseIterable {
    case board = "/"
    case history = "/reviews"
    case calendar = "/calendar"
    case api = "/api"
  }

  let lang: String
  let project: String
  var title: String
  let links: [Link]
  let tongues: [Tongue]
  /// Whether a token was set at all, and whether this browser brought it.
  var offersSignIn = false
  var isSignedIn = false
  /// What a form of this page carries; nil for who only looks.
  var formKey: String?

  /// - Parameters:
  ///   - path: of this page, for the links to the same in another language.
  init(_ language: Language, page: Page?, project: String = "mvp", title: String? = nil, path: String? = nil) {
    let words = DashboardWords(language)
    lang = language.rawValue
    self.project = PrintableText.oneLine(project)
    let names = words.labels
    links = Page.allCases.map { Link(href: $0.rawValue, text: names["\($0)"] ?? "", isHere: $0 == page) }
    self.title = (title ?? page.flatMap { names["\($0)"] } ?? "mvp") + " · " + PrintableText.oneLine(project)
    let path = path ?? page?.rawValue ?? "/"
    tongues = [(Language.english, "English"), (.simplifiedChinese, "简体中文")].filter { $0.0 != language }.map {
      Tongue(href: path + "?lang=" + $0.0.rawValue, code: $0.0.rawValue, name: $0.1)
    }
  }

  func opened(_ session: Session, isWritable: Bool) -> Frame {
    var frame = self
    frame.offersSignIn = isWritable
    frame.isSignedIn = session.formKey != nil
    frame.formKey = session.formKey
    return frame
  }
}

/// Who asks, as far as a page cares.
struct Session: Sendable {
  /// Nil for who only looks.
  let formKey: String?
}

struct FaultPage {
  let message: String
  let frame: Frame
  let w: [String: String]

  init(message: String, frame: Frame) {
    self.message = message
    self.frame = frame
    w = DashboardWords(Language(rawValue: frame.lang) ?? .english).labels
  }
}
