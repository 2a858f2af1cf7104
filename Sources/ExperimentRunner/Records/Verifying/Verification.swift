public import ExperimentModel

/// What `mvp verify` found.
public struct Verification: Sendable {
  /// Something outside the chain that does not agree with it.
  public enum Finding: Hashable, Sendable {
    /// A report was made from a record that is not there any more.
    case reportWithout(report: String, number: Int)
    /// A report was made from a record that is not what it was.
    case reportOfOther(report: String, number: Int, name: String)
    case reportUnreadable(report: String, reason: BilingualText)
    case goneSinceCommit(String)
    case changedSinceCommit(String)
    case expectedMissing(number: Int, newest: Int)
    case expectedOther(number: Int, hash: String)

    /// What does not agree, and what can be done about it.
    public var text: BilingualText { VerificationWords.text(self) }
  }

  /// How many records could be read.
  public let records: Int
  public let newest: Record.Stamp?
  /// What is wrong with the chain itself.
  public let problems: [ChainProblem]
  /// What does not agree with it.
  public let findings: [Finding]
  /// Experiments that have records and no file.
  public let missing: [String]
  /// How many reports beside it name a record that is there.
  public let reports: Int
  /// True when the newest commit was asked; false where there is none.
  public let isCommitted: Bool
  /// True where the workspace is under git and git did not answer.
  public let isGitSilent: Bool

  public var isWhole: Bool { problems.isEmpty && findings.isEmpty }
}

extension Runner {
  /// Holds the records against each other, against the reports beside them, against the newest commit, and against what a person expects.
  ///
  /// - Parameter expected: `NUMBER:HASH` as a report prints it.
  public func verify(expecting expected: String? = nil) throws -> Verification {
    var findings = [Verification.Finding]()
    let history = try records.history()
    if let expected {
      guard let stamp = ReportStamp(expected) else {
        throw RunnerError(
          .usage,
          RecordSentences.badExpectation(expected, fewestDigits: ReportStamp.fewestDigits))
      }
      if history.link(of: stamp) == nil {
        if let there = history.links.first(where: { $0.number == stamp.number }) {
          findings.append(.expectedOther(number: stamp.number, hash: there.hash))
        } else {
          findings.append(.expectedMissing(number: stamp.number, newest: history.newest?.number ?? 0))
        }
      }
    }
    let reports = try againstReports(history)
    let (commit, isCommitted, isGitSilent) = againstCommit(history)
    let present = Set(loaded.entries.map(\.id))
    return Verification(
      records: history.links.count, newest: history.newest, problems: history.problems, findings: findings + reports.findings + commit,
      missing: Set(history.links.flatMap(\.written.ids)).subtracting(present).sorted(), reports: reports.count, isCommitted: isCommitted, isGitSilent: isGitSilent)
  }

  private func againstReports(_ history: History) throws -> (findings: [Verification.Finding], count: Int) {
    let folder = loaded.path(workspace.reviews.folder)
    let names: [String]
    do throws(DiskError) {
      names = try disk.names(in: folder)
    } catch {
      throw RunnerError(.unreadable, FileSentences.unreadable(folder, error))
    }
    var findings = [Verification.Finding]()
    var count = 0
    for name in names where CalendarDay(iso: name.prefix(10)) != nil && ["json", "md", "html"].contains(name.dropFirst(11)) {
      let report = workspace.reviews.folder + "/" + name
      do throws(DiskError) {
        let bytes = try disk.read(folder + "/" + name) ?? []
        guard let stamp = ReportStamp.read(bytes, isJSON: name.hasSuffix(".json")) else { continue }
        if history.link(of: stamp) != nil {
          count += 1
        } else if let there = history.links.first(where: { $0.number == stamp.number }) {
          findings.append(.reportOfOther(report: report, number: stamp.number, name: there.name))
        } else {
          findings.append(.reportWithout(report: report, number: stamp.number))
        }
      } catch {
        findings.append(.reportUnreadable(report: report, reason: error.reason))
      }
    }
    return (findings, count)
  }

  private func againstCommit(_ history: History) -> (findings: [Verification.Finding], isCommitted: Bool, isSilent: Bool) {
    let folder = workspace.recordsFolder
    switch GitRecords.answer(root: loaded.root, folder: folder) {
    case .none: return ([], false, false)
    case .silent: return ([], false, true)
    case .differ(let gone, let changed):
      // What a repair renumbered is still here, in another record's keeping.
      let kept = Set(history.links.flatMap { $0.written.repaired.map(\.hash) + [$0.hash] })
      func isKept(_ name: String) -> Bool { GitRecords.hash(of: name, root: loaded.root, folder: folder).map { kept.contains($0) } ?? false }
      let findings =
        gone.filter { !isKept($0) }.map { Verification.Finding.goneSinceCommit($0) }
        + changed.filter { !isKept($0) }.map { .changedSinceCommit($0) }
      return (findings, true, false)
    }
  }

  /// What is wrong with the chain of records by itself; empty where the folder cannot be read, which whoever needs the records is told.
  public func chainProblems() -> [ChainProblem] { (try? records.history())?.problems ?? [] }

  /// Renumbers records of merged branches; see `RecordStore.repair`.
  public func repair() throws -> RecordStore.Repair { try records.repair() }
}
