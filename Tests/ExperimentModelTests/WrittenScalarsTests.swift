import ExperimentStatistics
import Testing

@testable import ExperimentModel

@Suite("Scalars as people write them")
struct WrittenScalarsTests {
  @Test(arguments: [
    ("0.3", 0.3), ("30%", 0.3), ("30 %", 0.3), ("３０％", 0.3), ("1,234.5", 1234.5), ("1e3", 1000), ("010", 10), ("-2", -2), ("1.5万", 15_000),
    ("0.5pp", 0.005),
    ("0.5个百分点", 0.005),
  ])
  func numbers(_ text: String, _ value: Double) throws {
    #expect(abs(try #require(WrittenNumber(text)).value - value) <= 1e-15 * max(1, abs(value)))
  }

  @Test(arguments: ["", "abc", "1,2345", "0x1F", "nan", "inf", "1_000", "1.2.3", "--1", "1e9999", "12abc", "1:30", "％"])
  func notNumbers(_ text: String) { #expect(WrittenNumber(text) == nil) }

  @Test(arguments: [
    ("1000", 1000.0, ""), ("¥1,000", 1000, "CNY"), ("￥1000", 1000, "CNY"), ("1000元", 1000, "CNY"), ("CNY 1,000", 1000, "CNY"),
    ("1,000 CNY", 1000, "CNY"),
    ("1万元", 10_000, "CNY"), ("$5", 5, "USD"), ("HK$5", 5, "HKD"), ("-¥5", -5, "CNY"), ("１，０００", 1000, ""),
  ])
  func money(_ text: String, _ value: Double, _ currency: String) throws {
    let money = try #require(WrittenMoney(text))
    #expect(money.value == value)
    #expect(currency.isEmpty ? money.currencies.isEmpty : money.currencies.contains(currency))
  }

  @Test(arguments: [
    ("14d", 14), ("2w", 14), ("2 weeks", 14), ("7天", 7), ("两周", 14), ("1 day", 1), ("0d", 0), ("0", 0), ("１４ｄ", 14), ("3个星期", 21),
    ("14 D", 14),
  ])
  func days(_ text: String, _ days: Int) throws { #expect(try #require(WrittenDays(text)).days == days) }

  @Test(arguments: ["14", "1 month", "d", "-3d", "1.5d", "99999999999999999999d", ""])
  func notDays(_ text: String) { #expect(WrittenDays(text) == nil) }

  @Test(arguments: ["2026-11-02", "2026/11/2", "2026年11月2日", "2026.11.02", "２０２６-１１-０２"])
  func dates(_ text: String) { #expect(WrittenDay.read(text)?.description == "2026-11-02") }

  @Test(arguments: ["02-11-2026", "2026-13-01", "2026-02-30", "20261102", "2026-11-02T00:00:00Z", "11/02", ""])
  func notDates(_ text: String) { #expect(WrittenDay.read(text) == nil) }

  @Test func flags() {
    #expect(["yes", "on", "true", "是", "TRUE"].allSatisfy { WrittenFlag.read($0) == true })
    #expect(["no", "off", "false", "否"].allSatisfy { WrittenFlag.read($0) == false })
    #expect(WrittenFlag.read("1") == nil)
  }

  @Test func spending() throws {
    #expect(try WrittenSpending.read("kim-demets(2)").get() == .function(.kimDeMets(rho: 2)))
    #expect(try WrittenSpending.read("kim-demets(ρ=1.5)").get() == .function(.kimDeMets(rho: 1.5)))
    #expect(try WrittenSpending.read("Hwang-Shih-DeCani( -4 )").get() == .function(.hwangShihDeCani(gamma: -4)))
    #expect(try WrittenSpending.read("hwang-shih-decani(−4)").get() == .function(.hwangShihDeCani(gamma: -4)))
    #expect(try WrittenSpending.read("none").get() == .nothing)
  }

  @Test("words that YAML 1.1 would turn into something else stay text")
  func textStaysText() throws {
    let text = """
      title: 2026-11-02
      owner: 010
      hypothesis: 1:30
      tags: [no, 1e3, 1234567890123456789, ~x, 0x1F]
      start: "2026-11-02"
      end: '2026-11-09'
      variants:
        no: {names: [no, 010, 1:30, 1e3, 1234567890123456789]}
        on: {title: Yes}
      data: {file: a.csv, variant: off, date: 2026}
      metrics: {y: {type: proportion, numerator: 1, denominator: "null"}}
      primary: y

      """
    let reading = readExperiment(text)
    #expect(reading.diagnostics == [])
    let experiment = try #require(reading.value)
    #expect(experiment.title == "2026-11-02")
    #expect(experiment.owner == "010")
    #expect(experiment.hypothesis == "1:30")
    #expect(experiment.tags == ["no", "1e3", "1234567890123456789", "~x", "0x1F"])
    #expect(experiment.variants.map(\.id) == ["no", "on"])
    #expect(experiment.variants[0].names == ["no", "010", "1:30", "1e3", "1234567890123456789"])
    #expect(experiment.tables[0].variantColumn == "off")
    #expect(experiment.tables[0].dateColumn == "2026")
  }

  @Test(arguments: [
    ("varients", "variants"), ("vairants", "variants"), ("ｖａｒｉａｎｔｓ", "variants"), ("VARIANTS", "variants"), ("primery", "primary"),
  ])
  func spelling(_ written: String, _ meant: String) {
    #expect(Spelling.nearest(written, among: ExperimentKeys.root.keys.map(\.name)) == meant)
  }

  @Test func nothingNearIsNoSuggestion() {
    #expect(Spelling.nearest("xyzzy", among: ["variants", "data"]) == nil)
  }

  @Test(arguments: [("C*", "C版", true), ("*", "", true), ("a*b*c", "axxbyyc", true), ("a*b", "acbd", false), ("ab", "ab", false)])
  func globs(_ pattern: String, _ text: String, _ matches: Bool) {
    #expect(WrittenVariants.glob(pattern, matches: text) == matches)
  }
}
