public import ExperimentModel

/// What a file is, found out without a declaration: how it is written, its columns, its dates, where it is from, and what in it could tell arms apart.
///
/// It proposes; whatever comes of it is read again by `FileEngine`, whose rules alone decide what counts.
public struct FileProfile: Sendable {
  /// One column of the table.
  public struct Column: Sendable {
    public enum Kind: String, Sendable { case number, date, yesNo = "yes_no", text, empty }

    public let name: String
    public let kind: Kind
    /// Cells that say nothing: empty, `-`, `N/A`.
    public let blanks: Int
    public let filled: Int
    /// Of a column of numbers.
    public let range: ClosedRange<Double>?
    public let sum: Double
    public let zeros: Int
    public let isWhole: Bool
    /// Distinct texts by their first appearance; nil beyond `FileProfile.mostValues`.
    public let values: [Value]?
    /// What the column is for, as far as its name says; nil where it says nothing.
    public let role: ConsolePreset.Role?
    /// The currency that its name or its cells state.
    public let currency: String?
    /// Whether the name stands twice in the header.
    public let isRepeated: Bool
  }

  /// One of the values of a column.
  public struct Value: Hashable, Sendable {
    public let text: String
    public let rows: Int
    /// Nil without dates.
    public let days: Int?
    /// Nil without a column of money spent.
    public let spend: Double?
    /// Nil without a column of results.
    public let results: Double?

    /// The same value of two parts of one table, whose days do not overlap.
    public func adding(_ other: Value) -> Value {
      func sum(_ a: Double?, _ b: Double?) -> Double? { a.map { $0 + (b ?? 0) } ?? b }
      return Value(
        text: text, rows: rows + other.rows, days: days.map { $0 + (other.days ?? 0) } ?? other.days, spend: sum(spend, other.spend),
        results: sum(results, other.results))
    }
  }

  /// The dates of the table's rows.
  public struct Dates: Hashable, Sendable {
    public let column: Int
    public let first: CalendarDay
    public let last: CalendarDay
    public let days: Int
    /// As a pattern, such as `d/M/y`.
    public let written: String
    /// Set where no cell tells day from month: the order in which the days lie closest, which is no proof.
    public let guessedOrder: String?
  }

  public let file: String
  public let encoding: String
  /// Printable.
  public let delimiter: String
  /// `.` or `,`.
  public let decimalMark: String
  /// A number such as `1,002` where nothing in the file tells thousands from decimals: `decimalMark` is then what fits counts, which are whole.
  public let openNumber: String?
  /// 1-based line of the header.
  public let headerLine: Int
  public let columns: [Column]
  public let rows: Int
  /// Lines that label themselves totals.
  public let totals: [Int]
  public let dates: Dates?
  /// Codes of all money in the file.
  public let currencies: [String]
  /// Nil: no console that is known.
  public let preset: ConsolePreset?
  /// Other tables of the file.
  public let otherTables: [FileInspection.Block]
  /// For each pair of count columns: whether the first is never above the second.
  let within: Set<[Int]>
  /// Columns of numbers that all rows of one thing have alike, each with the column that names the thing.
  public let repeated: [Int: Int]
  /// Whether a unit or order stands on several rows.
  public let hasUnitsOfSeveralRows: Bool

  /// More distinct values than this tell no arms apart.
  static let mostValues = 400

  /// Whether a state is a success: as the console has it, else by everyday words.
  public func isWon(_ state: String) -> Bool {
    let own = preset?.won ?? []
    return (own.isEmpty ? ConsolePresets.generic.won : own).contains { $0.lowercased() == state.lowercased() }
  }

  /// Whether a count is, row by row, never above another, so that one can be a share of the other.
  public func isWithin(_ part: Int, _ whole: Int) -> Bool { within.contains([part, whole]) }

  /// Columns of a role, the preferred first.
  public func columns(of role: ConsolePreset.Role) -> [Int] {
    let index = ColumnIndex(columns.map(\.name))
    let own = preset?.places(of: role, in: index) ?? []
    let all = own + ConsolePresets.generic.places(of: role, in: index).filter { !own.contains($0) }
    return all.filter { columns[$0].role == role }
  }

  /// Columns that could tell arms apart: two values or more, the likeliest first. A split test stands at the topmost level that has a handful of values.
  public var candidates: [Int] {
    func count(_ column: Int) -> Int { columns[column].values?.count ?? 0 }
    let possible = columns.indices.filter { place in
      let column = columns[place]
      guard !column.isRepeated, place != dates?.column, count(place) >= 2 else { return false }
      if let role = column.role { return ConsolePreset.Role.levels.contains(role) }
      return column.kind == .text && (column.values ?? []).count { $0.rows >= 2 } >= 2 && count(place) <= FileProfile.handful
    }
    func rank(_ place: Int) -> Int {
      // Names that are no level of an account come last.
      guard let level = columns[place].role.flatMap({ ConsolePreset.Role.levels.firstIndex(of: $0) }) else { return 30 }
      return count(place) <= FileProfile.handful || level == 0 ? level : 10 + ConsolePreset.Role.levels.count - level
    }
    // Of one level the name that the console prefers.
    var orders: [Int: Int] = [:]
    for level in ConsolePreset.Role.levels { for (order, place) in columns(of: level).enumerated() { orders[place] = order } }
    return possible.sorted { (rank($0), orders[$0] ?? 0, $0) < (rank($1), orders[$1] ?? 0, $1) }
  }

  /// As many arms as a test with a small budget can have.
  public static let handful = 6

  // MARK: Reading

  /// - Parameters:
  ///   - path: where the file is.
  ///   - shown: how it is called in messages.
  ///   - preset: a console that is known already.
  /// - Throws: one diagnostic when it cannot be read as a table.
  public static func read(path: String, shown: String, preset: ConsolePreset? = nil) throws(Diagnostics) -> FileProfile {
    do {
      return try ProfileReading(path: path, shown: shown, preset: preset).read()
    } catch {
      throw Diagnostics([Diagnostic(file: shown, code: error.code, message: error.text)])
    }
  }
}
