import CXLSXWriter
import ExperimentModel
import ExperimentReports

/// One sheet as it is written. Text is always written as text, so that no name becomes a formula.
struct WorkbookSheet {
  private let sheet: ReportWorkbook.Sheet
  private let formats: WorkbookFormats

  init(_ sheet: ReportWorkbook.Sheet, _ formats: WorkbookFormats) {
    self.sheet = sheet
    self.formats = formats
  }

  /// What a cell of a workbook can hold.
  private static let longest = 32_767

  func write(to book: UnsafeMutablePointer<lxw_workbook>) {
    guard let page = workbook_add_worksheet(book, sheet.name) else { return }
    for (column, width) in sheet.widths.enumerated() { worksheet_set_column(page, UInt16(column), UInt16(column), width, nil) }
    if sheet.frozenRows > 0 { worksheet_freeze_panes(page, UInt32(sheet.frozenRows), 0) }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, cell) in cells.enumerated() { write(cell, page, UInt32(row), UInt16(column)) }
    }
    for chart in sheet.charts { draw(chart, book, page) }
  }

  private func write(_ cell: ReportWorkbook.Cell, _ page: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16) {
    func text(_ text: String, _ format: UnsafeMutablePointer<lxw_format>?) {
      guard !text.isEmpty else { return }
      worksheet_write_string(page, row, column, String(text.prefix(WorkbookSheet.longest / 2)), format)
    }
    switch cell {
    case .empty: break
    case .text(let said): text(said, nil)
    case .head(let said): text(said, formats.head)
    case .title(let said): text(said, formats.title)
    case .number(let value, let form): worksheet_write_number(page, row, column, value, formats.of(form))
    case .day(let day):
      let (year, month, number) = day.components
      var moment = lxw_datetime(year: Int32(year), month: Int32(month), day: Int32(number), hour: 0, min: 0, sec: 0)
      worksheet_write_datetime(page, row, column, &moment, formats.day)
    }
  }

  private func draw(_ chart: ReportWorkbook.Chart, _ book: UnsafeMutablePointer<lxw_workbook>, _ page: UnsafeMutablePointer<lxw_worksheet>) {
    guard let drawn = workbook_add_chart(book, UInt8((chart.kind == .line ? LXW_CHART_LINE : LXW_CHART_BAR).rawValue)) else { return }
    let (first, last) = (UInt32(chart.rows.lowerBound), UInt32(chart.rows.upperBound))
    for column in chart.series {
      guard let series = chart_add_series(drawn, nil, nil) else { continue }
      chart_series_set_categories(series, sheet.name, first, UInt16(chart.labels), last, UInt16(chart.labels))
      chart_series_set_values(series, sheet.name, first, UInt16(column), last, UInt16(column))
      chart_series_set_name_range(series, sheet.name, UInt32(chart.names), UInt16(column))
    }
    chart_title_set_name(drawn, chart.title)
    // Bars are drawn from below: the first test stands on top as in the table.
    if chart.kind == .bar { chart_axis_set_reverse(drawn.pointee.y_axis) }
    if chart.series.count == 1 { chart_legend_set_position(drawn, UInt8(LXW_CHART_LEGEND_NONE.rawValue)) }
    worksheet_insert_chart(page, UInt32(chart.row), UInt16(chart.column), drawn)
  }
}
