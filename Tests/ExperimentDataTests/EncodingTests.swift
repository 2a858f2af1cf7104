import ExperimentModel
import Testing

@testable import ExperimentData

/// Text as offices and consoles of many countries save it, told by the declaration's words, by its look alone, and by its declared name.
@Suite struct EncodingTests {
  struct Office: CustomTestStringConvertible {
    let name: String
    let iconv: String
    let columns: [String]
    let variants: [String]

    var testDescription: String { "\(name): \(columns[0])" }

    /// Fourteen days, both variants, cost 10 and 20 a day, 1 and 4 results.
    var table: String {
      let days = (2...15).flatMap { day in
        [0, 1].map { "2026-11-\(day < 10 ? "0" : "")\(day);\(variants[$0]);\(["10", "20"][$0]);\(["1", "4"][$0])" }
      }
      return (["\(columns[1]);\(columns[0]);\(columns[2]);\(columns[3])"] + days).joined(separator: "\n") + "\n"
    }

    func declaration(_ option: String = "") -> String {
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {names: ["\(variants[0])"]}, b: {names: ["\(variants[1])"]}}
      data: {file: data/t.csv, variant: "\(columns[0])", date: "\(columns[1])"\(option)}
      metrics: {cpa: {type: cost_per, cost: "\(columns[2])", per: "\(columns[3])"}}
      primary: cpa
      """
    }
  }

  static let offices = [
    Office(name: "Windows-1252", iconv: "CP1252", columns: ["Campagne", "Jour", "Coût", "Conversions"], variants: ["Créa été", "Créa hiver"]),
    Office(name: "Windows-1252", iconv: "CP1252", columns: ["Kampagne", "Tag", "Kosten (€)", "Käufe"], variants: ["Frühling für alle", "Größe"]),
    Office(name: "Windows-1252", iconv: "CP1252", columns: ["Campaña", "Día", "Coste", "Acciones"], variants: ["Otoño", "Niños"]),
    Office(name: "Windows-1252", iconv: "ISO-8859-1", columns: ["Campanha", "Dia", "Custo", "Conversões"], variants: ["Verão", "Promoção"]),
    Office(name: "Windows-1250", iconv: "CP1250", columns: ["Kampania", "Dzień", "Koszt", "Konwersje"], variants: ["Jesień dla małych", "Zima śnieżna"]),
    Office(name: "Windows-1250", iconv: "CP1250", columns: ["Kampaň", "Datum", "Útrata", "Konverze"], variants: ["Zimní příběh", "Letní šťáva"]),
    Office(name: "Windows-1251", iconv: "CP1251", columns: ["Кампания", "Дата", "Расход", "Конверсии"], variants: ["Осень", "Зима для всех"]),
    Office(name: "KOI8-R", iconv: "KOI8-R", columns: ["Кампания", "Дата", "Расход", "Конверсии"], variants: ["Осень", "Зима для всех"]),
    Office(name: "Windows-1254", iconv: "CP1254", columns: ["Kampanya", "Gün", "Harcama", "Dönüşümler"], variants: ["Kış indirimi", "Yaz fırsatı"]),
    Office(name: "Windows-1253", iconv: "CP1253", columns: ["Καμπάνια", "Ημέρα", "Κόστος", "Μετατροπές"], variants: ["Φθινόπωρο", "Χειμώνας"]),
    Office(name: "Windows-874", iconv: "CP874", columns: ["แคมเปญ", "วันที่", "ค่าใช้จ่าย", "คอนเวอร์ชัน"], variants: ["ฤดูหนาว", "ฤดูร้อน"]),
    Office(name: "Shift_JIS", iconv: "CP932", columns: ["キャンペーン", "日付", "費用", "コンバージョン"], variants: ["秋の広告①", "冬の広告②"]),
    Office(name: "EUC-JP", iconv: "EUC-JP", columns: ["キャンペーン", "日付", "費用", "コンバージョン"], variants: ["秋の広告", "冬の広告"]),
    Office(name: "Big5", iconv: "CP950", columns: ["廣告活動", "日期", "費用", "轉換"], variants: ["秋季海報", "冬季許功蓋"]),
    Office(name: "EUC-KR", iconv: "CP949", columns: ["캠페인", "날짜", "비용", "전환수"], variants: ["가을 광고", "겨울 뷁 광고"]),
    Office(name: "GB18030", iconv: "GB18030", columns: ["广告系列", "日期", "费用", "转化数"], variants: ["秋季海报", "冬季海报"]),
  ]

  @Test(arguments: offices) func words(_ office: Office) throws {
    let disk = DiskWorkspace()
    disk.write("data/t.csv", try #require(Iconv.encode(office.table, to: office.iconv)))
    for chunk in [8, 1 << 18] {
      let summary = try disk.summary(office.declaration(), currency: office.columns[2].contains("€") ? "EUR" : "CNY", chunk: chunk)
      #expect(summary.quality.files.map(\.encoding) == [office.name])
      #expect(summary.quality.rows == 28 && summary.quality.badRows == 0)
      #expect(summary.days(0).count == 14 && summary.days(0)[0] == "2026-11-02 10/1" && summary.days(1)[13] == "2026-11-15 20/4")
      #expect(!summary.quality.notes.contains { $0.english.contains("encoding") })
    }
  }

  @Test(arguments: offices) func look(_ office: Office) throws {
    let choice = try EncodingChoice.of(evidence(try #require(Iconv.encode(office.table, to: office.iconv))), words: [])
    #expect(choice.name == office.name)
    guard case .guessed = choice.doubt else {
      Issue.record("a guess says that it is one: \(choice)")
      return
    }
  }

  @Test(arguments: [
    ("latin1", 0), ("windows-1252", 0), ("CP1250", 4), ("koi8-r", 7), ("shift_jis", 11), ("SJIS", 11), ("euc-jp", 12), ("big5", 13), ("EUC-KR", 14),
    ("EUC-CN", 15),
  ]) func declared(_ name: String, _ index: Int) throws {
    let office = EncodingTests.offices[index]
    let disk = DiskWorkspace()
    disk.write("data/t.csv", try #require(Iconv.encode(office.table, to: office.iconv)))
    let summary = try disk.summary(office.declaration(", encoding: \(name)"))
    #expect(summary.quality.files.map(\.encoding) == [office.name] && summary.quality.rows == 28)
  }

  @Test(arguments: ["UTF-32", "UTF-16BE", "UTF-7", "CP037"]) func whatIsNoSupersetOfASCIIIsReadWhereItIsNamed(_ name: String) throws {
    let office = EncodingTests.offices[0]
    let disk = DiskWorkspace()
    disk.write("data/t.csv", try #require(Iconv.encode(office.table, to: name)))
    #expect(try disk.summary(office.declaration(", encoding: \(name)")).quality.rows == 28)
  }

  @Test func aMacsFrenchIsNotTakenForPolish() throws {
    let office = EncodingTests.offices[0]
    let bytes = try #require(Iconv.encode(office.table, to: "MACINTOSH"))
    #expect(try EncodingChoice.of(evidence(bytes), words: []).name == "macintosh")
    #expect(try EncodingChoice.of(evidence(bytes), words: ["Coût", "Créa été"]).name == "macintosh")
  }

  /// Bing Ads wrote one Latin-1 byte into a column that nobody uses (Ö as D6).
  @Test func aStrayByteLeavesUTF8AsItIs() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("encodings/bing-stray-bytes.csv")
    let declaration = """
      start: 2026-11-02
      end: 2026-11-15
      variants: {autumn: {names: [秋季海报]}, summer: {names: [夏季海报]}}
      data: {file: data/encodings/bing-stray-bytes.csv, variant: Campaign, date: GregorianDate}
      metrics: {cpa: {type: cost_per, cost: Spend, per: Conversions}}
      primary: cpa
      """
    let summary = try disk.summary(declaration)
    #expect(summary.quality.files.map(\.encoding) == ["UTF-8"] && summary.quality.rows == 28 && summary.days(0).count == 14)
    #expect(summary.days(1)[7] == "2026-11-09 60.25/6")
    #expect(summary.quality.notes.contains { $0.english.contains("but for 2 bytes that are not (the first on line 18)") })
    // By its look as well: 336 bytes in whole characters, 2 astray.
    let choice = try EncodingChoice.of(evidence(Fixture.bytes("encodings/bing-stray-bytes.csv")), words: [])
    #expect(choice == EncodingChoice(encoding: nil, doubt: .strayBytes(2, line: 18)))
  }

  @Test func excelInFrance() throws {
    let disk = DiskWorkspace()
    disk.copyFixture("encodings/french-windows-1252.csv")
    let declaration = """
      start: 2026-11-02
      end: 2026-11-15
      variants: {ete: {names: [Créa été]}, hiver: {names: [Créa hiver]}}
      data: {file: data/encodings/french-windows-1252.csv, variant: Campagne, date: Jour, date_format: DMY}
      metrics: {cpa: {type: cost_per, cost: Coût, per: Conversions}}
      primary: cpa
      """
    let summary = try disk.summary(declaration)
    #expect(summary.quality.files.map(\.encoding) == ["Windows-1252"] && summary.quality.rows == 28)
    #expect(summary.days(0)[0] == "2026-11-02 52.5/7" && summary.days(1)[13] == "2026-11-15 66.5/6")
  }

  /// The first 64 KB and more are plain ASCII; the encoding is asked at the first other byte, and answered from the whole file.
  @Test func aLongASCIIBeginningDecidesNothing() throws {
    for office in [EncodingTests.offices[0], EncodingTests.offices[6], EncodingTests.offices[13]] {
      let plain = Office(name: office.name, iconv: office.iconv, columns: ["c", "d", "x", "n"], variants: ["plain", office.variants[1]])
      let lines = plain.table.split(separator: "\n").map(String.init)
      let far = String(repeating: "2026-12-24;another;1;1\n", count: 12_000)
      let text = lines[0] + "\n" + far + lines.dropFirst().joined(separator: "\n") + "\n"
      let disk = DiskWorkspace()
      disk.write("data/t.csv", try #require(Iconv.encode(text, to: plain.iconv)))
      for chunk in [64, 1 << 18] {
        let summary = try disk.summary(plain.declaration(), chunk: chunk)
        #expect(summary.quality.files.map(\.encoding) == [office.name])
        #expect(summary.days(1).count == 14 && summary.days(1)[13] == "2026-11-15 20/4")
      }
    }
  }

  @Test func evidenceDoesNotDependOnHowBytesArrive() {
    let bytes = Fixture.bytes("encodings/bing-stray-bytes.csv")
    let whole = evidence(bytes)
    for size in [1, 2, 3, 7, 100] {
      var cut = EncodingEvidence()
      for start in stride(from: 0, to: bytes.count, by: size) { bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { cut.add($0) } }
      cut.flush()
      #expect(cut.sample == whole.sample && cut.stray == 2 && cut.strayLine == 18 && cut.valid == whole.valid && cut.wide == 28 * 4)
    }
  }

  private func evidence(_ bytes: [UInt8]) -> EncodingEvidence {
    var evidence = EncodingEvidence()
    bytes.withUnsafeBytes { evidence.add($0) }
    evidence.flush()
    return evidence
  }
}
