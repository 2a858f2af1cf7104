import ExperimentModel

/// What the money of one table is in: by the cell's sign, the row's currency column, the column's header, or the declaration, in this order.
///
/// Amounts of another currency than the workspace's are counted by a stated rate, or not at all: they are never added as they stand.
struct MoneyColumns {
  /// What was met of a currency that has no rate.
  struct Foreign {
    var rows = 0
    let column: String
    let file: String
    let line: Int
    /// The column that names the currency row by row.
    let named: String?
  }

  /// Where one slot's currency stands in the file being read.
  private struct Place {
    var column = ""
    var header: [String] = []
    /// Number of the text column, and its name.
    var names: (column: Int, name: String)?
    /// How many of the currency one is, as the name says: 10,000 for `万元`.
    var scale = 1.0
  }

  private let money: TableMoney
  /// Slots that are money whatever their name.
  private let certain: Set<Int>
  private let plan: SlotPlan
  private var places: [Int: Place] = [:]
  private var meanings: [Int: [Int: [String]]] = [:]
  private var file = ""
  private(set) var foreign: [String: Foreign] = [:]
  private(set) var rated: Set<String> = []
  /// Columns that say what their numbers are in, and how many of the currency one is.
  private(set) var scaled: [String: Double] = [:]

  init(_ experiment: Experiment, table index: Int, plan: SlotPlan) {
    money = experiment.tables[index].money
    self.plan = plan
    var certain: Set<Int> = []
    func add(_ expression: ValueExpression?, _ metric: Metric?) {
      guard let expression, expression.table == index, case .column = expression.source, let slot = plan.slot(expression, metric) else { return }
      certain.insert(slot)
    }
    for metric in experiment.metrics {
      add(metric.facts.spending, metric)
      if metric.facts.form == .moneyForMoney { add(metric.numerator, metric) }
    }
    add(experiment.spent, nil)
    self.certain = certain
  }

  /// Finds the currencies' places in a header; the slots that are money in this file.
  mutating func bind(_ index: ColumnIndex, _ columns: RowColumns, file: String) -> Set<Int> {
    self.file = file
    places = [:]
    meanings = [:]
    for (slot, written) in plan.slots.enumerated() {
      guard case .number(let name) = written.kind, !written.binary, !plan.counts.contains(slot), case .found(let field) = index.find(name) else { continue }
      let full = index.names[field]
      let header = Currency.inHeader(full)?.codes ?? (certain.contains(slot) || index.isMoney(field) ? Currency.inWords(full) : nil) ?? []
      guard certain.contains(slot) || !header.isEmpty || index.isMoney(field) else { continue }
      var place = Place(column: full, header: header)
      if let named = currencyColumn(for: full, in: index) {
        place.names = (columns.textColumn(named), index.names[named])
      }
      if let scale = MoneyScale.of(full) {
        place.scale = scale
        scaled[full] = scale
      }
      places[slot] = place
    }
    return Set(places.keys)
  }

  private func currencyColumn(for amount: String, in index: ColumnIndex) -> Int? {
    guard let declared = money.column else { return index.currencyColumn(for: amount) }
    if case .found(let field) = index.find(declared) { return field } else { return nil }
  }

  /// Units of the workspace's currency that one of an amount of the row counts for.
  mutating func worth(_ slot: Int, _ cell: NumberCell, _ columns: RowColumns, _ line: Int) -> Double {
    rate(slot, cell, columns, line) * (places[slot]?.scale ?? 1)
  }

  private mutating func rate(_ slot: Int, _ cell: NumberCell, _ columns: RowColumns, _ line: Int) -> Double {
    guard let place = places[slot] else {
      // A sign in a column that nobody took for money: it is.
      return rate(of: cell.currency < 0 ? ["?"] : Currency.codes(cell.currency), Place(column: column(slot)), line)
    }
    if cell.currency != 0 { return rate(of: cell.currency < 0 ? ["?"] : Currency.codes(cell.currency), place, line) }
    if let names = place.names {
      let text = columns.text(names.column)
      let codes: [String]
      if let known = meanings[names.column]?[text] {
        codes = known
      } else {
        codes = Currency.named(by: columns.string(names.column, text)) ?? []
        meanings[names.column, default: [:]][text] = codes
      }
      if !codes.isEmpty { return rate(of: codes, place, line) }
    }
    if !place.header.isEmpty { return rate(of: place.header, place, line) }
    guard money.declared == nil, money.rates.count == 1, let only = money.rates.first, money.column == nil else { return 1 }
    rated.insert(only.key)
    return only.value
  }

  private mutating func rate(of codes: [String], _ place: Place, _ line: Int) -> Double {
    if codes.contains(money.workspace) { return 1 }
    if let code = codes.first(where: { money.rates[$0] != nil }), let rate = money.rates[code] {
      rated.insert(code)
      return rate
    }
    let code = codes.first ?? "?"
    if foreign[code] == nil { foreign[code] = Foreign(column: place.column, file: file, line: line, named: place.names?.name) }
    foreign[code]?.rows += 1
    return 1
  }

  private func column(_ slot: Int) -> String { if case .number(let name) = plan.slots[slot].kind { name } else { "" } }
}

/// Names of columns of money, and of currencies.
enum MoneyWords {
  static func isMoney(_ name: String) -> Bool {
    let text = CellText.halfWidth(name).lowercased()
    return words.contains { text.contains($0) } && !others.contains { text.contains($0) }
  }

  /// The column that names the currency of another where no declaration says it: `Currency`, or `Converted Currency` for `Converted Amount`.
  static func currencyColumn(for column: String, in index: ColumnIndex) -> Int? {
    let wanted = CellText.halfWidth(column).lowercased()
    var plain: Int?
    var others: [Int] = []
    for (field, name) in index.names.enumerated() {
      let text = CellText.halfWidth(name).lowercased().replacing("_", with: " ")
      if shortCurrencies.contains(text) { plain = plain ?? field }
      guard text != wanted, let word = currencies.first(where: { text.contains($0) }), let place = text.firstRange(of: word) else { continue }
      let before = CellText.trimmed(String(text[..<place.lowerBound]))
      if !before.isEmpty, wanted.hasPrefix(before) { return field }
      if before.isEmpty || before == "account" || before == "order" { plain = plain ?? field }
      // `Cost (Converted currency)` is an amount; `Settlement currency` and `결제통화` name one.
      let after = CellText.trimmed(String(text[place.upperBound...]))
      if after.isEmpty || after == "code" || after == "代码", !before.contains("(") { others.append(field) }
    }
    return plain ?? (others.count == 1 ? others.first : nil)
  }

  private static let shortCurrencies: Set<String> = ["cur.", "cur", "curr", "curr.", "ccy", "whg", "whg.", "div.", "mon."]
  private static let currencies = [
    "currency", "币种", "幣別", "幣種", "货币", "貨幣", "通貨", "통화", "währung", "waehrung", "devise", "moneda", "moeda", "valuta", "валюта", "para birimi", "waluta", "měna", "mena", "divisa",
    "deviza", "monnaie", "pénznem", "валута",
    "valuutta", "mata uang", "tiền tệ", "สกุลเงิน", "العملة", "ارز", "מטבע", "νόμισμα",
  ]
  private static let words = [
    "amount", "price", "revenue", "sales", "spend", "spent", "cost", "gmv", "payment", "fee", "income", "profit", "total", "subtotal", "turnover", "refund", "paid", "value",
    "金额", "金額", "收入", "销售额", "銷售額", "花费", "花費", "消耗", "消费", "费用", "費用", "成交额", "支付", "价格", "價格", "客单价", "营收", "利润", "売上", "매출", "금액", "비용",
    "umsatz", "betrag", "kosten", "preis", "montant", "coût", "prix", "importe", "costo", "coste", "ingresos", "valor", "receita", "custo", "importo", "ricavi", "выручка",
    "сумма", "стоимость", "расход", "tutar", "kwota", "koszt", "bedrag", "omzet",
  ]
  /// Words that make a number of money's name something else: how many, or how long.
  private static let others = ["quantity", "count", "number", "minutes", "hours", "days", "seconds", "units", "items", "次数", "人数", "笔数", "件数", "数量", "订单数"]
}

extension TableReader {
  /// Refuses amounts of a currency without a rate, and shares where counts are asked for; to be called when all files are read.
  func refuseForeignMoney() {
    for (code, found) in money.foreign.sorted(by: { $0.key < $1.key }) {
      refuse(FileProblem("currency", MoneySentences.foreign(code, found, workspace: table.money.workspace)), at: "currency")
    }
    for code in money.rated.sorted() {
      if let rate = table.money.rates[code] { quality.note(MoneySentences.rate(code, rate: rate, workspace: table.money.workspace)) }
    }
    for (column, scale) in money.scaled.sorted(by: { $0.key < $1.key }) { quality.note(MoneySentences.scaled(column, by: scale)) }
    for (slot, found) in notWhole.sorted(by: { $0.key < $1.key }) where shares[slot] == nil {
      guard case .number(let column) = plan.slots[slot].kind else { continue }
      quality.notWhole.append(
        DataQuality.BadRow(file: found.file, line: found.line, reason: MoneySentences.notWhole(column, text: found.text, file: found.file, line: found.line)))
    }
    for (slot, found) in shares.sorted(by: { $0.key < $1.key }) {
      guard case .number(let column) = plan.slots[slot].kind else { continue }
      let mark = plan.needs.first { $0.name == column }?.mark ?? table.mark
      problems.append(
        Diagnostic(
          file: mark.file, line: mark.line, column: mark.column, code: "share_as_count",
          message: MoneySentences.shareAsCount(column, text: found.text, file: found.file, line: found.line)))
    }
  }
}
