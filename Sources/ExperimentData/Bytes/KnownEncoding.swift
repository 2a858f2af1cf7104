/// An encoding that is looked for, by the name that messages and `encoding:` use.
struct KnownEncoding: Hashable {
  let name: String
  /// As iconv names it.
  let iconv: String

  init(_ name: String, iconv: String? = nil) {
    self.name = name
    self.iconv = iconv ?? name
  }

  /// What offices save "CSV" in, the likelier first.
  static let candidates: [KnownEncoding] = [
    KnownEncoding("GB18030"), KnownEncoding("Windows-1252", iconv: "CP1252"), KnownEncoding("Shift_JIS", iconv: "CP932"),
    KnownEncoding("Big5", iconv: "CP950"), KnownEncoding("EUC-KR", iconv: "CP949"), KnownEncoding("EUC-JP"),
    KnownEncoding("Windows-1251", iconv: "CP1251"), KnownEncoding("Windows-1250", iconv: "CP1250"),
    KnownEncoding("Windows-1254", iconv: "CP1254"), KnownEncoding("Windows-1253", iconv: "CP1253"),
    KnownEncoding("Windows-1255", iconv: "CP1255"), KnownEncoding("Windows-1256", iconv: "CP1256"),
    KnownEncoding("Windows-1257", iconv: "CP1257"), KnownEncoding("Windows-1258", iconv: "CP1258"),
    KnownEncoding("Windows-874", iconv: "CP874"), KnownEncoding("KOI8-R"), KnownEncoding("macintosh", iconv: "MACINTOSH"),
    KnownEncoding("ISO-8859-2"), KnownEncoding("ISO-8859-15"), KnownEncoding("IBM866"),
  ]

  static let latin = ["Windows-1252", "Windows-1250", "macintosh"].compactMap { named($0) }

  static func named(_ name: String) -> KnownEncoding? { candidates.first { $0.name == name } }

  /// A name's encoding as programs mean it: the superset that Windows writes under it, where there is one.
  ///
  /// So do web pages: WHATWG, *Encoding*, § 4.2 "Names and labels".
  static func meant(by label: String) -> KnownEncoding {
    let name: String? =
      switch label.uppercased().replacing("_", with: "-") {
      case "LATIN1", "ISO-8859-1", "ISO8859-1", "L1", "ASCII", "US-ASCII", "CP1252", "WINDOWS-1252": "Windows-1252"
      case "SHIFT-JIS", "SJIS", "CP932", "MS-KANJI": "Shift_JIS"
      case "EUC-KR", "EUCKR", "UHC", "CP949", "KS-C-5601-1987": "EUC-KR"
      case "BIG5", "BIG-5", "CP950": "Big5"
      case "ISO-8859-9", "LATIN5", "CP1254", "WINDOWS-1254": "Windows-1254"
      case "ISO-8859-11", "TIS-620", "CP874": "Windows-874"
      case "GB2312", "GBK", "CP936", "MS936", "GB-2312", "EUC-CN", "EUCCN": "GB18030"
      default: candidates.first { $0.name.uppercased() == label.uppercased() || $0.iconv.uppercased() == label.uppercased() }?.name
      }
    return name.flatMap(named) ?? KnownEncoding(label)
  }
}
