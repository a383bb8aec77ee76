"""Small office files made for tests with the real writer libraries."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import openpyxl
from docx.document import Document

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column (0-based)."""


def docx_with(
    rows: Sequence[Sequence[str]],
    merges: Sequence[Merge] = (),
    before: Sequence[str] = (),
    after: Sequence[str] = (),
) -> bytes:
    """A Word document with paragraphs around one table; merged cells keep the text of their first cell."""
    document = docx.Document()
    for text in before:
        document.add_paragraph(text)
    add_table(document, rows, merges)
    for text in after:
        document.add_paragraph(text)
    return saved(document)


def add_table(document: Document, rows: Sequence[Sequence[str]], merges: Sequence[Merge] = ()) -> None:
    """Add a table with merges to a document."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                table.cell(r, c).text = text


def saved(document: Document) -> bytes:
    """A document's bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx_with(sheets: dict[str, Sequence[Sequence[object]]], merges: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets; merges go to the first one."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for merge in merges:
        workbook.worksheets[0].merge_cells(merge)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
