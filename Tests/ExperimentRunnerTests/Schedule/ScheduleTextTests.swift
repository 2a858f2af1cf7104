import ExperimentModel
import TestSupport
import Testing

@testable import ExperimentRunner

/// The texts that other programs read: units, the crontab, calendars, log lines.
@Suite("Texts of the schedule")
struct ScheduleTextTests {
  @Test(
    "a word of a unit's command line (systemd.service(5)): specifiers, escapes and quotes are taken literally",
    arguments: [
      ("/home/a b", #""/home/a b""#), ("/50%", #""/50%%""#), (#"/say "hi""#, #""/say \"hi\"""#), (#"/back\slash"#, #""/back\\slash""#),
      ("/o'neil", #""/o'neil""#), ("/cost$HOME", #""/cost$HOME""#), ("/5%\u{301}", "\"/5%%\u{301}\""), ("/two\nlines", #""/two\nlines""#), ("/投放", #""/投放""#),
    ])
  func systemd(path: String, quoted: String) { #expect(SystemdUnits.quoted(path).unicodeScalars.elementsEqual(quoted.unicodeScalars)) }

  @Test("units say what runs, hourly and after sleep")
  func units() {
    let units = SystemdUnits(program: "/opt/m v/mvp", workspace: "/data/100% real", fromHour: 9, name: "mvp-review-x")
    #expect(units.service.contains("ExecStart=\":/opt/m v/mvp\" schedule run --from-hour 9 --workspace \"/data/100%% real\"\n"))
    #expect(units.service.contains("EnvironmentFile=-%E/mvp/mvp-review-x.env\n"))
    #expect(units.timer.contains("OnCalendar=*:07\nPersistent=true\n"))
    #expect(units.timer.contains("Description=Looks every hour whether a review of /data/100%% real is due\n"))
  }

  @Test("a crontab's line: quoted for the shell, % escaped for cron; a path with a line end has none")
  func cron() {
    #expect(
      CronLine.text(program: "/b/mvp", workspace: "/it's 50% \"off\"", fromHour: 8)
        == #"7 * * * * '/b/mvp' schedule run --quiet --from-hour 8 --workspace '/it'\''s 50\% "off"'"#)
    // An accent on a mark does not take its meaning away from cron and the shell.
    let accents = CronLine.text(program: "/b/mvp", workspace: "/'\u{301}%\u{301}", fromHour: 8)
    #expect(accents?.unicodeScalars.elementsEqual("7 * * * * '/b/mvp' schedule run --quiet --from-hour 8 --workspace '/'\\''\u{301}\\%\u{301}'".unicodeScalars) == true)
    #expect(SystemdUnits.plain("5%\u{301}\\").unicodeScalars.elementsEqual("5%%\u{301} ".unicodeScalars))
    #expect(CronLine.text(program: "/b/mvp", workspace: "/a\nb", fromHour: 8) == nil)
  }

  @Test("calendar lines are escaped, and folded at 75 octets between characters (RFC 5545, 3.1 and 3.3.11)")
  func calendar() {
    var out = CalendarText()
    out.add("SUMMARY", "a, b; c\\d\ne\u{1B}")
    #expect(out.text == "SUMMARY:a\\, b\\; c\\\\d\\ne‹U+001B›\r\n")
    var long = CalendarText()
    // SUMMARY: is 8 octets, a Chinese character 3: 22 fit on the first line (74), 24 on each behind its space (73).
    long.add("SUMMARY", String(repeating: "评", count: 60))
    let lines = long.text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.map(\.utf8.count) == [74, 73, 43, 0])
    #expect(long.text.replacing("\r\n ", with: "") == "SUMMARY:" + String(repeating: "评", count: 60) + "\r\n")
    var exact = CalendarText()
    exact.add("A", String(repeating: "x", count: 73))
    #expect(exact.text == "A:" + String(repeating: "x", count: 73) + "\r\n")
  }

  @Test("local times of meetings: summer and winter, an hour that is not, an hour that comes twice (New York)")
  func localTimes() throws {
    let folder = TemporaryFolder()
    folder.write("mvp.yaml", "project: P\ncurrency: USD\ntimezone: America/New_York\n")
    let zone = try Runner(workspace: folder.path).workspace.timeZone
    func start(_ day: String, _ minute: Int) throws -> String {
      ReviewMeetings.instant(ReviewMeetings.seconds(of: try #require(CalendarDay(iso: day)), minute: minute, in: zone))
    }
    #expect(try start("2026-03-02", 540) == "20260302T140000Z")
    #expect(try start("2026-03-09", 540) == "20260309T130000Z")
    #expect(try start("2026-03-08", 150) == "20260308T073000Z", "02:30 is leapt over")
    #expect(try start("2026-11-01", 90) == "20261101T053000Z", "01:30 comes twice")
  }

  @Test("log lines: a value with a space, a quote or a line end is quoted and stays on its line")
  func log() {
    let zone = TimeZoneRules(name: "Asia/Kolkata", transitions: [], offsets: [19_800])
    #expect(
      LogLine("failed", level: .error, at: 1_796_083_200, in: zone, ["code": "x", "reason": "a \"b\"\nc=d", "none": nil]).text
        == #"time=2026-12-01T05:30:00+05:30 level=error event=failed code=x reason="a \"b\"\nc=d""#)
    #expect(LogLine.stamp(0, in: TimeZoneRules(name: "x", transitions: [], offsets: [-12_600])) == "1969-12-31T20:30:00-03:30")
  }
}
