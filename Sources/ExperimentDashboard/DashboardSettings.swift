public import ExperimentModel
public import ExperimentRunner

/// How the dashboard is served.
public struct DashboardSettings: Sendable {
  /// The folder with `mvp.yaml`; nil: the current folder or one above it.
  public var workspace: String?
  public var host: String
  /// 0: a free one, which the machine chooses.
  public var port: Int
  /// Who brings it may decide; nil: nobody may, the service only reads.
  public var token: String?
  /// Nil: the workspace's.
  public var language: Language?
  public var clock: Clock
  /// Names by which browsers may call the service, besides loopback's and `host`: any other `Host` is refused, so that a page elsewhere whose name was
  /// pointed at this machine (DNS rebinding) reads nothing.
  public var names: [String]
  /// How long an answer may stand before the files are looked at again.
  public var patience: Duration
  /// Connections at a time; further ones wait.
  public var mostConnections: Int

  /// Shorter ones could be guessed.
  public static let shortestToken = 16
  public static let usualPort = 8321

  public init(
    workspace: String? = nil, host: String = "127.0.0.1", port: Int = DashboardSettings.usualPort, token: String? = nil, language: Language? = nil,
    clock: Clock = .system, names: [String] = [], patience: Duration = .milliseconds(250), mostConnections: Int = 4096
  ) {
    self.workspace = workspace
    self.host = host
    self.port = port
    self.token = token
    self.language = language
    self.clock = clock
    self.names = names
    self.patience = patience
    self.mostConnections = mostConnections
  }

  var isWritable: Bool { token != nil }
}
