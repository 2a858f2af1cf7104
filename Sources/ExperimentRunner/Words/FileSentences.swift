import ExperimentModel

/// What is said of files and folders; the disk's own reason stands behind the colon.
enum FileSentences {
  static func unreadable(_ path: String, _ error: DiskError) -> BilingualText {
    BilingualText("\(path) cannot be read: \(error.reason.english)", "无法读取 \(path)：\(error.reason.simplifiedChinese)")
  }

  static func unwritable(_ error: DiskError) -> BilingualText {
    BilingualText("\(error.path) cannot be written: \(error.reason.english)", "无法写入 \(error.path)：\(error.reason.simplifiedChinese)")
  }

  /// A file that the user named.
  static func unwritable(_ path: String, _ error: DiskError) -> BilingualText {
    BilingualText("cannot write \(path): \(error.reason.english)", "无法写入 \(path)：\(error.reason.simplifiedChinese)")
  }

  static func exists(_ path: String) -> BilingualText {
    BilingualText("\(path) exists already; nothing was changed", "\(path) 已存在，未作改动")
  }

  static func notFound(_ path: String) -> BilingualText { BilingualText("\(path) cannot be found", "找不到 \(path)") }

  static let programNotFound = BilingualText("the program's own file cannot be found", "找不到程序自身的文件")

  static let noHome = BilingualText("neither XDG_CONFIG_HOME nor HOME is set", "XDG_CONFIG_HOME 与 HOME 均未设置")
}
