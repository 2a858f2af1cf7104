import ExperimentModel
import Testing

@testable import ExperimentData

@Suite("A total is known by what it holds: sums of its day, its variant, its group or of all rows, wherever they stand")
struct RollUpTests {
  /// Fourteen days of two variants: cost 100.25, 107.25, …, and 3 more for b; results 10…14, and 1 more for b.
  private struct Row {
    let day: String
    let variant: String
    let cost: Double
    let won: Int
  }

  private static let rows: [Row] = {
    var rows: [Row] = []
    for day in 0..<14 {
      let date = day < 8 ? "2026-11-0\(day + 2)" : "2026-11-\(day + 2)"
      rows.append(Row(day: date, variant: "a", cost: 100.25 + Double(day) * 7, won: 10 + day % 5))
      rows.append(Row(day: date, variant: "b", cost: 103.25 + Double(day) * 7, won: 11 + day % 5))
    }
    return rows
  }()
  /// 14 × 100.25 + 7 × 91 = 2040.5; 14 × 10 + 26 = 166; b: 42 and 14 more.
  private static let sums = ["2040.5/166", "2082.5/180"]

  private func answer(_ files: [String: [String]], data: String, totals: String = "") throws -> Result<ExperimentSummary, Diagnostics> {
    let disk = DiskWorkspace()
    for (name, lines) in files { disk.write("data/\(name)", lines.joined(separator: "\n") + "\n") }
    return try disk.answer(
      """
      start: 2026-11-02
      end: 2026-11-15
      variants: {a: {}, b: {}}
      data: {\(data)\(totals)}
      metrics:
        cpa: {type: cost_per, cost: Cost, per: Won}
      primary: cpa
      """, asOf: "2026-11-20")
  }

  private func sums(_ answer: Result<ExperimentSummary, Diagnostics>) -> [String] {
    switch answer {
    case .success(let summary): summary.sums()
    case .failure(let problems): problems.all.map(\.code)
    }
  }

  /// Each row as two devices and their sum under a label, the sums placed in one of four ways.
  private func devices(_ label: String, _ place: String, isLast: Bool = false) -> [String] {
    func line(_ row: Row, _ device: String, _ cost: Double, _ won: Int) -> String {
      isLast ? "\(row.day),\(row.variant),\(plain(cost)),\(won),\(device)" : "\(row.day),\(row.variant),\(device),\(plain(cost)),\(won)"
    }
    var (parts, totals, mixed): ([String], [String], [String]) = ([], [], [])
    for row in RollUpTests.rows {
      let own = [line(row, "Mobile", row.cost - 40.5, row.won - 4), line(row, "Desktop", 40.5, 4)]
      let total = line(row, label, row.cost, row.won)
      parts += own
      totals.append(total)
      mixed += place == "above" ? [total] + own : own + [total]
    }
    let header = isLast ? "Day,Variant,Cost,Won,Device" : "Day,Variant,Device,Cost,Won"
    return [header] + (place == "end" ? parts + totals : place == "start" ? totals + parts : mixed)
  }

  @Test(
    "subtotals of each variant's day: empty, in a language that no list has, above, below, far away, in the last column",
    arguments: ["", "Alle Geräte", "すべてのデバイス", "Toate dispozitivele", "Total", "小计"], ["above", "below", "start", "end", "last"])
  func ofDays(label: String, place: String) throws {
    let lines = place == "last" ? devices(label, "below", isLast: true) : devices(label, place)
    let answer = try answer(["d.csv": lines], data: "file: data/d.csv, variant: Variant, date: Day")
    #expect(sums(answer) == RollUpTests.sums)
    let files = try answer.get().quality.files
    #expect(files.flatMap(\.totals).count == 28 && files.flatMap(\.totals).allSatisfy(\.agrees) && files[0].rows == 56)
  }

  @Test("a day with one device and its sum: left out too; a day whose sum stands alone: counted")
  func ofFewRows() throws {
    var lines = devices("Alle Geräte", "below")
    lines += ["2026-11-15,a,Tablet,5,1"]
    // The first day of a keeps one device and its sum; the second only its sum.
    lines.removeAll { $0.hasPrefix("2026-11-02,a,Desktop") || $0.hasPrefix("2026-11-03,a,Mobile") || $0.hasPrefix("2026-11-03,a,Desktop") }
    let answer = try answer(["d.csv": lines], data: "file: data/d.csv, variant: Variant, date: Day")
    // 40.5 and 4 less of a's second of November; five and one more on the fifteenth, whose sum no longer agrees but has the label.
    #expect(sums(answer) == ["2005/163", "2082.5/180"])
  }

  /// 27.75 and 7 are five digits that agree with 13.55 + 14.2 and 3 + 4; 30 and 12 are four, which chance may give.
  @Test("enough digits must agree, those behind the mark among them")
  func digits() throws {
    func read(_ rows: [String]) throws -> [String] {
      let lines = ["Day,Variant,Ad,Cost,Won"] + rows + ["2026-11-03,a,P,9,2", "2026-11-02,b,P,8,3"]
      return sums(try answer(["d.csv": lines], data: "file: data/d.csv, variant: Variant, date: Day"))
    }
    #expect(try read(["2026-11-02,a,Xyzzy,27.75,7", "2026-11-02,a,P,13.55,3", "2026-11-02,a,Q,14.2,4"]) == ["unlabelled_total"])
    #expect(try read(["2026-11-02,a,Xyzzy,30,12", "2026-11-02,a,P,18,8", "2026-11-02,a,Q,12,4"]) == ["69/26", "8/3"])
  }

  /// P 100.25, 101.25, …; Q 50.5; X their sum on the first days, and ten more on the others; whatever is called as the totals are is one.
  @Test("of five days one may disagree, not two", arguments: [(5, "763.75/25"), (4, "763.75/25"), (3, "1547.5/50")])
  func mostDays(agreeing: Int, sum: String) throws {
    let lines = (0..<5).flatMap { day -> [String] in
      let total = 150.75 + Double(day) + (day < agreeing ? 0 : 10)
      return [("Xyzzy", total, 5), ("P", 100.25 + Double(day), 3), ("Q", 50.5, 2)].map { "2026-11-0\(day + 2),a,\($0.0),\(plain($0.1)),\($0.2)" }
    }
    let answer = try answer(["d.csv": ["Day,Variant,Ad,Cost,Won"] + lines + ["2026-11-02,b,P,8,3"]], data: "file: data/d.csv, variant: Variant, date: Day")
    #expect(sums(answer) == [sum, "8/3"])
  }

  private static let ads = ["One,400.1,25", "Two,399.2,31", "Three,410,28"]

  @Test("the sum of a whole file: a known word or an empty name is left out anywhere, another word is asked about, and answered")
  func ofFiles() throws {
    func read(_ label: String, at place: Int, totals: String = "") throws -> [String] {
      var a = RollUpTests.ads
      a.insert("\(label),1209.3,84", at: place)
      return sums(
        try answer(["a.csv": ["Ad,Cost,Won"] + a, "b.csv": ["Ad,Cost,Won", "One,5,1", "Two,5,1"]], data: "files: {a: data/a.csv, b: data/b.csv}", totals: totals))
    }
    for place in 0...3 {
      #expect(try read("", at: place) == ["1209.3/84", "10/2"])
      #expect(try read("Kokku", at: place) == ["1209.3/84", "10/2"])
      #expect(try read("Xyzzy", at: place) == ["unlabelled_total"])
      #expect(try read("Xyzzy", at: place, totals: ", totals: Xyzzy") == ["1209.3/84", "10/2"])
      #expect(try read("Xyzzy", at: place, totals: ", totals: none") == ["2418.6/168", "10/2"])
    }
    // A campaign may be called so.
    #expect(try read("Total", at: 1, totals: ", totals: none") == ["2418.6/168", "10/2"])
  }

  @Test("sums of groups without dates, above and below, and of a variant among its ads")
  func ofGroups() throws {
    let groups = ["C1,x1,400.1,25", "C1,x2,399.2,31", "C2,x3,410,28", "C2,x4,10.5,2", "C3,x5,77.7,3", "C3,x6,12.5,2"]
    let totals = ["C1,Xyzzy,799.3,56", "C2,Xyzzy,420.5,30", "C3,Xyzzy,90.2,5"]
    var below: [String] = []
    var above: [String] = []
    for (number, total) in totals.enumerated() {
      let own = Array(groups[(2 * number)..<(2 * number + 2)])
      below += own + [total]
      above += [total] + own
    }
    for lines in [below, above, groups + totals] {
      let files = ["a.csv": ["Campaign,Ad,Cost,Won"] + lines, "b.csv": ["Campaign,Ad,Cost,Won"] + groups]
      #expect(sums(try answer(files, data: "files: {a: data/a.csv, b: data/b.csv}")) == ["1310/91", "1310/91"])
    }
    let variants = RollUpTests.ads.map { "a,\($0)" } + ["a,,1209.3,84"] + ["b,,1209.3,84"] + RollUpTests.ads.map { "b,\($0)" }
    #expect(sums(try answer(["d.csv": ["V,Ad,Cost,Won"] + variants], data: "file: data/d.csv, variant: V")) == ["1209.3/84", "1209.3/84"])
  }

  @Test("what only looks like it stays: small numbers, equal rows, a sum among many that are none")
  func coincidences() throws {
    let small = ["V,Ad,Cost,Won", "a,p,1,1", "a,q,2,1", "a,r,3,2", "b,p,5,3", "b,q,4,1"]
    #expect(sums(try answer(["d.csv": small], data: "file: data/d.csv, variant: V")) == ["6/4", "9/4"])
    let equal = ["Day,V,Device,Cost,Won"] + RollUpTests.rows.flatMap { ["\($0.day),\($0.variant),m,10.25,3", "\($0.day),\($0.variant),d,10.25,3"] }
    #expect(sums(try answer(["d.csv": equal], data: "file: data/d.csv, variant: V, date: Day")) == ["287/84", "287/84"])
    var one = ["Day,V,Device,Cost,Won"]
    for (index, row) in RollUpTests.rows.enumerated() {
      let key = "\(row.day),\(row.variant)"
      one += ["\(key),m,10.25,3", "\(key),d,20.5,4", index == 3 ? "\(key),t,30.75,7" : "\(key),t,30.5,6"]
    }
    #expect(sums(try answer(["d.csv": one], data: "file: data/d.csv, variant: V, date: Day")) == ["857.5/182", "857.75/183"])
  }

  /// Ads of a in the north and in the south, and of b: 100.25 + 207.50, 55.25 + 66.50, 80.75 + 120.25.
  @Test("sums of the rows above that nothing but their place tells: three are no chance and are asked about, two may be, and are rows")
  func sumsOfRowsAbove() throws {
    let ads = ["Arm,Ad,Cost,Won", "a,p,100.25,3", "a,q,207.50,5", "a,Nord,307.75,8", "a,r,55.25,4", "a,s,66.50,6", "a,Sud,121.75,10"]
    let more = ["b,t,80.75,5", "b,u,120.25,6"]
    let three = try answer(["d.csv": ads + more + ["b,Tout,201.00,11"] + ["b,v,300.10,9"]], data: "file: data/d.csv, variant: Arm")
    #expect(sums(three) == ["unlabelled_total"])
    let two = try answer(["d.csv": ads + more + ["b,v,300.10,9"]], data: "file: data/d.csv, variant: Arm")
    #expect(sums(two) == ["859/36", "501.1/20"])
  }
}
