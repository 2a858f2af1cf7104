import Crypto
import FoundationEssentials
import NIOCore

/// The policy for a page that carries its style in itself: exactly those styles, by their SHA-256 (https://www.w3.org/TR/CSP3/#match-element-to-source-list).
enum StyleHashes {
  static func policy(_ page: ByteBuffer) -> String {
    let sources = styles(Array(page.readableBytesView)).map { "'sha256-" + Data(SHA256.hash(data: $0)).base64EncodedString() + "'" }
    return
      "default-src 'none'; style-src \(sources.isEmpty ? "'none'" : sources.joined(separator: " ")); img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }

  /// What stands between `<style>` and `</style>`.
  static func styles(_ bytes: [UInt8]) -> [[UInt8]] {
    let (open, close) = (Array("<style>".utf8), Array("</style>".utf8))
    var found = [[UInt8]]()
    var rest = bytes[...]
    while let start = rest.firstRange(of: open), let end = rest[start.upperBound...].firstRange(of: close) {
      found.append(Array(rest[start.upperBound..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return found
  }
}
