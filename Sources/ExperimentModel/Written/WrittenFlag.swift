/// Yes or no, as people write it; read only where a key asks for one.
enum WrittenFlag {
  static func read(_ text: String) -> Bool? {
    switch Spelling.halfWidth(text).trimmed.lowercased() {
    case "true", "yes", "on", "y", "是", "开", "对": true
    case "false", "no", "off", "n", "否", "关", "不": false
    default: nil
    }
  }
}
