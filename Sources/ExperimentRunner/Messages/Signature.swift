import Crypto
import FoundationEssentials

/// How each service wants requests signed.
enum Signature {
  /// Feishu: the key is `timestamp\nsecret` (seconds), the text is empty; Base64.
  /// https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
  static func feishu(secret: String, seconds: Int) -> String { base64(key: "\(seconds)\n\(secret)", "") }

  /// DingTalk: the key is the secret, the text `timestamp\nsecret` (milliseconds); Base64, percent-encoded in the address.
  /// https://open.dingtalk.com/document/orgapp/customize-robot-security-settings
  static func dingTalk(secret: String, milliseconds: Int) -> String { base64(key: secret, "\(milliseconds)\n\(secret)") }

  /// Our own webhook: hexadecimal over `timestamp.body`, so that an old request cannot be sent again as a new one.
  static func webhook(secret: String, seconds: Int, body: [UInt8]) -> String {
    Fingerprint.hexadecimal(HMAC<SHA256>.authenticationCode(for: Array("\(seconds).".utf8) + body, using: SymmetricKey(data: Array(secret.utf8))))
  }

  private static func base64(key: String, _ text: String) -> String {
    Data(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array(key.utf8)))).base64EncodedString()
  }

  /// What may stand in a query as it is (RFC 3986, unreserved).
  static func percentEncoded(_ text: String) -> String {
    var out = ""
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return out
  }
}
