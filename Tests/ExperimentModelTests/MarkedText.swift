@testable import ExperimentModel

/// A declaration with `👉` before each place where a complaint is expected.
struct MarkedText {
  let text: String
  /// 1-based line and column (in Unicode scalars) of each mark, in order.
  let places: [Place]

  var bytes: [UInt8] { Array(text.utf8) }
}

func yaml(_ marked: String) -> MarkedText {
  var text = String.UnicodeScalarView()
  var places: [Place] = []
  var line = 1
  var column = 1
  for scalar in marked.unicodeScalars {
    if scalar == "👉" {
      places.append(Place(line: line, column: column))
      continue
    }
    text.append(scalar)
    if scalar == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
  return MarkedText(text: String(text), places: places)
}

/// What a reading came to: an experiment (or workspace), or its problems.
enum Reading<Value: Sendable>: Sendable {
  case valid(Value)
  case refused([Diagnostic])

  var diagnostics: [Diagnostic] {
    if case .refused(let all) = self { return all }
    return []
  }

  var value: Value? {
    if case .valid(let value) = self { return value }
    return nil
  }
}

/// Zones enough for tests, from no file: every name but these is unknown.
let testZones = TimeZoneDatabase { name in
  ["Asia/Shanghai": "CST-8", "Europe/Berlin": "CET-1CEST,M3.5.0,M10.5.0/3", "Etc/UTC": "UTC0"][name].map { tzif(footer: $0) }
}

/// A version 2 TZif file (RFC 8536) with one type, no transitions and a footer.
func tzif(footer: String, offset: Int32 = 0) -> [UInt8] {
  func header() -> [UInt8] {
    Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 1] + [
      0, 0, 0, 1,
    ]
  }
  let unsigned = UInt32(bitPattern: offset)
  let type: [UInt8] = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: unsigned >> UInt32($0)) } + [0, 0]
  return header() + type + [0] + header() + type + [0] + Array("\n\(footer)\n".utf8)
}

func readWorkspace(_ text: String) -> Reading<WorkspaceDeclaration> {
  do {
    return .valid(try DeclarationReader.workspace(bytes: Array(text.utf8), timeZones: testZones))
  } catch {
    return .refused(error.all)
  }
}

func readExperiment(_ text: String, file: String = "experiments/test.yaml", in workspace: String = Example.workspace) -> Reading<Experiment> {
  guard let workspace = readWorkspace(workspace).value else { return .refused([]) }
  do {
    return .valid(try DeclarationReader.experiment(bytes: Array(text.utf8), file: file, in: workspace))
  } catch {
    return .refused(error.all)
  }
}
