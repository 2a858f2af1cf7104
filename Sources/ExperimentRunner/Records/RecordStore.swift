import ExperimentDecisions
public import ExperimentModel

/// The folder of records: append-only, one file an event, each holding the hash of the one before.
///
/// A record is written whole under another name, forced to the disk and then given its own name, so that killing the program at any
/// instant leaves the old records or one more. Writers take a lock, so that two at once make two records.
public struct RecordStore: Sendable {
  public let folder: String
  let disk: any Disk

  public init(folder: String, disk: any Disk = SystemDisk()) {
    self.folder = folder
    self.disk = disk
  }

  private static let lockName = ".lock"

  /// A record and the bytes it was read from.
  struct Stored {
    let name: String
    let bytes: [UInt8]
    let record: Record
  }

  /// The names of records, oldest first. Other files in the folder are none of ours.
  func names() throws -> [String] {
    do throws(DiskError) {
      return try disk.names(in: folder).filter { RecordStore.number(of: $0) != nil }.sorted {
        (RecordStore.number(of: $0) ?? 0) < (RecordStore.number(of: $1) ?? 0)
      }
    } catch {
      throw unreadable(folder, error)
    }
  }

  static func number(of name: String) -> Int? {
    guard name.hasSuffix(".json"), let dash = name.firstIndex(of: "-"), name[..<dash].allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return Int(name[..<dash])
  }

  /// The day of a record, from its name.
  static func date(of name: String) -> CalendarDay? {
    let parts = name.split(separator: "-", maxSplits: 1)
    return parts.count == 2 ? CalendarDay(iso: parts[1].prefix(10)) : nil
  }

  /// The date that reviews were counted from when the first experiment was reviewed after its start; nil before that, or where records cannot be read.
  func anchor() -> CalendarDay? {
    for name in (try? names()) ?? [] {
      guard let record = try? stored(name).record else { return nil }
      if let anchor = record.entries.compactMap(\.ledger.anchor).first { return anchor }
    }
    return nil
  }

  func stored(_ name: String) throws -> Stored {
    let path = folder + "/" + name
    let bytes: [UInt8]
    do throws(DiskError) {
      bytes = try disk.read(path) ?? []
    } catch {
      throw unreadable(path, error)
    }
    do {
      return Stored(name: name, bytes: bytes, record: try RecordCoding.record(bytes))
    } catch {
      throw RunnerError(
        .brokenChain,
        BilingualText(
          "\(path) is not a record: it was changed or cut short; restore it from your backup or version control",
          "\(path) 不是完整的记录：它被改动或截断，请从备份或版本库恢复"))
    }
  }

  /// All records, oldest first.
  public func records() throws -> [Record] { try names().map { try stored($0).record } }

  /// The newest record that tells of each of these experiments, reading backwards and no further than needed.
  ///
  /// - Parameters:
  ///   - ids: nil: of every experiment that there is a record of.
  ///   - limit: the number of the first record that does not count.
  ///   - day: records of later days do not count.
  public func latest(of ids: Set<String>?, before limit: Int? = nil, by day: CalendarDay? = nil) throws -> (newest: Record?, entries: [String: Record.Entry]) {
    var found = [String: Record.Entry]()
    var newest: Record?
    for name in try names().reversed() {
      if let limit, (RecordStore.number(of: name) ?? 0) >= limit { continue }
      if let day, let date = RecordStore.date(of: name), date > day { continue }
      let record = try stored(name).record
      newest = newest ?? record
      for entry in record.entries where found[entry.id] == nil { found[entry.id] = entry }
      if let ids, ids.allSatisfy({ found[$0] != nil }) { break }
    }
    return (newest, found)
  }

  /// Runs `body` while no other program writes records. Leftovers of writers that were killed are removed.
  func locked<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      try disk.makeFolder(folder)
      return try disk.locked(folder + "/" + RecordStore.lockName) {
        for name in try disk.names(in: folder) where name.hasPrefix(WholeFile.temporaryPrefix) { try disk.remove(folder + "/" + name) }
        return try body()
      }
    } catch let error as DiskError {
      throw unwritable(error)
    }
  }

  /// Appends one record; call inside `locked`.
  @discardableResult
  func append(_ kind: Record.Kind, date: CalendarDay, entries: [Record.Entry]) throws -> Record {
    let last = try names().last.map { try stored($0) }
    let record = Record(
      number: (last?.record.number ?? 0) + 1, kind: kind, date: date, program: "mvp " + ProgramVersion.number,
      previous: last.map { Fingerprint.of($0.bytes) }, entries: entries)
    do throws(DiskError) {
      try WholeFile(disk: disk).create(folder + "/" + record.fileName, with: try coded(record))
    } catch {
      // Once it has its name it is there, whatever the disk says afterwards.
      guard let there = (try? disk.read(folder + "/" + record.fileName)) ?? nil, (try? RecordCoding.record(there)) == record else { throw unwritable(error) }
      throw RunnerError(
        .unwritable,
        BilingualText(
          "\(record.fileName) is recorded, but the disk did not confirm it (\(error.path): \(error.reason)): check it with 'mvp verify'",
          "\(record.fileName) 已写入，但磁盘未确认（\(error.path)：\(error.reason)）：请用 'mvp verify' 检查"))
    }
    return record
  }

  private func coded(_ record: Record) throws(DiskError) -> [UInt8] {
    do {
      return try RecordCoding.bytes(record)
    } catch {
      preconditionFailure("a record holds finite numbers only: \(error)")
    }
  }

  /// Checks every record against the one before it. Empty when the history is whole.
  public func verify() throws -> [BilingualText] {
    var problems = [BilingualText]()
    var previous: (name: String, hash: String)?
    for (index, name) in try names().enumerated() {
      let stored: Stored
      do {
        stored = try self.stored(name)
      } catch let error as RunnerError {
        problems.append(error.message)
        previous = nil
        continue
      }
      if stored.record.number != index + 1 {
        problems.append(
          BilingualText(
            "\(name): record \(index + 1) was expected here; one is missing or twice", "\(name)：此处应为第 \(index + 1) 条记录，有缺失或重复"))
      }
      if stored.record.fileName != name {
        problems.append(
          BilingualText("\(name): its content says it is \(stored.record.fileName)", "\(name)：内容表明它应名为 \(stored.record.fileName)"))
      }
      if index > 0, let previous, stored.record.previous != previous.hash {
        problems.append(
          BilingualText(
            "\(previous.name) is not what it was when \(name) was written: the history was changed",
            "\(previous.name) 与写入 \(name) 时不同：历史被改动过"))
      }
      if index == 0, stored.record.previous != nil {
        problems.append(BilingualText("\(name): records before it are missing", "\(name)：它之前的记录缺失"))
      }
      previous = (name, Fingerprint.of(stored.bytes))
    }
    return problems
  }

  private func unreadable(_ path: String, _ error: DiskError) -> RunnerError {
    RunnerError(.unreadable, BilingualText("\(path) cannot be read: \(error.reason)", "无法读取 \(path)：\(error.reason)"))
  }

  private func unwritable(_ error: DiskError) -> RunnerError {
    RunnerError(
      .unwritable,
      BilingualText(
        "nothing was recorded: \(error.path) cannot be written: \(error.reason)", "未作任何记录：无法写入 \(error.path)：\(error.reason)"))
  }
}
