/// Text that reads as UTF-8 and as GB2312 alike, which a few Chinese characters do (`元` is the bytes of `Ԫ`): which one was meant.
///
/// It takes every character outside ASCII to be a common one of GB2312, and half of them or more to be, in UTF-8, letters of alphabets
/// that no office writes (Latin with rare hooks, phonetic signs, Komi, Syriac, N'Ko). Latin, Greek, Cyrillic, Hebrew and Arabic never are.
enum GB18030Likeness {
  /// - Parameter bytes: valid UTF-8, but for a character cut off at the end.
  static func isLikelier(_ bytes: [UInt8]) -> Bool {
    var letters = 0
    var strange = 0
    var at = 0
    while at < bytes.count {
      let lead = bytes[at]
      guard lead >= 0x80 else {
        at += 1
        continue
      }
      guard at + 1 < bytes.count else { break }
      let trail = bytes[at + 1]
      // Two bytes in UTF-8; punctuation (rows 1 to 3) or a character of the first level (rows 16 to 55) in GB2312.
      guard (0xC2...0xDF).contains(lead), trail >= 0xA1, lead <= 0xD7 else { return false }
      letters += 1
      if isStrange(UInt32(lead & 0x1F) << 6 | UInt32(trail & 0x3F)) { strange += 1 }
      at += 2
    }
    return letters > 0 && strange * 2 >= letters
  }

  private static func isStrange(_ scalar: UInt32) -> Bool {
    switch scalar {
    // ƒ, the Vietnamese ơ and ư, the Romanian ș and ț.
    case 0x192, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x218...0x21B: false
    case 0x180...0x2FF, 0x500...0x52F, 0x700...0x7FF: true
    default: false
    }
  }
}
