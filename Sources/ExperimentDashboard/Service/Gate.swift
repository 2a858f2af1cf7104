import Crypto

/// Who may write. A browser brings the token once and gets a cookie; a program brings it with every request.
///
/// The cookie is `nonce.until.signature` under a key that lives as long as the process; the field of forms that proves where they come from is another
/// signature of the cookie. All comparisons take the same time whatever differs.
struct Gate: Sendable {
  private let token: HMAC<SHA256>.MAC?
  private let key = SymmetricKey(size: .bits256)
  /// Seconds that a sign-in holds: a working day.
  static let span = 12 * 3600
  static let cookie = "mvp-session"

  init(token: String?) { self.token = token.map { [key] in HMAC<SHA256>.authenticationCode(for: Array($0.utf8), using: key) } }

  /// Whether a text is the token. Hashes are compared, so that neither its length nor its first letters can be told from the time it takes.
  func admits(_ text: String) -> Bool {
    guard let token else { return false }
    return HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key) == token
  }

  /// - Parameter now: seconds since 1970.
  func session(now: Int) -> String {
    let nonce = Gate.hexadecimal(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) })
    let body = "\(nonce).\(now + Gate.span)"
    return body + "." + sign("session", body)
  }

  func isOpen(_ session: String?, now: Int) -> Bool {
    guard token != nil, let session else { return false }
    let parts = session.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let until = Int(parts[1]), now < until else { return false }
    return verify(String(parts[2]), "session", "\(parts[0]).\(parts[1])")
  }

  /// What a form of this session carries.
  func formKey(_ session: String) -> String { sign("form", session) }

  func admits(form: String, of session: String) -> Bool { verify(form, "form", session) }

  private func sign(_ purpose: String, _ text: String) -> String {
    Gate.hexadecimal(Array(HMAC<SHA256>.authenticationCode(for: Array("\(purpose)\n\(text)".utf8), using: key)))
  }

  private func verify(_ signature: String, _ purpose: String, _ text: String) -> Bool {
    guard let bytes = Gate.bytes(signature) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Array("\(purpose)\n\(text)".utf8), using: key)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes {
      text += String(byte >> 4, radix: 16)
      text += String(byte & 15, radix: 16)
    }
    return text
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var out = [UInt8]()
    for index in stride(from: 0, to: 64, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else { return nil }
      out.append(byte)
    }
    return out
  }
}
