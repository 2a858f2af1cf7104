import ExperimentModel

/// Whether the rows of one thing all have the same number, as exports of orders do that write an order's total beside each of its lines: added up, such a
/// number counts as often as the order has lines. Rows that each have their own (a subscription's months) look alike; so it is asked.
struct RepeatedNumbers {
  /// One thing with the same number on its rows.
  struct Example {
    let id: String
    let value: Double
    let rows: Int
    let place: String
  }

  private struct Seen {
    var digits = 0
    var most = 0
    var things = 0
    var example: Example?
    /// Two rows of one thing have different numbers.
    var varies = false
  }

  private var slots: [Seen]
  /// Digits of agreement that a few equal numbers do not give by chance, and that one number must have.
  private static let enough = 3
  private static let fewest = 2

  init(slots: Int) { self.slots = Array(repeating: Seen(), count: slots) }

  @inline(__always) func isOpen(_ slot: Int) -> Bool { !slots[slot].varies }

  mutating func vary(_ slot: Int) { slots[slot].varies = true }

  /// One thing more whose rows agree.
  mutating func agree(_ slot: Int, _ value: Double, example: () -> Example) {
    guard value != 0 else { return }
    let digits = RepeatedNumbers.digits(value)
    slots[slot].digits += digits
    slots[slot].most = max(slots[slot].most, digits)
    slots[slot].things += 1
    if slots[slot].example == nil { slots[slot].example = example() }
  }

  func found(_ slot: Int) -> (things: Int, example: Example)? {
    let seen = slots[slot]
    guard !seen.varies, seen.digits >= RepeatedNumbers.enough, seen.most >= RepeatedNumbers.fewest, let example = seen.example else { return nil }
    return (seen.things, example)
  }

  /// Digits that say something: those of 1200 and of 0.012 are two.
  private static func digits(_ value: Double) -> Int {
    let digits = "\(abs(value))".prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
    return digits.reversed().drop { $0 == "0" }.count
  }
}

/// The same, of a column that names orders and is not the table's unit: rows of one order stand together.
struct RepeatedOrders {
  /// In the file being read; nil where it has none.
  private(set) var field: Int?
  private(set) var name = ""
  private var last: [UInt8] = []
  private var lastValues: [Double?] = []
  private(set) var seen: RepeatedNumbers

  init(slots: Int) { seen = RepeatedNumbers(slots: slots) }

  /// Fields of a header that name orders; those that are read as numbers name nothing.
  static func fields(_ index: ColumnIndex, numbers: [Int]) -> [Int] {
    index.names.indices.filter { !numbers.contains($0) && OrderWords.isOrder(index.names[$0]) }
  }

  /// - Parameter unit: the field of the unit, which is watched unit by unit.
  mutating func begin(_ fields: [Int], of index: ColumnIndex, unit: Int?) {
    field = fields.first { $0 != unit }
    if let field { name = index.names[field] }
    last = []
  }

  mutating func add(
    _ cell: FieldBytes, file: String, line: Int, values: UnsafePointer<Double>, known: UnsafePointer<Bool>, slots: [Int]
  ) {
    let isSame = !cell.isEmpty && cell.count == last.count && (0..<cell.count).allSatisfy { cell[$0] == last[$0] }
    if isSame {
      for (position, slot) in slots.enumerated() where seen.isOpen(slot) {
        guard known[slot], let before = lastValues[position] else { continue }
        if values[slot] != before {
          seen.vary(slot)
        } else {
          seen.agree(slot, before) { RepeatedNumbers.Example(id: cell.text, value: before, rows: 2, place: "\(file):\(line)") }
        }
      }
    } else {
      last = (0..<cell.count).map { cell[$0] }
    }
    lastValues = slots.map { known[$0] ? values[$0] : nil }
  }
}

/// Names of columns that name an order: not of those that count them.
enum OrderWords {
  static func isOrder(_ name: String) -> Bool {
    let text = CellText.halfWidth(name).lowercased()
    let words = text.split { !$0.isLetter && !$0.isNumber && !"#№º°".contains($0) }.map(String.init)
    guard !words.contains(where: { counts.contains($0) }), !amounts.contains(where: { text.contains($0) }) else { return false }
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return orders.contains { text.contains($0) } && (ids.contains { text.contains($0) } || words.contains { latinIDs.contains($0) })
    }
    // `order_id`, `Order No.`, `OrderID`.
    return words.contains { word in latinOrders.contains { word.hasPrefix($0) && ($0.count == word.count || latinIDs.contains(String(word.dropFirst($0.count)))) } }
      && words.contains { word in latinIDs.contains(word) || latinOrders.contains { word.hasPrefix($0) && latinIDs.contains(String(word.dropFirst($0.count))) } }
  }

  private static let latinOrders = [
    "order", "invoice", "transaction", "receipt", "bestell", "bestellung", "auftrag", "auftrags", "rechnung", "rechnungs", "commande", "facture", "pedido", "factura", "fatura",
    "ordine", "encomenda",
    "bestilling", "pesanan", "zamowienie",
  ]
  private static let latinIDs: Set<String> = ["id", "number", "no", "nr", "#", "num", "code", "name", "nummer", "numero", "numer", "ref", "reference"]
  private static let orders = [
    "order", "订单", "訂單", "交易", "流水", "发票", "注文", "受注", "주문", "bestell", "auftrag", "commande", "facture", "pedido", "factura", "ordine", "заказ", "замовлення", "sipariş",
    "zamówien", "objednáv",
    "beställning", "đơn hàng", "คำสั่งซื้อ", "ऑर्डर", "الطلب", "הזמנה",
  ]
  private static let ids = ["编号", "編號", "單號", "单号", "号", "號", "番号", "번호", "номер", "№", "nº", "n°", "número", "numéro", "číslo", "mã", "หมายเลข", "संख्या", "رقم", "מספר"]
  /// Of what is counted or listed below an order.
  private static let counts: Set<String> = [
    "orders", "transactions", "invoices", "total", "count", "line", "item", "product", "status", "date", "time", "value", "amount", "rate", "per", "avg",
  ]
  private static let amounts = ["商品", "明细", "行号", "时间", "金额", "状态", "数量", "单数", "笔数", "订单数", "注文数", "件数", "주문수", "количество"]
}

extension TableReader {
  /// Slots whose equal numbers the declaration does not explain.
  var slotsOfOpenRepeats: [Int] {
    plan.slots.indices.filter { slot in
      let written = plan.slots[slot]
      guard case .number(let column) = written.kind, !written.binary, !written.first, written.atLeast == nil, written.atMost == nil else { return false }
      return !table.once.answers(column)
    }
  }

  /// Asks about numbers that every row of a unit, or of an order, has alike; to be called when all files are read.
  func refuseRepeatedNumbers() {
    guard !table.once.isNone else { return }
    for slot in slotsOfOpenRepeats {
      guard case .number(let column) = plan.slots[slot].kind else { continue }
      if case .units(let unit) = table.grain, let found = store?.repeated.found(slot) {
        refuse(FileProblem("repeated_numbers", RowSentences.repeated(column, per: unit, found.example, things: found.things)), at: "unit")
      } else if let found = orders.seen.found(slot) {
        refuse(FileProblem("repeated_numbers", RowSentences.repeated(column, per: orders.name, found.example, things: found.things)), at: "file")
      }
    }
  }
}
