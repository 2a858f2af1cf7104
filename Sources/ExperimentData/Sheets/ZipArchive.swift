import CZip

/// A zip file's parts by name, unpacked as they are read (libzip).
final class ZipArchive {
  /// More parts than this has no workbook.
  static let mostParts = 10_000

  private let archive: OpaquePointer
  private let size: Int
  /// Bytes that came out of each part, each time it was read counted once: parts may share their packed bytes.
  private var unpacked: [UInt64: Int] = [:]
  private var total = 0

  /// - Parameter size: the archive's bytes.
  init(path: String, size: Int) throws(FileProblem) {
    self.size = size
    var code: Int32 = 0
    guard let archive = zip_open(path, Int32(ZIP_RDONLY), &code) else { throw FileProblem("corrupt", SheetSentences.damaged) }
    self.archive = archive
    guard zip_get_num_entries(archive, 0) <= ZipArchive.mostParts else { throw FileProblem("too_large", SheetSentences.manyParts) }
  }

  deinit { zip_discard(archive) }

  func has(_ name: String) -> Bool { zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE)) >= 0 }

  /// - Parameter most: bytes that the part may unpack to.
  func open(_ name: String, most: Int) throws(FileProblem) -> any ByteSource {
    let place = zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
    var status = zip_stat_t()
    guard place >= 0, zip_stat_index(archive, UInt64(place), 0, &status) == 0 else { throw FileProblem("corrupt", SheetSentences.noPart(name)) }
    let packed = Int(clamping: status.comp_size)
    // What the archive itself says is too much is not begun.
    try ZipArchive.check(Int(clamping: status.size), packed: packed, most: most)
    guard let file = zip_fopen_index(archive, UInt64(place), 0) else { throw FileProblem("corrupt", SheetSentences.noPart(name)) }
    return Part(self, file, UInt64(place), packed: packed, most: most)
  }

  private static func check(_ unpacked: Int, packed: Int, most: Int) throws(FileProblem) {
    let isBomb = unpacked > freeBytes && unpacked / max(packed, 1) > GzipSource.mostRatio
    guard unpacked <= most, !isBomb else { throw FileProblem("too_large", FileSentences.unpacksTooFar(packed: packed, unpacked: unpacked)) }
  }

  /// Notes how far a part has been unpacked.
  private func count(_ bytes: Int, of part: UInt64) throws(FileProblem) {
    let known = unpacked[part] ?? 0
    guard bytes > known else { return }
    unpacked[part] = bytes
    total += bytes - known
    try ZipArchive.check(total, packed: size, most: .max)
  }

  private final class Part: ByteSource {
    /// Keeps the archive open.
    private let archive: ZipArchive
    private let file: OpaquePointer
    private let number: UInt64
    private let packed: Int
    private let most: Int
    private var unpacked = 0

    init(_ archive: ZipArchive, _ file: OpaquePointer, _ number: UInt64, packed: Int, most: Int) {
      self.archive = archive
      self.file = file
      self.number = number
      self.packed = packed
      self.most = most
    }

    deinit { zip_fclose(file) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
      let count = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
      guard count >= 0 else { throw FileProblem("corrupt", SheetSentences.damaged) }
      unpacked += Int(count)
      // The archive may have said less than there is.
      try ZipArchive.check(unpacked, packed: packed, most: most)
      try archive.count(unpacked, of: number)
      return Int(count)
    }
  }

  /// Bytes that may come out before their ratio to the packed ones is asked: sheets pack to a tenth, rows of nothing to a hundredth.
  static let freeBytes = 64 << 20
}
