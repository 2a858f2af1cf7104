import Foundation
import Testing

/// A file of reference values with its passport: where the numbers come from and which script makes them again.
struct ReferenceRows<Row: Decodable>: Decodable {
  let source: String
  let regenerate: String
  let rows: [Row]

  static func load(_ name: String) throws -> ReferenceRows {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "References"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(ReferenceRows.self, from: Data(contentsOf: url))
  }
}
