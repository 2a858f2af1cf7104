import Glibc

/// The seeds of each target, small files of the repository, and inputs that once brought something down.
enum FuzzCorpus {
  /// In the order of their names.
  static func seeds(_ target: FuzzTarget, folder: String) -> [[UInt8]] {
    let path = folder + "/" + target.rawValue
    return names(path).map { bytes(path + "/" + $0) }
  }

  /// - Parameter file: a source beside the corpus.
  static func folder(beside file: String = #filePath) -> String {
    file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Corpus"
  }

  static func temporaryFolder() -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array((parent + "/mvp-fuzz-XXXXXX").utf8CString)
    precondition(mkdtemp(&template) != nil, "a temporary folder can be made")
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func removeFolder(_ path: String) {
    for name in names(path) where unlink(path + "/" + name) != 0 { removeFolder(path + "/" + name) }
    rmdir(path)
  }

  private static func names(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let got = fread(&buffer, 1, buffer.count, file)
      guard got > 0 else { return bytes }
      bytes += buffer[..<got]
    }
  }
}
