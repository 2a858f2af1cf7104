import ExperimentModel
import Testing

@testable import ExperimentData

/// Numbers that stand on every row of one order: asked about, never added in silence.
@Suite("Numbers repeated on the rows of one thing")
struct RepeatedNumbersTests {
  private func answer(_ rows: String, _ data: String, metric: String = "{type: mean, value: Total}") throws -> (sums: [String], said: [BilingualText], bad: Int) {
    let disk = DiskWorkspace()
    disk.write("data/d.csv", rows)
    let found = try disk.answer(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {file: data/d.csv, variant: Arm, date: Date, \(data)}
      metrics: {m: \(metric)}
      primary: m
      """)
    switch found {
    case .success(let summary): return (summary.sums(), summary.quality.notes, summary.quality.badRows)
    case .failure(let problems): return (Array(Set(problems.all.map(\.code))), problems.all.map(\.message), 0)
    }
  }

  /// Order 1001 of a has 199 on two lines; 1002 of b has 250.5 on one, 1003 of b 88 on three.
  private let lines = """
    Order ID,Arm,Date,Total,Cost,Item
    1001,a,2026-11-02,199,20,x
    1001,a,2026-11-02,199,21,y
    1002,b,2026-11-02,250.5,22,z
    1003,b,2026-11-03,88,23,x
    1003,b,2026-11-03,88,24,y
    1003,b,2026-11-03,88,25,z

    """

  @Test("an order's total on each of its lines is asked about; both answers are read")
  func units() throws {
    let asked = try answer(lines, "unit: Order ID")
    #expect(asked.sums == ["repeated_numbers"])
    let text = try #require(asked.said.first)
    #expect(text.english.contains("('1001': 199 on 2 rows; 2 such in all)"))
    for language in [text.english, text.simplifiedChinese] { #expect(language.contains("'once: {Total: Order ID}'") && language.contains("'once: none'")) }
    #expect(try answer(lines, "unit: Order ID, once: {Total: Order ID}").sums == ["199 of 1", "338.5 of 2"])
    #expect(try answer(lines, "unit: Order ID, once: none").sums == ["398 of 1", "514.5 of 2"])
  }

  @Test("in tables that have no such unit the column that names orders tells")
  func otherGrains() throws {
    let returnOn = "{type: return_on, value: Total, cost: Cost}"
    let daily = try answer(lines, "where: {Item: [x, y, z]}", metric: returnOn)
    #expect(daily.sums == ["repeated_numbers"] && daily.said.first?.english.contains("'1001': 199 on 2 rows, data/d.csv:3; 3 such in all") ?? false)
    #expect(try answer(lines, "once: {Total: Order ID}", metric: returnOn).sums == ["199/41", "338.5/94"])
    #expect(try answer(lines, "once: none", metric: returnOn).sums == ["398/41", "514.5/94"])
    let customers = lines.replacing("Order ID", with: "订单号").replacing(",Item", with: ",Customer")
    #expect(try answer(customers, "unit: Customer, once: {Cost: 订单号}").sums == ["repeated_numbers"])
    #expect(try answer(lines, "unit: row").sums == ["repeated_numbers"])
  }

  @Test("numbers of lines, blanks below an order's first line, and counts are no repeated totals")
  func others() throws {
    #expect(try answer(lines.replacing("88,24", with: "87,24"), "unit: Order ID").sums == ["398 of 1", "513.5 of 2"])
    let blank = lines.replacing("199,21", with: ",21").replacing("88,24", with: ",24").replacing("88,25", with: ",25")
    #expect(try answer(blank, "unit: Order ID").sums == ["199 of 1", "338.5 of 2"])
    let counts = lines.replacing(",199,", with: ",1,").replacing(",88,", with: ",2,").replacing("250.5", with: "1")
    #expect(try answer(counts, "unit: Order ID").sums == ["2 of 1", "7 of 2"])
  }

  @Test(
    "columns that name an order, and those that count or describe them",
    arguments: [
      ("Order ID", true), ("order_id", true), ("OrderID", true), ("Order No.", true), ("Transaction ID", true), ("Invoice #", true), ("订单编号", true), ("注文番号", true), ("주문번호", true),
      ("Bestellnummer", true), ("Auftragsnummer", true), ("Numéro de commande", true), ("Número de pedido", true), ("Номер заказа", true), ("Sipariş No", true),
      ("7 Day Total Orders (#)", false),
      ("Paid orders", false), ("Orders", false), ("订单数", false), ("订单金额", false), ("Order Date", false), ("Order status", false), ("Order line number", false),
      ("Border width", false),
      ("Campaign ID", false), ("注文数", false),
    ])
  func names(name: String, isOrder: Bool) { #expect(OrderWords.isOrder(name) == isOrder, "\(name)") }

  @Test("what was to be repeated and differs is a row that cannot be read")
  func contradiction() throws {
    let found = try answer(lines.replacing("88,25", with: "99,25"), "unit: Order ID, once: {Total: Order ID}")
    #expect(found.sums == ["199 of 1", "338.5 of 2"] && found.bad == 1)
    // What no line says counts where a later one says it; without an id a row is a thing of its own.
    let late = lines.replacing("1001,a,2026-11-02,199,20", with: "1001,a,2026-11-02,,20").replacing("1002,b", with: ",b")
    #expect(try answer(late, "once: {Total: Order ID}", metric: "{type: return_on, value: Total, cost: Cost, missing: zero}").sums == ["199/41", "338.5/94"])
  }
}
