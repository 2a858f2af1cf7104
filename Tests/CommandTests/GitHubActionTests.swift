import Glibc
import TestSupport
import Testing

/// The workflows that docs/github offers: their commands, run in order by a shell as GitHub would, against the built program.
@Suite("GitHub workflows of the documentation")
struct GitHubActionTests {
  let program: BuiltProgram
  let shell: BuiltProgram
  let folder = TemporaryFolder()

  init() throws {
    program = try #require(BuiltProgram(), "the built program stands beside the tests")
    shell = try #require(BuiltProgram(at: "/bin/bash"))
    folder.write("w/mvp.yaml", "project: P\ncurrency: CNY\ntimezone: UTC\nreviews: {every: 1w, anchor: 2026-01-12}\n")
    declare("m")
    var rows = "v,d,x,n\n"
    for day in 12...18 { rows += "a,2026-01-\(day),\(20 + day % 3),200\nb,2026-01-\(day),\(21 + day % 3),200\n" }
    folder.write("w/data/e.csv", rows)
    // A GitHub that writes down what it is told.
    folder.write("bin/gh", "#!/bin/sh\necho \"$@\" >> '\(folder.path)/told'\ncp comment.md '\(folder.path)/comment'\n")
    chmod(folder.path + "/bin/gh", 0o755)
    symlink(program.path, folder.path + "/bin/mvp")
  }

  private func declare(_ primary: String) {
    folder.write(
      "w/experiments/e.yaml",
      """
      start: 2026-01-12
      duration: 42d
      variants: {a: {}, b: {}}
      data: {file: data/e.csv, variant: v, date: d}
      metrics:
        m: {type: proportion, numerator: x, denominator: n}
      primary: \(primary)

      """)
  }

  /// The texts of `run: |`, in order.
  private func steps(_ name: String) -> [String] {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    guard let yaml = BuiltProgram(at: "/bin/cat")?.run([root + "/docs/github/" + name], folder: folder.path).out else { return [] }
    var steps = [String]()
    var isInside = false
    for line in yaml.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "        run: |" {
        steps.append("")
        isInside = true
      } else if isInside, line.hasPrefix("          ") {
        steps[steps.count - 1] += line.dropFirst(10) + "\n"
      } else {
        isInside = false
      }
    }
    return steps
  }

  private func run(_ step: String, _ variables: [String] = [], today: String = "2026-01-19") -> BuiltProgram.Output {
    shell.run(
      ["-c", "cd '\(folder.path)/w' && set -e && \(step)"], folder: folder.path, today: today,
      variables: ["PATH=\(folder.path)/bin:/usr/bin:/bin", "GITHUB_OUTPUT=\(folder.path)/output", "GIT_CONFIG_GLOBAL=/dev/null"] + variables)
  }

  @Test("a pull request gets a comment of what does not hold, and fails; one that holds passes")
  func validate() {
    let steps = steps("mvp-validate.yml")
    #expect(steps.count == 3)
    func all() -> Int32 {
      folder.remove("output")
      for step in steps.prefix(2) { #expect(run(step, ["PULL_REQUEST=7"]).status == 0) }
      let status = folder.read("output").replacing("status=", with: "").replacing("\n", with: "")
      return run(steps[2], ["STATUS=" + status]).status
    }
    #expect(all() == 0)
    declare("missing")
    #expect(all() == 2)
    #expect(folder.read("told").hasPrefix("pr comment 7 --edit-last --create-if-none --body-file comment.md\n"))
    #expect(folder.read("comment").contains("experiments/e.yaml:7:10: error:"))
  }

  @Test("the scheduled review is committed and pushed; an hour without one commits nothing")
  func review() {
    let steps = steps("mvp-review.yml")
    #expect(steps.count == 2)
    #expect(
      run(
        "git init -q --bare ../remote && git init -q -b main . && git config user.name t && git config user.email t@t && git add . && git commit -qm first && git remote add origin ../remote && git push -q -u origin main"
      ).status == 0)
    let first = steps.map { run($0) }
    #expect(first.map(\.status) == [0, 0] && first[0].out.contains("event=review_done review=2026-01-19"), "\(first)")
    #expect(run("git --git-dir=../remote show --stat --format=%s main").out.contains("records/0001-2026-01-19-review.json"))
    #expect(steps.map { run($0, today: "2026-01-20").status } == [0, 0])
    #expect(run("git --git-dir=../remote rev-list --count main").out == "2\n" && run("git status --porcelain").out == "", ".mvp is not committed")
  }
}
