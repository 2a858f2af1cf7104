import ExperimentModel
import Synchronization

/// Reads a folder of records and holds each against the one before.
struct HistoryReader {
  let folder: String
  let disk: any Disk
  let cache: RecordCache

  /// Names of records, with their numbers, in order. Other files in the folder are none of ours.
  static func sorted(_ names: [String]) -> [(number: Int, name: String)] {
    names.compactMap { name in number(of: name).map { ($0, name) } }.sorted { $0 < $1 }
  }

  static func number(of name: String) -> Int? {
    guard name.hasSuffix(".json"), let dash = name.firstIndex(of: "-"), name[..<dash].allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(name[..<dash])
  }

  func read() throws(DiskError) -> History {
    let all = try disk.names(in: folder)
    var problems = [ChainProblem]()
    if all.contains(RepairPlan.name) { problems.append(.unfinishedRepair) }
    var links = [(named: Int, link: History.Link)]()
    var unread = Set<Int>()
    var hashes = [String: String]()
    var lineEnds = [String: String]()
    for (number, name) in HistoryReader.sorted(all) {
      let bytes: [UInt8]
      do throws(DiskError) {
        bytes = try disk.read(folder + "/" + name) ?? []
      } catch {
        problems.append(.unreadable(name: name, reason: error.reason))
        unread.insert(number)
        continue
      }
      let hash = Fingerprint.of(bytes)
      if let other = hashes.updateValue(name, forKey: hash) {
        problems.append(.copy(name: name, of: other))
        continue
      }
      if bytes.contains(0x0D) { lineEnds[hash] = Fingerprint.of(bytes.filter { $0 != 0x0D }) }
      do throws(RecordProblem) {
        links.append((number, History.Link(name: name, hash: hash, written: try cache.record(hash, bytes))))
      } catch {
        problems.append(ChainProblem(error, name: name, bytes: bytes))
        unread.insert(number)
      }
    }
    problems += chain(links, unread: unread, lineEnds: lineEnds)
    return History(links: links.map(\.link).sorted { ($0.number, $0.date, $0.name) < ($1.number, $1.date, $1.name) }, problems: problems)
  }

  /// What is wrong between the records.
  /// - Parameters:
  ///   - unread: numbers of files that are there and cannot be read: named already.
  ///   - lineEnds: by hash of a file, the hash it would have with plain line ends.
  private func chain(_ links: [(named: Int, link: History.Link)], unread: Set<Int>, lineEnds: [String: String]) -> [ChainProblem] {
    var problems = [ChainProblem]()
    for (_, link) in links where link.name != link.written.fileName {
      problems.append(.misnamed(name: link.name, content: link.written.fileName))
    }
    let byNumber = Dictionary(grouping: links, by: \.named)
    var expected = 1
    for number in Set(byNumber.keys).union(unread).sorted() {
      if number > expected { problems.append(.gap(first: expected, last: number - 1)) }
      expected = max(expected, number + 1)
      let here = byNumber[number] ?? []
      if here.count > 1 { problems.append(.twins(number: number, names: here.map(\.link.name))) }
      for (_, link) in here {
        guard let previous = link.written.previous else {
          if let before = byNumber[number - 1]?.first?.link { problems.append(.changed(name: before.name, by: link.name, hasOtherLineEnds: false)) }
          continue
        }
        if number <= 1 {
          problems.append(.beheaded(name: link.name))
        } else if let before = byNumber[number - 1], !unread.contains(number - 1), !before.contains(where: { $0.link.hash == previous }) {
          let hasOtherLineEnds = before.contains { lineEnds[$0.link.hash] == previous }
          problems.append(.changed(name: before[0].link.name, by: link.name, hasOtherLineEnds: hasOtherLineEnds))
        }
      }
    }
    return problems
  }
}

/// What a store keeps between readings.
final class RecordCache: Sendable {
  private struct Kept {
    /// By the hash of their bytes: a command that looks at the folder twice decodes it once.
    var decoded = [String: WrittenRecord]()
    /// While this store holds the lock: the history it found whole, with what it appended. Read anew in between, a disk that fails once would show a part of it,
    /// and a look be taken on that.
    var held: History?
  }

  private let kept = Mutex(Kept())

  var held: History? { kept.withLock { $0.held } }

  func hold(_ history: History?) { kept.withLock { $0.held = history } }

  func record(_ hash: String, _ bytes: [UInt8]) throws(RecordProblem) -> WrittenRecord {
    if let known = kept.withLock({ $0.decoded[hash] }) { return known }
    let record = try WrittenRecord(reading: bytes)
    kept.withLock { $0.decoded[hash] = record }
    return record
  }
}
