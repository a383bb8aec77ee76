"""Paints a neutral workbook as .xlsx: merged headings, print set-up, heights that show the whole text."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from gongkai_desktop.exporters.sheet import Look, Sheet, SheetCell, Workbook

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet

SIZE = 10.0
LINE = SIZE * 1.45
"""Line pitch in points: the widest of the usual Chinese fonts, so that no office cuts text off."""
ROW_PADDING = 5.0
TALLEST = 409.0
"""Excel's limit for the height of a row."""
FIGURE_PIXELS = 7
PIXELS_PER_POINT = 96 / 72

_SONG, _HEI = "宋体", "黑体"
_HEADER_FILL = "E8EEF4"
_TOTAL_FILL = "F3F4F6"
_LINE_COLOUR = "808080"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_LOOKS_LIKE_FORMULA = frozenset("=+-@\t")
MANY_ROWS = 12
"""A cell merged over more rows may run over several pages: its text stands at its top, not in its middle."""

_PAPER = {"A4": 9, "A3": 8}
_DATE_FORMAT = "yyyy\\-mm\\-dd"
_DAYS_FORMAT = '"剩"0"天";"逾"0"天";"今天"'


@dataclass(frozen=True, slots=True)
class _LookOf:
    """How a look is painted."""

    horizontal: str = "left"
    font: str = _SONG
    size: float = SIZE
    bold: bool = False
    fill: str | None = None
    border: bool = True
    number_format: str = "@"


_LOOKS = {
    Look.TITLE: _LookOf("center", _HEI, 18, border=False),
    Look.SUBTITLE: _LookOf("left", size=SIZE, border=False),
    Look.HEADER: _LookOf("center", _HEI, fill=_HEADER_FILL),
    Look.HEADING: _LookOf("center"),
    Look.TEXT: _LookOf(),
    Look.CENTRE: _LookOf("center"),
    Look.DATE: _LookOf("center", number_format=_DATE_FORMAT),
    Look.DAYS: _LookOf("center", number_format=_DAYS_FORMAT),
    Look.NUMBER: _LookOf("center", number_format="0"),
    Look.PERCENT: _LookOf("center", number_format="0%"),
    Look.STATUS: _LookOf("center", bold=True),
    Look.TOTAL: _LookOf("center", _HEI, fill=_TOTAL_FILL),
    Look.TOTAL_NUMBER: _LookOf("center", _HEI, fill=_TOTAL_FILL, number_format="0"),
    Look.TOTAL_PERCENT: _LookOf("center", _HEI, fill=_TOTAL_FILL, number_format="0%"),
}


def paint_xlsx(workbook: Workbook, on: date) -> bytes:
    """The workbook as .xlsx, dated `on`."""
    # Imported here: openpyxl costs 80 ms of the program's start.
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = workbook.author
    book.properties.title = workbook.title
    book.properties.created = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a date of the office
    pages = [book.create_sheet(sheet.name) for sheet in workbook.sheets]
    styles = _Styles(book, pages[0])
    for page, sheet in zip(pages, workbook.sheets, strict=True):
        _paint_sheet(page, sheet, styles)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


class _Styles:
    """The named styles of a book, each registered when first used and kept as a cell to copy from."""

    def __init__(self, book: Any, page: Worksheet) -> None:
        self._book = book
        self._page = page
        self._models: dict[tuple[Look, str | None, bool], Any] = {}

    def put(self, target: Any, look: Look, colour: str | None, tall: bool) -> None:
        """Give a cell its look."""
        key = (look, colour, tall)
        if key not in self._models:
            self._models[key] = self._model(look, colour, tall)
        # openpyxl's public way looks the style up by name for every cell: ten times as slow.
        target._style = copy(self._models[key]._style)  # noqa: SLF001

    def _model(self, look: Look, colour: str | None, tall: bool) -> Any:
        from openpyxl.cell.cell import Cell

        name = f"台账{look.value}" + (f"{len(self._models)}" if colour or tall else "")
        self._book.add_named_style(_named_style(name, _LOOKS[look], colour, tall))
        model = Cell(self._page, row=1, column=1)
        model.style = name
        return model


def _named_style(name: str, look: _LookOf, colour: str | None, tall: bool) -> NamedStyle:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    side = Side(style="thin", color=_LINE_COLOUR) if look.border else Side()
    style = NamedStyle(
        name=name,
        font=Font(
            name=look.font,
            size=look.size,
            bold=look.bold,
            color=f"FF{colour.lstrip('#')}" if colour else None,
        ),
        border=Border(left=side, right=side, top=side, bottom=side),
        alignment=Alignment(horizontal=look.horizontal, vertical="top" if tall else "center", wrap_text=True),
        number_format=look.number_format,
    )
    fill = tint(colour) if colour else look.fill
    if fill:
        style.fill = PatternFill("solid", fgColor=f"FF{fill}")
    return style


def tint(colour: str) -> str:
    """A light ground of a colour (rrggbb), on which the colour itself is still read easily."""
    parts = (int(colour.lstrip("#")[start : start + 2], 16) for start in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * 0.14):02X}" for part in parts)


def _paint_sheet(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    from openpyxl.utils import get_column_letter

    placed = _places(sheet)
    for (row, column), cell in placed:
        _paint_cell(page, row, column, cell, styles)
    for column, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    for row, height in enumerate(row_heights(sheet, placed), 1):
        page.row_dimensions[row].height = height
    _set_up_page(page, sheet)


def _places(sheet: Sheet) -> list[tuple[tuple[int, int], SheetCell]]:
    """Every cell with its 0-based place, beside the cells that reach down from above."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(sheet.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append(((row, column), cell))
            if cell.row_span > 1:
                taken |= {
                    (row + down, column + right)
                    for down in range(1, cell.row_span)
                    for right in range(cell.column_span)
                }
            column += cell.column_span
    return placed


def _paint_cell(page: Worksheet, row: int, column: int, cell: SheetCell, styles: _Styles) -> None:
    from openpyxl.worksheet.cell_range import CellRange

    tall = cell.row_span > MANY_ROWS
    last_row, last_column = row + cell.row_span - 1, column + cell.column_span - 1
    # Every cell under a merged one holds its value too: so the filter finds all rows of a task, not only
    # the first, and undoing the merge loses nothing. (merge_cells() would empty them.)
    for below in range(row, last_row + 1):
        for beside in range(column, last_column + 1):
            target = page.cell(below + 1, beside + 1)
            styles.put(target, cell.look, cell.colour, tall)
            if cell.value is None or (beside > column):
                continue
            if isinstance(cell.value, str):
                target.value = _ILLEGAL.sub("", cell.value)
                target.data_type = "s"  # also for = + - @ and #N/A: text stays text
                if cell.value[:1] in _LOOKS_LIKE_FORMULA:
                    target.quotePrefix = True  # also when the clerk edits it later
            else:
                target.value = cell.value
                # openpyxl gives dates a format of its own.
                target.number_format = _LOOKS[cell.look].number_format
    if (last_row, last_column) != (row, column):
        page.merged_cells.add(
            CellRange(min_row=row + 1, min_col=column + 1, max_row=last_row + 1, max_col=last_column + 1)
        )


def _text_pixels(text: str, size: float) -> float:
    """Width of a line: Chinese characters are square, others about half as wide."""
    return sum(1.0 if char > "ʯ" else 0.56 for char in text) * size * PIXELS_PER_POINT


def _shown(cell: SheetCell) -> str:
    return "2022-10-31" if isinstance(cell.value, date) else str(cell.value or "")


def text_height(cell: SheetCell, width: float) -> float:
    """The height a cell needs when its text wraps in a width (in figures)."""
    size = _LOOKS[cell.look].size
    room = width * FIGURE_PIXELS
    lines = 0
    for part in _shown(cell).splitlines() or [""]:
        pixels = _text_pixels(part, size)
        # A mark that may not begin a line takes a character along, so lines are not quite full.
        lines += 1 if pixels <= room else ceil(pixels * 1.05 / room)
    return lines * LINE * size / SIZE + ROW_PADDING


def row_heights(sheet: Sheet, placed: Sequence[tuple[tuple[int, int], SheetCell]]) -> list[float]:
    """Heights of the rows in points; a merged cell that needs more is given it by all of its rows."""
    heights = [LINE + ROW_PADDING] * len(sheet.rows)
    merged = []
    for (row, column), cell in placed:
        needed = text_height(cell, sum(sheet.widths[column : column + cell.column_span]))
        if cell.row_span > 1:
            merged.append((row, cell.row_span, needed))
        else:
            heights[row] = max(heights[row], needed)
    # Narrow ones first: what they add counts for the wide ones around them.
    for row, span, needed in sorted(merged, key=lambda item: item[1]):
        lack = needed - sum(heights[row : row + span])
        if lack > 0:
            for number in range(row, row + span):
                heights[number] += lack / span
    return [min(TALLEST, round(height, 1)) for height in heights]


def _set_up_page(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    header = sheet.header_row + 1
    last_column, last_row = get_column_letter(len(sheet.widths)), len(sheet.rows)
    page.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}{header + 1}"
    page.print_title_rows = f"{header}:{header}"
    page.print_area = f"A1:{last_column}{last_row}"
    if sheet.filter and last_row > header:
        page.auto_filter.ref = f"A{header}:{last_column}{last_row}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _PAPER[sheet.paper]
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    for side, inches in {
        "left": 0.5,
        "right": 0.5,
        "top": 0.6,
        "bottom": 0.7,
        "header": 0.3,
        "footer": 0.35,
    }.items():
        setattr(page.page_margins, side, inches)
    footer: Any = page.oddFooter  # the stubs know no footer without parts
    footer.left.text, footer.right.text = sheet.footer, "第 &P 页，共 &N 页"
    page.sheet_view.zoomScale = 100
