#!/usr/bin/env python3
"""Makes the workbooks of this folder (openpyxl 3.0.9, xlwt 1.3.0). They are kept; run this only to change them."""
import datetime, pathlib, zipfile
import openpyxl, xlwt
from openpyxl.workbook.properties import CalcProperties

HERE = pathlib.Path(__file__).parent
DAYS = [datetime.date(2026, 11, 2) + datetime.timedelta(n) for n in range(14)]
NAMES = ["Autumn, \"new\"", "秋季海报"]


def campaigns(epoch1904=False):
    """A front page, a sheet with the table under a title, a hidden sheet."""
    book = openpyxl.Workbook()
    if epoch1904:
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    front = book.active
    front.title = "About"
    front["A1"] = "Campaign report"
    sheet = book.create_sheet("Days")
    sheet["A1"] = "November"
    sheet.append([])
    sheet.append(["Day", "Campaign", "Clicks", "Spend", "CTR", "Orders", "Ratio"])
    for day in DAYS:
        for index, name in enumerate(NAMES):
            row = sheet.max_row + 1
            sheet.append([day, name, 1000 + index, 12.345 + index, 0.0526, 7 + index, 0.1 + 0.2])
            sheet.cell(row, 1).number_format = ["dd/mm/yyyy", 'yyyy"年"m"月"d"日"'][index]
            sheet.cell(row, 3).number_format = "#,##0"
            sheet.cell(row, 4).number_format = '[$¥-804]#,##0.00'
            sheet.cell(row, 5).number_format = "0.00%"
    sheet.row_dimensions[10].hidden = True
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["Day", "Campaign", "Clicks", "Spend", "CTR", "Orders", "Ratio"])
    return book


campaigns().save(HERE / "campaigns.xlsx")
campaigns(epoch1904=True).save(HERE / "campaigns-1904.xlsx")

# Merged header cells (Day and Campaign over two rows) and a merged name over a group's rows.
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["Day", "Campaign", "Results", None])
sheet.append([None, None, "Clicks", "Orders"])
for cells in ["A1:A2", "B1:B2", "C1:D1"]:
    sheet.merge_cells(cells)
for index, name in enumerate(["a", "b"]):
    first = sheet.max_row + 1
    for day in DAYS:
        sheet.append([day, name if day == DAYS[0] else None, 100 + index, 5 + index])
    sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=2, end_column=2)
book.save(HERE / "merged.xlsx")

# The older format.
book = xlwt.Workbook()
book.add_sheet("About").write(0, 0, "Campaign report")
sheet = book.add_sheet("Days")
for column, name in enumerate(["Day", "Campaign", "Clicks", "Spend", "Orders"]):
    sheet.write(0, column, name)
style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
for number, day in enumerate(DAYS):
    for index, name in enumerate(NAMES):
        row = 1 + number * 2 + index
        for column, value in enumerate([day, name, 1000 + index, 12.345 + index, 7 + index]):
            sheet.write(row, column, value, *([style] if column == 0 else []))
book.save(str(HERE / "campaigns.xls"))

# A page that calls itself .xls, in GBK as it says; a smaller table before it.
rows = "".join(f"<tr><td>{day}<td>{name}<td align=right>{1000 + i}</td><td>7</td></tr>\n" for day in DAYS for i, name in enumerate(["a &amp; b", "秋季海报"]))
page = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>
<table><tr><td>导出</td></tr></table>
<table border=1><tr><th>日期</th><th>计划<br>名称</th><th>点击数</th><th>转化数</th></tr>
{rows}</table></body></html>"""
(HERE / "page.xls").write_bytes(page.encode("gbk"))
