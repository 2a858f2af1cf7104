import TestSupport
import Testing

@testable import ExperimentData

/// Whether files are the same without reading them.
@Suite("Stamps of files")
struct FileStampsTests {
  @Test("A changed, added, removed or replaced file changes them; another file does not")
  func changes() {
    let folder = TemporaryFolder()
    func stamps() -> FileStamps { FileStamps(of: ["a.csv", "data/*.csv", "missing.csv"], root: folder.path) }
    folder.write("a.csv", "1")
    folder.write("data/b.csv", "1")
    let first = stamps()
    #expect(stamps() == first)
    folder.write("other.csv", "1")
    folder.write("data/c.txt", "1")
    #expect(stamps() == first)
    folder.write("data/c.csv", "1")
    let added = stamps()
    #expect(added != first)
    folder.remove("data/c.csv")
    #expect(stamps() == first)
    folder.write("data/b.csv", "12")
    #expect(stamps() != first)
    folder.write("missing.csv", "1")
    #expect(stamps() != first)
    #expect(FileStamps(of: [], root: folder.path) == FileStamps(of: ["nothing/*.csv"], root: folder.path))
  }
}
