import FoundationEssentials
import Testing

@testable import ExperimentModel

@Suite("Schema and templates agree with the reader")
struct SchemaAndTemplatesTests {
  /// As much of a schema as the tests look at.
  private struct Schema: Decodable {
    let properties: [String: Property]?
    let definitions: [String: Schema]?

    struct Property: Decodable { let description: String }

    enum CodingKeys: String, CodingKey {
      case properties
      case definitions = "$defs"
    }

    var keys: Set<String> { Set((properties ?? [:]).keys) }
  }

  @Test func everyKeyOfTheReaderStandsInTheSchemaAndNoOther() throws {
    for (text, root) in [(DeclarationSchema.experiment(), ExperimentKeys.root), (DeclarationSchema.workspace(), WorkspaceKeys.root)] {
      let schema = try JSONDecoder().decode(Schema.self, from: Data(text.utf8))
      #expect(schema.keys == Set(root.keys.map(\.name)))
      let definitions = try #require(schema.definitions)
      let tables =
        [
          WorkspaceKeys.reviews, WorkspaceKeys.fund, WorkspaceKeys.source, WorkspaceKeys.defaults, NotifyKeys.root, DecisionKeys.root, ExperimentKeys.budget,
          ExperimentKeys.variant, ExperimentKeys.guardrail, ExperimentKeys.table, MetricKeys.value,
        ] + MetricKeys.types
      for (name, definition) in definitions {
        let table = try #require(tables.first { $0.name == name }, "definition \(name) has no key table")
        #expect(definition.keys == Set(table.keys.map(\.name)))
        #expect(!table.keys.contains { $0.text.english.isEmpty || $0.text.simplifiedChinese.isEmpty })
      }
    }
  }

  @Test("the reader reads every key it describes: an absurd value of any key is complained of")
  func everyKeyIsRead() {
    let experiment = Set(ExperimentKeys.root.keys.map(\.name)).subtracting(["variants", "data", "metrics", "primary", "start"])
    for key in experiment {
      let body = Example.routing.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n")
      #expect(!readExperiment(body + "\n\(key): [[[]]]\n").diagnostics.isEmpty, "\(key)")
    }
    for key in DecisionKeys.root.keys.map(\.name) {
      #expect(!readExperiment(Example.routing + "decision: {\(key): [[[]]]}\n").diagnostics.isEmpty, "decision.\(key)")
    }
    for key in ExperimentKeys.table.keys.map(\.name) where !["unit", "variant", "date", "segments", "file"].contains(key) {
      let text = Example.routing.replacing("  unit: lead_id\n", with: "  unit: lead_id\n  \(key): [[[]]]\n")
      #expect(!readExperiment(text).diagnostics.isEmpty, "data.\(key)")
    }
    for table in MetricKeys.types {
      for key in table.keys.map(\.name) where key != "type" {
        let type = table.name.dropFirst("metric.".count)
        let text = Example.routing + "secondary: [m]\n"
        let metric = text.replacing("metrics:\n", with: "metrics:\n  m: {type: \(type), \(key): [[[]]]}\n")
        let complained = readExperiment(metric).diagnostics.contains { $0.line == 14 && $0.message.english.contains("'\(key)'") }
        #expect(complained, "\(table.name).\(key)")
      }
    }
  }

  @Test func theSchemaIsTheSameTextEveryTime() {
    #expect(DeclarationSchema.experiment() == DeclarationSchema.experiment())
    #expect(DeclarationSchema.workspace().contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""))
  }

  @Test(arguments: ExperimentTemplate.Kind.allCases, Language.allCases)
  func templatesHold(_ kind: ExperimentTemplate.Kind, _ language: Language) throws {
    let start = try #require(CalendarDay(iso: "2026-11-02"))
    let workspace = WorkspaceTemplate(
      project: "An \"odd\" name: \\ # x", currency: "CNY", timeZone: "Asia/Shanghai", language: language, anchor: start)
    let declared = readWorkspace(workspace.text)
    #expect(declared.diagnostics == [])
    #expect(declared.value?.workspace.project == "An \"odd\" name: \\ # x")
    let template = ExperimentTemplate(kind: kind, name: "my-test", start: start, currency: "CNY", language: language)
    let reading = readExperiment(template.text, file: "experiments/my-test.yaml", in: workspace.text)
    #expect(reading.diagnostics == [])
    #expect(reading.value?.warnings == [])
    #expect(reading.value?.notYet == [])
    #expect(template.text.contains("evidence:"))
    #expect(template.text.hasPrefix("# yaml-language-server: $schema="))
  }

  @Test func identifiersForNewFiles() {
    #expect(ExperimentTemplate.identifier(from: "Autumn Posters!") == "autumn-posters")
    #expect(ExperimentTemplate.identifier(from: "秋季") == nil)
  }
}
