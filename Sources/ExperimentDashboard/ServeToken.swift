import Glibc
public import ExperimentModel
import ExperimentRunner

/// Where the token comes from: never the command line, which every user of the machine can read.
public enum ServeToken {
  public static let variable = "MVP_TOKEN"

  /// - Parameter file: its first line; nil: the environment variable `MVP_TOKEN`, and no token where that is not set either.
  /// - Throws: `RunnerError.usage` for a file that cannot be read and for a token that could be guessed by its length.
  public static func read(file: String?) throws -> String? {
    let text: String
    if let file {
      guard let bytes = try? SystemDisk().read(file) else { throw RunnerError(.usage, DashboardWords.noTokenFile(file)) }
      text = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    } else {
      guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else { return nil }
      text = value
    }
    guard text.utf8.count >= DashboardSettings.shortestToken else { throw RunnerError(.usage, DashboardWords.shortToken(DashboardSettings.shortestToken)) }
    return text
  }
}

/// Why the service could not be started.
public struct DashboardError: Error, Sendable {
  public let message: BilingualText
}
