import CFreeXL
import ExperimentModel

/// An `.xls` workbook (BIFF 2 to 8), read whole by libfreexl.
final class OldWorkbook {
  static let mostBytes = 256 << 20

  let sheets: [String]
  private let handle: UnsafeRawPointer
  private let size: Int

  init(path: String, size: Int) throws(FileProblem) {
    guard size <= OldWorkbook.mostBytes else { throw FileProblem("too_large", SheetSentences.largeWorkbook) }
    self.size = size
    var opened: UnsafeRawPointer?
    guard freexl_open(path, &opened) == FREEXL_OK, let handle = opened else {
      if let opened { freexl_close(opened) }
      throw FileProblem("corrupt", SheetSentences.oldWorkbook)
    }
    self.handle = handle
    var count: UInt32 = 0
    var names: [String] = []
    if freexl_get_info(handle, UInt16(FREEXL_BIFF_SHEET_COUNT), &count) == FREEXL_OK {
      for index in 0..<min(count, 1000) {
        var name: UnsafePointer<CChar>?
        guard freexl_get_worksheet_name(handle, UInt16(index), &name) == FREEXL_OK, let name else { break }
        names.append(String(cString: name))
      }
    }
    sheets = names
    guard !sheets.isEmpty else { throw FileProblem("corrupt", SheetSentences.oldWorkbook) }
  }

  deinit { freexl_close(handle) }

  func open(_ sheet: Int) throws(FileProblem) -> any ByteSource { try Rows(self, sheet) }

  private final class Rows: PulledSource {
    private let book: OldWorkbook
    private var rows: UInt32 = 0
    private var columns: UInt16 = 0
    private var row: UInt32 = 0
    private var writer: SheetWriter

    init(_ book: OldWorkbook, _ sheet: Int) throws(FileProblem) {
      self.book = book
      writer = SheetWriter(read: book.size)
      super.init()
      guard freexl_select_active_worksheet(book.handle, UInt16(sheet)) == FREEXL_OK,
        freexl_worksheet_dimensions(book.handle, &rows, &columns) == FREEXL_OK
      else { throw FileProblem("corrupt", SheetSentences.oldWorkbook) }
    }

    override func more() throws(FileProblem) -> [UInt8]? {
      guard row < rows else { return nil }
      let last = min(rows, row + 256)
      while row < last {
        try writer.begin(row: Int(row) + 1)
        for column in 0..<columns { write(column) }
        row += 1
      }
      if row == rows { writer.end() }
      return try writer.take()
    }

    private func write(_ column: UInt16) {
      var cell = FreeXL_CellValue()
      guard freexl_get_cell_value(book.handle, row, column, &cell) == FREEXL_OK else { return }
      let text: String? =
        switch Int32(cell.type) {
        case FREEXL_CELL_INT: "\(cell.value.int_value)"
        case FREEXL_CELL_DOUBLE: NumberFormat.decimal(cell.value.double_value)
        case FREEXL_CELL_TEXT, FREEXL_CELL_SST_TEXT, FREEXL_CELL_DATE, FREEXL_CELL_DATETIME, FREEXL_CELL_TIME:
          cell.value.text_value.map { String(cString: $0) }
        default: nil
        }
      if let text { writer.cell(Int(column), Array(text.utf8)) }
    }
  }
}
