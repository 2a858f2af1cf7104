package import ExperimentModel

/// What a file is, as `mvp inspect` prints it: plain words for people, JSON for programs.
package struct ProfileText {
  private let profile: FileProfile

  package init(_ profile: FileProfile) { self.profile = profile }

  /// Columns and values beyond these are counted only.
  private static let mostValues = 8

  package func text(in language: Language) -> String {
    var lines: [String] = []
    let colon = ProfileSentences.colon(in: language)
    func say(_ heading: BilingualText, _ text: BilingualText) { lines.append(heading(in: language) + colon + text(in: language)) }
    lines.append(profile.file)
    say(ProfileSentences.fileHeading, ProfileSentences.file(profile))
    if let number = profile.openNumber { lines.append("  " + ProfileSentences.openNumber(number)(in: language)) }
    say(ProfileSentences.fromHeading, profile.preset.map(ProfileSentences.console) ?? ProfileSentences.noConsole)
    say(ProfileSentences.datesHeading, profile.dates.map { ProfileSentences.dates($0, column: profile.columns[$0.column].name) } ?? ProfileSentences.noDates)
    if !profile.currencies.isEmpty {
      lines.append(ProfileSentences.moneyHeading(in: language) + colon + profile.currencies.joined(separator: ProfileSentences.comma(in: language)))
    }
    if !profile.totals.isEmpty { say(ProfileSentences.totalsHeading, ProfileSentences.totals(profile.totals)) }
    if !profile.otherTables.isEmpty { say(ProfileSentences.tablesHeading, ProfileSentences.others(profile.otherTables)) }
    lines.append("")
    lines.append(ProfileSentences.columnsHeading(in: language) + ProfileSentences.begins(in: language))
    for column in profile.columns { lines.append("  " + describe(column, language)) }
    lines.append("")
    let candidates = profile.candidates
    if candidates.isEmpty {
      lines.append(ProfileSentences.noArms(in: language))
    } else {
      lines.append(ProfileSentences.armsHeading(in: language) + ProfileSentences.begins(in: language))
      for place in candidates {
        let values = profile.columns[place].values ?? []
        lines.append("  " + ProfileSentences.beside(profile.columns[place].name, ProfileSentences.distinct(values.count))(in: language))
        for value in values.prefix(ProfileText.mostValues) { lines.append("    " + value.text + colon + ProfileSentences.value(value)(in: language)) }
        if values.count > ProfileText.mostValues {
          lines.append("    \(ProfileSentences.further(values.count - ProfileText.mostValues)(in: language))")
        }
      }
    }
    lines.append("")
    lines.append(ProfileSentences.next(profile.file)(in: language))
    return lines.joined(separator: "\n") + "\n"
  }

  private func describe(_ column: FileProfile.Column, _ language: Language) -> String {
    var parts = [ProfileSentences.type(column)(in: language)]
    if let role = column.role { parts.append(ProfileSentences.role(role)(in: language)) }
    if let range = column.range { parts.append(ProfileSentences.range(range, sum: column.sum)(in: language)) }
    if column.kind == .text || column.kind == .yesNo {
      parts.append((column.values.map { ProfileSentences.distinct($0.count) } ?? ProfileSentences.manyDistinct(FileProfile.mostValues))(in: language))
    }
    if column.blanks > 0 { parts.append(ProfileSentences.blanks(column.blanks)(in: language)) }
    if profile.isBlankWithoutZero(column) { parts.append(ProfileSentences.blanksWithoutZero(in: language)) }
    return (column.name.isEmpty ? "–" : column.name) + ProfileSentences.colon(in: language) + parts.joined(separator: ProfileSentences.comma(in: language))
  }

  /// Whole numbers as such, money to the cent.
  static func number(_ value: Double) -> String {
    guard value != value.rounded() else { return abs(value) < 1e15 ? String(Int(value)) : "\(value)" }
    let rounded = (value * 100).rounded() / 100
    return "\(rounded == 0 ? value : rounded)"
  }

  package var json: JSONText {
    .object([
      ("file", .string(profile.file)), ("encoding", .string(profile.encoding)), ("delimiter", .string(profile.delimiter)),
      ("decimal_mark", .string(profile.decimalMark)), ("open_number", .optional(profile.openNumber)), ("header_line", .integer(profile.headerLine)),
      ("rows", .integer(profile.rows)),
      ("console", .optional(profile.preset?.id)), ("total_lines", .array(profile.totals.map(JSONText.integer))),
      (
        "dates",
        profile.dates.map { dates in
          .object([
            ("column", .string(profile.columns[dates.column].name)), ("first", .string("\(dates.first)")), ("last", .string("\(dates.last)")),
            ("days", .integer(dates.days)), ("written", .string(dates.written)), ("guessed_order", .optional(dates.guessedOrder)),
          ])
        } ?? .null
      ),
      ("currencies", .array(profile.currencies.map(JSONText.string))),
      ("columns", .array(profile.columns.map(json))),
      (
        "variant_candidates",
        .array(
          profile.candidates.map { place in
            .object([
              ("column", .string(profile.columns[place].name)),
              (
                "values",
                .array(
                  (profile.columns[place].values ?? []).map { value in
                    .object([
                      ("value", .string(value.text)), ("rows", .integer(value.rows)), ("days", .optional(value.days)),
                      ("spend", .optional(value.spend)), ("results", .optional(value.results)),
                    ])
                  })
              ),
            ])
          })
      ),
      ("other_tables", .array(profile.otherTables.map { .object([("line", .integer($0.line)), ("rows", .integer($0.rows))]) })),
    ])
  }

  private func json(_ column: FileProfile.Column) -> JSONText {
    .object([
      ("name", .string(column.name)), ("type", .string(column.kind.rawValue)), ("role", .optional(column.role?.rawValue)),
      ("filled", .integer(column.filled)), ("blank", .integer(column.blanks)), ("least", .optional(column.range?.lowerBound)),
      ("most", .optional(column.range?.upperBound)), ("sum", column.range == nil ? .null : .number(column.sum)),
      ("zeros", column.range == nil ? .null : .integer(column.zeros)), ("distinct", .optional(column.values?.count)),
      ("currency", .optional(column.currency)), ("blank_without_zero", .bool(profile.isBlankWithoutZero(column))),
    ])
  }
}

extension FileProfile {
  /// Results that are often blank and never 0: either reading changes the verdict, so it must be said which is meant.
  public func isBlankWithoutZero(_ column: Column) -> Bool {
    (column.role == .results || column.role == .revenue) && column.kind == .number && column.blanks > 0 && column.zeros == 0
      && columns.contains { ($0.role == .spend || $0.role == .impressions) && $0.filled > column.filled }
  }
}

extension FileProfile.Value {
  /// `14 rows, 14 days, 120.5 spent, 9 results`.
  package var counted: BilingualText { ProfileSentences.value(self) }
}
