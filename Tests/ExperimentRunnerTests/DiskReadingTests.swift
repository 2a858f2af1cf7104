import ExperimentModel
import Glibc
import TestSupport
import Testing

@testable import ExperimentRunner

/// Declarations and records are read from files, whole, and from nothing else.
@Suite("Reading whole files")
struct DiskReadingTests {
  private let folder = TemporaryFolder()

  private func problem(_ path: String) -> Int32? {
    do throws(DiskError) {
      _ = try SystemDisk().read(path)
      return nil
    } catch {
      return error.number
    }
  }

  @Test("pipes, devices and folders are refused at once, what is not there is nothing")
  func noRegularFile() throws {
    mkfifo(folder.path + "/pipe", 0o600)
    #expect(problem(folder.path + "/pipe") == DiskError.notRegular)
    #expect(problem("/dev/zero") == DiskError.notRegular)
    #expect(problem(folder.path) == EISDIR)
    symlink("loop", folder.path + "/loop")
    #expect(problem(folder.path + "/loop") == ELOOP)
    #expect(try SystemDisk().read(folder.path + "/nothing") == nil)
    // The kernel's files say that they are empty, and are endless or not: as good as empty.
    #expect(try SystemDisk().read("/proc/self/status") == [])
    folder.write("text", "a: b\n")
    #expect(try SystemDisk().read(folder.path + "/text") == Array("a: b\n".utf8))
    folder.write("empty", "")
    #expect(try SystemDisk().read(folder.path + "/empty") == [])
  }

  @Test("a file that no declaration or record is: too large to be read whole")
  func tooLarge() {
    let path = folder.path + "/large"
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    // A hole: nothing of it is written.
    #expect(ftruncate(descriptor, off_t(SystemDisk.mostBytes + 1)) == 0)
    close(descriptor)
    #expect(problem(path) == EFBIG)
  }

  @Test("a pipe in place of a declaration makes that experiment invalid, and no other")
  func pipeAsDeclaration() throws {
    folder.write("mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\n")
    folder.write(
      "experiments/good.yaml",
      "start: 2026-11-02\nend: 2026-11-15\nvariants: {a: {}, b: {}}\ndata: {file: d.csv, variant: v, date: d}\nmetrics: {m: {type: rate, count: n, per: x}}\nprimary: m\n")
    mkfifo(folder.path + "/experiments/pipe.yaml", 0o600)
    let loaded = try WorkspaceLoader().load(folder.path)
    #expect(loaded.experiments.map(\.id) == ["good"])
    #expect(loaded.diagnostics.contains { $0.file == "experiments/pipe.yaml" && $0.code == "unreadable" })
  }
}
