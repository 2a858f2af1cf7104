import Glibc
import TestSupport
import Testing

/// `mvp schedule` as a machine calls it.
@Suite("The schedule by the built program")
struct ScheduleTests {
  let program: BuiltProgram
  let folder = TemporaryFolder()
  /// A folder as people name them.
  let name = "it's 50% \"off\" $HOME"

  init() throws {
    program = try #require(BuiltProgram(), "the built program stands beside the tests")
    folder.write("\(name)/mvp.yaml", "project: 秋季, 增长\ncurrency: CNY\ntimezone: Asia/Shanghai\nlanguage: en\nreviews: {every: 1w, anchor: 2026-01-12}\n")
    folder.write(
      "\(name)/experiments/e.yaml",
      """
      title: Pages; old and new
      start: 2026-01-12
      duration: 42d
      variants: {a: {}, b: {}}
      data: {file: data/e.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: m

      """)
    var rows = "v,d,x,n\n"
    for day in 12...31 { rows += "a,2026-01-\(day),\(20 + day % 3),200\nb,2026-01-\(day),\(21 + day % 3),200\n" }
    folder.write("\(name)/data/e.csv", rows)
    // A systemd that only writes down what it was asked.
    folder.write("bin/systemctl", "#!/bin/sh\necho \"$*\" >> '\(folder.path)/asked'\n")
    chmod(folder.path + "/bin/systemctl", 0o755)
  }

  private func run(_ arguments: String..., today: String = "2026-01-19", path: String = "/usr/bin:/bin") -> BuiltProgram.Output {
    program.run(
      arguments + ["--workspace", folder.path + "/" + name], folder: folder.path, today: today,
      variables: ["PATH=" + path, "XDG_CONFIG_HOME=\(folder.path)/config"])
  }

  private var withServices: String { folder.path + "/bin:/usr/bin:/bin" }

  @Test("install writes units that systemd reads as meant, starts the timer, and remove takes both away")
  func install() throws {
    let installed = run("schedule", "install", path: withServices)
    #expect(installed.status == 0 && installed.out.contains("Installed and started"), "\(installed)")
    let units = folder.names("config/systemd/user")
    #expect(units.count == 2)
    let unit = try #require(units.first { $0.hasSuffix(".timer") })
    #expect(folder.read("asked") == "--user --no-pager show-environment\n--user --no-pager daemon-reload\n--user --no-pager enable --now \(unit)\n")
    if let analyze = BuiltProgram(at: "/usr/bin/systemd-analyze") {
      let files = units.map { "\(folder.path)/config/systemd/user/\($0)" }
      let verified = analyze.run(["verify", "--user"] + files, folder: folder.path, variables: ["XDG_RUNTIME_DIR=\(folder.path)"])
      #expect(verified.status == 0 && !verified.error.contains(units[0].prefix(19)), "\(verified)")
    }
    let removed = run("schedule", "remove", path: withServices)
    #expect(removed.status == 0 && removed.out.contains("Stopped and removed") && folder.names("config/systemd/user") == [])
    #expect(folder.read("asked").contains("disable --now \(unit)\n"))
    #expect(run("schedule", "remove", path: withServices).out.contains("Nothing was installed"))
  }

  @Test("without a systemd of the user nothing is installed, and that is said; the line does under cron what it says")
  func cron() throws {
    // One that answers no.
    folder.write("bin/systemctl", "#!/bin/sh\nexit 1\n")
    let answer = run("schedule", "install", "--hour", "0", path: withServices)
    #expect(answer.status == 1 && answer.error.contains("Nothing was installed") && folder.names("config") == [])
    let asked = run("schedule", "install", "--cron", "--hour", "0")
    #expect(asked.status == 0 && asked.out == answer.out && asked.error == "")
    // What cron makes of it: five fields away, \% turned to %, the rest to the shell.
    let command = String(asked.out.split(separator: " ", maxSplits: 5)[5]).replacing("\\%", with: "%")
    let shell = try #require(BuiltProgram(at: "/bin/sh"))
    let ran = shell.run(["-c", command], folder: folder.path, today: "2026-01-19")
    #expect(ran.status == 0 && ran.out.contains("event=verdict review=2026-01-19 experiment=e action=continue"), "\(ran)")
    #expect(shell.run(["-c", command], folder: folder.path, today: "2026-01-19").out == "", "nothing due: no line, no mail")
  }

  @Test("a late review is made for its date, after a decision too; twice is once")
  func late() {
    let first = run("schedule", "run", today: "2026-01-20")
    #expect(first.out.contains("level=info event=review_started review=2026-01-19\n"))
    #expect(first.out.contains("event=review_done review=2026-01-19 record=1 hash="))
    #expect(run("decide", "e", "continue", "--note", "seen", today: "2026-01-28").status == 0)
    let second = run("schedule", "run", today: "2026-01-28")
    #expect(second.status == 0 && second.out.contains("event=review_done review=2026-01-26 record=3"), "\(second)")
    #expect(run("schedule", "run", today: "2026-01-28").out.contains("event=nothing_due next=2026-02-02"))
    #expect(folder.names("\(name)/reports").contains("2026-01-26.html"))
  }

  @Test("while another run is at work a second one says so and records nothing")
  func busy() {
    #expect(run("schedule", "run", today: "2026-01-18").status == 0)
    let lock = open("\(folder.path)/\(name)/.mvp/schedule.lock", O_RDWR | O_CLOEXEC)
    #expect(lock >= 0 && flock(lock, LOCK_EX) == 0)
    let second = run("schedule", "run")
    #expect(second.status == 0 && second.out.contains("level=warning event=busy") && folder.names("\(name)/records") == [])
    close(lock)
    #expect(run("schedule", "run").out.contains("event=review_done"))
  }

  @Test("a workspace that does not hold fails with its lines in the log")
  func broken() {
    folder.write("\(name)/records/0001-2026-01-19-review.json", "{")
    let output = run("schedule", "run", today: "2026-01-26")
    #expect(output.status == 1 && output.out.contains("level=error event=failed code=brokenChain reason="), "\(output)")
  }

  @Test("meetings: past ones with their verdicts, those to come with what lies on the table; the same again, with the same UIDs")
  func meetings() {
    #expect(run("schedule", "run").status == 0)
    let text = run("schedule", "ics", "--at", "10:00", "--count", "2", today: "2026-01-20").out
    let unfolded = text.replacing("\r\n ", with: "")
    #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 } && !text.replacing("\r\n", with: "").contains("\n"))
    #expect(unfolded.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mvp "))
    #expect(unfolded.contains("SUMMARY:Experiment review: 秋季\\, 增长\r\nDESCRIPTION:Pages\\; old and new: continue\r\n"))
    #expect(unfolded.contains("DTSTART:20260119T020000Z\r\nDTEND:20260119T030000Z\r\n"))
    #expect(unfolded.contains("DTSTART:20260126T020000Z") && unfolded.contains("DTSTART:20260202T020000Z") && !unfolded.contains("DTSTART:20260209"))
    #expect(unfolded.contains("DESCRIPTION:On the table: Pages\\; old and new\\nBefore the meeting:"))
    func ids(_ text: String) -> [Substring] { text.split(separator: "\r\n").filter { $0.hasPrefix("UID:") } }
    let later = run("schedule", "ics", "--count", "1", today: "2026-01-21").out.replacing("\r\n ", with: "")
    #expect(ids(later) == Array(ids(unfolded).prefix(2)) && later.contains("DTSTART;VALUE=DATE:20260126\r\nDTEND;VALUE=DATE:20260127\r\n"))
    #expect(run("schedule", "ics", "--lang", "zh", today: "2026-01-20").out.contains("SUMMARY:实验评审：秋季\\, 增长"))
    #expect(run("schedule", "ics", "--at", "25:00").status == 64)
  }

  @Test("mvp serve --schedule runs the due review once, beside no other run, and stops on SIGTERM with the record whole")
  func serving() throws {
    let environment = BuiltProgram.environment(today: "2026-01-20") + ["PATH=/usr/bin:/bin"]
    let child = program.start(["serve", "--schedule", "--port", "0", "--workspace", folder.path + "/" + name], folder: folder.path, environment: environment)
    // Both are waited for, each no longer than two minutes.
    func wait(for text: String, in file: String) -> Bool {
      for _ in 0..<2400 {
        if folder.read(file).contains(text) { return true }
        usleep(50_000)
      }
      return false
    }
    #expect(wait(for: "Besides, it runs due reviews by itself and records them: it looks every hour, on a review date not before 8:00.", in: "stderr"))
    #expect(wait(for: "event=review_done review=2026-01-19 record=1", in: "stdout"), "\(folder.read("stdout"))")
    kill(child, SIGTERM)
    #expect(program.wait(for: child) == 0)
    #expect(folder.names("\(name)/records").count { $0.hasSuffix(".json") } == 1 && run("verify", today: "2026-01-20").status == 0)
    #expect(run("schedule", "run", today: "2026-01-20").out.contains("event=nothing_due"))
  }
}
