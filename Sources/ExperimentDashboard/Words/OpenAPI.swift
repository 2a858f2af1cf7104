import ExperimentModel
import ExperimentRunner

/// The description of the API, as OpenAPI 3.1 has it (https://spec.openapis.org/oas/v3.1.0).
enum OpenAPI {
  struct Operation: Sendable {
    let method: String
    let path: String
    let summary: BilingualText
    var parameters: [Parameter] = []
    var body: Bool = false
  }

  struct Parameter: Sendable {
    let name: String
    let place: String
    let schema: String
    let meaning: BilingualText
  }

  private static let experiment = Parameter(
    name: "id", place: "path", schema: "string", meaning: BilingualText("An experiment's id.", "实验的 id。"))
  private static let asOf = Parameter(
    name: "as_of", place: "query", schema: "date",
    meaning: BilingualText("The day to look from; without it today in the workspace's time zone.", "从哪一天看；默认为工作区时区的今天。"))

  static let operations: [Operation] = [
    Operation(
      method: "get", path: "/api/v1/status", summary: BilingualText("Every experiment, as 'mvp status --format json' prints it.", "全部实验，同 'mvp status --format json'。"),
      parameters: [asOf]),
    Operation(
      method: "get", path: "/api/v1/experiments/{id}",
      summary: BilingualText("One experiment, as 'mvp show ID --format json' prints it.", "一个实验，同 'mvp show ID --format json'。"), parameters: [experiment, asOf]),
    Operation(
      method: "get", path: "/api/v1/experiments/{id}/plan",
      summary: BilingualText("What its budget can prove, as 'mvp plan ID --format json' prints it.", "预算能证明什么，同 'mvp plan ID --format json'。"),
      parameters: [
        experiment,
        Parameter(name: "budget", place: "query", schema: "number", meaning: BilingualText("Money for all variants together.", "全部版本合计的预算。")),
        Parameter(name: "days", place: "query", schema: "number", meaning: BilingualText("Days of the test, 1 to 3660.", "测试天数，1 至 3660。")),
        Parameter(name: "effect", place: "query", schema: "number", meaning: BilingualText("The effect to be found, in percent.", "要发现的提升，百分数。")),
        Parameter(name: "power", place: "query", schema: "number", meaning: BilingualText("Chance to find it, in percent, 5 to 99.9.", "发现它的概率，百分数，5 至 99.9。")),
      ]),
    Operation(
      method: "get", path: "/api/v1/reviews", summary: BilingualText("Every record: reviews, revisions, decisions.", "全部记录：评审、修订、人工决定。")),
    Operation(
      method: "get", path: "/api/v1/schedule",
      summary: BilingualText("Which review is due, which were missed, when the next one is.", "应进行的评审、错过的评审与下次评审。"), parameters: [asOf]),
    Operation(
      method: "post", path: "/api/v1/experiments/{id}/decisions",
      summary: BilingualText(
        "Records what a person decided, as 'mvp decide' does; needs 'Authorization: Bearer TOKEN'.", "记录人的决定，同 'mvp decide'；需要 'Authorization: Bearer 令牌'。"),
      parameters: [experiment], body: true),
    Operation(method: "get", path: "/healthz", summary: BilingualText("200 while the service runs and can read the workspace, 503 otherwise.", "服务正常且能读取工作区时为 200，否则为 503。")),
    Operation(method: "get", path: "/metrics", summary: BilingualText("Counters for Prometheus.", "供 Prometheus 采集的指标。")),
  ]

  static var document: String {
    var paths = [(String, JSONText)]()
    for path in operations.map(\.path) where !paths.contains(where: { $0.0 == path }) {
      paths.append((path, .object(operations.filter { $0.path == path }.map { ($0.method, operation($0)) })))
    }
    return JSONText.object([
      ("openapi", .string("3.1.0")),
      ("info", .object([("title", .string("mvp")), ("version", .string(ProgramVersion.number)), ("description", .string("Experiments of one workspace."))])),
      ("paths", .object(paths)),
      (
        "components",
        .object([
          ("securitySchemes", .object([("token", .object([("type", .string("http")), ("scheme", .string("bearer"))]))])),
          ("schemas", .object([("Decision", decision), ("Error", fault)])),
        ])
      ),
    ]).text
  }

  private static func operation(_ operation: Operation) -> JSONText {
    let type = operation.path.hasPrefix("/api/") ? "application/json" : "text/plain"
    func described(_ text: String) -> JSONText { .object([("description", .string(text))]) }
    let failed: JSONText = .object([
      ("description", .string("What was wrong, in words.")),
      ("content", .object([("application/json", .object([("schema", reference("Error"))]))])),
    ])
    var pairs: [(String, JSONText)] = [
      ("summary", .string(operation.summary.english)),
      (
        "parameters",
        .array(
          operation.parameters.map {
            .object([
              ("name", .string($0.name)), ("in", .string($0.place)), ("required", .bool($0.place == "path")), ("description", .string($0.meaning.english)),
              ("schema", $0.schema == "date" ? .object([("type", .string("string")), ("format", .string("date"))]) : .object([("type", .string($0.schema))])),
            ])
          })
      ),
      (
        "responses",
        .object([
          (operation.body ? "201" : "200", .object([("description", .string(operation.summary.english)), ("content", .object([(type, .object([]))]))])),
          ("default", operation.path.hasPrefix("/api/") ? failed : described("Not now.")),
        ])
      ),
    ]
    if operation.body {
      pairs.append(
        (
          "requestBody",
          .object([("required", .bool(true)), ("content", .object([("application/json", .object([("schema", reference("Decision"))]))]))])
        ))
      pairs.append(("security", .array([.object([("token", .array([]))])])))
    }
    return .object(pairs)
  }

  private static func reference(_ name: String) -> JSONText { .object([("$ref", .string("#/components/schemas/" + name))]) }

  private static let text: JSONText = .object([("type", .string("string"))])

  private static let decision: JSONText = .object([
    ("type", .string("object")), ("required", .array([.string("action"), .string("note")])), ("additionalProperties", .bool(false)),
    (
      "properties",
      .object([
        ("action", .object([("type", .string("string")), ("enum", .array(Deed.allCases.map { .string($0.rawValue) }))])),
        ("variant", text), ("note", .object([("type", .string("string")), ("minLength", .integer(1)), ("maxLength", .integer(Deed.mostLetters))])),
        ("sure", .object([("type", .string("boolean"))])),
      ])
    ),
  ])

  private static let fault: JSONText = .object([
    ("type", .string("object")),
    (
      "properties",
      .object([
        (
          "error",
          .object([
            ("type", .string("object")), ("properties", .object([("code", .object([("type", .string("integer"))])), ("message", text)])),
          ])
        )
      ])
    ),
  ])
}
