import ExperimentReports
import Mustache

/// The pages' templates, part of the program and read once.
enum Templates {
  /// - Returns: the page; what is inserted is escaped.
  static func render(_ name: String, _ slots: Any) -> String {
    guard let page = library.render(slots, withTemplate: name) else { preconditionFailure("template \(name) is part of the program") }
    return page
  }

  static let sources: [(name: String, bytes: [UInt8])] = [
    ("head", PackageResources.head_mustache), ("foot", PackageResources.foot_mustache), ("board", PackageResources.board_mustache),
    ("experiment", PackageResources.experiment_mustache), ("plan", PackageResources.plan_mustache), ("history", PackageResources.history_mustache),
    ("calendar", PackageResources.calendar_mustache), ("signin", PackageResources.signin_mustache), ("fault", PackageResources.fault_mustache),
    ("api", PackageResources.api_mustache),
  ]
  static var style: String { String(decoding: PackageResources.dashboard_css, as: UTF8.self) }

  /// What every template begins with: text is escaped as `Markup` does.
  static let pragma = "{{% CONTENT_TYPE:MVP}}"

  private static let library: MustacheLibrary = {
    MustacheContentTypes.register(Markup(), named: "MVP")
    var templates = [String: MustacheTemplate]()
    for (name, bytes) in sources {
      do {
        templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
      } catch {
        preconditionFailure("template \(name): \(error)")
      }
    }
    return MustacheLibrary(templates: templates)
  }()
}

/// Text as reports escape it.
struct Markup: MustacheContentType {
  func escapeText(_ text: String) -> String { HTML.escaped(text) }
}
