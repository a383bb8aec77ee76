"""Excel workbooks (.xlsx): every visible sheet as a grid with its merges, values as a clerk sees them.

Formulas are never computed: the value stored by the office program counts. python-calamine reads the
cells (fast); how its dates are shown comes from xlsx_dates.py, and only for sheets that hold dates.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gongkai_desktop.domain.grid import Block, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.limits import MAX_PART, check_area
from gongkai_desktop.importers.formats.package import open_archive
from gongkai_desktop.importers.formats.sheet import Merges, sheet_blocks
from gongkai_desktop.importers.formats.xlsx_dates import date_formats, sheet_part

# A cell with something in it; blank ones that are only formatted end in "/>".
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c r=["']([A-Z]{1,3})(\d{1,7})["'](?:[^>]*[^/>])?>""")

_FAR_CELL = re.compile(rb""" r=["'](?:[A-Z]{2}|[A-Z]\d{5})""")
"""A cell in column AA or row 10,000, or beyond: without any, no sheet is too large."""

# Each with a word of its pattern, if it has a long one: looking for that first is much faster.
_ODD = tuple(
    (word, re.compile(pattern), note)
    for word, pattern, note in (
        (b"hidden=", rb"""<(?:\w+:)?row [^>]*\bhidden=["'](?:1|true)""", "有隐藏的行，已一并读取"),
        (b"hidden=", rb"""<(?:\w+:)?col [^>]*\bhidden=["'](?:1|true)""", "有隐藏的列，已一并读取"),
        (
            b"",
            rb"<(?:\w+:)?f(?:>[^<]*</(?:\w+:)?f>|\s[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>|</(?:\w+:)?c>)",
            "有公式没有保存结果，这些格按空白读取；请用 WPS 或 Excel 打开并保存后再导入",
        ),
    )
)


def read(name: str, data: bytes) -> RawDocument:
    """Read a .xlsx. Raises FileUnreadable when it is broken or far too large."""
    odd: dict[str, list[str]] = {}
    with open_archive(name, data) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                content = archive.read(part)
                _check_extent(name, part.file_size, content)
                if found := _odd_things(content):
                    odd[part.filename] = found
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
        blocks += sheet_blocks(name, meta.name, _as_text(name, data, meta.name, rows), merges)
        notes += _notes_of(name, data, meta.name, odd) if odd else []
    return RawDocument(name, tuple(blocks), tuple(notes))


def _odd_things(part: bytes) -> list[str]:
    return [note for word, pattern, note in _ODD if word in part and pattern.search(part)]


def _notes_of(name: str, data: bytes, sheet: str, odd: Mapping[str, Sequence[str]]) -> list[str]:
    """What the clerk should know of how a sheet was read."""
    with open_archive(name, data) as archive:
        part = sheet_part(name, archive, sheet)
    return [f"工作表“{sheet}”{note}" for note in odd.get(part, ())]


def _check_extent(name: str, size: int, part: bytes) -> None:
    """Refuse a sheet whose filled cells lie too far apart, before the rectangle between them is laid out."""
    if size > MAX_PART:
        raise FileUnreadable(f"“{name}”的内容过大，无法读取。", "请删除无关的工作表，另存后再导入。")
    if not _FAR_CELL.search(part):
        return
    places = _FILLED_CELL.findall(part)
    rows = max({int(row) for _, row in places}, default=0)
    columns = max((_column(letters) for letters in {letters for letters, _ in places}), default=0)
    check_area(name, "工作表", rows, columns)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column


def _unreadable(name: str) -> FileUnreadable:
    return FileUnreadable(f"“{name}”无法读取，可能已损坏。", "请用 WPS 或 Excel 打开后另存为 .xlsx，再导入。")


def _merges(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Merges:
    return {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in ranges}


def _as_text(name: str, data: bytes, sheet: str, rows: Sequence[Sequence[object]]) -> list[list[str]]:
    if not any(issubclass(kind, dt.date) for kind in {type(value) for row in rows for value in row}):
        # Nearly all values are texts.
        return [
            [value.strip() if isinstance(value, str) else cell_text(value) for value in row] for row in rows
        ]
    with open_archive(name, data) as archive:
        formats = date_formats(name, archive, sheet)
    return [
        [cell_text(value, formats.get((r, c), "")) for c, value in enumerate(row)]
        for r, row in enumerate(rows)
    ]


def cell_text(value: object, number_format: str = "") -> str:
    """A cell's value as the office program would show it."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
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
