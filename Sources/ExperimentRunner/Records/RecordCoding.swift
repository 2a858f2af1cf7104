import Crypto
import FoundationEssentials

/// Records as bytes: sorted keys and the shortest digits that read back the same number, so that equal inputs make equal files.
enum RecordCoding {
  static func bytes(_ record: Record) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(record)) + [0x0A]
  }

  static func record(_ bytes: [UInt8]) throws -> Record {
    try JSONDecoder().decode(Record.self, from: Data(bytes))
  }
}

/// SHA-256 in lowercase hexadecimal.
enum Fingerprint {
  static func of(_ bytes: some Sequence<UInt8>) -> String { hexadecimal(SHA256.hash(data: Array(bytes))) }

  static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text = [UInt8]()
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
