/// Rows that consoles add below (or above, or between) the data: `合计126条记录`, `Total: Account`, `Gesamt: Konto`, `合計: アカウント`, `Итого`, `합계`.
enum TotalLabel {
  /// Whether the cell's text labels a total. A campaign called `Total Wellness` does not.
  /// - Parameter starts: `TotalLabel.starts`, held by whoever asks for every cell.
  @inline(__always) static func matches(_ cell: FieldBytes, _ starts: [Bool] = TotalLabel.starts) -> Bool {
    guard cell.count >= 3 else { return false }
    if starts[Int(cell[0] | 0x20) << 8 | Int(cell[1] | 0x20)], labels(cell) { return true }
    // `アカウント合計`, `账户小计`, `총합계`: the word stands last.
    let last = cell[cell.count - 1]
    guard last == 0xA1 || last == 0x88 || last == 0x84, cell[cell.count - 3] >= 0xE8 else { return false }
    return endsInTotal(cell)
  }

  /// Whether the label is of a mean rather than a sum.
  static func isAverage(_ text: String) -> Bool {
    let text = CellText.halfWidth(text).lowercased()
    return averages.contains { text.hasPrefix($0) }
  }

  private static func labels(_ cell: FieldBytes) -> Bool {
    guard cell.count <= 120 else { return false }
    let text = CellText.halfWidth(cell.text).lowercased()
    for word in words where text.hasPrefix(word) && ends(text.dropFirst(word.count), isScript: !(word.utf8.first.map { $0 < 0x80 } ?? true)) { return true }
    return false
  }

  /// What may follow the word: nothing, a colon, a count, a bracket or a dash.
  private static func ends(_ rest: Substring, isScript: Bool) -> Bool {
    guard let next = rest.first else { return true }
    if next == ":" { return true }
    if isScript, next.isNumber || "(-".contains(next) || next == "\u{2014}" { return true }
    guard next == " ", let second = rest.dropFirst().first else { return false }
    return "(-:".contains(second) || second == "\u{2014}" || second == "\u{2013}" || second.isNumber
  }

  private static func endsInTotal(_ cell: FieldBytes) -> Bool {
    guard cell.count <= 60 else { return false }
    let text = CellText.trimmed(cell.text)
    return ["合计", "总计", "小计", "合計", "総計", "總計", "小計", "합계", "총계", "소계"].contains { text.hasSuffix($0) }
  }

  /// The first two bytes (letters of ASCII in lower case) that a label can begin with.
  static let starts: [Bool] = {
    var starts = [Bool](repeating: false, count: 1 << 16)
    for word in words {
      for form in [word, word.uppercased()] {
        let bytes = Array(form.utf8.prefix(2))
        if bytes.count == 2 { starts[Int(bytes[0] | 0x20) << 8 | Int(bytes[1] | 0x20)] = true }
      }
    }
    return starts
  }()

  private static let averages = [
    "average", "averages", "avg", "平均", "均值", "durchschnitt", "mittelwert", "moyenne", "promedio", "gemiddelde", "średnia", "среднее", "ortalama", "평균",
  ]

  /// Words of totals as spreadsheets' subtotals and the consoles of each language write them, in lower case.
  private static let words: [String] =
    averages + [
      // English
      "grand totals", "grand total", "totals", "total", "subtotals", "subtotal", "sub-total", "sum total", "overall total", "report total",
      // Chinese, Japanese, Korean
      "合计", "总计", "总和", "汇总", "小计", "全部", "合計", "總計", "總和", "小計", "總數", "総計", "総合計", "합계", "총계", "총합계", "소계", "총합",
      // German, Dutch
      "gesamt", "gesamtsumme", "gesamtergebnis", "summe", "zwischensumme", "insgesamt", "totaal", "eindtotaal", "subtotaal",
      // French, Spanish, Portuguese, Italian, Romanian, Catalan
      "total général", "total general", "total du compte", "sous-total", "total geral", "total da conta", "total de la cuenta", "total de cuenta", "suma total", "suma", "soma",
      "totale", "totale complessivo", "subtotale", "somma", "totaux", "totales", "totais", "totali", "total parțial",
      // Russian, Ukrainian, Bulgarian, Serbian
      "итого", "всего", "общий итог", "итог", "промежуточный итог", "сумма", "усього", "разом", "всього", "підсумок", "общо", "ukupno", "укупно",
      // Polish, Czech, Slovak, Hungarian
      "razem", "łącznie", "ogółem", "suma końcowa", "suma częściowa", "celkem", "celkový součet", "součet", "mezisoučet", "celkom", "súčet", "összesen", "végösszeg",
      "részösszeg",
      // Turkish, Greek, Nordic
      "toplam", "genel toplam", "ara toplam", "σύνολο", "γενικό σύνολο", "μερικό σύνολο", "totalt", "summa", "delsumma", "sammanlagt", "i alt", "totalsum", "delsum", "yhteensä",
      "summa yhteensä", "loppusumma",
      // Estonian, Latvian, Lithuanian, Icelandic, Albanian, Croatian, Slovene, Basque, Welsh, Azerbaijani, Uzbek, Kazakh, Swahili, Malay, Filipino
      "kokku", "üldsumma", "kopā", "kopsumma", "iš viso", "suma iš viso", "samtals", "gjithsej", "totali", "sveukupno", "skupaj", "skupno", "guztira", "cyfanswm", "cəmi", "jami",
      "барлығы", "жалпы", "jumla", "jumlah keseluruhan", "kabuuan", "összeg", "résultat total", "gesamtwert", "endsumme", "合算", "全体合計", "계", "총 합계", "celkem za", "итого по",
      "разам",
      // Vietnamese, Indonesian, Thai, Hindi, Arabic, Hebrew, Persian
      "tổng", "tổng cộng", "tổng số", "jumlah", "jumlah total", "total keseluruhan", "รวม", "ผลรวม", "รวมทั้งหมด", "कुल", "कुल योग", "योग", "المجموع", "الإجمالي", "إجمالي",
      "المجموع الكلي", "סה\"כ", "סך הכל", "סה״כ", "مجموع", "جمع", "جمع کل",
    ]
}
