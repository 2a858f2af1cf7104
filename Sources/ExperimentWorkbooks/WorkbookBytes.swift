import CXLSXWriter
import ExperimentModel
public import ExperimentReports
import Glibc

/// A workbook as the bytes of an `.xlsx`, by libxlsxwriter. The same value gives the same bytes.
///
/// libxlsxwriter writes files and nothing else, so that a folder of our own under `TMPDIR` (or `/tmp`) holds one for as long as it takes.
public enum WorkbookBytes {
  public enum Failure: Error, Hashable, Sendable {
    /// What the system or the library says.
    case unwritable(String)
  }

  /// - Throws: where there is no room, or no temporary folder.
  /// - Complexity: O(cells).
  public static func of(_ workbook: ReportWorkbook) throws(Failure) -> [UInt8] {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/mvp-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw .unwritable(String(cString: strerror(errno))) }
    let folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    let path = folder + "/report.xlsx"
    defer {
      unlink(path)
      rmdir(folder)
    }
    try write(workbook, path)
    guard let file = fopen(path, "r") else { throw .unwritable(String(cString: strerror(errno))) }
    defer { fclose(file) }
    var bytes = [UInt8]()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { break }
      bytes += piece[..<count]
    }
    guard ferror(file) == 0 else { throw .unwritable(String(cString: strerror(errno))) }
    return bytes
  }

  private static func write(_ workbook: ReportWorkbook, _ path: String) throws(Failure) {
    guard let book = workbook_new(path) else { throw .unwritable("libxlsxwriter") }
    let formats = WorkbookFormats(book)
    for sheet in workbook.sheets { WorkbookSheet(sheet, formats).write(to: book) }
    var properties = lxw_doc_properties()
    // Not the clock: a report that is made again is the same.
    properties.created = time_t((workbook.day - CalendarDay(number: 0)) * 86_400)
    let problem = workbook.title.withCString { title in
      properties.title = UnsafeMutablePointer(mutating: title)
      workbook_set_properties(book, &properties)
      return workbook_close(book)
    }
    guard problem == LXW_NO_ERROR else { throw .unwritable(lxw_strerror(problem).map { String(cString: $0) } ?? "\(problem.rawValue)") }
  }
}
