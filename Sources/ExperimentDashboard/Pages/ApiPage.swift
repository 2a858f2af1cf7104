import ExperimentModel

/// The API for people: every path, what it answers.
struct ApiPage {
  struct Row {
    let method: String
    let path: String
    let meaning: String
  }

  let frame: Frame
  let w: [String: String]
  let rows: [Row]

  init(_ language: Language, project: String, session: Session, isWritable: Bool) {
    frame = Frame(language, page: .api, project: project).opened(session, isWritable: isWritable)
    w = DashboardWords(language).labels
    rows = OpenAPI.operations.map { Row(method: $0.method.uppercased(), path: $0.path, meaning: $0.summary(in: language)) }
  }
}

struct SignInPage {
  let frame: Frame
  let w: [String: String]

  init(_ language: Language, project: String) {
    frame = Frame(language, page: nil, project: project, path: "/sign-in")
    w = DashboardWords(language).labels
  }
}
