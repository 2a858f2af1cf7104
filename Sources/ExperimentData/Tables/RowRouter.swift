import ExperimentModel

/// Which readers a row concerns, by one lookup where thousands of experiments share a file.
///
/// Readers with a `where:` are found by the value of its first column; readers without one by the name in the variant column,
/// unless they must see every row (a joined table's span). The rest see every row.
final class RowRouter {
  /// A column whose text leads to readers.
  final class Route {
    let column: Int
    /// Readers by exact text; readers with globs stand in `loose`.
    fileprivate var exact: [String: [Int]] = [:]
    fileprivate var loose: [Int] = []
    /// By the text's number, filled on demand.
    fileprivate(set) var readers: [[Int]] = []
    /// Rows of each text, for the readers that it does not lead to.
    fileprivate(set) var rows: [Int] = []
    fileprivate let byVariant: Bool

    init(column: Int, byVariant: Bool) {
      self.column = column
      self.byVariant = byVariant
    }
  }

  private let all: [TableReader]
  private(set) var always: [Int] = []
  private(set) var routes: [Route] = []

  init(_ readers: [TableReader]) {
    all = readers
    var byFilter: [Int: Route] = [:]
    var byVariant: [Int: Route] = [:]
    for (index, reader) in readers.enumerated() {
      if let filter = reader.binding?.filters.first {
        let route = byFilter[filter.column] ?? Route(column: filter.column, byVariant: false)
        byFilter[filter.column] = route
        for value in filter.values { route.exact[value, default: []].append(index) }
      } else if readers.count > 1, !reader.isJoined, let column = reader.binding?.variant {
        let route = byVariant[column] ?? Route(column: column, byVariant: true)
        byVariant[column] = route
        for name in reader.names.plain.keys { route.exact[name, default: []].append(index) }
        if reader.names.hasGlobs { route.loose.append(index) }
      } else {
        always.append(index)
      }
    }
    routes = byFilter.keys.sorted().compactMap { byFilter[$0] } + byVariant.keys.sorted().compactMap { byVariant[$0] }
  }

  @inline(__always) func readers(_ route: Route, _ columns: RowColumns) -> [Int] {
    let text = columns.text(route.column)
    if text >= route.readers.count { extend(route, columns) }
    route.rows[text] += 1
    return route.readers[text]
  }

  private func extend(_ route: Route, _ columns: RowColumns) {
    for number in route.readers.count..<columns.texts(route.column) {
      let name = columns.string(route.column, number)
      var found = route.exact[name] ?? []
      if route.byVariant, VariantNames.whole(name) != nil {
        found += all.indices.filter { all[$0].binding?.variant == route.column && !found.contains($0) && all[$0].names.match(name) != .none }
      }
      for index in route.loose where !found.contains(index) && all[index].names.match(name) != .none { found.append(index) }
      route.readers.append(found)
      route.rows.append(0)
    }
  }

  /// Tells the readers that were found by their variants' names of the rows that never reached them.
  func finish(_ columns: RowColumns) {
    for route in routes where route.byVariant {
      let readers = Set(route.exact.values.joined()).union(route.loose).sorted()
      for number in route.readers.indices where route.rows[number] > 0 {
        let reached = Set(route.readers[number])
        let name = columns.string(route.column, number)
        // A name that is another experiment's is no slip of the pen: among many experiments it is counted, not listed.
        let isOthers = !reached.isEmpty && readers.count > 20
        for index in readers where !reached.contains(index) {
          all[index].quality.rows += route.rows[number]
          if isOthers {
            all[index].quality.outsideUnnamed += route.rows[number]
          } else {
            all[index].quality.addOutside(name, rows: route.rows[number])
          }
        }
      }
    }
  }
}
