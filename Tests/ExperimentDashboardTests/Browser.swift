import Foundation
import Glibc

/// A headless Chromium, driven over pipes by its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/): no port, no driver program.
final class Browser {
  static let names = ["chromium", "chromium-browser", "google-chrome"]
  static let install = "no browser: apt-get install chromium"

  static var path: String? {
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin").split(separator: ":")
    return folders.flatMap { folder in names.map { "\(folder)/\($0)" } }.first { access($0, X_OK) == 0 }
  }

  /// What was seen of a page.
  struct Seen {
    var complaints = [String]()
    var requests = [String]()
    var contentWidth = 0.0
    var text = ""
    var address = ""
  }

  struct Failure: Error, CustomStringConvertible { let description: String }

  private let child: pid_t
  private let (input, output): (Int32, Int32)
  private var buffer = [UInt8]()
  private var session: String?
  private var number = 0
  private var seen = Seen()
  private var loads = 0

  init(path: String, folder: String) throws {
    var (toChild, fromChild) = ([Int32](repeating: 0, count: 2), [Int32](repeating: 0, count: 2))
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw Failure(description: "no pipes") }
    for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // By way of high numbers: an end that is 3 or 4 already would be overwritten.
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 203)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 204)
    posix_spawn_file_actions_adddup2(&actions, 203, 3)
    posix_spawn_file_actions_adddup2(&actions, 204, 4)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let arguments = [
      path, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--disable-background-networking",
      "--user-data-dir=" + folder, "--remote-debugging-pipe", "about:blank",
    ]
    var argv = arguments.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, path, &actions, nil, &argv, environ) == 0 else { throw Failure(description: "the browser does not start") }
    close(toChild[0])
    close(fromChild[1])
    (child, input, output) = (pid, toChild[1], fromChild[0])
    let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] as? String ?? ""
    session = try call("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"] as? String
    for area in ["Page", "Runtime", "Log", "Network"] { _ = try call(area + ".enable") }
  }

  func stop() {
    kill(child, SIGKILL)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    close(input)
    close(output)
  }

  /// - Parameter width: of the window, in CSS pixels.
  func open(_ address: String, width: Int) throws -> Seen {
    seen = Seen()
    _ = try call("Emulation.setDeviceMetricsOverride", ["width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false])
    let before = loads
    _ = try call("Page.navigate", ["url": address])
    return try look(after: before)
  }

  /// Does something to the page that leads to another.
  func act(_ script: String) throws -> Seen {
    seen = Seen()
    let before = loads
    _ = try call("Runtime.evaluate", ["expression": script])
    return try look(after: before)
  }

  private func look(after before: Int) throws -> Seen {
    while loads == before { try take() }
    let metrics = try call("Page.getLayoutMetrics")
    seen.contentWidth = ((metrics["cssContentSize"] as? [String: Any])?["width"] as? NSNumber)?.doubleValue ?? .infinity
    func value(_ expression: String) throws -> String {
      ((try call("Runtime.evaluate", ["expression": expression]))["result"] as? [String: Any])?["value"] as? String ?? ""
    }
    seen.text = try value("document.body.innerText")
    seen.address = try value("location.href")
    return seen
  }

  private func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    number += 1
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    let bytes = Array(try JSONSerialization.data(withJSONObject: message)) + [0]
    guard write(input, bytes, bytes.count) == bytes.count else { throw Failure(description: "the browser has gone") }
    while true {
      let answer = try take()
      guard answer["id"] as? Int == number else { continue }
      if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// The next message; events are noted by the way.
  @discardableResult private func take() throws -> [String: Any] {
    while true {
      if let end = buffer.firstIndex(of: 0) {
        let message = Data(buffer[..<end])
        buffer.removeSubrange(...end)
        let read = try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
        note(read)
        return read
      }
      var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 30_000) > 0 else { throw Failure(description: "the browser is silent") }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = Glibc.read(output, &chunk, chunk.count)
      guard count > 0 else { throw Failure(description: "the browser has gone") }
      buffer += chunk[..<count]
    }
  }

  private func note(_ message: [String: Any]) {
    let parameters = message["params"] as? [String: Any] ?? [:]
    switch message["method"] as? String {
    case "Page.loadEventFired": loads += 1
    case "Network.requestWillBeSent": seen.requests.append((parameters["request"] as? [String: Any])?["url"] as? String ?? "")
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      if entry["level"] as? String != "verbose" { seen.complaints.append("\(entry["text"] ?? "")") }
    case "Runtime.exceptionThrown", "Runtime.consoleAPICalled": seen.complaints.append("\(parameters)")
    default: break
    }
  }
}
