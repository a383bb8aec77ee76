"""Writing a printed document with real writers: Word, Excel, web page, and text in three dialects."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Mapping
from random import Random

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.utils import get_column_letter

from generator.values import PCell, Printed, PTable

_PAGE = 9000
"""The width of a page's text in twentieths of a point."""


def write_docx(printed: Printed, _rng: Random) -> bytes:
    """A Word document; tables go through their XML, as python-docx's cells are slow."""
    document = docx.Document()
    for block in printed.blocks:
        if isinstance(block, PTable):
            document.element.body.insert(len(document.element.body) - 1, _word_table(block))
        else:
            document.add_paragraph(block)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _word_table(table: PTable) -> object:
    element = OxmlElement("w:tbl")
    width = len(table.rows[0])
    element.append(_word_frame())
    grid = OxmlElement("w:tblGrid")
    for _ in range(width):
        column_mark = OxmlElement("w:gridCol")
        column_mark.set(qn("w:w"), str(_PAGE // width))
        grid.append(column_mark)
    element.append(grid)
    unit = _PAGE // width
    open_spans: dict[int, tuple[int, int]] = {}
    for cells in table.rows:
        row = OxmlElement("w:tr")
        column = 0
        while column < len(cells):
            cell = cells[column]
            if cell is None and column not in open_spans:
                column += 1  # covered from the left
                continue
            if cell is None:
                left, span = open_spans[column]
                row.append(_word_cell("", span, "continue", unit))
                open_spans[column] = (left - 1, span)
                if left == 1:
                    del open_spans[column]
                column += span
                continue
            merge = "restart" if cell.row_span > 1 else ""
            row.append(_word_cell(cell.text, cell.column_span, merge, unit))
            if cell.row_span > 1:
                open_spans[column] = (cell.row_span - 1, cell.column_span)
            column += cell.column_span
        element.append(row)
    return element


def _word_frame() -> object:
    """Ruled lines, without which no table can be told in a PDF."""
    properties, borders = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single")
        line.set(qn("w:sz"), "4")
        borders.append(line)
    properties.append(borders)
    return properties


def _word_cell(text: str, width: int, merge: str, unit: int) -> object:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(unit * width))
    size.set(qn("w:type"), "dxa")
    properties.append(size)
    if width > 1:
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(width))
        properties.append(span)
    if merge:
        vertical = OxmlElement("w:vMerge")
        vertical.set(qn("w:val"), merge)
        properties.append(vertical)
    cell.append(properties)
    for line in text.split("\n"):
        paragraph, run, content = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
        content.text = line
        content.set(qn("xml:space"), "preserve")
        run.append(content)
        paragraph.append(run)
        cell.append(paragraph)
    return cell


def write_xlsx(printed: Printed, rng: Random) -> bytes:
    """One sheet with everything below each other, or a sheet a table."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    row = 0
    merged_titles = rng.random() < 0.5
    width = max(len(block.rows[0]) for block in printed.blocks if isinstance(block, PTable))
    tables = 0
    for block in printed.blocks:
        if isinstance(block, str):
            row += 1
            sheet.cell(row, 1, block or None)
            if merged_titles:
                sheet.merge_cells(f"A{row}:{get_column_letter(width)}{row}")
            continue
        tables += 1
        if tables > 1:
            sheet, row = workbook.create_sheet(), 0
        for cells in block.rows:
            row += 1
            for column, cell in enumerate(cells, 1):
                if cell is not None:
                    _sheet_cell(sheet, row, column, cell)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _sheet_cell(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int, column: int, cell: PCell) -> None:
    value: object = int(cell.text) if cell.text.isdecimal() and cell.text.isascii() else cell.text or None
    sheet.cell(row, column, value)
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + cell.row_span - 1,
            end_column=column + cell.column_span - 1,
        )


def write_html(printed: Printed, _rng: Random) -> bytes:
    """A web page with its merges as rowspan and colspan."""
    parts = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in printed.blocks:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
            continue
        parts.append("<table border='1'>")
        for cells in block.rows:
            inner = "".join(
                f"<td rowspan='{cell.row_span}' colspan='{cell.column_span}'>"
                f"{html.escape(cell.text).replace(chr(10), '<br>')}</td>"
                for cell in cells
                if cell is not None
            )
            parts.append(f"<tr>{inner}</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode()


def _lines(printed: Printed, row_text: Callable[[list[PCell | None]], str]) -> bytes:
    lines: list[str] = []
    for block in printed.blocks:
        if isinstance(block, str):
            lines += [block, ""]
        else:
            lines += [row_text(cells) for cells in block.rows]
            lines.append("")
    return "\n".join(lines).encode()


def write_tabs(printed: Printed, _rng: Random) -> bytes:
    """Text with a row a line and tabs between cells."""

    def row(cells: list[PCell | None]) -> str:
        if _is_bar(cells):
            return cells[0].text if cells[0] else ""
        return "\t".join(_one_line(cell) for cell in cells)

    return _lines(printed, row)


def write_bars(printed: Printed, _rng: Random) -> bytes:
    """Text with vertical bars between cells."""
    return _lines(printed, lambda cells: "| " + " | ".join(_one_line(cell) for cell in cells) + " |")


def write_cell_lines(printed: Printed, _rng: Random) -> bytes:
    """Text with a cell a line, rows apart by blank lines."""

    def row(cells: list[PCell | None]) -> str:
        shown = cells[:1] if _is_bar(cells) else cells
        return "".join(f"\t{cell.text if cell else ''}\n" for cell in shown)

    return _lines(printed, row)


def _is_bar(cells: list[PCell | None]) -> bool:
    return cells[0] is not None and cells[0].column_span == len(cells) > 1


def _one_line(cell: PCell | None) -> str:
    return "" if cell is None else cell.text.replace("\n", " ")


WRITERS: Mapping[str, Callable[[Printed, Random], bytes]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "html": write_html,
    "tabs.txt": write_tabs,
    "bars.txt": write_bars,
    "cells.txt": write_cell_lines,
}
