import ArgumentParser
import ExperimentModel

extension MVP {
  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the JSON Schema of a declaration, for editors.",
      discussion: "EXAMPLES\n  mvp schema experiment > experiment.schema.json\n  mvp schema workspace > mvp.schema.json")

    enum Which: String, ExpressibleByArgument, CaseIterable { case workspace, experiment, both }

    @Argument(help: "workspace, experiment or both.") var which: Which = .both

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
