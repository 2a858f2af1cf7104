import ExperimentModel

/// Lines of iCalendar (RFC 5545): escaped (3.3.11), folded at 75 octets without cutting a character (3.1), ended by CRLF.
struct CalendarText {
  private(set) var text = ""

  /// A property whose value is written as it is: a date, a number, a keyword.
  mutating func add(_ name: String, raw value: String) { fold(name + ":" + value) }

  mutating func add(_ name: String, _ value: String) { fold(name + ":" + CalendarText.escaped(value)) }

  static func escaped(_ value: String) -> String {
    var out = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case ";": out += "\\;"
      case ",": out += "\\,"
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    // Control characters may not stand in a value, and what hides or turns the direction of reading is shown for what it is.
    return PrintableText.oneLine(out)
  }

  private mutating func fold(_ line: String) {
    var room = 75
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if size > room {
        text += "\r\n "
        // The space that a continued line begins with counts.
        room = 74
      }
      text.unicodeScalars.append(scalar)
      room -= size
    }
    text += "\r\n"
  }
}
