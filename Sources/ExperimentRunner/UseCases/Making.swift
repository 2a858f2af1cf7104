import ExperimentDecisions
public import ExperimentModel

/// New workspaces and new experiments. Never overwrites.
public struct WorkspaceMaker: Sendable {
  let disk: any Disk

  public init(disk: any Disk = SystemDisk()) { self.disk = disk }

  /// Makes a workspace in a folder.
  /// - Returns: what was made, relative to the folder.
  public func initialize(_ folder: String, template: WorkspaceTemplate) throws -> [String] {
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    if disk.exists(root + "/" + WorkspaceLoader.fileName) {
      throw RunnerError(.exists, BilingualText("\(root)/mvp.yaml exists already; nothing was changed", "\(root)/mvp.yaml 已存在，未作改动"))
    }
    do throws(DiskError) {
      try disk.makeFolder(root)
      for name in WorkspaceTemplate.folders { try disk.makeFolder(root + "/" + name) }
      var made = [String]()
      let files = [
        ("mvp.schema.json", DeclarationSchema.workspace()), ("experiment.schema.json", DeclarationSchema.experiment()),
        (WorkspaceLoader.fileName, template.text),
      ]
      for (name, text) in files where !disk.exists(root + "/" + name) {
        try WholeFile(disk: disk).create(root + "/" + name, with: Array(text.utf8))
        made.append(name)
      }
      return made + WorkspaceTemplate.folders.map { $0 + "/" }
    } catch {
      throw RunnerError(
        .unwritable, BilingualText("\(error.path) cannot be written: \(error.reason)", "无法写入 \(error.path)：\(error.reason)"))
    }
  }
}

extension Runner {
  /// Makes a new experiment's declaration from a template.
  /// - Returns: the file, relative to the workspace.
  public func make(_ name: String, kind: ExperimentTemplate.Kind, start: CalendarDay? = nil) throws -> String {
    guard let id = ExperimentTemplate.identifier(from: name) else {
      throw RunnerError(
        .badName,
        BilingualText(
          "'\(name)' makes no id: an id is made of the letters a to z, digits and hyphens",
          "“\(name)”不能作编号：编号由小写字母 a–z、数字和连字符组成"))
    }
    let relative = workspace.experimentsFolder + "/" + id + ".yaml"
    if disk.exists(loaded.path(relative)) || loaded.entries.contains(where: { $0.id == id }) {
      throw RunnerError(.exists, BilingualText("\(relative) exists already; nothing was changed", "\(relative) 已存在，未作改动"))
    }
    let template = ExperimentTemplate(
      kind: kind, name: name, start: start ?? calendar.next(after: today), currency: workspace.currency, language: workspace.language)
    do throws(DiskError) {
      try disk.makeFolder(loaded.path(workspace.experimentsFolder))
      try WholeFile(disk: disk).create(loaded.path(relative), with: Array(template.text.utf8))
    } catch {
      throw RunnerError(
        .unwritable, BilingualText("\(error.path) cannot be written: \(error.reason)", "无法写入 \(error.path)：\(error.reason)"))
    }
    return relative
  }
}
