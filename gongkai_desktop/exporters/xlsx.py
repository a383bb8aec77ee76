"""Paints a neutral workbook as .xlsx: merged headings, print set-up, heights that show the whole text."""

from __future__ import annotations

import io
import re
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongkai_desktop.exporters.sheet import Look, Sheet, Workbook
from gongkai_desktop.exporters.sheet_layout import FIGURE, MARGINS, Placed, lay_out_sheet, size_of

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet

_SONG, _HEI = "宋体", "黑体"
NORMAL_SIZE = 11.0
NORMAL_FIGURE = 8 * 0.75
"""Width in points of a figure of the normal font, in which the format counts column widths."""
_HEADER_FILL = "E8EEF4"
_TOTAL_FILL = "F3F4F6"
_LINE_COLOUR = "808080"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_LOOKS_LIKE_FORMULA = frozenset("=+-@\t")
_PAPER = {"A4": 9, "A3": 8}
_DATE_FORMAT = "yyyy\\-mm\\-dd"
_DAYS_FORMAT = '"剩"0"天";"逾"0"天";"今天"'


@dataclass(frozen=True, slots=True)
class _LookOf:
    """How a look is painted."""

    horizontal: str = "left"
    font: str = _SONG
    bold: bool = False
    fill: str | None = None
    border: bool = True
    number_format: str = "@"


_LOOKS = {
    Look.TITLE: _LookOf("center", _HEI, border=False),
    Look.SUBTITLE: _LookOf("left", border=False),
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
    from openpyxl.styles import Font

    book: Any = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = workbook.author
    book.properties.title = workbook.title
    book.properties.created = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a date of the office
    # Column widths are counted in figures of the normal font: openpyxl's Calibri is absent on domestic
    # desktops and its substitutes are a third wider, which would spoil the planned pages.
    book._named_styles["Normal"].font = Font(name=_SONG, size=NORMAL_SIZE)  # noqa: SLF001
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
        self._models: dict[tuple[Look, str | None], Any] = {}

    def put(self, target: Any, look: Look, colour: str | None) -> None:
        """Give a cell its look."""
        key = (look, colour)
        if key not in self._models:
            self._models[key] = self._model(look, colour)
        # openpyxl's public way looks the style up by name for every cell: ten times as slow.
        target._style = copy(self._models[key]._style)  # noqa: SLF001

    def _model(self, look: Look, colour: str | None) -> Any:
        from openpyxl.cell.cell import Cell

        name = f"台账{look.value}" + (f"{len(self._models)}" if colour else "")
        self._book.add_named_style(_named_style(name, look, colour))
        model = Cell(self._page, row=1, column=1)
        model.style = name
        return model


def _named_style(name: str, look: Look, colour: str | None) -> NamedStyle:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    shown = _LOOKS[look]
    side = Side(style="thin", color=_LINE_COLOUR) if shown.border else Side()
    ink = f"FF{colour.lstrip('#')}" if colour else None
    style = NamedStyle(
        name=name,
        font=Font(name=shown.font, size=size_of(look), bold=shown.bold, color=ink),
        border=Border(left=side, right=side, top=side, bottom=side),
        alignment=Alignment(horizontal=shown.horizontal, vertical="center", wrap_text=True),
        number_format=shown.number_format,
    )
    fill = tint(colour) if colour else shown.fill
    if fill:
        style.fill = PatternFill("solid", fgColor=f"FF{fill}")
    return style


def tint(colour: str) -> str:
    """A light ground of a colour (rrggbb), on which the colour itself is still read easily."""
    parts = (int(colour.lstrip("#")[start : start + 2], 16) for start in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * 0.14):02X}" for part in parts)


def _paint_sheet(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.pagebreak import Break

    layout = lay_out_sheet(sheet)
    for placed in layout.cells:
        _paint_cell(page, placed, styles)
    for column, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width * FIGURE / NORMAL_FIGURE
    for row, height in enumerate(layout.heights, 1):
        page.row_dimensions[row].height = height
    for start in layout.page_starts:
        page.row_breaks.append(Break(id=start))
    _set_up_page(page, sheet)


def _paint_cell(page: Worksheet, placed: Placed, styles: _Styles) -> None:
    from openpyxl.worksheet.cell_range import CellRange

    row, column, cell = placed.row, placed.column, placed.cell
    last_row, last_column = placed.end - 1, column + cell.column_span - 1
    # Every cell under a merged one holds its value too: so the filter finds all rows of a task, not only
    # the first, and undoing the merge loses nothing. (merge_cells() would empty them.)
    for below in range(row, last_row + 1):
        for beside in range(column, last_column + 1):
            target = page.cell(below + 1, beside + 1)
            styles.put(target, cell.look, cell.colour)
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
    for side, points in MARGINS.items():
        setattr(page.page_margins, side, points / 72)
    footer: Any = page.oddFooter  # the stubs know no footer without parts
    footer.left.text, footer.right.text = sheet.footer, "第 &P 页，共 &N 页"
    page.sheet_view.zoomScale = 100
