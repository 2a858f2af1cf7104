import CZip
import Testing

/// Zip archives and the smallest workbooks, made for tests (libzip).
enum ZipFile {
  static func write(_ path: String, _ parts: [(name: String, bytes: [UInt8])]) throws {
    let archive = try #require(zip_open(path, Int32(ZIP_CREATE | ZIP_TRUNCATE), nil))
    // Kept until the archive is closed, which is when it is written.
    var kept: [UnsafeMutablePointer<UInt8>] = []
    defer { for pointer in kept { pointer.deallocate() } }
    for part in parts {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(part.bytes.count, 1))
      copy.update(from: part.bytes, count: part.bytes.count)
      kept.append(copy)
      let source = try #require(zip_source_buffer(archive, copy, UInt64(part.bytes.count), 0))
      let place = zip_file_add(archive, part.name, source, 0)
      try #require(place >= 0)
      zip_set_file_compression(archive, UInt64(place), Int32(ZIP_CM_DEFLATE), 1)
    }
    try #require(zip_close(archive) == 0)
  }

  /// A workbook of one sheet.
  static func workbook(_ path: String, sheet: [UInt8], texts: [UInt8]? = nil, styles: [UInt8]? = nil, further: [(name: String, bytes: [UInt8])] = []) throws {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    var relations = "<Relationship Id=\"r1\" Type=\"\(relation)/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    var parts: [(name: String, bytes: [UInt8])] = [
      (
        "_rels/.rels",
        Array("<Relationships><Relationship Id=\"r1\" Type=\"\(relation)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".utf8)
      ),
      ("xl/workbook.xml", Array("<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".utf8)),
      ("xl/worksheets/sheet1.xml", sheet),
    ]
    for (name, bytes) in [("sharedStrings", texts), ("styles", styles)] {
      guard let bytes else { continue }
      relations += "<Relationship Id=\"\(name)\" Type=\"\(relation)/\(name)\" Target=\"\(name).xml\"/>"
      parts.append(("xl/\(name).xml", bytes))
    }
    parts.append(("xl/_rels/workbook.xml.rels", Array("<Relationships>\(relations)</Relationships>".utf8)))
    try write(path, parts + further)
  }
}
