"""Excel workbooks (.xlsx): every visible sheet as a grid with its merges, values as a clerk sees them.

Formulas are never computed: the value stored by the office program counts. python-calamine reads the
cells (fast); number formats come from openpyxl, and only for sheets that hold dates, since "2022年6月"
typed into Excel is stored as the 1st of June.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.ooxml import open_archive

_MAX_CELLS = 2_000_000
_Merges = dict[tuple[int, int], tuple[int, int]]


def read(name: str, data: bytes) -> RawDocument:
    """Read a .xlsx. Raises FileUnreadable when it is broken or far too large."""
    open_archive(name, data).close()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(name) from error
    blocks: list[Block] = []
    notes: list[str] = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != SheetVisibleEnum.Visible:
            notes.append(f"隐藏的工作表“{meta.name}”没有读取")
            continue
        try:
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = sheet.to_python(skip_empty_area=False)
            merges = _merges(sheet.merged_cell_ranges or ())
        except (CalamineError, OSError, ValueError) as error:
            raise _unreadable(name) from error
        if sum(len(row) for row in rows) > _MAX_CELLS:
            raise FileUnreadable(
                f"“{name}”的工作表“{meta.name}”过大。", "请删除表格外的空行、空列后另存，再导入。"
            )
        blocks += _sheet(meta.name, _as_text(data, meta.name, rows), merges)
    return RawDocument(name, tuple(blocks), tuple(notes))


def _unreadable(name: str) -> FileUnreadable:
    return FileUnreadable(f"“{name}”无法读取，可能已损坏。", "请用 WPS 或 Excel 打开后另存为 .xlsx，再导入。")


def _merges(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> _Merges:
    return {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in ranges}


def _as_text(data: bytes, sheet: str, rows: Sequence[Sequence[object]]) -> list[list[str]]:
    formats: dict[tuple[int, int], str] = {}
    if any(isinstance(value, dt.date) for row in rows for value in row):
        formats = _date_formats(data, sheet)
    return [
        [cell_text(value, formats.get((r, c), "")) for c, value in enumerate(row)]
        for r, row in enumerate(rows)
    ]


def _date_formats(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    return {
        (cell.row - 1, cell.column - 1): str(cell.number_format)
        for row in workbook[sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, dt.date) and cell.row and cell.column
    }


def cell_text(value: object, number_format: str = "") -> str:
    """A cell's value as the office program would show it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime | dt.date):
        return _date_text(value, number_format)
    return str(value).strip()


def _date_text(value: dt.date, number_format: str) -> str:
    shown = number_format.lower().replace("mmss", "").replace("am/pm", "")
    year = f"{value.year}年" if "y" in shown or not shown else ""
    day = f"{value.day}日" if "d" in shown or not shown else ""
    return f"{year}{value.month}月{day}"


def _sheet(name: str, rows: list[list[str]], merges: _Merges) -> list[Block]:
    """One sheet as a grid; a sheet of one column is running text."""
    filled = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    if not filled:
        return []
    place = f"工作表“{name}”"
    height = max(r for r, _ in filled) + 1
    width = max(c for _, c in filled) + 1
    if width == 1:
        return [Paragraph(rows[r][0], f"{place}第{r + 1}行") for r, _ in filled]
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for r in range(height):
        for c in range(width):
            if (r, c) in covered:
                continue
            row_span, column_span = merges.get((r, c), (1, 1))
            row_span, column_span = min(row_span, height - r), min(column_span, width - c)
            if row_span > 1 or column_span > 1:
                covered.update((r + i, c + j) for i in range(row_span) for j in range(column_span))
            text = rows[r][c] if c < len(rows[r]) else ""
            cells.append(Cell(text, r, c, row_span, column_span))
    return [Grid(place, tuple(cells), height, width)]
