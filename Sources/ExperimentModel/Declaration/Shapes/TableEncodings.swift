import Glibc

/// Names of encodings, as people and programs write them: a few that the program reads by itself, and all that the system's iconv knows.
enum TableEncodings {
  /// What a name may be made of; `iconv_open` reads more into a slash or a comma.
  static let pattern = "^[A-Za-z0-9][A-Za-z0-9_.:()+-]*$"

  private static let own: [String: TableDeclaration.Encoding] = [
    "utf-8": .utf8, "utf8": .utf8, "utf-16": .detected, "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian, "gb18030": .gb18030,
    "gbk": .gb18030, "gb2312": .gb18030, "detected": .detected,
  ]
  /// Names to offer where one is misspelt.
  static let common = [
    "utf-8", "utf-16", "gb18030", "gbk", "gb2312", "windows-1252", "windows-1251", "windows-1250", "windows-1254", "iso-8859-1", "latin1", "shift_jis",
    "euc-jp", "big5", "euc-kr", "koi8-r", "macintosh",
  ]

  /// Nil for a name that nobody knows.
  static func encoding(_ name: String) -> TableDeclaration.Encoding? {
    if let own = own[name.lowercased()] { return own }
    guard name.utf8.count <= 40, name.first?.isASCII == true, name.first?.isLetter == true || name.first?.isNumber == true,
      name.utf8.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "_.:()+-".utf8.contains(byte)
      })
    else { return nil }
    let converter = iconv_open("UTF-8", name)
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    iconv_close(converter)
    return .named(name)
  }
}
