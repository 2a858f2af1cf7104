import ArgumentParser
import ExperimentModel

extension MVP {
  struct Schema: ParsableCommand {
    static var configuration: CommandConfiguration { SchemaHelp.command.configuration() }

    enum Which: String, ExpressibleByArgument, CaseIterable { case workspace, experiment, both }

    @Argument(help: SchemaHelp.which.spoken) var which: Which = .both

    func run() {
      switch which {
      case .workspace: Console.write(DeclarationSchema.workspace())
      case .experiment: Console.write(DeclarationSchema.experiment())
      case .both:
        Console.write("{\n\"mvp.yaml\": \(DeclarationSchema.workspace()),\n\"experiments/NAME.yaml\": \(DeclarationSchema.experiment())}\n")
      }
    }
  }
}
