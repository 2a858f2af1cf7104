import CXLSXWriter
import ExperimentReports

/// Formats of one workbook, each made when it is first asked for.
final class WorkbookFormats {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var made: [String: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ book: UnsafeMutablePointer<lxw_workbook>) { self.book = book }

  func of(_ form: ReportWorkbook.Form) -> UnsafeMutablePointer<lxw_format>? {
    switch form {
    case .plain: nil
    case .probability: format("[<0.0001]\"< 0.0001\";0.0000", as: "probability")
    case .count: format("#,##0", as: "count")
    case .percent: format("0.0%", as: "percent")
    // The sign in quotes: a letter in it must not be taken for a code of the format.
    case .money(let sign): format("\"\(sign.filter { $0 != "\"" })\"#,##0.00", as: "money " + sign)
    }
  }

  var day: UnsafeMutablePointer<lxw_format>? { format("yyyy-mm-dd", as: "day") }

  var head: UnsafeMutablePointer<lxw_format>? {
    made(as: "head") { format in
      format_set_bold(format)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    }
  }

  var title: UnsafeMutablePointer<lxw_format>? {
    made(as: "title") { format in
      format_set_bold(format)
      format_set_font_size(format, 14)
    }
  }

  private func format(_ numbers: String, as name: String) -> UnsafeMutablePointer<lxw_format>? { made(as: name) { format_set_num_format($0, numbers) } }

  private func made(as name: String, _ set: (UnsafeMutablePointer<lxw_format>?) -> Void) -> UnsafeMutablePointer<lxw_format>? {
    if let known = made[name] { return known }
    let format = workbook_add_format(book)
    set(format)
    made[name] = format
    return format
  }
}
