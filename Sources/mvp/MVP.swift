import ArgumentParser

@main
struct MVP: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mvp", abstract: "Run marketing experiments and decide.",
    subcommands: [Calc.self])
}
