"""A plain table as a file that a clerk edits and hands back: no titles, no formulas, one row a thing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.exporters.saving import save_bytes

Table = Sequence[Sequence[str]]
_WIDEST = 60
_LOOKS_LIKE_FORMULA = tuple("=+-@\t\r")


def write_csv(path: Path, table: Table) -> None:
    """UTF-8 with a mark at its start, without which Chinese Excel shows nonsense. Raises CannotSave."""
    out = io.StringIO()
    csv.writer(out).writerows([[_as_text(cell) for cell in row] for row in table])
    save_bytes(path, out.getvalue().encode("utf-8-sig"))


def write_xlsx(path: Path, sheet: str, table: Table) -> None:
    """One sheet with a frozen header and a filter. Raises CannotSave."""
    # Deferred: slow to import and only needed here.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for number, row in enumerate(table, start=1):
        for column, text in enumerate(row, start=1):
            cell = page.cell(number, column)
            cell.value = text
            cell.data_type = "s"  # a name that starts with "=" is no formula
            cell.font = Font(bold=number == 1)
    for column, texts in enumerate(zip(*table, strict=True), start=1):
        width = min(_WIDEST, 4 + 2 * max(map(len, texts)))
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    out = io.BytesIO()
    book.save(out)
    save_bytes(path, out.getvalue())


def _as_text(cell: str) -> str:
    """A table calculator would reckon with what looks like a formula; the mark in front says: text."""
    return f"'{cell}" if cell.startswith(_LOOKS_LIKE_FORMULA) else cell
