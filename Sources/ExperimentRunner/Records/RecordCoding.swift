import Crypto
import ExperimentModel
import FoundationEssentials

/// Records as bytes: sorted keys and the shortest digits that read back the same number, so that equal inputs make equal files. An experiment is one line, so that
/// people and version control see which of them an event changed.
enum RecordCoding {
  static func bytes(_ record: SchemaTwo) throws -> [UInt8] {
    var lines = ["{", "\"schema\": \(record.schema),", "\"number\": \(record.number),"]
    lines.append("\"kind\": \(try line(record.kind.rawValue)),")
    lines.append("\"date\": \(try line(record.date.description)),")
    lines.append("\"program\": \(try line(record.program)),")
    if let previous = record.previous { lines.append("\"previous\": \(try line(previous)),") }
    if let repaired = record.repaired { lines.append("\"repaired\": \(try line(repaired)),") }
    lines.append("\"entries\": [")
    for (index, entry) in record.entries.enumerated() { lines.append(try line(entry) + (index < record.entries.count - 1 ? "," : "")) }
    lines.append("]}\n")
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
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
