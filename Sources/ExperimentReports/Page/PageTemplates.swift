import Mustache

/// The page's templates, read once.
enum PageTemplates {
  enum Name: String, CaseIterable { case page, index, card, dossier, style, symbols }

  static func render(_ slots: Slots, as name: Name) -> String {
    guard let text = library.render(slots, withTemplate: name.rawValue) else { preconditionFailure("the template \(name) is part of the program") }
    return text
  }

  private static let sources: [(String, [UInt8])] = [
    ("page", PackageResources.page_mustache), ("style", PackageResources.style_mustache), ("symbols", PackageResources.symbols_mustache),
    ("card", PackageResources.card_mustache), ("facts", PackageResources.facts_mustache), ("dossier", PackageResources.dossier_mustache),
    ("effect", PackageResources.effect_mustache), ("looks", PackageResources.looks_mustache), ("days", PackageResources.days_mustache),
    ("numbers", PackageResources.numbers_mustache), ("meeting", PackageResources.meeting_mustache), ("sources", PackageResources.sources_mustache),
    ("statistics", PackageResources.statistics_mustache), ("index", PackageResources.index_mustache),
  ]

  /// What every template begins with: text is escaped as `HTML` does.
  private static let pragma = "{{% CONTENT_TYPE:REVIEW_PAGE}}"

  private struct Escaping: MustacheContentType {
    func escapeText(_ text: String) -> String { HTML.escaped(text) }
  }

  private static let library: MustacheLibrary = {
    MustacheContentTypes.register(Escaping(), named: "REVIEW_PAGE")
    var templates = [String: MustacheTemplate]()
    for (name, bytes) in sources {
      do {
        templates[name] = try MustacheTemplate(string: pragma + String(decoding: bytes, as: UTF8.self))
      } catch {
        preconditionFailure("template \(name): \(error)")
      }
    }
    return MustacheLibrary(templates: templates)
  }()
}
