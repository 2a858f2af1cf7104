import ExperimentModel
import Glibc
import Testing

@testable import ExperimentData

/// A folder with files, gone when the test is over.
final class DiskWorkspace {
  let root: String

  init() {
    var template = Array((P_tmpdir + "/mvp-data-tests-XXXXXX").utf8CString)
    root = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
    }
    precondition(!root.isEmpty, "no temporary folder")
  }

  deinit { remove(root) }

  private func remove(_ path: String) {
    if let directory = opendir(path) {
      var names: [String] = []
      while let entry = readdir(directory) {
        names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
      }
      closedir(directory)
      for name in names where name != "." && name != ".." { remove(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  func write(_ path: String, _ bytes: [UInt8]) {
    var folder = root
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
    guard let file = fopen(root + "/" + path, "w") else {
      Issue.record("cannot write \(path)")
      return
    }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func write(_ path: String, _ text: String) { write(path, Array(text.utf8)) }

  /// An own copy of one of the fixtures.
  func copyFixture(_ name: String) { write("data/" + name, Fixture.bytes(name)) }

  /// The engine's answer to one declaration.
  func answer(
    _ declaration: String, asOf: String = "2027-01-01", zone: TimeZoneRules = .utc, currency: String = "CNY", chunk: Int = 1 << 18
  ) throws -> Result<ExperimentSummary, Diagnostics> {
    let request = try Declared.request(declaration, asOf: asOf, zone: zone, currency: currency)
    return FileEngine(root: root, chunk: chunk).summaries(for: [request])[0]
  }

  func summary(
    _ declaration: String, asOf: String = "2027-01-01", zone: TimeZoneRules = .utc, currency: String = "CNY", chunk: Int = 1 << 18
  ) throws -> ExperimentSummary {
    try answer(declaration, asOf: asOf, zone: zone, currency: currency, chunk: chunk).get()
  }

  /// The diagnostics of a declaration whose data cannot be read.
  func problems(_ declaration: String, asOf: String = "2027-01-01") throws -> [Diagnostic] {
    switch try answer(declaration, asOf: asOf) {
    case .success: return []
    case .failure(let diagnostics): return diagnostics.all
    }
  }
}

enum Declared {
  static func request(_ declaration: String, asOf: String, zone: TimeZoneRules = .utc, currency: String = "CNY") throws -> SummaryRequest {
    let workspace = try DeclarationReader.workspace(
      bytes: Array("project: Test\ncurrency: \(currency)\ntimezone: UTC\n".utf8), timeZones: TimeZoneDatabase { _ in nil })
    let experiment = try DeclarationReader.experiment(bytes: Array(declaration.utf8), file: "experiments/test.yaml", in: workspace)
    let day = try #require(CalendarDay(iso: asOf))
    return SummaryRequest(experiment: experiment, asOf: day, timeZone: zone)
  }
}

enum Fixture {
  static func bytes(_ name: String, file: String = #filePath) -> [UInt8] {
    let path = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Fixtures/" + name
    guard let handle = fopen(path, "r") else {
      Issue.record("no fixture \(name)")
      return []
    }
    defer { fclose(handle) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let got = fread(&buffer, 1, buffer.count, handle)
      guard got > 0 else { return bytes }
      bytes += buffer[..<got]
    }
  }
}

extension ExperimentSummary {
  /// Day cells as `day numerator/denominator`, for comparison at a glance.
  func days(_ variant: Int, _ metric: Int = 0) -> [String] {
    guard case .days(let cells) = variants[variant].metrics[metric].values else { return [] }
    return cells.map { "\($0.day) \(plain($0.numerator))/\(plain($0.denominator))" }
  }

  func totals(_ variant: Int, _ metric: Int = 0) -> String? {
    guard case .totals(let x, let y) = variants[variant].metrics[metric].values else { return nil }
    return "\(plain(x))/\(plain(y))"
  }

  func units(_ variant: Int, _ metric: Int = 0) -> UnitValues? {
    guard case .units(let values) = variants[variant].metrics[metric].values else { return nil }
    return values
  }
}

func plain(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\((value * 1e6).rounded() / 1e6)"
}
