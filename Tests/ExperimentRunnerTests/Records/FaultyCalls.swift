import Glibc
import Synchronization

@testable import ExperimentRunner

/// The kernel's calls, one of which fails, in the style of SQLite's tests: a run is made again and again, with the first call failing, then the second, and so on
/// until a run gets through without a failure.
final class FaultyCalls: SystemCalls {
  enum Fault: Hashable {
    /// One call answers with this error number; those after it work.
    case once(Int32)
    /// From one call on nothing works any more: the disk is gone, or the power.
    case forever(Int32)
    /// One call is interrupted and works when it is begun again.
    case interrupted
    /// Writes take a byte at a time.
    case short
  }

  private struct State {
    var isArmed = false
    var count = 0
    var names = [String]()
    var failed: String?
  }

  private let kernel = KernelCalls()
  private let state = Mutex(State())
  let number: Int
  let fault: Fault

  /// - Parameter number: the call that fails, from 1.
  init(failing number: Int, _ fault: Fault) {
    self.number = number
    self.fault = fault
  }

  /// Calls count from now on.
  func arm() { state.withLock { $0.isArmed = true } }

  /// The calls that were made, in order.
  var made: [String] { state.withLock { $0.names } }
  /// The call that failed; nil when there were fewer.
  var failed: String? { state.withLock { $0.failed } }

  /// - Returns: the error number that the call answers with; 0: it goes through.
  private func answer(_ name: String) -> Int32 {
    state.withLock { state in
      guard state.isArmed else { return 0 }
      state.count += 1
      state.names.append(name)
      switch fault {
      case .once(let error):
        guard state.count == number else { return 0 }
        state.failed = name
        return error
      case .forever(let error):
        guard state.count >= number else { return 0 }
        state.failed = state.failed ?? name
        return error
      case .interrupted:
        guard state.count == number else { return 0 }
        state.failed = name
        return EINTR
      case .short: return 0
      }
    }
  }

  func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    let error = answer("open " + path)
    return error == 0 ? kernel.open(path, flags, mode) : -error
  }
  func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let error = answer("read")
    return error == 0 ? kernel.read(descriptor, buffer) : -Int(error)
  }
  func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    let error = answer("write")
    if error != 0 { return -Int(error) }
    return kernel.write(descriptor, fault == .short ? UnsafeRawBufferPointer(rebasing: buffer.prefix(1 + buffer.count / 2)) : buffer)
  }
  func fsync(_ descriptor: Int32) -> Int32 {
    let error = answer("fsync")
    return error == 0 ? kernel.fsync(descriptor) : -error
  }
  func close(_ descriptor: Int32) -> Int32 {
    // A close that fails has closed all the same.
    let result = kernel.close(descriptor)
    let error = answer("close")
    return error == 0 ? result : -error
  }
  func link(_ path: String, _ other: String) -> Int32 {
    let error = answer("link " + other)
    return error == 0 ? kernel.link(path, other) : -error
  }
  func rename(_ path: String, _ other: String) -> Int32 {
    let error = answer("rename " + other)
    return error == 0 ? kernel.rename(path, other) : -error
  }
  func unlink(_ path: String) -> Int32 {
    let error = answer("unlink " + path)
    return error == 0 ? kernel.unlink(path) : -error
  }
  func mkdir(_ path: String) -> Int32 {
    let error = answer("mkdir " + path)
    return error == 0 ? kernel.mkdir(path) : -error
  }
  func lock(_ descriptor: Int32) -> Int32 {
    let error = answer("lock")
    return error == 0 ? kernel.lock(descriptor) : -error
  }
  func names(_ folder: String) -> (names: [String], problem: Int32) {
    let error = answer("names " + folder)
    return error == 0 ? kernel.names(folder) : ([], error)
  }
}
